"""How far a round is while it runs, as far as its promise and the reader's own partner let it be seen.

Of an anonymous round there are totals and nothing else, for everybody. After the close the numbers are those of then
(pet.services.counting), and no days are counted any more: a sum that fell by one would tell that somebody withdrew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import distinct, func, select, true
from sqlalchemy.orm import Session

from pet.analysis.options import Mode
from pet.db.models import Invitation, Letter, Partner, Response, ResponseState, Round
from pet.services import counting
from pet.services.counting import Counts
from pet.services.letters import LetterKind

_ON_THE_WAY = ("queued", "sending")
_WAVES = (LetterKind.REMINDER, LetterKind.CLOSING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """How many had sent their answers by the end of a day."""

    day: date
    sent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How far one partner is.

    Attributes:
        partner_id, name: which; `None` and empty for those who gave none.
        asked: how many are asked, or `None` where nobody was invited by letter.
    """

    partner_id: int | None
    name: str
    asked: int | None
    started: int
    submitted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a round is.

    Attributes:
        started: began and have not sent.
        submitted: have sent their answers.
        asked: how many are asked, if known: people, or in an open round partners.
        of_partner: whether all of this is about one partner only.
        by_partner: the same for each partner; `None` where that may not be seen.
        days: from the first day on which somebody sent to the last; empty once the round is closed, and of one partner.
    """

    started: int
    submitted: int
    asked: int | None
    of_partner: bool
    by_partner: tuple[Part, ...] | None
    days: tuple[Day, ...]


def of_round(
    session: Session, row: Round, *, partner_id: int | None = None, counts: Counts | None = None
) -> Progress:
    """How far a round is, for everybody in it or, where that may be told apart, for one partner.

    Five statements at most; two fewer where what was counted (`counting.counted`) is given.
    """
    counts = counts or counting.counted(session, row)
    asked = _asked(session, row)
    was_elsewhere = row.imported_sha256 is not None  # only the sums came along
    if counts.by_partner is None or partner_id is None or was_elsewhere:
        parts = None if was_elsewhere else _parts(session, row, counts, asked)
        return Progress(
            started=counts.started,
            submitted=counts.submitted,
            asked=(sum(asked.values()) or row.invited) if row.closed_at is None else row.invited,
            of_partner=False,
            by_partner=parts,
            days=_days(session, row),
        )
    parts = _parts(session, row, counts, asked) or ()
    own = next((one for one in parts if one.partner_id == partner_id), _nobody(partner_id))
    return Progress(
        started=own.started,
        submitted=own.submitted,
        asked=own.asked,
        of_partner=True,
        by_partner=None,
        days=(),  # among a few colleagues a day would say who it was
    )


def _nobody(partner_id: int) -> Part:
    return Part(partner_id=partner_id, name="", asked=0, started=0, submitted=0)


def _asked(session: Session, row: Round) -> Mapping[int | None, int]:
    """How many are asked, by partner: people with an invitation that holds, or one joint sheet each."""
    if row.way != "letters":
        return {}
    number = func.count(distinct(Invitation.partner_id)) if row.mode == Mode.OPEN else func.count()
    query = select(Invitation.partner_id, number).where(
        Invitation.round_id == row.id, Invitation.revoked_on.is_(None)
    )
    return {found[0]: found[1] for found in session.execute(query.group_by(Invitation.partner_id))}


def _parts(
    session: Session, row: Round, counts: Counts, asked: Mapping[int | None, int]
) -> tuple[Part, ...] | None:
    if counts.by_partner is None:
        return None
    found = {one.partner_id: one for one in counts.by_partner}
    named = _names(session, row.partnership_id, {*found, *asked})
    nobody = [(None, "")] if None in found or None in asked else []
    return tuple(
        Part(
            partner_id=id_,
            name=name,
            asked=asked.get(id_, 0) if asked else None,
            started=found[id_].started if id_ in found else 0,
            submitted=found[id_].submitted if id_ in found else 0,
        )
        for id_, name in [*named, *nobody]
    )


def _names(session: Session, partnership_id: int, used: set[int | None]) -> list[tuple[int | None, str]]:
    """The partners in their order; one that was archived only where it takes part."""
    rows = session.execute(
        select(Partner.id, Partner.name, Partner.archived_at)
        .where(Partner.partnership_id == partnership_id)
        .order_by(Partner.position, Partner.id)
    )
    return [(row.id, row.name) for row in rows if row.archived_at is None or row.id in used]


def _days(session: Session, row: Round) -> tuple[Day, ...]:
    """Nothing once the round is closed."""
    if row.closed_at is not None:
        return ()
    query = select(Response.submitted_on, func.count()).where(
        Response.round_id == row.id,
        Response.state == ResponseState.SUBMITTED,
    )
    rows = session.execute(query.group_by(Response.submitted_on).order_by(Response.submitted_on))
    return _running([(day, number) for day, number in rows])


def _running(rows: Sequence[tuple[date | None, int]]) -> tuple[Day, ...]:
    so_far, days = 0, []
    for day, number in rows:
        assert day is not None  # whoever has sent has a day
        so_far += number
        days.append(Day(day=day, sent=so_far))
    return tuple(days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """How the letters of one kind fare.

    Attributes:
        kind: `None` for the invitations, of which the last letter with somebody's link counts.
        waiting, sent, bounced, failed: how many; a letter that failed was given up after some hours.
    """

    kind: LetterKind | None
    waiting: int
    sent: int
    bounced: int
    failed: int

    @property
    def total(self) -> int:
        """How many letters there are."""
        return self.waiting + self.sent + self.bounced + self.failed


def mailings(session: Session, round_id: int, *, partner_id: int | None = None) -> tuple[Mailing, ...]:
    """How the letters of a round fare: the invitations, then the reminders. Two statements.

    Of one partner there are the invitations alone: how many colleagues were reminded says how many had not answered. Of
    letters about results there are none for anybody, for they go to those who have answered.
    """
    of_partner = true() if partner_id is None else Invitation.partner_id == partner_id
    invited = select(Invitation.delivery, func.count()).where(
        Invitation.round_id == round_id, Invitation.revoked_on.is_(None), of_partner
    )
    states = dict(session.execute(invited.group_by(Invitation.delivery)).all())
    found = [_mailing(None, states), *(_waves(session, round_id) if partner_id is None else ())]
    return tuple(one for one in found if one.total)


def _waves(session: Session, round_id: int) -> list[Mailing]:
    query = (
        select(Letter.kind, Letter.state, func.count())
        .where(Letter.round_id == round_id, Letter.kind.in_([kind.value for kind in _WAVES]))
        .group_by(Letter.kind, Letter.state)
    )
    by_kind: dict[str, dict[str, int]] = {}
    for kind, state, number in session.execute(query):
        by_kind.setdefault(kind, {})[state] = number
    return [_mailing(kind, by_kind[kind]) for kind in _WAVES if kind in by_kind]


def _mailing(kind: LetterKind | None, states: Mapping[str, int]) -> Mailing:
    return Mailing(
        kind=kind,
        waiting=sum(states.get(state, 0) for state in _ON_THE_WAY),
        sent=states.get("sent", 0),
        bounced=states.get("bounced", 0),
        failed=states.get("failed", 0),
    )
