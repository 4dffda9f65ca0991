"""Whom to ask: the people who lead a partnership, by name."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.access.actor import Role
from pet.db.models import Account, Membership


def leads(session: Session, partnership_id: int) -> tuple[str, ...]:
    """The names of those who lead a partnership, in the order of the alphabet."""
    names = session.scalars(
        select(Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.partnership_id == partnership_id,
            Membership.role == Role.LEAD.value,
            Account.disabled_at.is_(None),
        )
    )
    return tuple(sorted(names, key=str.casefold))
