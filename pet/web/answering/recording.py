"""One page of the questionnaire as it was sent: read, saved as far as it can be, and what became of it."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from pet.errors import InvalidInputError
from pet.services import responses, sessions
from pet.services.answers.held import Conflict
from pet.services.answers.sheet import Sheet
from pet.services.responses import NotAcceptingError
from pet.web import identity
from pet.web.forms.sheet import Posted, SheetForm, read_changes
from pet.web.site import database, now

MakeForm = Callable[[Sheet, Posted], SheetForm]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What became of a page that was sent.

    Attributes:
        sheet: as it was before.
        form: what was sent, with what is wrong in it.
        closed: why nothing could be saved, or `None`.
        conflicts: what was changed elsewhere meanwhile and is not saved.
        saved: how many answers were.
    """

    sheet: Sheet
    form: SheetForm
    closed: NotAcceptingError | None = None
    conflicts: tuple[Conflict, ...] = ()
    saved: int = 0


def record(response_id: int, posted: Posted, make_form: MakeForm) -> Recorded:
    """Save what was sent."""
    since = last_seen(response_id)
    try:
        with database().writing() as db:
            sheet = responses.sheet(db, response_id)
            form = make_form(sheet, posted)
            return _save(db, sheet, form, since)
    except NotAcceptingError as closed:
        return Recorded(sheet=sheet, form=form, closed=closed)
    except InvalidInputError as error:
        form.form_errors += [problem.message for problem in error.problems]
        return Recorded(sheet=sheet, form=form)


def _save(db: Session, sheet: Sheet, form: SheetForm, since: datetime | None) -> Recorded:
    sheet.round.must_accept(now())
    changes = read_changes(form, sheet.held) if form.validate() and sheet.identified else ()
    if not changes:
        return Recorded(sheet=sheet, form=form)
    saved = responses.save(
        db,
        response_id=sheet.response_id,
        op_id=str(uuid.uuid4()),
        changes=changes,
        now=now(),
        since=since,
    )
    still_here(db, sheet.public_id)
    return Recorded(sheet=sheet, form=form, conflicts=saved.conflicts, saved=len(saved.versions))


def last_seen(response_id: int) -> datetime | None:
    """Since when this browser has been busy with a response; ask before a session of the database is open.

    What is kept of the last visit is rounded down, so this is moved by as much as is rounded off from now: the
    time between the two is whole steps, and right on average.
    """
    before = identity.last_seen(response_id)
    return before + (now() - sessions.stepped(now())) if before is not None else None


def still_here(db: Session, public_id: str) -> None:
    """Note that the person is there now."""
    token = identity.response_tokens().get(public_id)
    if token is not None:
        sessions.note_seen(db, [token], now=now())
        identity.carry([token], now())
