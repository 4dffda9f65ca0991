"""Who sends a request: the typed edge to Flask-Login, over our own session table.

The signed cookie holds opaque ids: one of an account, and one for each response opened in this browser by its public
id. What they stand for is in the database and can be ended there. Beside the ids of responses the cookie holds when
they were opened and last used; for those of anonymous rounds nothing else knows it (docs/decisions/0018).
"""

import logging
import math
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import Flask, g, session
from flask_login import LoginManager, UserMixin, login_user, logout_user

from pet.access.actor import Actor
from pet.db.errors import UnavailableError
from pet.services import sessions
from pet.services.audit import PET, By
from pet.services.sessions import Seen, Times
from pet.web.site import database, now

_RESPONSES, _TIMES = "responses", "times"
_ACCOUNT = "_user_id"  # where Flask-Login keeps what `get_id` said
MOST_RESPONSES = 5
_log = logging.getLogger("pet.web")


class SignedIn(UserMixin):  # type: ignore[misc]  # -- Flask-Login has no types
    """An account's session, as Flask-Login wants to see it."""

    def __init__(self, token: str) -> None:
        self.token = token

    def get_id(self) -> str:
        """What the cookie holds: the opaque id of the session, never the account's."""
        return self.token


def init_app(app: Flask) -> None:
    """Let Flask-Login look accounts up in our session table."""
    manager = LoginManager()
    manager.session_protection = None  # ours end in the database
    manager.init_app(app, add_context_processor=False)
    # Without its remember cookie this only makes every answer, static files too, depend on the cookie.
    app.after_request_funcs[None].remove(manager._update_remember_cookie)  # noqa: SLF001 -- no public name

    @manager.user_loader  # type: ignore[untyped-decorator]  # -- as above
    def _load(token: str) -> SignedIn | None:
        return SignedIn(token) if seen().actor.account_id is not None else None


def seen() -> Seen:
    """What the cookies of this request stand for; looked up once."""
    if "seen" not in g:
        g.seen = _look_up()
    found: Seen = g.seen
    return found


def _look_up() -> Seen:
    with database().reading() as db:
        return sessions.look_up(
            db, account_token(), response_tokens().values(), now=now(), carried=_carried()
        )


def actor() -> Actor:
    """Who sent this request."""
    return seen().actor


def account_token() -> str | None:
    """The opaque id of the account's session in the cookie."""
    token: Any = session.get(_ACCOUNT)
    return token if isinstance(token, str) else None


def response_tokens() -> dict[str, str]:
    """The opaque ids in the cookie, by public id of the response."""
    kept: Any = session.get(_RESPONSES)
    return dict(kept) if isinstance(kept, list) else {}


def _carried() -> dict[str, Times]:
    """The times in the cookie, by opaque id: of sessions in anonymous rounds, of which the site keeps none."""
    kept: Any = session.get(_TIMES)
    times = kept if isinstance(kept, dict) else {}
    return {
        token: Times(*(datetime.fromtimestamp(second, UTC) for second in times[public_id]))
        for public_id, token in response_tokens().items()
        if public_id in times
    }


def carry(tokens: Collection[str], at: datetime) -> None:
    """Note in the cookie that somebody is still there; only of sessions whose times it carries."""
    times = _carried()
    noted = {token: replace(times[token], seen=at) for token in tokens if token in seen().carried}
    if noted:
        _keep_times(times | noted)
        g.pop("seen", None)


def _keep_times(times: Mapping[str, Times]) -> None:
    """Whole seconds: a cookie is no more exact."""
    session[_TIMES] = {
        public_id: [int(times[token].began.timestamp()), int(times[token].seen.timestamp())]
        for public_id, token in response_tokens().items()
        if token in times
    }


def sign_in(token: str) -> None:
    """Put the account's session into the cookie; whatever else the browser opened stays open."""
    opened, times = response_tokens(), _carried()
    session.clear()  # with it the CSRF token of before
    session[_RESPONSES] = list(opened.items())
    _keep_times(times)
    login_user(SignedIn(token))
    session.pop("_id", None)  # Flask-Login's digest of the browser's address, which nothing here needs
    g.pop("seen", None)


def sign_out() -> None:
    """Take everything out of the cookie."""
    logout_user()
    session.clear()
    g.pop("seen", None)


def open_response(public_id: str, token: str) -> None:
    """Put a response's session into the cookie; the oldest of many goes."""
    kept = response_tokens()
    kept.pop(public_id, None)
    session[_RESPONSES] = [*kept.items(), (public_id, token)][
        -MOST_RESPONSES:
    ]  # Flask would sort a dictionary
    _keep_times(_carried() | {token: Times(now(), now())})
    g.pop("seen", None)


def close_response(public_id: str) -> None:
    """Take a response's session out of the cookie."""
    kept = response_tokens()
    kept.pop(public_id, None)
    session[_RESPONSES] = list(kept.items())
    _keep_times(_carried())
    g.pop("seen", None)


def note_seen(at: datetime) -> None:
    """Write down that the person is still there, at most every few minutes.

    A database that cannot be written now is no reason to refuse a page that only reads.
    """
    carry(seen().outdated, at)
    stale = seen().stale
    if not stale:
        return
    g.noted_before = seen().noted
    try:
        with database().writing() as db:
            sessions.note_seen(db, stale, now=at)
        g.seen = _look_up()  # it ends later now; a page asks while its own session is open
    except UnavailableError:
        _log.warning("a session's time could not be noted")


def stay(at: datetime) -> None:
    """The idle time of all sessions of this browser begins anew."""
    tokens = [token for token in (account_token(), *response_tokens().values()) if token]
    carry(tokens, at)
    with database().writing() as db:
        sessions.note_seen(db, tokens, now=at)
    g.pop("seen", None)


def ends_at(response_id: int | None) -> datetime | None:
    """When this browser's session for a response, or else for the account, ends if nobody comes back."""
    ends = seen().ends
    return ends.get(response_id, ends.get(None))


def last_seen(response_id: int) -> datetime | None:
    """When this browser was last noted to be there with a response, before this request."""
    noted: Mapping[int | None, datetime] = g.get("noted_before") or seen().noted
    return noted.get(response_id)


def seconds_left(response_id: int | None) -> int:
    """How many seconds that is from now on; 0 where there is no session."""
    end = ends_at(response_id)
    return max(0, math.floor((end - now()).total_seconds())) if end is not None else 0


def forget() -> None:
    """What this request knows of its sessions has changed: look again when it is asked for."""
    g.pop("seen", None)


def first_end() -> datetime | None:
    """When the first of this browser's sessions ends."""
    return min(seen().ends.values(), default=None)


def by() -> By:
    """Whoever is signed in, as the log of a partnership or of the site names them; PET itself where nobody is."""
    account_id = actor().account_id
    return PET if account_id is None else By(account_id=account_id, name=seen().name)
