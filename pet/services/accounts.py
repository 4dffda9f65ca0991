"""Accounts: adding people who sign in, and signing them in.

A sign-in has three steps, so that the slow one in the middle holds no transaction: `begin` counts the try before
the password is looked at (a hundred tries at once are a hundred), `verify` hashes, `finish` forgets the count
where the password was right. For an account that does not exist all three do the same.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pet.access.actor import Role
from pet.db.models import Account, Membership
from pet.errors import InvalidInputError, PetError, Problem
from pet.language import gettext as _
from pet.services import passwords, sessions, throttles

_EMAIL = re.compile(r"[^\s@<>\"(),;:\\]{1,64}@[^\s@<>\"(),;:\\.]+(\.[^\s@<>\"(),;:\\.]+)*")
LONGEST_EMAIL, LONGEST_NAME = 254, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A try to sign in, counted already.

    Attributes:
        wait: how long until a try is looked at; zero for this one.
        account_id: whose address it is, or `None`.
        kept: the hash of their password, or `None`.
        keys: where the try was counted.
    """

    wait: timedelta
    account_id: int | None = field(repr=False)
    kept: str | None = field(repr=False)
    keys: "Keys" = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Names of the counters of one try.

    Attributes:
        own: of the account at this address.
        address: of all accounts at this address.
        account: of the account at all addresses.
    """

    own: str
    address: str
    account: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the password was right, and its hash by today's parameters where it has to be kept anew."""

    is_right: bool
    new_hash: str | None = field(default=None, repr=False)


def begin(session: Session, *, email: str, address: str | None, secret: str, now: datetime) -> Attempt:
    """Count a try to sign in with this e-mail address from this network; `secret` is the site's."""
    email, network = normal_email(email), throttles.network(address)
    keys = Keys(
        own=throttles.key(secret, "sign-in", email, network),
        address=throttles.key(secret, "sign-in address", network),
        account=throttles.key(secret, "sign-in account", email),
    )
    wait = _wait(session, keys, now)
    if wait:
        return Attempt(wait=wait, account_id=None, kept=None, keys=keys)
    throttles.count(session, keys.own, throttles.SIGN_IN, now=now)
    throttles.count(session, keys.address, throttles.SIGN_IN_ADDRESS, now=now)
    throttles.count(session, keys.account, throttles.SIGN_IN_ACCOUNT, now=now)
    account = session.scalar(select(Account).where(Account.email == email, Account.disabled_at.is_(None)))
    return Attempt(
        wait=wait,
        account_id=account.id if account else None,
        kept=account.password_hash if account else None,
        keys=keys,
    )


def _wait(session: Session, keys: Keys, now: datetime) -> timedelta:
    """How long until a try; what others at the same address did delays only those who have failed there, too."""
    names = (keys.own, keys.address, keys.account)  # locked in this order, always
    own, address, account = (throttles.locked_wait(session, name, now=now) for name in names)
    has_failed = throttles.has_failures(session, keys.own, throttles.SIGN_IN, now=now)
    return max(own, account, address if has_failed else timedelta(0))


def verify(attempt: Attempt, password: str) -> Verdict:
    """Look at the password; slow on purpose, and in no transaction."""
    if not passwords.is_right(password, attempt.kept):
        return Verdict(is_right=False)
    outdated = attempt.kept is not None and passwords.is_outdated(attempt.kept)
    return Verdict(is_right=True, new_hash=passwords.hashed(password) if outdated else None)


def finish(
    session: Session, attempt: Attempt, verdict: Verdict, *, now: datetime, device: str = ""
) -> str | None:
    """The opaque id of a new session, or `None` where the password was wrong; `device` as in `sessions`."""
    if not verdict.is_right or attempt.account_id is None:
        return None
    throttles.forget(session, attempt.keys.own)
    throttles.take_back(session, attempt.keys.address, throttles.SIGN_IN_ADDRESS, now=now)
    throttles.forget(session, attempt.keys.account)
    if verdict.new_hash is not None:
        session.get_one(Account, attempt.account_id).password_hash = verdict.new_hash
    throttles.sweep(session, now=now)
    sessions.sweep(session, now=now)
    return sessions.open_for_account(session, attempt.account_id, now=now, device=device)


def forgive(session: Session, *, email: str, secret: str) -> None:
    """Forget failures at one account, whose owner has shown by a letter that it is them."""
    throttles.forget(session, throttles.key(secret, "sign-in account", normal_email(email)))


def add(
    session: Session, *, email: str, name: str, password: str, is_admin: bool = False, now: datetime
) -> Account:
    """Somebody new who can sign in.

    Raises:
        InvalidInputError: with everything that is wrong with what was given.
        PetError: somebody has this e-mail address already.
    """
    email, name = normal_email(email), " ".join(name.split())
    if problems := problems_with(email=email, name=name, password=password):
        raise InvalidInputError(_("This account cannot be made:"), problems)
    taken = PetError(_("There is an account with the e-mail address {email} already.", email=email))
    if session.scalar(select(Account.id).where(Account.email == email)) is not None:
        raise taken
    account = Account(
        email=email, name=name, password_hash=passwords.hashed(password), is_admin=is_admin, created_at=now
    )
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError:  # made by somebody else since we looked
        raise taken from None
    return account


def prove_email(session: Session, account_id: int) -> None:
    """Whoever chose the password had a letter that was sent to the address: what went there is theirs.

    A link that signs in proves nothing, for the password may be somebody else's, and goes on working.
    """
    session.get_one(Account, account_id).email_proven = True
    session.flush()


def make_lead(session: Session, *, account_id: int, partnership_id: int, role: Role = Role.LEAD) -> None:
    """Make an account a lead or a facilitator of a partnership; a role it had there before is replaced.

    Raises:
        ValueError: another role; a fault in the program.
    """
    if role not in (Role.LEAD, Role.FACILITATOR):
        raise ValueError(f"{role} neither leads nor facilitates")
    row = session.scalar(
        select(Membership).where(
            Membership.account_id == account_id, Membership.partnership_id == partnership_id
        )
    )
    if row is None:
        row = Membership(account_id=account_id, partnership_id=partnership_id)
        session.add(row)
    row.role = role.value
    session.flush()


def normal_email(email: str) -> str:
    """The one way in which an e-mail address is kept and looked up."""
    return unicodedata.normalize("NFC", email.strip()).lower()


def is_email(email: str) -> bool:
    """Whether this can be an e-mail address, as `normal_email` gives it."""
    return len(email) <= LONGEST_EMAIL and email.isprintable() and bool(_EMAIL.fullmatch(email))


def problems_with(*, email: str, name: str, password: str) -> tuple[Problem, ...]:
    """Everything that keeps this from becoming an account."""
    found = []
    if not is_email(email):
        found.append(Problem(_("e-mail address"), _("give an address like name@example.org.")))
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        found.append(
            Problem(_("name"), _("give a name of at most {number} characters.", number=LONGEST_NAME))
        )
    if reason := passwords.problem_with(password, email=email, name=name):
        found.append(Problem(_("password"), reason))
    return tuple(found)
