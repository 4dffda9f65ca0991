"""One page for whoever held the conversation: up to five priorities, the day of it, and what it changed."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.db.models import Action, Round
from pet.errors import InvalidInputError, PetError, Problem
from pet.language import gettext as _
from pet.record.model import MOST_PRIORITIES
from pet.record.model import Action as Said
from pet.services import audit
from pet.services.actions import changing, checking, owners, standing, writing
from pet.services.actions.given import FIRST_YEAR, LAST_YEAR, Given, no_day, passed
from pet.services.actions.owners import LEADING, Editor
from pet.services.actions.standing import ActionFacts
from pet.services.audit import Act
from pet.services.texts import many_lines

LONGEST_TALK_NOTE = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of a conversation.

    Attributes:
        priorities: the actions that are marked and have not ended, in the order of the list.
        others: all other actions of the round.
        met_on: the day of the conversation.
        note: what it changed.
        edition: names all of this; whoever saves says on which edition their words stand.
    """

    priorities: tuple[ActionFacts, ...]
    others: tuple[ActionFacts, ...]
    met_on: date | None
    note: str
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to keep.

    Attributes:
        rows: pairs of the public id of an action that is marked, or empty for a new one, and what it says.
        met_on, note: as in `Kept`.
    """

    rows: tuple[tuple[str, Given], ...]
    met_on: date | None
    note: str


class TalkChangedError(PetError):
    """Somebody else changed the priorities or the conversation after the person who saves had read them.

    Attributes:
        kept: what is kept now.
    """

    def __init__(self, kept: Kept) -> None:
        super().__init__(_("Somebody else changed the priorities meanwhile. Nothing of yours is saved yet."))
        self.kept = kept


def kept(session: Session, round_id: int) -> Kept:
    """What is kept of the conversation after a round.

    Raises:
        PetError: there is no such round.
    """
    row = session.execute(select(Round.met_on, Round.talk_note).where(Round.id == round_id)).one_or_none()
    if row is None:
        raise PetError(_("There is no such round."))
    every = standing.agreed(session, round_id)
    marked = tuple(one for one in every if _takes_place(one))
    others = tuple(one for one in every if not _takes_place(one))
    told = [str(row.met_on), row.talk_note, *[[one.public_id, one.version] for one in marked]]
    edition = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
    return Kept(
        priorities=marked, others=others, met_on=row.met_on, note=row.talk_note or "", edition=edition
    )


def _takes_place(one: ActionFacts) -> bool:
    return one.said.is_priority and not one.said.status.has_ended


def keep(  # noqa: PLR0913 -- what is wanted, and what it stands on; all by name
    session: Session,
    *,
    round_id: int,
    wanted: Wanted,
    edition: str,
    now: datetime,
    editor: Editor = LEADING,
    wrong: Collection[Problem] = (),
) -> None:
    """Keep all of it, or nothing where anything is wrong or all of it is kept already.

    What is known to be `wrong` already, such as a day that cannot be read, is named together with all else.

    Raises:
        PetError: the round is not closed.
        TalkChangedError: what is kept is not what the person read.
        InvalidInputError: what is wrong, by places such as `2.what` for the second row, `met_on` and `talk_note`.
    """
    row = changing.closed(session, round_id)
    before = kept(session, round_id)
    rows = [(public_id, _priority(session, row, given, editor)) for public_id, given in wanted.rows]
    note = many_lines(wanted.note).strip()
    if before.edition != edition:
        if not (_is_kept(before, rows) and (before.met_on, before.note) == (wanted.met_on, note)):
            raise TalkChangedError(before)
        if not wrong:
            return  # the same person, twice
    today = standing.today(session, row.id, now)
    problems = [
        *wrong,
        *_of_rows(session, row, rows, before),
        *_of_days(rows, before, today),
        *_of_talk(wanted.met_on, note, before, today),
    ]
    if problems:
        raise InvalidInputError("", tuple(problems))
    _write(session, row, rows, editor, now)
    row.met_on, row.talk_note = wanted.met_on, note
    session.flush()
    about = {"round": row.title}
    audit.note(
        session, editor.by, Act.KEEP_PRIORITIES, partnership_id=row.partnership_id, about=about, now=now
    )


def _priority(session: Session, row: Round, given: Given, editor: Editor) -> Given:
    marked = replace(given.cleaned(), is_priority=True)
    return owners.by_name(session, row.partnership_id, marked, editor)


def _of_rows(session: Session, row: Round, rows: Sequence[tuple[str, Given]], before: Kept) -> list[Problem]:
    """What is wrong with each row, and with all of them together."""
    known = {one.public_id: one.said for one in (*before.priorities, *before.others)}
    shown = checking.shown(session, row.id)
    found = []
    for place, (public_id, given) in enumerate(rows, start=1):
        found += [replace(one, where=f"{place}.{one.where}") for one in given.problems()]
        kept_theme = known[public_id].theme if public_id in known else None
        if given.theme is not None and given.theme != kept_theme and given.theme not in shown:
            said = _("This theme is not shown in the results. Choose another or none.")
            found.append(Problem(f"{place}.theme", said))
    if _places(rows, before) > MOST_PRIORITIES:
        found.append(Problem("", checking.too_many()))
    return [*found, *checking.full(session, row.id, sum(not public_id for public_id, _given in rows))]


def _places(rows: Sequence[tuple[str, Given]], before: Kept) -> int:
    """How many would be marked that have not ended: the rows, and what somebody else has marked meanwhile."""
    ended = {one.public_id for one in before.others if one.said.status.has_ended}
    named = {public_id for public_id, _given in rows}
    beside = sum(one.public_id not in named for one in before.priorities)
    return beside + sum(public_id not in ended for public_id, _given in rows)


def _of_days(rows: Sequence[tuple[str, Given]], before: Kept, today: date) -> list[Problem]:
    """Which rows ask for a day that has passed; what was agreed earlier keeps its day."""
    due = {one.public_id: one.said.due for one in (*before.priorities, *before.others)}
    return [
        replace(one, where=f"{place}.{one.where}")
        for place, (public_id, given) in enumerate(rows, start=1)
        for one in passed(given.due, today, due.get(public_id))
    ]


def _is_kept(before: Kept, rows: Sequence[tuple[str, Given]]) -> bool:
    """Whether the marked actions say exactly this; one that was new on the page has an id by now."""
    left = {one.public_id: _words(one.said) for one in before.priorities}
    for public_id, given in rows:
        said = _words(given)
        alike = [id_ for id_, there in left.items() if there == said and public_id in ("", id_)]
        if not alike:
            return False
        del left[alike[0]]
    return not left


def _words(said: Given | Said) -> tuple[object, ...]:
    """What the page asks of an action."""
    return (said.what, said.aim, said.owner, said.due, said.resource, said.theme)


def _of_talk(met_on: date | None, note: str, before: Kept, today: date) -> list[Problem]:
    found = []
    if met_on is not None and not FIRST_YEAR <= met_on.year <= LAST_YEAR:
        found.append(Problem("met_on", no_day()))
    elif met_on is not None and met_on > today and met_on != before.met_on:
        said = _("This day has not come yet. Give the day on which you talked, or leave it empty.")
        found.append(Problem("met_on", said))
    if len(note) > LONGEST_TALK_NOTE:
        said = _("Make this shorter: at most {most} characters.", most=LONGEST_TALK_NOTE)
        found.append(Problem("talk_note", said))
    return found


def _write(
    session: Session, row: Round, rows: Sequence[tuple[str, Given]], editor: Editor, now: datetime
) -> None:
    """Rows that are there are changed where they say something else; the others are new, at the end."""
    there = {
        one.public_id: one
        for one in session.scalars(select(Action).where(Action.round_id == row.id).order_by(Action.position))
    }
    last = max((one.position for one in there.values()), default=-1)
    for public_id, given in rows:
        found = there.get(public_id)
        said = given
        if found is None:
            last += 1
            found = Action(partnership_id=row.partnership_id, round_id=row.id, position=last, created_at=now)
        else:  # what the page does not ask stays as it is
            said = replace(given, partner_id=found.partner_id, reminders=found.reminders)
        if said.address or not writing.says(found, said):
            writing.write(session, found, said, editor, now)
            session.add(found)
