"""Adding, changing and taking out actions, and saying how they go."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pet.db.models import Action, Partner, Round
from pet.db.session import forget_for_good
from pet.errors import InvalidInputError, PetError, Problem
from pet.language import gettext as _
from pet.record.model import MOST_PRIORITIES, Status
from pet.services import audit, rounds_rows
from pet.services.actions import owners, standing
from pet.services.actions.given import Given, note_of
from pet.services.actions.owners import LEADING, Editor
from pet.services.actions.standing import ActionFacts
from pet.services.audit import PET, Act, By


class ChangedMeanwhileError(PetError):
    """Somebody else changed this action after the person who saves had read it.

    Attributes:
        kept: what is kept now.
    """

    def __init__(self, kept: ActionFacts) -> None:
        super().__init__(_("Somebody else changed this action meanwhile. Nothing of yours is saved yet."))
        self.kept = kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How an action goes.

    Attributes:
        status: where it stands.
        note: a few words; may be empty.
    """

    status: Status
    note: str = ""


def add(session: Session, *, round_id: int, given: Given, now: datetime, editor: Editor = LEADING) -> Action:
    """One more action at the end of the list.

    Args:
        session: the session.
        round_id: of a round that is closed.
        given: what it says.
        now: the time.
        editor: who does it; who sees one partner only adds what that partner does, and no priority.

    Raises:
        PetError: the round is not closed.
        InvalidInputError: what is wrong, by the fields of `Given`.
    """
    row = closed(session, round_id)
    given = _within(given.cleaned(), editor)
    made = Action(partnership_id=row.partnership_id, round_id=row.id, created_at=now)
    _check(session, row, given, made)
    made.position = _last(session, row.id) + 1
    write(session, made, given, editor, now)
    session.add(made)
    session.flush()
    _note(session, row, Act.ADD_ACTION, editor.by, now)
    return made


def change(  # noqa: PLR0913 -- what it was and what it is to be; all by name
    session: Session,
    *,
    action_id: int,
    version: int,
    given: Given,
    progress: Progress | None = None,
    now: datetime,
    editor: Editor = LEADING,
) -> None:
    """Let an action say this instead, and how it goes unless `progress` is `None`.

    Raises:
        PetError: it is not there any more.
        ChangedMeanwhileError: it is not what the person read.
        InvalidInputError: what is wrong, by the fields of `Given` and `note`.
    """
    row, found = held(session, action_id)
    if found.version != version:
        raise ChangedMeanwhileError(standing.one(session, action_id))
    given = _within(given.cleaned(), editor, before=found)
    wrong = note_of(progress.note)[1] if progress is not None else []
    _check(session, row, given, found, wrong)
    write(session, found, given, editor, now)
    if progress is not None:
        _go_on(found, progress, standing.today(session, row.id, now))
    session.flush()
    _note(session, row, Act.EDIT_ACTION, editor.by, now)


def update(
    session: Session, *, action_id: int, version: int, progress: Progress, now: datetime, by: By = PET
) -> None:
    """Say how an action goes.

    Raises:
        PetError: it is not there any more.
        ChangedMeanwhileError: it is not what the person read.
        InvalidInputError: the note is too long.
    """
    row, found = held(session, action_id)
    if found.version != version:
        raise ChangedMeanwhileError(standing.one(session, action_id))
    _raise_any(note_of(progress.note)[1])
    _go_on(found, progress, standing.today(session, row.id, now))
    found.version, found.updated_at = found.version + 1, now
    session.flush()
    _note(session, row, Act.UPDATE_ACTION, by, now)


def remove(session: Session, *, action_id: int, now: datetime, by: By = PET) -> None:
    """Take an action off the list for good.

    Raises:
        PetError: it is not there any more.
    """
    row, found = held(session, action_id)
    session.delete(found)
    session.flush()
    forget_for_good(session)
    _note(session, row, Act.REMOVE_ACTION, by, now)


def closed(session: Session, round_id: int) -> Round:
    """The round, whose list of actions nobody else changes until the end of this transaction.

    Raises:
        PetError: there is none, or it is not closed.
    """
    row = rounds_rows.locked(session, round_id)
    if row.closed_at is None:
        raise PetError(_("Actions are agreed once the round is closed."))
    return row


