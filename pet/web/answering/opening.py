"""Opening a response in this browser, and the return link that is shown once."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterable

from flask import session
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pet.access.actor import Opened
from pet.services import mixing, responses, sessions
from pet.services.responses import Started
from pet.web import identity, targets
from pet.web.answering import starts
from pet.web.site import database, now, site

_MOST_DIGITS = 11
_TOKENS = "return_tokens"  # in the signed cookie, by public id, only until the person goes on


def open_here(response_id: int, public_id: str) -> None:
    """Let this browser use a response, by a session that begins now; the one it had for it ends."""
    with database().writing() as db:
        token = _open(db, response_id, public_id)
    identity.open_response(public_id, token)


def close_here(public_id: str) -> None:
    """This browser may not use a response any more; whoever has its link opens it again."""
    token = identity.response_tokens().get(public_id)
    if token is not None:
        with database().writing() as db:
            sessions.end(db, token)
    forget(public_id)
    identity.close_response(public_id)


def last_of(db: Session, opened: Iterable[Opened], round_id: int) -> str:
    """The public id of that response of a round which this browser opened last and still has open, or empty."""
    ids = {one.response_id for one in opened if one.round_id == round_id}
    for public_id in reversed(identity.response_tokens()) if ids else ():
        found = targets.resolve(db, {targets.RESPONSE: public_id})
        if found is not None and found.target.response_id in ids:
            return public_id
    return ""


def start(round_id: int, nonce: str) -> Started:
    """Begin a sheet in this browser; the same form sent once more leads to the same sheet.

    Raises:
        NotAcceptingError: the round takes no answers now.
    """
    link, is_young = _link_of(nonce), _is_young(nonce)
    try:
        return _start(round_id, link, is_young=is_young)
    except IntegrityError:  # both clicks of a double click at the same moment: the first has begun it by now
        return _start(round_id, link, is_young=is_young)


def _start(round_id: int, link: str, *, is_young: bool) -> Started:
    with database().writing() as db:
        may_be_begun = is_young or not mixing.hold(
            db, round_id
        )  # nothing else knows when in an anonymous round
        # Looked for once: a second look could see what another click has begun in between, and begin one more.
        before = responses.resume(db, token=link)
        begun = may_be_begun and before is not None and sessions.is_open(db, before[0], now=now())
        if before is not None and begun:
            started = Started(response_id=before[0], public_id=before[1], return_token=link)
        else:
            # Closed meanwhile: whoever finds the form in a shared browser begins a sheet of their own.
            token = link if before is None else None
            started = responses.start(db, round_id=round_id, now=now(), token=token)
        opened = _open(db, started.response_id, started.public_id)
    identity.open_response(started.public_id, opened)
    if not begun:
        starts.count()
    return started


def begin(how: Callable[[Session], Started]) -> Started:
    """Begin or find a sheet in whatever way, and let this browser use it."""
    with database().writing() as db:
        started = how(db)
        opened = _open(db, started.response_id, started.public_id, started.invitation_id)
    identity.open_response(started.public_id, opened)
    return started


def _open(db: Session, response_id: int, public_id: str, invitation_id: int | None = None) -> str:
    before = identity.response_tokens().get(public_id)
    if before is not None:
        sessions.end(db, before)
    return sessions.open_for_response(db, response_id, now=now(), invitation_id=invitation_id)


def _link_of(nonce: str) -> str:
    """The return link that belongs to a form, which nobody can tell from the form."""
    if not nonce:
        return sessions.new_token()
    named = hmac.new(site().settings.secret_key.encode(), f"start\0{nonce}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(named.digest()).decode().rstrip("=")


def new_nonce() -> str:
    """What makes a form that starts a sheet differ from every other; it says when it was shown."""
    return f"{sessions.new_token()}.{int(now().timestamp())}"


def _is_young(nonce: str) -> bool:
    """Whether a form was shown so recently that who sends it again is the one who sent it before."""
    shown_at = nonce.rpartition(".")[2]
    if not shown_at.isdecimal() or len(shown_at) > _MOST_DIGITS:
        return False
    return now().timestamp() - int(shown_at) < sessions.RESPONDENT.idle.total_seconds()


def show_once(public_id: str, token: str) -> None:
    """Keep a return link for the page that shows it."""
    session[_TOKENS] = {public_id: token}


def shown(public_id: str) -> str:
    """The return link to show, or empty."""
    kept = session.get(_TOKENS)
    token = kept.get(public_id, "") if isinstance(kept, dict) else ""
    return address_of(token) if isinstance(token, str) and token else ""


def forget(public_id: str) -> None:
    """The person has gone on: the link is in their hands only."""
    kept = session.get(_TOKENS)
    if isinstance(kept, dict) and public_id in kept:
        session.pop(_TOKENS)


def address_of(token: str) -> str:
    """The whole address of a return link, made from the site's own."""
    return f"{site().settings.base_url}/r/{token}"
