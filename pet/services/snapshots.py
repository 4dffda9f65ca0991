"""Who was in the results of a round that were shown (R6): kept so that no two of them tell what one person answered."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.analysis.options import Weighting
from pet.analysis.result import Result
from pet.analysis.snapshots import (
    TOTAL,
    Snapshot,
    as_document,
    from_document,
    may_publish,
    shows_the_same,
    snapshot,
)
from pet.db.models import ResultSnapshot
from pet.errors import PetError
from pet.language import gettext as _
from pet.services.matrix import Sent
from pet.services.rounds_facts import RoundFacts


def keep(session: Session, of: RoundFacts, result: Result, sent: Sent) -> None:
    """Note who is in a result that is to be shown. An open round hides nobody, and too few are not shown.

    Raises:
        PetError: beside a result that was shown before it would tell what so few people answered.
    """
    if of.is_signed or result.withheld is not None:
        return
    taken = snapshot(result, sent.ratings, sent.people)
    earlier = _taken(session, of.id)
    if taken in earlier:
        return
    same = all(shows_the_same(before, taken) for before in earlier)
    # Which partners weigh alike goes by their sizes: with other people the same answers would count otherwise.
    by_people = of.weighting is Weighting.PEOPLE or not earlier
    if not (by_people and same and may_publish(earlier, taken, of.smallest_group)):
        raise PetError(
            _(
                "This result was shown before. Since then so few people have come, gone or changed their answers "
                "that the difference would tell what they said. The result stays as it was."
            )
        )
    session.add(ResultSnapshot(round_id=of.id, taken=as_document(taken)))
    session.flush()


def shown_otherwise(session: Session, round_id: int, people: Mapping[str, str]) -> bool:
    """Whether anything was shown of a round that was not made from these very answers."""
    return any(taken[TOTAL] != people for taken in _taken(session, round_id))


def _taken(session: Session, round_id: int) -> list[Snapshot]:
    rows = session.scalars(
        select(ResultSnapshot.taken).where(ResultSnapshot.round_id == round_id).order_by(ResultSnapshot.id)
    )
    return [from_document(row) for row in rows]
