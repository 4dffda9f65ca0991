"""The fourth step: everything in one list, what people will be told, and the launch; and taking a launch back."""

from dataclasses import dataclass

from flask import redirect, request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from pet.access.actor import State
from pet.access.policy import Permission
from pet.db.models import Person, Round
from pet.errors import InvalidInputError, PetError
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import ngettext
from pet.services import actions, own_questions, people, rounds, rounds_drafts, rounds_making, rounds_promise
from pet.services.rounds import RoundFacts
from pet.web import guard
from pet.web.guard import requires
from pet.web.identity import by
from pet.web.link import Link
from pet.web.render import render
from pet.web.setting_up import steps, telling
from pet.web.setting_up.blueprint import blueprint
from pet.web.setting_up.steps import Place, Step
from pet.web.site import database, now, site
from pet.words.numbers import whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A step with what was chosen in it; `change` is its page."""

    title: str
    change: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What keeps the round from being launched, or is better done before, and where."""

    text: str
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """templates/setting_up/check.html.

    Attributes:
        parts: everything that was chosen.
        told: what people will be told before they start.
        problems: what must be mended first.
        happens: what a launch does.
        many: what is to be confirmed because so many letters go out, or empty.
        unconfirmed: whether that was not.
        blank: an empty sheet of paper.
        discard: where the draft is thrown away.
        before: what people read of the round before, and where it can be brought up to date; or `None`.
    """

    title: str
    place: Place
    parts: tuple[Part, ...]
    told: tuple[str, ...]
    problems: tuple[Problem, ...]
    happens: tuple[str, ...]
    many: str
    unconfirmed: bool
    blank: str
    discard: str
    before: Problem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    row: Round
    facts: RoundFacts
    framework: Framework
    broken: tuple[str, ...]
    wrong: tuple[str, ...]
    letters: int
    listed: int
    running: int
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackPage:
    """templates/setting_up/take_back.html: `can` says whether; `waiting` how many letters have not gone yet."""

    title: str
    round: str
    can: bool
    action: str
    back: str


@blueprint.get("/rounds/<round_id>/set-up/check")
@requires(Permission.SET_UP_ROUND)
def check(round_id: str) -> str | Response:
    """Everything at a glance."""
    del round_id
    with database().reading() as session:
        draft = _draft(session)
    return steps.launched(draft.row) or _page(draft)


@blueprint.post("/rounds/<round_id>/set-up/check", endpoint="launch")
@requires(Permission.SET_UP_ROUND)
def launch(round_id: str) -> Response | tuple[str, int]:
    """Let it begin."""
    with database().reading() as session:
        draft = _draft(session)
    is_many = draft.letters > rounds.MANY_LETTERS
    if is_many and draft.row.state == State.DRAFT and "many" not in request.form:
        return _page(draft, unconfirmed=True), 422
    try:
        with database().writing() as session:
            rounds.launch(session, round_id=guard.round_id(), by=by(), now=now(), post=site().post)
    except PetError as refused:
        return _refused(str(refused))
    return redirect(url_for("rounds.status", round_id=round_id, done="launched"), 303)


def _refused(said: str) -> Response | tuple[str, int]:
    with database().reading() as session:
        draft = _draft(session)
    return steps.launched(draft.row) or (_page(draft, refused=said), 422)


def _draft(session: Session) -> _Draft:
    row = steps.row_of(session)
    listed = people.counter(session, row.partnership_id).total()
    agreed = actions.told_before(session, row.follows_id)
    return _Draft(
        row=row,
        facts=rounds.facts(session, row.id),
        framework=rounds_drafts.asked_by(session, row),
        broken=rounds_promise.broken(session, row),
        wrong=_wrong(session, row),
        letters=_with_address(session, row) if row.way == rounds.LETTERS else 0,
        listed=listed,
        running=sum(not one.status.has_ended for one in agreed),
        before=_before(session, row) if agreed else "",
    )


def _before(session: Session, row: Round) -> str:
    """The public id of the round before."""
    return session.scalar(select(Round.public_id).where(Round.id == row.follows_id)) or ""


def _with_address(session: Session, row: Round) -> int:
    found = select(func.count()).where(
        Person.partnership_id == row.partnership_id, Person.archived_at.is_(None), Person.email.is_not(None)
    )
    return session.scalar(found) or 0


def _wrong(session: Session, row: Round) -> tuple[str, ...]:
    try:
        rounds_making.check(session, row)
    except InvalidInputError as refused:
        return tuple(problem.message for problem in refused.problems)
    except PetError as refused:
        return (str(refused),)
    return ()


