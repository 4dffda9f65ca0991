"""Those of a partnership who could be asked in a round and are not."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, select, true
from sqlalchemy.orm import Session

from pet.db.models import Invitation, Partner, Person, Round
from pet.services.invitees import PER_PAGE, how_many


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Somebody of the partnership who could be asked in a round and is not."""

    public_id: str
    name: str
    email: str
    partner: str


def people(session: Session, round_id: int, *, partner_id: int | None = None) -> tuple[Left, ...]:
    """Who they are, of one partner alone where that is given; as many as stand on a page."""
    rows = session.execute(
        _query(session.get_one(Round, round_id), partner_id)
        .add_columns(Person.public_id, Person.name, func.coalesce(Person.email, ""), Partner.name)
        .order_by(Partner.position, func.lower(Person.name), Person.id)
        .limit(PER_PAGE)
    )
    return tuple(
        Left(public_id=public_id, name=name, email=email, partner=partner or "")
        for _id, public_id, name, email, partner in rows
    )


def number(session: Session, round_id: int, *, partner_id: int | None = None) -> int:
    """How many there are of them in all."""
    return how_many(session, _query(session.get_one(Round, round_id), partner_id))


def _query(row: Round, partner_id: int | None) -> Select[Any]:
    asked = exists().where(Invitation.round_id == row.id, Invitation.person_id == Person.id)
    return (
        select(Person.id)
        .outerjoin(Partner, Partner.id == Person.partner_id)
        .where(
            Person.partnership_id == row.partnership_id,
            Person.archived_at.is_(None),
            Partner.archived_at.is_(None),
            ~asked,
            true() if partner_id is None else Person.partner_id == partner_id,
        )
    )
