"""Whom to ask: the people who lead a partnership, by name."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from pet.access.actor import Role
from pet.db.models import Account, Membership


def leads(session: Session, partnership_id: int) -> tuple[str, ...]:
    """The names of those who lead a partnership, in the order of the alphabet."""
    rows = session.execute(_leads(partnership_id))
    return tuple(sorted((row.name for row in rows), key=str.casefold))


def addresses(session: Session, partnership_id: int) -> tuple[str, ...]:
    """Where answers to its letters go: the addresses of the accounts of the same people, in the order of their names."""
    rows = session.execute(_leads(partnership_id)).all()
    return tuple(row.email for row in sorted(rows, key=lambda row: (row.name.casefold(), row.email)))


def _leads(partnership_id: int) -> Select[str, str]:
    return (
        select(Account.name, Account.email)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.partnership_id == partnership_id,
            Membership.role == Role.LEAD.value,
            Account.disabled_at.is_(None),
        )
    )
