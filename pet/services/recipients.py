"""Who can get a letter to many: an invitation that holds, an address that took the last letter, and what they did.

An anonymous round has no way from a person to a sheet, and none is looked for: there everybody can.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, Subquery, func, select, true
from sqlalchemy.orm import Session

from pet.analysis.options import Mode
from pet.db.models import Invitation, Letter, Person, Response, ResponseState, Round
from pet.services import invitees
from pet.services.letters import LetterKind, To

_CALLS = (LetterKind.REMINDER, LetterKind.CLOSING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody who can get a letter.

    Attributes:
        invitation_id: theirs.
        to: where it goes.
        called_at: when they last had a letter of this sort, or `None`.
    """

    invitation_id: int
    to: To
    called_at: datetime | None


def outstanding(session: Session, row: Round, partner_id: int | None = None) -> list[Recipient]:
    """Whoever has not sent as far as anybody can tell, and when they were last reminded. One statement."""
    query = _query(row, partner_id, _CALLS)
    return _found(session, query if row.mode == Mode.ANONYMOUS else query.where(invitees.not_sent()))


def answered(session: Session, row: Round) -> list[Recipient]:
    """Whoever has sent as far as anybody can tell, and when they were told of the results. One statement."""
    query = _query(row, None, (LetterKind.RESULTS,))
    if row.mode == Mode.ANONYMOUS:
        return _found(session, query)
    return _found(session, query.where(Response.state == ResponseState.SUBMITTED))


def _query(row: Round, partner_id: int | None, kinds: Sequence[LetterKind]) -> Select[Any]:
    before = _letters(row.id, kinds)
    query = cast("Select[Any]", select(Invitation.id, Person.name, Invitation.email, before.c.called_at))
    query = (
        query.join(Person, Person.id == Invitation.person_id)
        .outerjoin(before, before.c.invitation_id == Invitation.id)
        .where(
            Invitation.round_id == row.id,
            Invitation.revoked_on.is_(None),
            Invitation.delivery != "bounced",
            Invitation.email.is_not(None),
            true() if row.closed_at is not None else Person.archived_at.is_(None),
            true() if partner_id is None else Invitation.partner_id == partner_id,
        )
    )
    return query if row.mode == Mode.ANONYMOUS else query.outerjoin(Response, invitees.sheet_of(row))


def _letters(round_id: int, kinds: Sequence[LetterKind]) -> Subquery:
    """When each invitation last had a letter of these kinds."""
    return (
        select(Letter.invitation_id, func.max(Letter.created_at).label("called_at"))
        .where(Letter.round_id == round_id, Letter.kind.in_([kind.value for kind in kinds]))
        .group_by(Letter.invitation_id)
        .subquery()
    )


def _found(session: Session, query: Select[Any]) -> list[Recipient]:
    return [
        Recipient(invitation_id=row.id, to=To(row.email, row.name), called_at=row.called_at)
        for row in session.execute(query)
    ]
