"""The browsers in which somebody is signed in: seen and ended by their owner, and all at once when trust changes."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pet.db.models import Account, WebSession
from pet.services.sessions import digest, is_alive, new_token


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSession:
    """One browser in which somebody is signed in.

    Attributes:
        key: names it on its owner's page; it opens nothing.
        device: what kind of browser it is, as it was kept.
        since, last_used: when they signed in there, and when they were there last.
        is_this: whether it is the browser that asks.
    """

    key: str = field(repr=False)
    device: str
    since: datetime
    last_used: datetime
    is_this: bool


def of(session: Session, account_id: int, *, token: str | None, now: datetime) -> tuple[OwnSession, ...]:
    """All that have not ended, this one first, then the latest used."""
    rows = session.execute(
        select(WebSession, Account)
        .join(Account, Account.id == WebSession.account_id)
        .where(WebSession.account_id == account_id)
        .order_by(WebSession.seen_at.desc(), WebSession.sha256)
    ).all()
    mine = digest(token) if token else ""
    found = [
        OwnSession(
            key=row.sha256,
            device=row.device,
            since=row.created_at,
            last_used=row.seen_at,
            is_this=row.sha256 == mine,
        )
        for row, account in rows
        if is_alive(row, account, now)
    ]
    return tuple(sorted(found, key=lambda one: not one.is_this))


def end_one(session: Session, account_id: int, key: str) -> None:
    """End one of an account's sessions; one that is not theirs stays."""
    session.execute(delete(WebSession).where(WebSession.account_id == account_id, WebSession.sha256 == key))


def end_all(session: Session, account_id: int, *, but: str | None = None) -> None:
    """End the sessions of an account, but for the one with this token."""
    gone = delete(WebSession).where(WebSession.account_id == account_id)
    session.execute(gone.where(WebSession.sha256 != digest(but)) if but else gone)


def renew(session: Session, token: str) -> str:
    """Another opaque id for the same session, so that one that was seen before opens nothing any more."""
    row = session.get_one(WebSession, digest(token), with_for_update=True)
    fresh = new_token()
    session.add(
        WebSession(
            sha256=digest(fresh),
            account_id=row.account_id,
            created_at=row.created_at,
            seen_at=row.seen_at,
            verified_at=row.verified_at,
            device=row.device,
        )
    )
    session.delete(row)
    session.flush()
    return fresh
