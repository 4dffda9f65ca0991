"""Rounds with what a lead wants to know of each at a glance; as many statements for one as for a hundred."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, select, true
from sqlalchemy.orm import Session

from pet.access.actor import State
from pet.db.models import Partner, Person, Round
from pet.services import counting, rounds_reading
from pet.services.rounds_facts import RoundFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """One round.

    Attributes:
        facts: what it is.
        sent: how many have sent their answers, or had when it closed.
        comments: how many comments they wrote; the same.
    """

    facts: RoundFacts
    sent: int
    comments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many partners and people a partnership has that can take part now.

    Attributes:
        partners, people: how many there are.
        empty: partners that have nobody yet.
    """

    partners: int
    people: int
    empty: int = 0

    @property
    def is_ready(self) -> bool:
        """Whether somebody can be asked."""
        return self.partners > 0 and self.people > 0


def size(session: Session, partnership_id: int, *, partner_id: int | None = None) -> Size:
    """How many there are, or of one partner alone. One statement."""
    partners = select(func.count()).where(
        Partner.partnership_id == partnership_id,
        Partner.archived_at.is_(None),
        true() if partner_id is None else Partner.id == partner_id,
    )
    people = (
        select(func.count())
        .select_from(Person)
        .outerjoin(Partner, Partner.id == Person.partner_id)
        .where(
            Person.partnership_id == partnership_id,
            Person.archived_at.is_(None),
            Partner.archived_at.is_(None),
            true() if partner_id is None else Person.partner_id == partner_id,
        )
    )
    somebody = exists().where(Person.partner_id == Partner.id, Person.archived_at.is_(None))
    empty = partners.where(~somebody)
    counts = (one.scalar_subquery() for one in (partners, people, empty))
    row = session.execute(select(*counts)).one()
    return Size(partners=row[0], people=row[1], empty=row[2])


def of_partnership(session: Session, partnership_id: int, *, drafts: bool) -> tuple[Overview, ...]:
    """The rounds of a partnership, the newest first; drafts are for those who make them. Three statements at most."""
    query = rounds_reading.query().where(Round.partnership_id == partnership_id)
    if not drafts:
        query = query.where(Round.state != State.DRAFT)
    rows = session.execute(query.order_by(Round.opens_at.desc(), Round.id.desc()))
    return _with_counts(session, [rounds_reading.from_row(row) for row in rows])


def of_round(session: Session, round_id: int) -> Overview:
    """One round. Three statements at most.

    Raises:
        PetError: there is none with this id.
    """
    return _with_counts(session, [rounds_reading.facts(session, round_id)])[0]


def _with_counts(session: Session, found: Sequence[RoundFacts]) -> tuple[Overview, ...]:
    running = [facts.id for facts in found if facts.counts is None]
    sent = counting.submitted(session, running) if running else {}
    comments = counting.comments(session, running) if running else {}
    return tuple(
        Overview(
            facts=facts,
            sent=sent.get(facts.id, 0) if facts.counts is None else facts.counts.submitted,
            comments=comments.get(facts.id, 0) if facts.counts is None else facts.counts.comments,
        )
        for facts in found
    )
