"""Adding, changing and taking out actions, and saying how they go."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pet.db.base import new_public_id
from pet.db.models import Action, Round
from pet.db.session import forget_for_good
from pet.errors import PetError
from pet.language import gettext as _
from pet.record.model import Status
from pet.services import audit, rounds_rows
from pet.services.actions import checking, owners, standing, writing
from pet.services.actions.given import Given, note_of, passed
from pet.services.actions.owners import LEADING, Editor
from pet.services.actions.standing import ActionFacts
from pet.services.actions.writing import Progress
from pet.services.audit import PET, Act, By


class ChangedMeanwhileError(PetError):
    """Somebody else changed this action after the person who saves had read it.

    Attributes:
        kept: what is kept now.
    """

    def __init__(self, kept: ActionFacts) -> None:
        super().__init__(_("Somebody else changed this action meanwhile. Nothing of yours is saved yet."))
        self.kept = kept


def add(
    session: Session,
    *,
    round_id: int,
    given: Given,
    now: datetime,
    editor: Editor = LEADING,
    public_id: str = "",
) -> Action:
    """One more action at the end of the list; the same one where the same form is sent twice.

    Args:
        session: the session.
        round_id: of a round that is closed.
        given: what it says.
        now: the time.
        editor: who does it; who sees one partner only adds what that partner does, and no priority.
        public_id: what it is to be called; whoever adds the same under the same id has added it before.

    Raises:
        PetError: the round is not closed.
        InvalidInputError: what is wrong, by the fields of `Given`.
    """
    row = closed(session, round_id)
    given = owners.by_name(session, row.partnership_id, _within(given.cleaned(), editor), editor)
    there = _called(session, row, public_id)
    if there is not None and writing.says(there, given):
        return there
    id_ = public_id if public_id and there is None else new_public_id()
    made = Action(partnership_id=row.partnership_id, round_id=row.id, public_id=id_, created_at=now)
    late = passed(given.due, standing.today(session, row.id, now))
    checking.check(session, row, given, made, [*checking.full(session, row.id, 1), *late])
    made.position = _last(session, row.id) + 1
    writing.write(session, made, given, editor, now)
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
    """Let an action say this instead, and how it goes unless `progress` is `None`; nothing where it does already.

    Raises:
        PetError: it is not there any more, or it is another partner's.
        ChangedMeanwhileError: it is not what the person read.
        InvalidInputError: what is wrong, by the fields of `Given` and `note`.
    """
    row, found = held(session, action_id, editor)
    given = _within(given.cleaned(), editor, before=found)
    given = owners.by_name(session, row.partnership_id, given, editor)
    if found.version != version:
        if writing.says(found, given) and writing.goes(found, progress):
            return  # the same person, twice
        raise ChangedMeanwhileError(standing.one(session, action_id))
    today = standing.today(session, row.id, now)
    wrong = note_of(progress.note)[1] if progress is not None else []
    status = progress.status if progress is not None else Status(found.status)
    if editor.within is not None and _has_lost_its_place(session, found, status):
        given = replace(given, is_priority=False)  # they mark nothing, so they could not make room either
    wrong += passed(given.due, today, found.due)
    checking.check(session, row, given, found, wrong, status)
    writing.write(session, found, given, editor, now)
    if progress is not None:
        writing.go_on(found, progress, today)
    session.flush()
    _note(session, row, Act.EDIT_ACTION, editor.by, now)


def update(
    session: Session, *, action_id: int, version: int, progress: Progress, now: datetime, by: By = PET
) -> None:
    """Say how an action goes; nothing where that is said already.

    Raises:
        PetError: it is not there any more.
        ChangedMeanwhileError: it is not what the person read.
        InvalidInputError: the note is too long.
    """
    row, found = held(session, action_id)
    if found.version != version:
        if writing.goes(found, progress):
            return
        raise ChangedMeanwhileError(standing.one(session, action_id))
    checking.raise_any(note_of(progress.note)[1])
    if _has_lost_its_place(session, found, progress.status):
        found.is_priority = False
    writing.go_on(found, progress, standing.today(session, row.id, now))
    found.version, found.updated_at = found.version + 1, now
    session.flush()
    _note(session, row, Act.UPDATE_ACTION, by, now)


def remove(
    session: Session, *, action_id: int, version: int, now: datetime, editor: Editor = LEADING
) -> None:
    """Take an action off the list for good.

    Raises:
        PetError: it is not there any more, or it is another partner's.
        ChangedMeanwhileError: it is not what the person read.
    """
    row, found = held(session, action_id, editor)
    if found.version != version:
        raise ChangedMeanwhileError(standing.one(session, action_id))
    session.delete(found)
    session.flush()
    forget_for_good(session)
    _note(session, row, Act.REMOVE_ACTION, editor.by, now)


def closed(session: Session, round_id: int) -> Round:
    """The round, whose list of actions nobody else changes until the end of this transaction.

    Raises:
        PetError: there is none, or it is not closed.
    """
    row = rounds_rows.locked(session, round_id)
    if row.closed_at is None:
        raise PetError(_("Actions are agreed once the round is closed."))
    return row


def held(session: Session, action_id: int, editor: Editor = LEADING) -> tuple[Round, Action]:
    """The round and the action, which nobody else changes until the end of this transaction.

    Raises:
        PetError: it is not there any more, or it is another partner's than the one whose actions the editor changes.
    """
    round_id = standing.one(session, action_id).round_id
    row = closed(session, round_id)
    found = session.get(Action, action_id, populate_existing=True)
    if found is None:
        raise PetError(_("This action is not on the list any more."))
    if editor.within is not None and found.partner_id != editor.within:
        raise PetError(_("This action is another partner’s now, so you cannot change it."))
    return row, found


def _within(given: Given, editor: Editor, before: Action | None = None) -> Given:
    """What somebody who sees one partner only may say: what that partner does, and nothing about priorities."""
    if editor.within is None:
        return given
    is_priority = before.is_priority if before is not None else False
    return replace(given, partner_id=editor.within, is_priority=is_priority)


def _has_lost_its_place(session: Session, found: Action, status: Status) -> bool:
    """Whether it goes on after all, and its place among the few is taken meanwhile."""
    return (
        not status.has_ended and not checking.takes_place(found) and checking.is_full(session, found.round_id)
    )


def _last(session: Session, round_id: int) -> int:
    found = session.scalar(select(func.max(Action.position)).where(Action.round_id == round_id))
    return -1 if found is None else found


def _called(session: Session, row: Round, public_id: str) -> Action | None:
    if not public_id:
        return None
    return session.scalars(
        select(Action).where(Action.round_id == row.id, Action.public_id == public_id)
    ).one_or_none()


def _note(session: Session, row: Round, act: Act, by: By, now: datetime) -> None:
    about = {"round": row.title}
    audit.note(session, by, act, partnership_id=row.partnership_id, about=about, now=now)
