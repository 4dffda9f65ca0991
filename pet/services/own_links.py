"""What a person's own link leads to: their sheet, or the invitation to begin one; one address for all such links."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.db.models import Response
from pet.services import invited, responses, rounds_reading
from pet.services.invited import Invited, Standing
from pet.services.rounds_facts import Phase, RoundFacts


class Shut(StrEnum):
    """Why a link opens nothing any more."""

    EXPIRED = "expired"  # a year after the close
    REVOKED = "revoked"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLink:
    """Where a person's own link leads.

    Attributes:
        round: the round.
        invited: the invitation in whose letter it stood; `None` for a link that was shown when somebody began.
        response_id, public_id: the sheet that it opens; `None` and empty before one was begun.
    """

    round: RoundFacts
    invited: Invited | None
    response_id: int | None
    public_id: str

    def shut(self, now: datetime) -> Shut | None:
        """Why it opens nothing, or `None` where it does."""
        if now >= self.round.readable_until:
            return Shut.EXPIRED
        if self.invited is None:
            return None
        if self.invited.revoked:
            return Shut.REVOKED
        return Shut.REPLACED if self.invited.standing is Standing.REPLACED else None

    @property
    def is_renewed(self) -> bool:
        """Whether it came in place of a lost one, in a round that cannot know whether that was used."""
        return (
            self.invited is not None
            and self.round.is_anonymous
            and self.invited.standing is Standing.LATER
            and self.response_id is None
        )


def find(session: Session, token: str, *, now: datetime) -> OwnLink | None:
    """Where a link leads; `None` where nobody was given it. Three statements at most, and nothing changes."""
    found = invited.of_token(session, token)
    begun = responses.resume(session, token=token)
    if begun is not None:
        facts = found.round if found is not None else _round_of(session, begun[0])
        return OwnLink(round=facts, invited=found, response_id=begun[0], public_id=begun[1])
    if found is None:
        return None
    kept = _sheet_of(session, found, now)
    return OwnLink(
        round=found.round,
        invited=found,
        response_id=kept[0] if kept else None,
        public_id=kept[1] if kept else "",
    )


def _round_of(session: Session, response_id: int) -> RoundFacts:
    return rounds_reading.facts(
        session, session.scalars(select(Response.round_id).where(Response.id == response_id)).one()
    )


def _sheet_of(session: Session, found: Invited, now: datetime) -> tuple[int, str] | None:
    """The sheet to which the invitation leads; a joint one is open to all of its partner once the round is over."""
    query = select(Response.id, Response.public_id)
    if found.response_id is not None:
        query = query.where(Response.id == found.response_id)
    elif _is_over(found.round, now) and found.round.is_signed and found.partner_id is not None:
        query = query.where(Response.round_id == found.round.id, Response.joint_key == found.partner_id)
    else:
        return None
    row = session.execute(query).one_or_none()
    return (row.id, row.public_id) if row else None


def _is_over(facts: RoundFacts, now: datetime) -> bool:
    return facts.phase(now) in (Phase.OVER, Phase.CLOSED, Phase.RELEASED)
