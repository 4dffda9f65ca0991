"""Letters that nobody wants any more by the time they would go.

Whoever makes a letter needless cancels it (`cancel_waiting`); what slipped through, because a worker had it in hand or it
was to be tried later, is stopped here. What a reminder of actions is about is sealed in it, so that one is stopped when it
is opened to be written (pet.services.letters.agreed).
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from pet.access.actor import State
from pet.db.models import Invitation, Letter, Partnership, Person, Round
from pet.services.letters.kinds import LetterKind

# Letters that ask for answers; the results also go to people whom nobody would ask again.
_ASKING = [kind.value for kind in (LetterKind.INVITATION, LetterKind.REMINDER, LetterKind.CLOSING)]


def unwanted(session: Session, letter_ids: Collection[int], *, now: datetime) -> frozenset[int]:
    """Those of these letters that are not to go: one statement.

    Of a partnership that is to be deleted none goes; none to somebody whose invitation was revoked, or to another
    address than the one that their invitation is for; and none that asks for answers where the round takes none any
    more or the person was archived.
    """
    if not letter_ids:
        return frozenset()
    query = (
        select(Letter.id)
        .outerjoin(Partnership, Partnership.id == Letter.partnership_id)
        .outerjoin(Round, Round.id == Letter.round_id)
        .outerjoin(Invitation, Invitation.id == Letter.invitation_id)
        .outerjoin(Person, Person.id == Invitation.person_id)
        .where(Letter.id.in_(letter_ids), or_(Partnership.deleted_at.is_not(None), _shut(), _too_late(now)))
    )
    return frozenset(session.scalars(query))


def _shut() -> ColumnElement[bool]:
    """Its invitation opens nothing, or is somebody else's by now."""
    other = or_(Invitation.email.is_(None), Invitation.email != Letter.to_address)
    return and_(
        Letter.invitation_id.is_not(None),
        or_(Invitation.revoked_on.is_not(None), Invitation.person_id.is_(None), other),
    )


def _too_late(now: datetime) -> ColumnElement[bool]:
    over = and_(Round.id.is_not(None), or_(Round.state != State.OPEN.value, Round.closes_at <= now))
    archived = and_(Person.id.is_not(None), Person.archived_at.is_not(None))
    return and_(Letter.kind.in_(_ASKING), or_(over, archived))
