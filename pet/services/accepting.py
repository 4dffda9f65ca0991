"""Offers to become something in a partnership, looked at and accepted by whoever has the link.

Whoever accepts one is signed in as the person it was sent to: with an account by its password or its session, without
one by making it at once.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.access.actor import Role
from pet.db.models import Account, Appointment, Partner, Partnership
from pet.services import appointments, duties, waiting_for_lead
from pet.services.acts import Act
from pet.services.audit import By
from pet.services.duties import Duty
from pet.services.sessions import digest


class Gone(StrEnum):
    """Why an offer cannot be accepted."""

    EXPIRED = "expired"
    USED = "used"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the link of an offer leads to.

    Attributes:
        id: in the database.
        gone: why it cannot be accepted, or `None` where it can.
        partnership, partner: their names; `partner` may be empty.
        role: what it offers.
        email, name: whom it was sent to.
        inviter: who made it, or empty.
        mailed: whether whoever has the link has read the letters of that address.
        account_id: of whoever signs in with that address, or `None`; said only while the offer can be accepted.
        begins: public id of the partnership where whoever accepts has it all before them: they lead it, and nothing is
            in it yet; else empty.
    """

    id: int
    gone: Gone | None
    partnership: str
    partner: str
    role: Role
    email: str = field(repr=False)
    name: str
    inviter: str
    mailed: bool
    account_id: int | None
    begins: str


def look(session: Session, token: str, *, now: datetime) -> Offer | None:
    """What the link of an offer leads to; `None` for a link that never was one."""
    row = session.execute(
        select(
            Appointment,
            Partnership.name.label("partnership"),
            Partnership.public_id.label("public_id"),
            Partnership.deleted_at,
            Partner.name.label("partner"),
            Account.name.label("inviter"),
        )
        .join(Partnership, Partnership.id == Appointment.partnership_id)
        .outerjoin(Partner, Partner.id == Appointment.partner_id)
        .outerjoin(Account, Account.id == Appointment.invited_by)
        .where(Appointment.sha256 == digest(token))
    ).one_or_none()
    if row is None:
        return None
    kept: Appointment = row[0]
    gone = Gone.WITHDRAWN if row.deleted_at is not None else _gone(session, kept, now)
    return Offer(
        id=kept.id,
        gone=gone,
        partnership=row.partnership,
        partner=row.partner or "",
        role=Role(kept.role),
        email=kept.email,
        name=kept.name,
        inviter=row.inviter or "",
        mailed=kept.mailed,
        account_id=_account(session, kept.email) if gone is None else None,
        begins=row.public_id if _begins(session, kept) else "",
    )


def _begins(session: Session, row: Appointment) -> bool:
    return row.role == Role.LEAD.value and waiting_for_lead.is_new(session, row.partnership_id)


def _gone(session: Session, row: Appointment, now: datetime) -> Gone | None:
    if row.withdrawn_at is not None:
        return Gone.WITHDRAWN
    if row.accepted_at is not None:
        return Gone.USED
    if now >= row.expires_at:
        return Gone.EXPIRED
    duty = Duty(role=Role(row.role), partner_id=row.partner_id)
    can_give = duties.may_still_give(session, row.partnership_id, duty, giver_id=row.invited_by)
    return None if can_give else Gone.WITHDRAWN


def _account(session: Session, email: str) -> int | None:
    return session.scalar(select(Account.id).where(Account.email == email))


def accept(session: Session, token: str, *, account_id: int, now: datetime) -> Gone | None:
    """Make this account what was offered to its address: `None` where it was done, else why not. Of two at once one has it.

    Raises:
        LookupError: there is no such offer, or it is another address's; a fault in the program.
        PetError: the partnership would have no lead.
    """
    found = look(session, token, now=now)
    account = session.get_one(Account, account_id)
    if found is None or found.email != account.email:
        raise LookupError("this offer is somebody else's")
    partnership_id = session.get_one(Appointment, found.id).partnership_id
    duties.hold(session, partnership_id)
    row = session.get_one(Appointment, found.id, with_for_update=True, populate_existing=True)
    gone = found.gone or _gone(session, row, now)
    if gone is not None:
        return gone
    duty = Duty(role=Role(row.role), partner_id=row.partner_id)
    duties.put(session, partnership_id=partnership_id, account_id=account_id, duty=duty)
    row.accepted_at = now
    session.flush()
    by = By(account_id=account_id, name=account.name)
    appointments.note(session, by, Act.ACCEPT_APPOINTMENT, row, now)
    return None
