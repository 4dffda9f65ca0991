"""Sessions of browsers: an opaque id in the cookie, its SHA-256 in the database.

Times beside a response are rounded down to five minutes and written apart from those of an account: the exact
moment of a visit in both rows of one browser would say whose answers they are. Beside a response of an anonymous round
only the day is kept; how long its session lasts is in the browser's signed cookie (pet.web.identity).
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from pet.access.actor import Actor, Membership, Opened, Role
from pet.analysis.options import Mode
from pet.db.models import Account, Response, ResponseState, Round, WebSession
from pet.db.models import Membership as MembershipRow
from pet.services import mixing
from pet.services.rounds_facts import READABLE


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lasts: without a request, and in all."""

    idle: timedelta
    absolute: timedelta


RESPONDENT = Limits(timedelta(minutes=60), timedelta(hours=24))
LEAD = Limits(timedelta(minutes=30), timedelta(hours=12))
ADMIN = Limits(timedelta(minutes=15), timedelta(hours=8))
NOTED_EVERY = timedelta(minutes=2)
FRESH = timedelta(minutes=10)  # how long somebody counts as having shown that it is them
STEP = timedelta(minutes=5)  # how exactly is kept when somebody with a response was there
_DAY = timedelta(days=1)
_START = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Times:
    """When a session began and when somebody was last there, as a browser's signed cookie carries it."""

    began: datetime
    seen: datetime


_NONE: Mapping[str, Times] = MappingProxyType({})


def stepped(moment: datetime) -> datetime:
    """The moment as it is kept beside a response: rounded down, so that no session lasts longer for it."""
    return moment - (moment - _START) % STEP


def digest(token: str) -> str:
    """What is kept of a token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """A token of 256 random bits, safe in addresses."""
    return secrets.token_urlsafe(32)


def open_for_account(session: Session, account_id: int, *, now: datetime, device: str = "") -> str:
    """Sign in an account that has just shown that it is them: the opaque id for the cookie.

    Args:
        session: where it is kept.
        account_id: whose it is.
        now: since when.
        device: what kind of browser it is, in at most 60 letters.
    """
    return _open(session, WebSession(account_id=account_id, verified_at=now, device=device[:60]), now)


def open_for_response(
    session: Session, response_id: int, *, now: datetime, invitation_id: int | None = None
) -> str:
    """Let a browser use one response: the opaque id for the cookie.

    Args:
        session: where it is kept.
        response_id: which response.
        now: since when.
        invitation_id: by whose invitation they came, so that it ends with it; never kept in an anonymous round.
    """
    anonymous = mixing.hold_of(session, response_id)
    sweep(session, now=now)
    if anonymous is None:
        return _open(session, WebSession(response_id=response_id, invitation_id=invitation_id), stepped(now))
    midnight = _next_midnight(now)
    token = _open(session, WebSession(response_id=response_id), midnight, midnight + _DAY)
    mixing.mix_sessions(session, anonymous)
    return token


def _next_midnight(now: datetime) -> datetime:
    """What is kept of when a session of an anonymous round began: the end of that day.

    Its row lasts a day from then on, so that the limits in the cookie have passed for sure, and the time it was last
    seen is set so far ahead that nothing ever moves it.
    """
    return now - (now - _START) % _DAY + _DAY


def _open(session: Session, row: WebSession, now: datetime, seen: datetime | None = None) -> str:
    token = new_token()
    row.sha256, row.created_at, row.seen_at = digest(token), now, seen or now
    session.add(row)
    session.flush()
    return token


def end(session: Session, token: str) -> None:
    """Close a session for good."""
    mixing.hold_of_session(session, digest(token))  # else its row could be put back while it is closed
    session.execute(delete(WebSession).where(WebSession.sha256 == digest(token)))


def is_open(session: Session, response_id: int, *, now: datetime) -> bool:
    """Whether some browser has this response open."""
    rows = session.scalars(select(WebSession).where(WebSession.response_id == response_id))
    return any(is_alive(row, None, now) for row in rows)


def note_seen(session: Session, tokens: Iterable[str], *, now: datetime) -> None:
    """Somebody is still there: the idle time begins anew."""
    noted = update(WebSession).where(WebSession.sha256.in_([digest(token) for token in tokens]))
    session.execute(noted.where(WebSession.account_id.is_not(None)).values(seen_at=now))
    of_responses = noted.where(WebSession.response_id.is_not(None), WebSession.seen_at < stepped(now))
    session.execute(of_responses.values(seen_at=stepped(now)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the cookies of a request stand for.

    Attributes:
        actor: who it is.
        name: of the account, or empty.
        stale: tokens in use whose time is to be noted again.
        ends: when each session ends if nobody comes back, by id of the response; the account's is under `None`.
        noted: when each was last noted to be there, in the same way; never of an anonymous round.
        carried: tokens of anonymous rounds, whose times the cookie carries.
        outdated: those of them whose time is to be noted again.
    """

    actor: Actor
    name: str
    stale: tuple[str, ...]
    ends: Mapping[int | None, datetime]
    noted: Mapping[int | None, datetime]
    carried: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()