def held(session: Session, action_id: int) -> tuple[Round, Action]:
    """The round and the action, which nobody else changes until the end of this transaction.

    Raises:
        PetError: it is not there any more.
    """
    round_id = standing.one(session, action_id).round_id
    row = closed(session, round_id)
    found = session.get(Action, action_id, populate_existing=True)
    if found is None:
        raise PetError(_("This action is not on the list any more."))
    return row, found


def _within(given: Given, editor: Editor, before: Action | None = None) -> Given:
    """What somebody who sees one partner only may say: what that partner does, and nothing about priorities."""
    if editor.within is None:
        return given
    is_priority = before.is_priority if before is not None else False
    return replace(given, partner_id=editor.within, is_priority=is_priority)


def _check(
    session: Session, row: Round, given: Given, found: Action, wrong: Collection[Problem] = ()
) -> None:
    """Nothing, or everything that is wrong."""
    problems = [*given.problems(), *wrong]
    if (
        given.theme is not None
        and given.theme != found.theme_id
        and given.theme not in shown(session, row.id)
    ):
        problems.append(
            Problem("theme", _("This theme is not shown in the results. Choose another or none."))
        )
    if given.partner_id is not None and not _is_partner(session, row, given.partner_id):
        problems.append(Problem("partner", _("Choose a partner from the list.")))
    if given.is_priority and not found.is_priority and priorities(session, row.id) >= MOST_PRIORITIES:
        problems.append(Problem("is_priority", too_many()))
    _raise_any(problems)


def too_many() -> str:
    """What is said where one more would be marked."""
    return _(
        "{most} actions are marked as priorities already, and more than that nobody keeps in mind. Take the mark from "
        "one of them first.",
        most=MOST_PRIORITIES,
    )


def shown(session: Session, round_id: int) -> frozenset[str]:
    """The themes that the result of this round shows."""
    from pet.services import agenda, results  # noqa: PLC0415 -- the statistics are loaded only where a theme is named

    stored = results.stored(session, round_id)
    return frozenset() if stored is None else frozenset(theme.id for theme in agenda.to_choose_from(stored))


def priorities(session: Session, round_id: int) -> int:
    """How many actions are marked."""
    marked = select(func.count()).where(Action.round_id == round_id, Action.is_priority.is_(True))
    return session.scalar(marked) or 0


def _is_partner(session: Session, row: Round, partner_id: int) -> bool:
    return (
        session.scalar(
            select(Partner.id).where(Partner.id == partner_id, Partner.partnership_id == row.partnership_id)
        )
        is not None
    )


def _last(session: Session, round_id: int) -> int:
    found = session.scalar(select(func.max(Action.position)).where(Action.round_id == round_id))
    return -1 if found is None else found


def write(session: Session, row: Action, given: Given, editor: Editor, now: datetime) -> None:
    """Put what was given into the row; who does it is found by their name, and stays where the name does."""
    if given.owner != row.owner:
        who = owners.called(given.owner, owners.known(session, row.partnership_id, editor))
        row.owner_account_id, row.owner_person_id = who.account_id, who.person_id
    if given.due != row.due:
        row.reminded_on = None  # another day has other reminders
    row.what, row.aim, row.owner = given.what, given.aim, given.owner
    row.due, row.resource, row.theme_id = given.due, given.resource, given.theme
    row.partner_id, row.is_priority, row.reminders = given.partner_id, given.is_priority, given.reminders
    row.version, row.updated_at = (row.version or 0) + 1, now


def _go_on(row: Action, progress: Progress, today: date) -> None:
    note = note_of(progress.note)[0]
    if note != row.note:
        row.note, row.note_on = note, today if note else None
    if progress.status.has_ended and (row.ended_on is None or progress.status != row.status):
        row.ended_on = today
    elif not progress.status.has_ended:
        row.ended_on = None
    row.status = progress.status.value


def _raise_any(problems: list[Problem]) -> None:
    if problems:
        raise InvalidInputError("", tuple(problems))


def _note(session: Session, row: Round, act: Act, by: By, now: datetime) -> None:
    about = {"round": row.title}
    audit.note(session, by, act, partnership_id=row.partnership_id, about=about, now=now)