def _problems(draft: _Draft, refused: str) -> tuple[Problem, ...]:
    row = draft.row
    change = {step: Link(label=_("Change this"), url=steps.url(row, step)) for step in Step}
    found = [Problem(text=text, link=change[Step.PRIVACY]) for text in draft.broken]
    found += [Problem(text=text, link=change[Step.PRIVACY]) for text in draft.wrong]
    if row.closes_at <= now():
        text = _("The closing date is over. Choose a later one.")
        found.append(Problem(text=text, link=change[Step.TIMING]))
    if row.way == rounds.LETTERS and not site().post.can_send:
        text = _("This site sends no letters. Choose one link for everybody instead.")
        found.append(Problem(text=text, link=change[Step.TIMING]))
    if refused and refused not in [one.text for one in found]:
        found.append(Problem(text=refused, link=change[Step.TIMING]))
    return tuple(found)


def _page(draft: _Draft, *, unconfirmed: bool = False, refused: str = "") -> str:
    row, at = draft.row, now()
    page = CheckPage(
        title=_("Check and launch"),
        place=steps.place(row, Step.CHECK),
        parts=(
            Part(
                title=_("What is asked"),
                change=steps.url(row, Step.ASKED),
                facts=telling.asked(row, draft.framework, len(own_questions.of(draft.framework))),
            ),
            Part(
                title=_("Privacy"), change=steps.url(row, Step.PRIVACY), facts=telling.promised(draft.facts)
            ),
            Part(
                title=_("Dates and letters"),
                change=steps.url(row, Step.TIMING),
                facts=telling.timed(draft.facts, draft.letters, at),
            ),
            *_letters(draft),
        ),
        told=telling.told(draft.facts),
        problems=_problems(draft, refused),
        happens=telling.happens(draft.facts, draft.letters, draft.listed, at),
        many=_many(draft.letters),
        unconfirmed=unconfirmed,
        blank=url_for("paper.blank", round_id=row.public_id),
        discard=url_for("setting_up.discard", round_id=row.public_id),
        before=_up_to_date(draft),
    )
    return render("setting_up/check.html", page)


def _up_to_date(draft: _Draft) -> Problem | None:
    """What everybody reads first who is asked; a lead looks whether it is still so."""
    if not draft.running:
        return None
    text = ngettext(
        "The first page tells people what became of “{round}”. {number} action of it has not ended: see whether it is up "
        "to date.",
        "The first page tells people what became of “{round}”. {number} actions of it have not ended: see whether they "
        "are up to date.",
        draft.running,
        round=draft.facts.follows,
    )
    url = url_for("actions.board", round_id=draft.before)
    return Problem(text=text, link=Link(label=_("See what was agreed"), url=url))


def _letters(draft: _Draft) -> tuple[Part, ...]:
    if not draft.facts.by_letter:
        return ()
    change = url_for("letters.overview", round_id=draft.row.public_id)
    return (Part(title=_("Letters"), change=change, facts=telling.written(draft.row, draft.facts)),)


def _many(letters: int) -> str:
    if letters <= rounds.MANY_LETTERS:
        return ""
    return _("Yes, {number} letters are to go out", number=whole(letters))


@blueprint.get("/rounds/<round_id>/take-back")
@requires(Permission.SET_UP_ROUND)
def take_back(round_id: str) -> str:
    """Whether the round can become a draft again."""
    with database().reading() as session:
        row = steps.row_of(session)
        can = row.state == State.OPEN and rounds.can_unlaunch(session, row.id)
    page = TakeBackPage(
        title=_("Make it a draft again"),
        round=row.title,
        can=can,
        action=url_for("setting_up.unlaunch", round_id=round_id),
        back=url_for("rounds.status", round_id=round_id),
    )
    return render("setting_up/take_back.html", page)


@blueprint.post("/rounds/<round_id>/take-back", endpoint="unlaunch")
@requires(Permission.SET_UP_ROUND)
def unlaunch(round_id: str) -> Response:
    """Make it a draft again, if nobody has started and no letter went out meanwhile."""
    try:
        with database().writing() as session:
            row = rounds.unlaunch(session, round_id=guard.round_id(), by=by(), now=now())
    except PetError:
        return redirect(url_for("setting_up.take_back", round_id=round_id), 303)
    return redirect(steps.url(row, Step.CHECK), 303)
