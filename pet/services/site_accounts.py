"""The accounts of a site, for whoever looks after it. It gives no right to see what a partnership answered."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from pet.db.models import Account
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import audit, one_time, own_sessions
from pet.services.acts import Act
from pet.services.audit import By
from pet.services.letters import Post
from pet.services.one_time import Purpose

PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteAccount:
    """One account, as whoever looks after the site sees it.

    Attributes:
        id: in the database.
        public_id: for addresses.
        name, email: as kept.
        since: when it was made.
        is_admin: whether they look after the site.
        is_disabled: whether they cannot sign in.
    """

    id: int
    public_id: str
    name: str
    email: str
    since: datetime
    is_admin: bool
    is_disabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Some of the accounts.

    Attributes:
        accounts: those of this page, by name.
        total: how many there are in all.
        page, pages: which page this is, from 1, and how many there are.
    """

    accounts: tuple[SiteAccount, ...]
    total: int
    page: int
    pages: int


def find(session: Session, words: str = "", *, page: int = 1) -> Found:
    """The accounts whose name or address holds these words, `PER_PAGE` to a page."""
    query = select(Account)
    for word in words.lower().split():
        query = query.where(
            or_(
                func.lower(Account.name).contains(word, autoescape=True),
                Account.email.contains(word, autoescape=True),
            )
        )
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, page), pages)
    rows = session.scalars(
        query.order_by(Account.name, Account.id).offset((page - 1) * PER_PAGE).limit(PER_PAGE)
    )
    return Found(accounts=tuple(_of(row) for row in rows), total=total, page=page, pages=pages)


def one(session: Session, account_id: int) -> SiteAccount:
    """One account."""
    return _of(session.get_one(Account, account_id))


def _of(row: Account) -> SiteAccount:
    return SiteAccount(
        id=row.id,
        public_id=row.public_id,
        name=row.name,
        email=row.email,
        since=row.created_at,
        is_admin=row.is_admin,
        is_disabled=row.disabled_at is not None,
    )


def disable(session: Session, account_id: int, *, by: By, now: datetime) -> None:
    """Let somebody sign in no more; they are signed out everywhere at once.

    Raises:
        PetError: oneself.
    """
    row = _other(session, account_id, by)
    if row.disabled_at is None:
        row.disabled_at = now
        own_sessions.end_all(session, account_id)
        _note(session, by, Act.DISABLE_ACCOUNT, row, now)


def enable(session: Session, account_id: int, *, by: By, now: datetime) -> None:
    """Let somebody sign in again."""
    row = session.get_one(Account, account_id, with_for_update=True)
    if row.disabled_at is not None:
        row.disabled_at = None
        _note(session, by, Act.ENABLE_ACCOUNT, row, now)


def start_reset(session: Session, post: Post, account_id: int, *, by: By, now: datetime) -> None:
    """Send somebody a link to choose a new password; nobody else sees it.

    Raises:
        PetError: the site sends no letters, or they cannot sign in.
    """
    row = session.get_one(Account, account_id)
    if not post.can_send:
        raise PetError(
            _("This site sends no letters. In a terminal: pet user password {email}", email=row.email)
        )
    if row.disabled_at is not None:
        raise PetError(_("They cannot sign in at present. Let them sign in again first."))
    one_time.send(session, post, purpose=Purpose.RESET, account_id=account_id, now=now)
    _note(session, by, Act.START_RESET, row, now)


def make_administrator(session: Session, account_id: int, *, by: By, now: datetime) -> None:
    """Let somebody look after the site; they sign in anew, for a shorter time."""
    row = session.get_one(Account, account_id, with_for_update=True)
    if not row.is_admin:
        row.is_admin = True
        own_sessions.end_all(session, account_id)
        _note(session, by, Act.MAKE_ADMINISTRATOR, row, now)


def end_administrator(session: Session, account_id: int, *, by: By, now: datetime) -> None:
    """Somebody looks after the site no more. Whoever does this still does, so one is always left.

    Raises:
        PetError: oneself.
    """
    row = _other(session, account_id, by)
    if row.is_admin:
        row.is_admin = False
        own_sessions.end_all(session, account_id)
        _note(session, by, Act.END_ADMINISTRATOR, row, now)


def _other(session: Session, account_id: int, by: By) -> Account:
    """The account, with those who look after the site locked: of two who end each other one is left.

    Raises:
        PetError: oneself, or whoever does this looks after the site no more.
    """
    held = select(Account).where(or_(Account.is_admin, Account.id == account_id)).order_by(Account.id)
    rows = {row.id: row for row in session.scalars(held.with_for_update())}
    if account_id == by.account_id:
        raise PetError(_("Nobody can do this to their own account. Ask another administrator."))
    doer = rows.get(by.account_id or 0)
    if doer is None or not doer.is_admin or doer.disabled_at is not None:
        raise PetError(_("You look after this site no more."))
    return rows[account_id]


def _note(session: Session, by: By, act: Act, row: Account, now: datetime) -> None:
    session.flush()
    audit.note(session, by, act, about={"person": row.name}, now=now)