NOBODY = Seen(actor=Actor(), name="", stale=(), ends={}, noted={})


def look_up(
    session: Session,
    account_token: str | None,
    response_tokens: Iterable[str],
    *,
    now: datetime,
    carried: Mapping[str, Times] = _NONE,
) -> Seen:
    """Who sent these tokens; sessions that have ended count for nothing. Two statements at most three.

    Args:
        session: the session.
        account_token: of the account's session, if there is one.
        response_tokens: of sessions that use responses.
        now: the time.
        carried: by token the times in the signed cookie; without them a session of an anonymous round has ended.
    """
    tokens = {digest(token): token for token in (account_token, *response_tokens) if token}
    if not tokens:
        return NOBODY
    rows = session.execute(
        select(
            WebSession,
            Account,
            Response.id,
            Response.round_id,
            Response.state,
            func.coalesce(Round.closed_at, Round.closes_at),
            Round.mode,
        )
        .outerjoin(Account, Account.id == WebSession.account_id)
        .outerjoin(Response, Response.id == WebSession.response_id)
        .outerjoin(Round, Round.id == Response.round_id)
        .where(WebSession.sha256.in_(tokens))
    ).all()
    timed = [(_timed(row[0], row[6], carried.get(tokens[row[0].sha256]), now), *row[1:]) for row in rows]
    alive = [row for row in timed if is_alive(row[0], row[1], now) and _is_readable(row[5], now)]
    by_cookie = {row[0].sha256 for row in alive if row[6] == Mode.ANONYMOUS}
    stale = [row[0].sha256 for row in alive if _is_stale(row[0], now)]
    account = next((row[1] for row in alive if row[1] is not None), None)
    actor = Actor(
        account_id=account.id if account else None,
        is_admin=bool(account and account.is_admin),
        is_fresh=any(_is_fresh(row[0], now) for row in alive),
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
        stale=tuple(tokens[sha256] for sha256 in stale if sha256 not in by_cookie),
        ends=ends,
        noted={row[2]: row[0].seen_at for row in alive if row[0].sha256 not in by_cookie},
        carried=tuple(tokens[sha256] for sha256 in by_cookie),
        outdated=tuple(tokens[sha256] for sha256 in stale if sha256 in by_cookie),
    )


def _timed(row: WebSession, mode: str | None, times: Times | None, now: datetime) -> WebSession:
    """The session with its times: of an anonymous round those in the cookie, as long as its row has not ended."""
    if mode != Mode.ANONYMOUS:
        return row
    if times is None or not is_alive(row, None, now):
        times = Times(_START, _START)
    return WebSession(
        sha256=row.sha256, response_id=row.response_id, created_at=times.began, seen_at=times.seen
    )


def _is_fresh(row: WebSession, now: datetime) -> bool:
    return row.verified_at is not None and now - row.verified_at < FRESH


def _is_readable(closed_at: datetime | None, now: datetime) -> bool:
    """A year after the close of its round a link opens nothing any more, and neither does what it had opened."""
    return closed_at is None or now < closed_at + READABLE


def _is_stale(row: WebSession, now: datetime) -> bool:
    return now - row.seen_at >= (NOTED_EVERY if row.response_id is None else STEP)


def is_alive(row: WebSession, account: Account | None, now: datetime) -> bool:
    """Whether this session has not ended, and its account may sign in."""
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
