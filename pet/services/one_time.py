"""Mailed links that sign somebody in, or let them choose a new password: once, and within ten minutes.

Whoever asks for one gets the same answer, and the database the same statements, whether there is such an account or
not: the link is written only where its account is found by the statement that writes it, and a letter to nobody is
written and taken back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, exists, insert, literal, select
from sqlalchemy.orm import Session

from pet.db.models import Account, OneTimeLink
from pet.services import letters, throttles
from pet.services.accounts import normal_email
from pet.services.letters import LetterKind, Post, To
from pet.services.sessions import digest, new_token

LASTS = timedelta(minutes=10)
_NOBODY = To(address="nobody@invalid")


class Purpose(StrEnum):
    """What a link is for."""

    SIGN_IN = "sign_in"
    RESET = "reset"


_LETTERS = {Purpose.SIGN_IN: LetterKind.SIGN_IN, Purpose.RESET: LetterKind.RESET}


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose link it is."""

    account_id: int
    name: str
    email: str


def ask(
    session: Session, post: Post, *, purpose: Purpose, email: str, address: str | None, now: datetime
) -> timedelta:
    """Send a link to this address if somebody signs in with it: zero where it was done, else how long to wait.

    Args:
        session: where the link and its letter are kept.
        post: how letters are sent.
        purpose: what the link is for.
        email: as typed by a stranger.
        address: of the network they are in.
        now: what time it is.
    """
    email = normal_email(email)
    wait = _spend_network(session, post, address, now) or _spend_site(session, post, email, now)
    if not wait and _spend_own(session, post, purpose, email, now):
        _send(session, post, purpose, email, now)
    return wait


def _spend_network(session: Session, post: Post, address: str | None, now: datetime) -> timedelta:
    own, wider = throttles.network(address), throttles.around(address)
    quotas = {
        throttles.key(post.secret, "letters from", own): throttles.LETTERS_FROM_ADDRESS,
        throttles.key(post.secret, "letters from around", wider): throttles.LETTERS_FROM_AROUND,
    }
    return throttles.spend(session, quotas, now=now)


def _spend_site(session: Session, post: Post, email: str, now: datetime) -> timedelta:
    """Letters to nobody are counted as well, but apart: whoever invents addresses uses up nobody's letters."""
    sent, unsent = (throttles.key(post.secret, name) for name in ("letters", "letters to nobody"))
    wait = throttles.locked_wait(session, sent, now=now)
    if not wait:
        there = session.scalar(select(exists().where(Account.email == email, Account.disabled_at.is_(None))))
        throttles.count(session, sent if there else unsent, throttles.LETTERS_OF_SITE, now=now)
    return wait


def _spend_own(session: Session, post: Post, purpose: Purpose, email: str, now: datetime) -> bool:
    """Whether a letter goes to this address: a few in an hour, and then one whenever the last link has expired.

    Nothing is said of it, so that a stranger who asks again and again neither learns anything nor keeps anybody out.
    """
    often = throttles.key(post.secret, f"letter {purpose}", email)
    after = throttles.key(post.secret, f"letter {purpose} after", email)
    is_often = bool(throttles.spend(session, {often: throttles.LETTERS_TO_ONE}, now=now))
    if throttles.locked_wait(session, after, now=now) and is_often:
        return False
    throttles.count(session, after, throttles.LETTERS_AFTER_THOSE, now=now)
    return True


def send(session: Session, post: Post, *, purpose: Purpose, account_id: int, now: datetime) -> None:
    """Send a link to somebody whose account an administrator looks after."""
    _send(session, post, purpose, session.get_one(Account, account_id).email, now)


def _send(session: Session, post: Post, purpose: Purpose, email: str, now: datetime) -> None:
    session.execute(delete(OneTimeLink).where(OneTimeLink.expires_at <= now))
    token = new_token()
    found = session.execute(
        select(Account.id, Account.name).where(Account.email == email, Account.disabled_at.is_(None))
    ).one_or_none()
    session.execute(
        insert(OneTimeLink).from_select(
            ["sha256", "account_id", "purpose", "expires_at"],
            select(
                literal(digest(token)),
                Account.id,
                literal(purpose.value),
                literal(now + LASTS, OneTimeLink.expires_at.type),
            ).where(Account.email == email, Account.disabled_at.is_(None)),
        )
    )
    with session.begin_nested() as savepoint:
        letters.queue(
            session,
            post,
            kind=_LETTERS[purpose],
            to=To(address=email, name=found.name) if found else _NOBODY,
            account_id=found.id if found else None,
            token=token,
            now=now,
        )
        session.flush()
        if found is None:
            savepoint.rollback()


def owner(session: Session, token: str, purpose: Purpose, *, now: datetime) -> Owner | None:
    """Whose link this is, or `None` where it does not work (any more); nothing is used up."""
    row = session.execute(
        select(Account.id, Account.name, Account.email)
        .join(OneTimeLink, OneTimeLink.account_id == Account.id)
        .where(
            OneTimeLink.sha256 == digest(token),
            OneTimeLink.purpose == purpose.value,
            OneTimeLink.expires_at > now,
            Account.disabled_at.is_(None),
        )
    ).one_or_none()
    return None if row is None else Owner(account_id=row.id, name=row.name, email=row.email)


def use(session: Session, token: str, purpose: Purpose, *, now: datetime) -> Owner | None:
    """Use a link up: whose it was, or `None` where it does not work (any more). Of two at once one has it."""
    found = owner(session, token, purpose, now=now)
    gone = session.execute(
        delete(OneTimeLink)
        .where(OneTimeLink.sha256 == digest(token), OneTimeLink.purpose == purpose.value)
        .returning(OneTimeLink.account_id)
    ).one_or_none()
    return found if gone is not None else None
