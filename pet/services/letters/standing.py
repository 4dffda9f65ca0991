"""How the letters of a round fare, and those of the whole site."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from pet.db.models import Letter
from pet.mail.trouble import Trouble, mark
from pet.services.letters.kinds import LetterKind

OLDEST_WAITING = timedelta(
    minutes=15
)  # of a letter that is due, before something is wrong (reliability.md §7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How many letters stand where.

    Attributes:
        queued: waiting, or being sent at this moment.
        sent: taken by the mail server.
        bounced: refused by it for good.
        failed: given up after several tries.
        cancelled: not wanted any more before they went.
    """

    queued: int = 0
    sent: int = 0
    bounced: int = 0
    failed: int = 0
    cancelled: int = 0

    @property
    def total(self) -> int:
        """All that were to be sent."""
        return self.queued + self.sent + self.bounced + self.failed


def delivery(session: Session, round_id: int, kind: LetterKind = LetterKind.INVITATION) -> Delivery:
    """How the letters of this kind of a round fare."""
    return _counted(session, Letter.round_id == round_id, Letter.kind == kind.value)


def everywhere(session: Session) -> Delivery:
    """How all letters of the site fare."""
    return _counted(session)


def waiting_since(session: Session) -> datetime | None:
    """Since when the letter has been due that has waited longest; `None` where none waits."""
    return session.scalar(select(func.min(Letter.next_at)).where(Letter.state.in_(("queued", "sending"))))


def troubles(session: Session) -> Mapping[Trouble, int]:
    """What kind of trouble kept letters back that wait after a failed try or were given up; the most frequent first."""
    kinds = [
        (Letter.problem.startswith(mark(one), autoescape=True), one.value)
        for one in Trouble
        if one is not Trouble.OTHER
    ]
    kind = case(*kinds, else_=Trouble.OTHER.value)
    rows = session.execute(
        select(kind, func.count())
        .where(Letter.state.in_(("queued", "sending", "failed")), Letter.problem.is_not(None))
        .group_by(kind)
    )
    found = {Trouble(name): number for name, number in rows}
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _counted(session: Session, *which: ColumnElement[bool]) -> Delivery:
    query = select(Letter.state, func.count()).group_by(Letter.state)
    counts: Mapping[str, int] = dict(session.execute(query.where(*which)).all())
    return Delivery(
        queued=counts.get("queued", 0) + counts.get("sending", 0),
        sent=counts.get("sent", 0),
        bounced=counts.get("bounced", 0),
        failed=counts.get("failed", 0),
        cancelled=counts.get("cancelled", 0),
    )
