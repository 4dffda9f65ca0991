"""Sessions of browsers: an opaque id in the cookie, its SHA-256 in the database.

Times beside a response are rounded down to five minutes and written apart from those of an account: the exact
moment of a visit in both rows of one browser would say whose answers they are.
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from pet.access.actor import Actor, Membership, Opened, Role
from pet.db.models import Account, Response, ResponseState, WebSession
from pet.db.models import Membership as MembershipRow


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lasts: without a request, and in all."""

    idle: timedelta
    absolute: timedelta


RESPONDENT = Limits(timedelta(minutes=60), timedelta(hours=24))
LEAD = Limits(timedelta(minutes=30), timedelta(hours=12))
ADMIN = Limits(timedelta(minutes=15), timedelta(hours=8))
NOTED_EVERY = timedelta(minutes=2)
STEP = timedelta(minutes=5)  # how exactly is kept when somebody with a response was there
_START = datetime(2000, 1, 1, tzinfo=UTC)


def stepped(moment: datetime) -> datetime:
    """The moment as it is kept beside a response: rounded down, so that no session lasts longer for it."""
    return moment - (moment - _START) % STEP


def digest(token: str) -> str:
    """What is kept of a token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """A token of 256 random bits, safe in addresses."""
    return secrets.token_urlsafe(32)


def open_for_account(session: Session, account_id: int, *, now: datetime) -> str:
    """Sign an account in: the opaque id for the cookie."""
    return _open(session, WebSession(account_id=account_id), now)


def open_for_response(session: Session, response_id: int, *, now: datetime) -> str:
    """Let a browser use one response: the opaque id for the cookie."""
    sweep(session, now=now)
    return _open(session, WebSession(response_id=response_id), stepped(now))


def _open(session: Session, row: WebSession, now: datetime) -> str:
    token = new_token()
    row.sha256, row.created_at, row.seen_at = digest(token), now, now
    session.add(row)
    session.flush()
    return token


def end(session: Session, token: str) -> None:
    """Close a session for good."""
    session.execute(delete(WebSession).where(WebSession.sha256 == digest(token)))


def is_open(session: Session, response_id: int, *, now: datetime) -> bool:
    """Whether some browser has this response open."""
    rows = session.scalars(select(WebSession).where(WebSession.response_id == response_id))
    return any(_is_alive(row, None, now) for row in rows)


def note_seen(session: Session, tokens: Iterable[str], *, now: datetime) -> None:
    """Somebody is still there: the idle time begins anew."""
    noted = update(WebSession).where(WebSession.sha256.in_([digest(token) for token in tokens]))
    session.execute(noted.where(WebSession.account_id.is_not(None)).values(seen_at=now))
    session.execute(noted.where(WebSession.response_id.is_not(None)).values(seen_at=stepped(now)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the cookies of a request stand for.

    Attributes:
        actor: who it is.
        name: of the account, or empty.
        stale: tokens in use whose time is to be noted again.
        ends: when each session ends if nobody comes back, by id of the response; the account's is under `None`.
        noted: when each was last noted to be there, in the same way.
    """

    actor: Actor
    name: str
    stale: tuple[str, ...]
    ends: Mapping[int | None, datetime]
    noted: Mapping[int | None, datetime]


NOBODY = Seen(actor=Actor(), name="", stale=(), ends={}, noted={})


def look_up(
    session: Session, account_token: str | None, response_tokens: Iterable[str], *, now: datetime
) -> Seen:
    """Who sent these tokens; sessions that have ended count for nothing. Two statements at most three."""
    tokens = {digest(token): token for token in (account_token, *response_tokens) if token}
    if not tokens:
        return NOBODY
    rows = session.execute(
        select(WebSession, Account, Response.id, Response.round_id, Response.state)
        .outerjoin(Account, Account.id == WebSession.account_id)
        .outerjoin(Response, Response.id == WebSession.response_id)
        .where(WebSession.sha256.in_(tokens))
    ).all()
    alive = [row for row in rows if _is_alive(row[0], row[1], now)]
    account = next((row[1] for row in alive if row[1] is not None), None)
    actor = Actor(
        account_id=account.id if account else None,
        is_admin=bool(account and account.is_admin),
        memberships=_memberships(session, account.id) if account else (),
        opened=tuple(
            Opened(response_id=row[2], round_id=row[3], submitted=row[4] == ResponseState.SUBMITTED)
            for row in alive
            if row[2] is not None
        ),
    )
    ends: dict[int | None, datetime] = {row[2]: _end_of(row[0], limits_of(row[1])) for row in alive}
    return Seen(
        actor=actor,
        name=account.name if account else "",
        stale=tuple(tokens[row[0].sha256] for row in alive if _is_stale(row[0], now)),
        ends=ends,
        noted={row[2]: row[0].seen_at for row in alive},
    )


def _is_stale(row: WebSession, now: datetime) -> bool:
    return now - row.seen_at >= (NOTED_EVERY if row.response_id is None else STEP)


def _is_alive(row: WebSession, account: Account | None, now: datetime) -> bool:
    if account is not None and account.disabled_at is not None:
        return False
    return now < _end_of(row, limits_of(account))


def _end_of(row: WebSession, limits: Limits) -> datetime:
    return min(row.seen_at + limits.idle, row.created_at + limits.absolute)


def limits_of(account: Account | None) -> Limits:
    """How long a session of this account lasts; `None` is a respondent."""
    if account is None:
        return RESPONDENT
    return ADMIN if account.is_admin else LEAD


def _memberships(session: Session, account_id: int) -> tuple[Membership, ...]:
    rows = session.scalars(select(MembershipRow).where(MembershipRow.account_id == account_id))
    return tuple(
        Membership(partnership_id=row.partnership_id, role=Role(row.role), partner_id=row.partner_id)
        for row in rows
    )


def sweep(session: Session, *, now: datetime) -> None:
    """Forget sessions that cannot be alive any more; those that somebody else is about to forget are theirs."""
    over = (
        select(WebSession.sha256)
        .where(
            or_(WebSession.created_at < now - RESPONDENT.absolute, WebSession.seen_at < now - RESPONDENT.idle)
        )
        .with_for_update(skip_locked=True)
    )
    session.execute(
        delete(WebSession).where(WebSession.sha256.in_(over)),
        execution_options={"synchronize_session": False},
    )
