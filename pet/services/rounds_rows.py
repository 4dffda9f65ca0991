"""The row of a round that somebody is about to change, and the order in which rows are held.

Whoever holds several goes from the whole to the part, and nobody waits in a ring:

    partnership → round → invitation → (the hour's quota of letters) → letter → the log

Who changes a round, or an invitation in it, holds the partnership only so far that nobody deletes it or changes its team
meanwhile; rounds of one partnership do not wait for each other.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.db.models import Partnership, Round
from pet.errors import PetError
from pet.language import gettext as _


def locked(session: Session, round_id: int) -> Round:
    """The round, which nobody else changes or answers until the end of this transaction.

    Raises:
        PetError: there is no such round.
    """
    hold_partnership(session, round_id)
    row = session.scalars(
        select(Round).where(Round.id == round_id).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise PetError(_("There is no such round."))
    return row


def hold(session: Session, round_id: int) -> None:
    """Nobody closes, launches or takes back this round until the commit; what is in it can be changed."""
    hold_partnership(session, round_id)
    session.scalar(select(Round.id).where(Round.id == round_id).with_for_update(read=True, key_share=True))


def hold_partnership(session: Session, round_id: int) -> None:
    """Nobody deletes the partnership of this round until the commit."""
    query = (
        select(Partnership.id).join(Round, Round.partnership_id == Partnership.id).where(Round.id == round_id)
    )
    session.scalar(query.with_for_update(read=True, key_share=True, of=Partnership))
