"""What is not kept for ever: sessions, links that work once, lists, letters, made files, addresses (reliability.md §7).

Each looks first whether there is anything, so that a site on which nothing is due is not written to.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from pet.db.models import (
    Appointment,
    AuditEvent,
    ImportBatch,
    Invitation,
    Letter,
    OneTimeLink,
    Partnership,
    Person,
    Production,
    Round,
    WebSession,
)
from pet.db.session import Database, forget_for_good
from pet.services import audit, sessions
from pet.services.audit import PET, Act
from pet.services.importing import batches

KEPT = timedelta(days=30)
FILES_KEPT = timedelta(days=7)
"""How long it is known that a file was made; the file itself lies on the shelf until there is no room for it."""
ADDRESSES_KEPT = timedelta(days=730)
"""How long addresses stay after the last thing that was done in a partnership."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Old:
    """Which rows of a table are not kept any longer."""

    table: type[ImportBatch | Letter | OneTimeLink | Appointment | Production]
    which: ColumnElement[bool]


def sweep(database: Database, *, now: datetime) -> int:
    """Forget what is due, and say of how many partnerships the addresses were forgotten."""
    with database.reading() as session:
        owes = _owes(session, now)
        partnerships = session.scalars(_inactive(now)).all()
    if owes:
        with database.writing() as session:
            _forget_rows(session, now)
    return sum(_forget_addresses(database, id_, now) for id_ in partnerships)


def _old(now: datetime) -> tuple[_Old, ...]:
    limit = now - KEPT
    day = limit.astimezone(UTC).date()
    return (
        _Old(table=OneTimeLink, which=OneTimeLink.expires_at < now),
        _Old(
            table=ImportBatch,
            which=or_(
                and_(ImportBatch.state == "preview", ImportBatch.created_at < now - batches.KEPT),
                ImportBatch.done_at < now - batches.UNDONE_FOR,
            ),
        ),
        _Old(table=Production, which=Production.ended_at < now - FILES_KEPT),
        _Old(table=Appointment, which=Appointment.expires_at < limit),
        _Old(table=Letter, which=and_(Letter.finished_on < day, Letter.state.not_in(("queued", "sending")))),
    )


def _owes(session: Session, now: datetime) -> bool:
    old = [select(exists().where(one.which)) for one in _old(now)]
    over = select(exists().where(WebSession.created_at < now - sessions.RESPONDENT.absolute))
    return any(session.scalar(query) for query in (over, *old))


def _forget_rows(session: Session, now: datetime) -> None:
    sessions.sweep(session, now=now)
    for one in _old(now):
        session.execute(delete(one.table).where(one.which))
    forget_for_good(session)


def _inactive(now: datetime) -> Select[int]:
    """Partnerships that still hold addresses, and in which nothing was done for so long."""
    limit = now - ADDRESSES_KEPT
    return select(Partnership.id).where(
        Partnership.created_at < limit,
        ~exists().where(AuditEvent.partnership_id == Partnership.id, AuditEvent.at >= limit),
        ~exists().where(Round.partnership_id == Partnership.id, Round.closes_at >= limit),
        or_(
            exists().where(Person.partnership_id == Partnership.id, Person.email.is_not(None)),
            exists().where(
                Invitation.round_id == Round.id,
                Round.partnership_id == Partnership.id,
                Invitation.email.is_not(None),
            ),
            exists().where(Letter.partnership_id == Partnership.id),
        ),
    )


def _forget_addresses(database: Database, partnership_id: int, now: datetime) -> bool:
    """Somebody without a name goes as a whole: nothing would be left to know them by."""
    with database.writing() as session:
        due = _inactive(now).where(Partnership.id == partnership_id).with_for_update(skip_locked=True)
        if session.scalar(due) is None:
            return False  # another worker was here, or something has been done meanwhile
        here = Person.partnership_id == partnership_id
        rounds = select(Round.id).where(Round.partnership_id == partnership_id)
        session.execute(delete(Person).where(here, Person.name == ""))
        session.execute(update(Person).where(here).values(email=None))
        session.execute(update(Invitation).where(Invitation.round_id.in_(rounds)).values(email=None))
        session.execute(delete(Letter).where(Letter.partnership_id == partnership_id))
        forget_for_good(session)
        audit.note(session, PET, Act.FORGET, partnership_id=partnership_id, about={}, now=now)
    return True
