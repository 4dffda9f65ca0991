"""The log of what was done to a partnership or to the site: only ever added to, each event sealed over the one before.

    audit.note(session, by, Act.CLOSE_ROUND, partnership_id=…, about={"round": title}, now=now)

Note as the last step of a service: on PostgreSQL the log of a partnership is held from there to the commit. Never
anything about answering, no answer, no token and no address: counts, titles and names of partners are enough.
What each act reads like is in pet/words/acts.py.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pet.db.models import AuditEvent, Partnership
from pet.services.acts import Act

__all__ = [
    "PET",
    "ROWS_PER_PAGE",
    "SITE",
    "Act",
    "By",
    "Event",
    "EventPage",
    "chain_of",
    "note",
    "page",
    "seal",
]
SITE = "site"
ROWS_PER_PAGE = 50
_NOTHING: Mapping[str, str | int | None] = MappingProxyType({})
Value = str | int | list[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who does something.

    Attributes:
        account_id: the account, or `None` for PET itself.
        name: as colleagues know them.
    """

    account_id: int | None
    name: str


PET = By(account_id=None, name="PET")


def note(
    session: Session,
    by: By,
    act: Act,
    *,
    partnership_id: int | None = None,
    about: Mapping[str, Value] = _NOTHING,
    now: datetime,
) -> None:
    """Add an event to the log of a partnership, or of the site where `partnership_id` is `None`.

    Raises:
        NoResultFound: there is no such partnership.
    """
    chain = SITE if partnership_id is None else chain_of(session, partnership_id)
    _hold(session, chain)
    last = session.execute(
        select(AuditEvent.number, AuditEvent.sha256)
        .where(AuditEvent.chain == chain)
        .order_by(AuditEvent.number.desc())
        .limit(1)
    ).one_or_none()
    event = AuditEvent(
        partnership_id=partnership_id,
        chain=chain,
        number=last.number + 1 if last else 1,
        at=now,
        account_id=by.account_id,
        who=by.name,
        act=act.value,
        about=dict(about),
        before=last.sha256 if last else "",
    )
    event.sha256 = seal(event)
    session.add(event)
    session.flush()


def chain_of(session: Session, partnership_id: int) -> str:
    """The name of the log of a partnership.

    Raises:
        NoResultFound: there is no such partnership.
    """
    return session.scalars(select(Partnership.public_id).where(Partnership.id == partnership_id)).one()


def _hold(session: Session, chain: str) -> None:
    """Until the commit nobody else adds to this log; on SQLite one writer follows the other anyway."""
    if session.get_bind().dialect.name == "postgresql":
        number = int.from_bytes(hashlib.sha256(f"log {chain}".encode()).digest()[:7])
        session.execute(select(func.pg_advisory_xact_lock(number)))


def seal(event: AuditEvent) -> str:
    """The hash of all that an event says, and of the one before it."""
    said = [
        event.before,
        event.chain,
        event.number,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.account_id,
        event.who,
        event.act,
        event.about,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a log.

    Attributes:
        number: its place, from 1.
        at: when.
        who: by whom.
        act: an `Act`, or what an earlier version of PET called it.
        about: with what.
    """

    number: int
    at: datetime
    who: str
    act: str
    about: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """A part of a log, the newest event first.

    Attributes:
        events: at most `ROWS_PER_PAGE`.
        total: how many there are in all.
    """

    events: tuple[Event, ...]
    total: int


def page(session: Session, chain: str, *, number: int = 1) -> EventPage:
    """The `number`-th page of a log, from 1."""
    total = session.scalar(select(func.count()).where(AuditEvent.chain == chain)) or 0
    rows = session.scalars(
        select(AuditEvent)
        .where(AuditEvent.chain == chain)
        .order_by(AuditEvent.number.desc())
        .offset((max(1, number) - 1) * ROWS_PER_PAGE)
        .limit(ROWS_PER_PAGE)
    )
    events = tuple(
        Event(number=row.number, at=row.at, who=row.who, act=row.act, about=row.about) for row in rows
    )
    return EventPage(events=events, total=total)
