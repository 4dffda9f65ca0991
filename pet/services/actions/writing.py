"""What was given, put into the row of an action, and whether it stands there already."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from pet.db.models import Action
from pet.record.model import Status
from pet.services.actions import owners
from pet.services.actions.given import Given, note_of
from pet.services.actions.owners import Editor


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How an action goes.

    Attributes:
        status: where it stands.
        note: a few words; may be empty.
    """

    status: Status
    note: str = ""


def write(session: Session, row: Action, given: Given, editor: Editor, now: datetime) -> None:
    """Put what was given into the row; who does it is found by their name, and stays where the name does."""
    _find_owner(session, row, given, editor)
    row.what, row.aim, row.owner = given.what, given.aim, given.owner
    row.due, row.resource, row.theme_id = given.due, given.resource, given.theme
    row.partner_id, row.is_priority, row.reminders = given.partner_id, given.is_priority, given.reminders
    row.version, row.updated_at = (row.version or 0) + 1, now


def _find_owner(session: Session, row: Action, given: Given, editor: Editor) -> None:
    """Who it is that has this name, or this address; whoever did not do it before has not been reminded of it.

    Another day needs nothing: `reminded_on` is the last day whose letter went, and only a later one has a letter.
    """
    before = (row.owner_account_id, row.owner_person_id)
    name = given.owner
    if not given.address and name == row.owner and (before != (None, None) or not name):
        return
    who = owners.called(given.address or name, owners.known(session, row.partnership_id, editor))
    row.owner_account_id, row.owner_person_id = who.account_id, who.person_id
    if before != (who.account_id, who.person_id):
        row.reminded_on = None


def says(row: Action, given: Given) -> bool:
    """Whether the row says this already."""
    what = (row.what, row.aim, row.owner, row.due, row.resource, row.theme_id, row.partner_id)
    how = (row.is_priority, row.reminders)
    wanted = (given.what, given.aim, given.owner, given.due, given.resource, given.theme, given.partner_id)
    return what == wanted and how == (given.is_priority, given.reminders)


def goes(row: Action, progress: Progress | None) -> bool:
    """Whether it goes like this already."""
    if progress is None:
        return True
    return (row.status, row.note) == (progress.status.value, note_of(progress.note)[0])


def go_on(row: Action, progress: Progress, today: date) -> None:
    """Put how it goes into the row, with the day of the note and of the end."""
    note = note_of(progress.note)[0]
    if note != row.note:
        row.note, row.note_on = note, today if note else None
    if progress.status.has_ended and (row.ended_on is None or progress.status != row.status):
        row.ended_on = today
    elif not progress.status.has_ended:
        row.ended_on = None
    row.status = progress.status.value
