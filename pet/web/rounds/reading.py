"""The page on which one person reads the comments before anybody else: without names, and nothing lost on the way."""

from collections.abc import Mapping

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.db.errors import UnavailableError
from pet.errors import PetError
from pet.services import comments, made, results, rounds
from pet.services.comments import Decided, Decision
from pet.web.guard import requires
from pet.web.identity import by
from pet.web.render import render
from pet.web.rounds import about
from pet.web.rounds.blueprint import blueprint
from pet.web.rounds.finishing_page import finish_page
from pet.web.rounds.reading_page import (
    CHOICE,
    FINISH,
    FOR_GOOD,
    REST,
    THEN,
    WORDS,
    Typed,
    not_yet,
    reading_page,
)
from pet.web.site import database, now, site


@blueprint.get("/rounds/<round_id>/comments", endpoint="comments")
@requires(Permission.READ_COMMENTS_FIRST)
def show(round_id: str) -> str:
    """A page of comments: the first with something to decide, unless another is asked for; or that before finishing."""
    del round_id
    if request.args.get(THEN) == FINISH:
        return _before_finishing()
    return _shown(Typed(saved="saved" in request.args))


@blueprint.post("/rounds/<round_id>/comments", endpoint="comments_decided")
@requires(Permission.READ_COMMENTS_FIRST)
def decided(round_id: str) -> Response | tuple[str, int]:
    """Keep what was decided; what cannot be kept is shown again as it was typed."""
    choices, then = _choices(), request.form.get(THEN)
    try:
        with database().writing() as session:
            problems = comments.decide(session, round_id=about.round_id(), decided=choices)
            if then == REST and not problems:
                comments.leave_out_rest(session, round_id=about.round_id())
    except UnavailableError:
        raise
    except PetError as error:
        return _shown(Typed(choices=choices, note=str(error))), 422
    if problems:
        return _shown(Typed(choices=choices, problems=problems)), 422
    if then in {FINISH, FOR_GOOD}:
        return _finished(round_id, for_good=then == FOR_GOOD)
    page = None if then == REST else then
    return redirect(url_for("rounds.comments", round_id=round_id, page=page, saved=1), 303)


def _finished(round_id: str, *, for_good: bool) -> Response | tuple[str, int]:
    """Finish, or where that has not been confirmed yet, lead to the page that says what finishing does."""
    try:
        with database().writing() as session:
            comments.refuse_unread(session, round_id=about.round_id())
            if for_good:
                comments.finish(session, round_id=about.round_id(), now=now(), by=by())
            stored = results.stored(session, about.round_id())
    except UnavailableError:
        raise
    except PetError as error:
        return _shown(Typed(note=str(error))), 422
    if not for_good:
        return redirect(url_for("rounds.comments", round_id=round_id, then=FINISH), 303)
    if stored is not None:
        made.drop_earlier(made.shelf(site().settings.instance), stored)
    return redirect(url_for("rounds.status", round_id=round_id), 303)


def _before_finishing() -> str:
    """What finishing does; where there is still something to decide, or nothing any more, the comments."""
    with database().reading() as session:
        facts = rounds.facts(session, about.round_id())
        reading = comments.to_read(session, about.round_id()) if facts.closed_at is not None else None
    if reading is None or reading.hidden or reading.finished or reading.waiting:
        return _shown(Typed())
    return render("rounds/finish.html", finish_page(facts, reading))


def _shown(typed: Typed) -> str:
    with database().reading() as session:
        facts = rounds.facts(session, about.round_id())
        if facts.closed_at is None:
            return render("rounds/comments.html", not_yet(facts))
        reading = comments.to_read(session, about.round_id())
    number = request.args.get("page", default=0, type=int) if request.method == "GET" else 0
    return render("rounds/comments.html", reading_page(facts, reading, number, typed))


def _choices() -> Mapping[str, Decided]:
    """What was sent, by id of the comment."""
    found = {}
    for name, text in request.form.items():
        if name.startswith(WORDS):
            comment_id = name.removeprefix(WORDS)
            chosen = request.form.get(CHOICE + comment_id, "")
            found[comment_id] = Decided(
                decision=Decision(chosen) if chosen in set(Decision) else None, text=text
            )
    return found
