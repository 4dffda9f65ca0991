"""Who leads and facilitates a partnership, who belongs to its partners, and who has been asked.

Who leads one partner only (`within` is that partner) sees the people of that partner.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.access.actor import Role
from pet.db.models import Account, Appointment, Membership, Partner

LEADERS = (Role.LEAD, Role.FACILITATOR)
IN_PARTNER = (Role.PARTNER_LEAD, Role.MEMBER)


class NotTheirsError(LookupError):
    """Somebody who is not in this team, or not in the part of it that whoever asks may change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody of a partnership.

    Attributes:
        account_id: in the database.
        public_id: of the account.
        name, email: as kept.
        role: what they are.
        partner_id: the partner they belong to, or `None`.
        partner: its name, or empty.
        is_disabled: whether they cannot sign in at present.
    """

    account_id: int
    public_id: str
    name: str
    email: str
    role: Role
    partner_id: int | None
    partner: str
    is_disabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOffer:
    """An offer that nobody has accepted yet.

    Attributes:
        public_id: of the offer.
        name, email: whom it was sent to.
        role, partner: what it offers.
        expires_at: when it ends.
    """

    public_id: str
    name: str
    email: str
    role: Role
    partner: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Who is what in a partnership, and who has been asked."""

    members: tuple[Member, ...]
    offers: tuple[OpenOffer, ...]


def of(session: Session, partnership_id: int, *, within: int | None, now: datetime) -> Team:
    """Everybody whom this person may see, by name, and the offers that are open."""
    offers = (
        select(Appointment, Partner.name.label("partner"))
        .outerjoin(Partner, Partner.id == Appointment.partner_id)
        .where(
            Appointment.partnership_id == partnership_id,
            Appointment.accepted_at.is_(None),
            Appointment.withdrawn_at.is_(None),
            Appointment.expires_at > now,
        )
        .order_by(Appointment.expires_at, Appointment.id)
    )
    if within is not None:
        offers = offers.where(
            Appointment.partner_id == within, Appointment.role.in_([r.value for r in IN_PARTNER])
        )
    return Team(
        members=_members(session, partnership_id, within=within),
        offers=tuple(
            OpenOffer(
                public_id=row.public_id,
                name=row.name,
                email=row.email,
                role=Role(row.role),
                partner=partner or "",
                expires_at=row.expires_at,
            )
            for row, partner in session.execute(offers)
        ),
    )


def one(session: Session, partnership_id: int, account_id: int, *, within: int | None) -> Member:
    """One of them.

    Raises:
        NotTheirsError: nobody whom this person may see.
    """
    found = _members(session, partnership_id, within=within, account_id=account_id)
    if not found:
        raise NotTheirsError
    return found[0]


def _members(
    session: Session, partnership_id: int, *, within: int | None, account_id: int | None = None
) -> tuple[Member, ...]:
    query = (
        select(Membership, Account, Partner.name.label("partner"))
        .join(Account, Account.id == Membership.account_id)
        .outerjoin(Partner, Partner.id == Membership.partner_id)
        .where(Membership.partnership_id == partnership_id)
        .order_by(Account.name, Account.id)
    )
    if within is not None:
        query = query.where(
            Membership.partner_id == within, Membership.role.in_([r.value for r in IN_PARTNER])
        )
    if account_id is not None:
        query = query.where(Membership.account_id == account_id)
    return tuple(
        Member(
            account_id=account.id,
            public_id=account.public_id,
            name=account.name,
            email=account.email,
            role=Role(row.role),
            partner_id=row.partner_id,
            partner=partner or "",
            is_disabled=account.disabled_at is not None,
        )
        for row, account, partner in session.execute(query)
    )
