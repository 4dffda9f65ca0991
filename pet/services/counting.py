"""How many started, sent and wrote: counted while a round runs, and kept as it was when it closed.

After that nothing is counted anew: a number that fell by one would tell that somebody withdrew.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from sqlalchemy import func, null, select
from sqlalchemy.orm import Session

from pet.analysis.options import Mode
from pet.db.models import Comment, Response, ResponseState, Round


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerCounts:
    """How many of one partner have started and not sent, and have sent; `partner_id` is `None` where none was given."""

    partner_id: int | None
    started: int
    submitted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many there are.

    Attributes:
        started: began, but have not sent anything.
        submitted: have sent their answers.
        comments: texts of those who have sent their answers, of every kind.
        by_partner: partners with anybody; `None` where only totals may be seen.
        hidden: whether so few answered that the result shows nothing; known once the round is closed.
    """

    started: int
    submitted: int
    comments: int
    by_partner: tuple[PartnerCounts, ...] | None
    hidden: bool = False

    def as_document(self) -> dict[str, Any]:
        """As `Round.counts` keeps them."""
        by_partner = self.by_partner
        return {
            "started": self.started,
            "submitted": self.submitted,
            "comments": self.comments,
            "by_partner": None
            if by_partner is None
            else [[one.partner_id, one.started, one.submitted] for one in by_partner],
            "hidden": self.hidden,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The other way round."""
        by_partner = document["by_partner"]
        return cls(
            started=document["started"],
            submitted=document["submitted"],
            comments=document["comments"],
            by_partner=None
            if by_partner is None
            else tuple(PartnerCounts(partner_id=id_, started=s, submitted=n) for id_, s, n in by_partner),
            hidden=document["hidden"],
        )


def counted(session: Session, row: Round) -> Counts:
    """How many there are now, or were when the round closed. Two statements, or none."""
    if row.counts is not None:
        return Counts.from_document(row.counts)
    by_partner = _by_partner(session, row.id, totals_only=row.mode == Mode.ANONYMOUS)
    return Counts(
        started=sum(one.started for one in by_partner),
        submitted=sum(one.submitted for one in by_partner),
        comments=comments(session, [row.id]).get(row.id, 0),
        by_partner=None if row.mode == Mode.ANONYMOUS else by_partner,
    )


def keep(session: Session, row: Round, *, hidden: bool) -> None:
    """Keep for good how many there are now; `hidden` as in `Counts`."""
    row.counts = replace(counted(session, row), hidden=hidden).as_document()
    session.flush()


def submitted(session: Session, round_ids: Collection[int]) -> Mapping[int, int]:
    """How many have sent their answers now, by id of the round, where anybody has."""
    query = select(Response.round_id, func.count()).where(
        Response.round_id.in_(round_ids), Response.state == ResponseState.SUBMITTED
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(Response.round_id))}


def comments(session: Session, round_ids: Collection[int]) -> Mapping[int, int]:
    """How many texts those wrote who have sent their answers, by id of the round, where there are any."""
    query = (
        select(Response.round_id, func.count())
        .join(Comment, Comment.response_id == Response.id)
        .where(
            Response.round_id.in_(round_ids), Response.state == ResponseState.SUBMITTED, Comment.text != ""
        )
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(Response.round_id))}


def _by_partner(session: Session, round_id: int, *, totals_only: bool) -> tuple[PartnerCounts, ...]:
    """Where only totals may be seen, no partner is asked for, and everybody is in one place."""
    partner = null() if totals_only else Response.partner_id
    grouped = (Response.state,) if totals_only else (Response.partner_id, Response.state)
    query = select(partner, Response.state, func.count()).where(Response.round_id == round_id)
    found = {(id_, state): number for id_, state, number in session.execute(query.group_by(*grouped))}
    return tuple(
        PartnerCounts(
            partner_id=id_,
            started=found.get((id_, ResponseState.STARTED), 0),
            submitted=found.get((id_, ResponseState.SUBMITTED), 0),
        )
        for id_ in dict.fromkeys(id_ for id_, _state in found)
    )
