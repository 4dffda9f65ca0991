"""The first page of somebody who is signed in: their partnerships."""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from pet.access.actor import Actor, Role
from pet.db.models import Membership, Partnership


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPartnership:
    """A partnership that somebody belongs to, what they are in it, and whether it was put away."""

    public_id: str
    name: str
    role: Role
    is_archived: bool


def are_any(session: Session) -> bool:
    """Whether there is a partnership on this site, whoever takes part in it."""
    return bool(session.scalar(select(exists().where(Partnership.deleted_at.is_(None)))))


def partnerships_of(session: Session, actor: Actor) -> tuple[OwnPartnership, ...]:
    """The partnerships of whoever is signed in, by name."""
    rows = session.execute(
        select(Partnership.public_id, Partnership.name, Partnership.archived_at, Membership.role)
        .join(Membership, Membership.partnership_id == Partnership.id)
        .where(Membership.account_id == actor.account_id, Partnership.deleted_at.is_(None))
        .order_by(Partnership.archived_at.is_not(None), Partnership.name, Partnership.id)
    )
    return tuple(
        OwnPartnership(
            public_id=row.public_id,
            name=row.name,
            role=Role(row.role),
            is_archived=row.archived_at is not None,
        )
        for row in rows
    )
