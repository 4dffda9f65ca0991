"""One page on which whoever led the conversation writes down what was agreed: up to five priorities at once."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from flask import redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import Form, HiddenField, TextAreaField

from pet.access.policy import Permission
from pet.errors import InvalidInputError, Problem
from pet.language import gettext as _
from pet.record.model import MOST_PRIORITIES
from pet.services import rounds
from pet.services.actions import owners, talk
from pet.services.actions.talk import LONGEST_TALK_NOTE, Kept, TalkChangedError, Wanted
from pet.services.rounds import RoundFacts
from pet.web.actions import about, differing, not_yet, themes
from pet.web.actions.blueprint import blueprint
from pet.web.actions.board import KEPT
from pet.web.actions.differing import Difference
from pet.web.actions.forms import DayField, RowForm, note, of_action
from pet.web.guard import requires
from pet.web.lazy import lazy_gettext
from pet.web.render import render
from pet.web.site import database, now
from pet.words import actions, dates

Posted = MultiDict[str, str] | None


class TalkForm(Form):
    """The day of the conversation, and what it changed."""

    met_on = DayField(
        lazy_gettext("Day of the conversation"), render_kw={"type": "date", "autocomplete": "off"}
    )
    talk_note = TextAreaField(
        lazy_gettext("What the conversation changed"),
        render_kw={"rows": 5, "maxlength": LONGEST_TALK_NOTE},
    )
    edition = HiddenField()

    def take(self, problems: tuple[Problem, ...]) -> None:
        """Put what a service found wrong beside the fields that it names."""
        for problem in problems:
            if problem.where in ("met_on", "talk_note"):
                note(self[problem.where], problem.message)
            elif not problem.where:
                self.form_errors.append(problem.message)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrioritiesPage:
    """templates/actions/priorities.html.

    Attributes:
        round: its title.
        rows: the forms of the priorities in order: first those that were agreed already, then empty ones.
        is_full: whether none of them is empty.
        is_offered: whether themes of the conversation stand in empty ones.
        talk: the form of the conversation.
        problems: triples of the id of a field, its row and name (or empty) and what is wrong there.
        owners: names to choose from.
        theirs: in what it differs from what somebody else saved meanwhile.
        clash: what happened then, or empty.
        here, back, add: this page, the board, and where one more action is added.
    """

    title: str
    round: str
    rows: tuple["PriorityRow", ...]
    is_full: bool
    is_offered: bool
    talk: TalkForm
    problems: tuple[tuple[str, str, str], ...]
    owners: tuple[str, ...]
    theirs: tuple[Difference, ...]
    clash: str
    here: str
    back: str
    add: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityRow:
    """One of the rows.

    Attributes:
        form: what it says.
        standing: of one that was agreed already, where it stands and how it goes; empty for a new one.
        begins_new: whether it is the first new one after others.
    """

    form: RowForm
    standing: tuple[str, ...]
    begins_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """The forms with what stands around them; `kept` are the priorities that are there."""

    facts: RoundFacts
    rows: tuple[RowForm, ...]
    kept: Kept
    talk: TalkForm
    owners: tuple[str, ...]


@blueprint.get("/rounds/<round_id>/priorities")
@requires(Permission.ORDER_ACTIONS)
def priorities(round_id: str) -> str:
    """What was agreed, to be written down."""
    del round_id
    opened = _opened(None)
    return not_yet.page(opened.facts) or _page(opened)


@blueprint.post("/rounds/<round_id>/priorities")
@requires(Permission.ORDER_ACTIONS)
def keep_priorities(round_id: str) -> Response | tuple[str, int]:
    """Keep all of it, or give it all back with what is wrong."""
    opened = _opened(request.form)
    filled = [row for row in opened.rows if (row.id.data or "") or not row.is_empty]
    wanted, wrong = _wanted(opened, filled)
    try:
        with database().writing() as session:
            talk.keep(
                session,
                round_id=about.round_id(),
                wanted=wanted,
                edition=opened.talk.edition.data or "",
                now=now(),
                editor=about.editor(),
                wrong=wrong,
            )
    except InvalidInputError as refused:
        _take(opened, filled, refused.problems)
        return _page(opened), HTTPStatus.UNPROCESSABLE_ENTITY
    except TalkChangedError as clash:
        return _page(opened, (clash, wanted)), HTTPStatus.CONFLICT
    return redirect(url_for("actions.board", round_id=round_id, do=KEPT), 303)


def _opened(posted: Posted) -> _Open:
    with database().reading() as session:
        facts = rounds.facts(session, about.round_id())
        kept = talk.kept(session, facts.id)
        among = owners.known(session, facts.partnership_id, about.editor())
        rows = _rows(session, kept, posted)
    before = {
        "met_on": kept.met_on.isoformat() if kept.met_on else "",
        "talk_note": kept.note,
        "edition": kept.edition,
    }
    before = before if posted is None else {}
    return _Open(
        facts=facts,
        rows=rows,
        kept=kept,
        talk=TalkForm(posted, data=before),
        owners=owners.names(among),
    )


def _rows(session: Session, kept: Kept, posted: Posted) -> tuple[RowForm, ...]:
    """First the priorities that are there, then empty rows, each with a theme of the conversation that was saved.

    What was sent stands on its own: a row takes nothing from a priority that somebody else has put there meanwhile.
    """
    stored = about.stored(session)
    there = kept.priorities[:MOST_PRIORITIES]
    before = [of_action(one) for one in there]
    if posted is None:
        agreed = (*kept.priorities, *kept.others)
        open_ = themes.to_begin_with(session, about.round_id(), stored, agreed)
        before += [{"theme": theme, "offered": theme} for theme in open_]
    known = {one.public_id: one.said.theme for one in there}
    found = []
    for place in range(MOST_PRIORITIES):
        form = RowForm(prefix=f"p{place + 1}-")
        data = before[place] if posted is None and place < len(before) else {}
        public_id = posted.get(f"p{place + 1}-id", "") if posted is not None else data.get("id", "")
        form.offer_themes(themes.groups(stored, known.get(public_id)))
        form.process(posted, data=data)
        found.append(form)
    return tuple(found)


def _wanted(opened: _Open, filled: list[RowForm]) -> tuple[Wanted, tuple[Problem, ...]]:
    """What is wanted, and what is wrong in the fields by themselves, such as a day that cannot be read."""
    for row in filled:
        row.validate()
    given = tuple((row.id.data or "", row.given(is_priority=True)) for row in filled)
    met_on = opened.talk.met_on.day()
    wrong = [
        Problem(f"{place}.{field.short_name}", str(problem))
        for place, row in enumerate(filled, start=1)
        for field in row
        for problem in field.errors
    ]
    wrong += [Problem(field.short_name, str(one)) for field in opened.talk for one in field.errors]
    return Wanted(rows=given, met_on=met_on, note=opened.talk.talk_note.data or ""), tuple(wrong)


def _take(opened: _Open, filled: list[RowForm], problems: tuple[Problem, ...]) -> None:
    """Problems of the second row that was filled stand at its place on the page."""
    opened.talk.take(problems)
    for place, row in enumerate(filled, start=1):
        start = f"{place}."
        row.take(
            [
                Problem(one.where.removeprefix(start), one.message)
                for one in problems
                if one.where.startswith(start)
            ]
        )


def _page(opened: _Open, clash: tuple[TalkChangedError, Wanted] | None = None) -> str:
    facts = opened.facts
    if clash is not None:  # whoever saves once more has read what stands there now
        opened.talk.edition.data = clash[0].kept.edition
    page = PrioritiesPage(
        title=_("Write down what was agreed"),
        round=facts.title,
        rows=_shown(opened),
        is_full=all(row.id.data for row in opened.rows),
        is_offered=any(row.offered.data for row in opened.rows),
        talk=opened.talk,
        problems=_problems(opened),
        owners=opened.owners,
        theirs=_theirs(opened, *clash) if clash is not None else (),
        clash=str(clash[0]) if clash is not None else "",
        here=url_for("actions.keep_priorities", round_id=facts.public_id),
        back=url_for("actions.board", round_id=facts.public_id),
        add=url_for("actions.new", round_id=facts.public_id),
    )
    return render("actions/priorities.html", page)


def _shown(opened: _Open) -> tuple[PriorityRow, ...]:
    known, today = {one.public_id: one.said for one in opened.kept.priorities}, dates.here(now()).date()
    found: list[PriorityRow] = []
    for row in opened.rows:
        said = known.get(row.id.data or "")
        there = (actions.status(said, today), actions.note(said)) if said is not None else ()
        begins_new = not there and bool(found) and bool(found[-1].standing)
        found.append(
            PriorityRow(form=row, standing=tuple(one for one in there if one), begins_new=begins_new)
        )
    return tuple(found)


def _problems(opened: _Open) -> tuple[tuple[str, str, str], ...]:
    found = [("", "", str(problem)) for problem in opened.talk.form_errors]
    for place, row in enumerate(opened.rows, start=1):
        for field in row:
            where = _("Priority {number}, {field}", number=place, field=str(field.label.text))
            found += [(field.id, where, str(problem)) for problem in field.errors]
    for field in opened.talk:
        found += [(field.id, str(field.label.text), str(problem)) for problem in field.errors]
    return tuple(found)


def _theirs(opened: _Open, clash: TalkChangedError, wanted: Wanted) -> tuple[Difference, ...]:
    listed = [choice for row in opened.rows for choice in cast("Any", row.theme).choices]
    return differing.differences(clash.kept, wanted, {one.value: str(one.label) for one in listed})
