"""One's own account: what it says, and a new password for it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from pet.db.models import Account, OneTimeLink
from pet.services import accounts, letters, one_time, own_sessions, sessions
from pet.services.letters import LetterKind, Post, To
from pet.services.one_time import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAccount:
    """What somebody reads about their account.

    Attributes:
        name, email: as kept.
        has_password: whether they have chosen one.
        is_admin: whether they look after the site.
    """

    name: str
    email: str
    has_password: bool
    is_admin: bool


def of(session: Session, account_id: int) -> OwnAccount:
    """What is kept of an account."""
    row = session.get_one(Account, account_id)
    return OwnAccount(
        name=row.name, email=row.email, has_password=row.password_hash is not None, is_admin=row.is_admin
    )


def rename(session: Session, account_id: int, name: str) -> None:
    """What colleagues call them from now on."""
    session.get_one(Account, account_id, with_for_update=True).name = name
    session.flush()


def change_password(
    session: Session, post: Post, *, account_id: int, new_hash: str, but: str | None = None, now: datetime
) -> None:
    """Keep a new password: other sessions end, links that wait are void, and a letter says so.

    Args:
        session: where accounts are kept.
        post: how letters are sent; a site without mail sends none.
        account_id: whose password it is.
        new_hash: of `passwords.hashed`, made before this transaction.
        but: the token of the session that goes on.
        now: what time it is.
    """
    account = session.get_one(Account, account_id, with_for_update=True)
    account.password_hash = new_hash
    session.execute(delete(OneTimeLink).where(OneTimeLink.account_id == account_id))
    own_sessions.end_all(session, account_id, but=but)
    session.flush()
    if post.can_send:
        letters.queue(
            session,
            post,
            kind=LetterKind.NOTICE,
            to=To(address=account.email, name=account.name),
            account_id=account_id,
            facts={"notice": "password_changed"},
            now=now,
        )


def reset(
    session: Session, post: Post, *, token: str, new_hash: str, now: datetime, device: str = ""
) -> str | None:
    """Use a mailed link to choose a new password: the opaque id of a new session, or `None` where it does not work."""
    owner = one_time.use(session, token, Purpose.RESET, now=now)
    if owner is None:
        return None
    change_password(session, post, account_id=owner.account_id, new_hash=new_hash, now=now)
    accounts.prove_email(session, owner.account_id)
    accounts.forgive(session, email=owner.email, secret=post.secret)
    return sessions.open_for_account(session, owner.account_id, now=now, device=device)
