"""Whether a log is whole: each event is sealed over the one before, so what was changed, taken out or put in shows.

Only what was cut off at the end does not, unless somebody wrote down the last seal at an earlier check.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.db.models import AuditEvent
from pet.services.audit import SITE, seal

_ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found in one log.

    Attributes:
        chain: whose: a partnership by its public id, or `SITE`.
        events: how many there are.
        head: the hash of the last, or empty; whoever writes it down can tell later that nothing after it was cut off.
        wrong: the first place where it does not hold together, or `None`.
        seen: of the hashes asked for, those that are in this log.
    """

    chain: str
    events: int
    head: str
    wrong: int | None
    seen: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, taken out or put in."""
        return self.wrong is None


def verify(session: Session, chain: str, *, heads: Sequence[str] = ()) -> Verdict:
    """Look at every event of a log: its number, its seal, and the seal of the one before it."""
    count, before, wrong, seen = 0, "", None, set()
    for event in _events(session, chain):
        count += 1
        holds = event.number == count and event.before == before and event.sha256 == seal(event)
        wrong = count if wrong is None and not holds else wrong
        before = event.sha256
        seen.update({before} & set(heads))
    return Verdict(chain=chain, events=count, head=before, wrong=wrong, seen=frozenset(seen))


def _events(session: Session, chain: str) -> Iterator[AuditEvent]:
    query = select(AuditEvent).where(AuditEvent.chain == chain).order_by(AuditEvent.number, AuditEvent.id)
    yield from session.scalars(query.execution_options(yield_per=_ROWS_AT_ONCE, populate_existing=True))


def chains(session: Session) -> tuple[str, ...]:
    """The names of all logs, that of the site first."""
    named = session.scalars(select(AuditEvent.chain).distinct()).all()
    return tuple(sorted(named, key=lambda chain: (chain != SITE, chain)))
