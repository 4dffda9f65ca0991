"""The page on which one person reads the comments before anybody else: without names, and nothing lost on the way."""

from collections.abc import Mapping
from dataclasses import replace

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.db.errors import UnavailableError
from pet.errors import PetError
from pet.services import comments, made, results, rounds
from pet.services.comments import Decided, Decision, Reading
from pet.services.telltale import of_reworded
from pet.web.guard import requires
from pet.web.identity import by
from pet.web.render import render
from pet.web.rounds import about, just_done
from pet.web.rounds.blueprint import blueprint
from pet.web.rounds.finishing_page import finish_page
from pet.web.rounds.flagged import taken_out
from pet.web.rounds.reading_page import (
    CHOICE,
    FINISH,
    FLAGGED,
    FOR_GOOD,
    ORDER,
    OUT,
    REST,
    SEEN,
    SUMMARIES,
    TAKE_OUT,
    THEN,
    WORDS,
    not_yet,
    reading_page,
)
from pet.web.rounds.reading_rows import Typed
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
def decided(round_id: str) -> Response | str | tuple[str, int]:
    """Keep what was decided; what cannot be kept is shown again as it was typed.

    Where new words may point at somebody, their page comes back before another one, or the end: once.
    """
    choices, then = _choices(), request.form.get(THEN)
    if TAKE_OUT in request.form:
        return _taken_out(choices, request.form[TAKE_OUT])
    try:
        with database().reading() as session:
            before = comments.to_read(session, about.round_id())
        with database().writing() as session:
            problems = comments.decide(session, round_id=about.round_id(), decided=choices)
            if then == REST and not problems:
                comments.leave_out_rest(session, round_id=about.round_id())
            page_to_look = _page_to_look(comments.to_read(session, about.round_id()), before)
    except UnavailableError:
        raise
    except PetError as error:
        return _shown(Typed(choices=choices, note=str(error), ticked=_ticked(choices))), 422
    if problems:
        wrong = {comment_id: choice for comment_id, choice in choices.items() if comment_id in problems}
        return _shown(Typed(choices=wrong, problems=problems, ticked=_ticked(choices))), 422
    if then == FOR_GOOD or (then == FINISH and not page_to_look):
        return finished(round_id, for_good=then == FOR_GOOD)
    if then == SUMMARIES:
        return redirect(url_for("rounds.summaries", round_id=round_id), 303)
    page = page_to_look or (None if then == REST else then)
    return redirect(
        url_for("rounds.comments", round_id=round_id, page=page, order=_order() or None, saved=1), 303
    )


def _taken_out(choices: Mapping[str, Decided], comment_id: str) -> str:
    """The same page with the ticked places of one comment taken out in its text box: nothing is kept yet."""
    with database().reading() as session:
        reading = comments.to_read(session, about.round_id())
    item = next((item for item in reading.items if item.id == comment_id), None)
    if item is not None and comment_id in choices and not reading.few:  # of few, no other words are shown
        words = taken_out(item, request.form.getlist(OUT + comment_id))
        reworded = replace(choices[comment_id], decision=Decision.REWORD, text=words)
        choices = {**choices, comment_id: reworded}
    return _shown(Typed(choices=choices, ticked=_ticked(choices)))


def _page_to_look(reading: Reading, before: Reading) -> int:
    """The first page on which new words in place of a comment may point at somebody; 0 for none."""
    if reading.few or reading.finished:
        return 0
    shown = {item.id: item.shown for item in before.items}
    new = {item.id for item in reading.items if item.shown != shown.get(item.id) and of_reworded(item)}
    if not new:
        return 0
    pages = (reading.flagged_first() if _order() else reading).pages
    return next(number for number, page in enumerate(pages, 1) if any(item.id in new for item in page))


def _ticked(choices: Mapping[str, Decided]) -> Mapping[str, tuple[str, ...]]:
    return {comment_id: tuple(request.form.getlist(OUT + comment_id)) for comment_id in choices}


def _order() -> str:
    return FLAGGED if request.args.get(ORDER) == FLAGGED else ""


def finished(round_id: str, *, for_good: bool) -> Response | tuple[str, int]:
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
    return redirect(url_for("rounds.status", round_id=round_id, done=just_done.READ), 303)


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
    is_kept_in_place = request.method == "GET" or bool(typed.choices)  # what was typed stays in sight
    number = request.args.get("page", default=0, type=int) if is_kept_in_place else 0
    return render("rounds/comments.html", reading_page(facts, reading, number, typed, _order()))


def _choices() -> Mapping[str, Decided]:
    """What was sent, by id of the comment."""
    found = {}
    for name, text in request.form.items():
        if name.startswith(WORDS):
            comment_id = name.removeprefix(WORDS)
            chosen = request.form.get(CHOICE + comment_id, "")
            found[comment_id] = Decided(
                decision=Decision(chosen) if chosen in set(Decision) else None,
                text=text,
                seen=request.form.get(SEEN + comment_id, ""),
            )
    return found
