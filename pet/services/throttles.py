"""Failures counted in the database, so that the count holds over all processes and machines.

What is counted is named by a hash with the site's secret: no address of a person is kept.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from pet.db.models import Throttle

_LONGEST_MEMORY = timedelta(days=1)
_NONE = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """So many failures in a window of time; then none until the window ends."""

    most: int
    window: timedelta

    def next_try(self, failures: int, since: datetime, now: datetime) -> datetime | None:
        """When the next try may come, or `None` for at once."""
        del now
        return since + self.window if failures >= self.most else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackOff:
    """Some free failures in a row; then each doubles the wait. A day without a failure forgets them."""

    free: int
    longest: timedelta
    window: timedelta = _LONGEST_MEMORY

    def next_try(self, failures: int, since: datetime, now: datetime) -> datetime | None:
        """When the next try may come, or `None` for at once."""
        del since
        if failures < self.free:
            return None
        return now + min(self.longest, timedelta(seconds=2 ** min(failures - self.free, 32)))


SIGN_IN = BackOff(free=5, longest=timedelta(minutes=15))
# Many people sign in from behind one address, so there it slows guessing down and locks nobody out.
SIGN_IN_ADDRESS = BackOff(free=50, longest=timedelta(seconds=30), window=timedelta(hours=1))
# For guesses at one account from many addresses; far above what one person mistypes.
SIGN_IN_ACCOUNT = BackOff(free=100, longest=timedelta(minutes=15))
STARTS = Quota(most=600, window=timedelta(hours=1))
# Letters that strangers can cause: to one address, from one network, and by the site as a whole.
LETTERS_TO_ONE = Quota(most=5, window=timedelta(hours=1))
LETTERS_FROM_ADDRESS = Quota(most=30, window=timedelta(hours=1))
LETTERS_FROM_AROUND = Quota(most=120, window=timedelta(hours=1))
# Whoever has used up somebody's letters must not keep them out: one more each time the link before it has expired.
LETTERS_AFTER_THOSE = Quota(most=1, window=timedelta(minutes=10))
LETTERS_OF_SITE = Quota(most=500, window=timedelta(hours=1))
OFFERS = Quota(most=50, window=timedelta(hours=1))
LINK_MISSES = Quota(most=30, window=timedelta(minutes=10))


def key(secret: str, *parts: str) -> str:
    """The name under which something is counted; it cannot be turned back."""
    return hmac.new(secret.encode(), "\0".join(("throttle", *parts)).encode(), hashlib.sha256).hexdigest()


def network(address: str | None) -> str:
    """The network that counts as one: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return address or ""
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or ip_network((parsed, 64), strict=False))
    return str(parsed)


def around(address: str | None) -> str:
    """The wider network: the /48 of an IPv6 address, of which one customer can have all; else as `network`."""
    own = network(address)
    return str(ip_network(own).supernet(new_prefix=48)) if "/" in own else own


def wait(session: Session, name: str, *, now: datetime) -> timedelta:
    """How long until the next try; zero for at once."""
    row = session.get(Throttle, name)
    if row is None or row.blocked_until is None:
        return _NONE
    return max(_NONE, row.blocked_until - now)


def locked_wait(session: Session, name: str, *, now: datetime) -> timedelta:
    """The same, with the count locked until the end of the transaction: of several at once each sees the one before."""
    blocked_until = _row(session, name, now).blocked_until
    return max(_NONE, blocked_until - now) if blocked_until is not None else _NONE


def count(session: Session, name: str, rule: Quota | BackOff, *, now: datetime) -> None:
    """One more failure."""
    row = _row(session, name, now)
    if now - row.since >= rule.window:
        row.failures, row.since = 0, now
    row.failures += 1
    if isinstance(rule, BackOff):
        row.since = now  # failures in a row: the window begins at the last one
    row.blocked_until = rule.next_try(row.failures, row.since, now)
    session.flush()


def spend(session: Session, quotas: Mapping[str, Quota], *, now: datetime) -> timedelta:
    """One more of what several quotas limit at once: zero where it was counted, else how long until the next.

    The counts are locked in the order given, so give them in the same order everywhere.
    """
    longest = max(locked_wait(session, name, now=now) for name in quotas)
    if not longest:
        for name, quota in quotas.items():
            count(session, name, quota, now=now)
    return longest


def has_failures(session: Session, name: str, rule: Quota | BackOff, *, now: datetime) -> bool:
    """Whether there are failures that the rule still looks at."""
    row = session.get(Throttle, name)
    return row is not None and row.failures > 0 and now - row.since < rule.window


def take_back(session: Session, name: str, rule: Quota | BackOff, *, now: datetime) -> None:
    """The try that was counted did not fail."""
    row = _row(session, name, now)
    row.failures = max(0, row.failures - 1)
    row.blocked_until = rule.next_try(row.failures, row.since, now)
    session.flush()


def forget(session: Session, name: str) -> None:
    """Failures in a row end with a success."""
    session.execute(delete(Throttle).where(Throttle.key == name))


def sweep(session: Session, *, now: datetime) -> None:
    """Forget what no rule looks at any more."""
    session.execute(delete(Throttle).where(Throttle.since < now - _LONGEST_MEMORY))


def _row(session: Session, name: str, now: datetime) -> Throttle:
    """The row, made if there is none and locked: two failures at once are two."""
    values = {"key": name, "failures": 0, "since": now, "blocked_until": None}
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    made = insert(Throttle).values(values)
    # "Do nothing" would leave the row unlocked, and a success at this moment could delete it.
    session.execute(made.on_conflict_do_update(index_elements=["key"], set_={"failures": Throttle.failures}))
    return session.get_one(Throttle, name, populate_existing=True)
