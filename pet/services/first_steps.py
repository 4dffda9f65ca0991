"""The first administrator of a new site, made in the terminal or in the browser.

In the browser anybody could be first, so the page asks for a code that only who can read the site's own folder knows.
"""

import hmac
import os
import secrets
from datetime import datetime
from pathlib import Path

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from pet.db.models import Account
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import accounts, audit, throttles
from pet.services.acts import Act

_FILE = "setup-code"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
_GROUPS, _GROUP = 4, 4  # 79 bits


def is_new(session: Session) -> bool:
    """Whether nobody has an account yet."""
    return not session.scalar(select(exists().select_from(Account)))


def has_administrator(session: Session) -> bool:
    """Whether somebody looks after the site who can sign in."""
    found = exists().where(Account.is_admin, Account.disabled_at.is_(None))
    return bool(session.scalar(select(found)))


def setup_code(instance: Path) -> str | None:
    """The code that lets the first administrator in, or `None` where there is none."""
    try:
        return (instance / _FILE).read_text(encoding="ascii").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def make_setup_code(instance: Path) -> str:
    """The same, written now if there is none; its owner alone can read the file.

    Raises:
        PetError: it cannot be written.
    """
    kept = setup_code(instance)
    if kept is not None:
        return kept
    groups = ("".join(secrets.choice(_LETTERS) for _letter in range(_GROUP)) for _group in range(_GROUPS))
    code = "-".join(groups)
    file = instance / _FILE
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as writing:
            writing.write(code + "\n")
    except OSError as error:
        raise PetError(
            _("{file} cannot be written: {reason}", file=file, reason=error.strerror or error)
        ) from error
    return code


def is_setup_code(instance: Path, given: str) -> bool:
    """Whether this is the code, in whatever spelling."""
    kept = setup_code(instance)
    return kept is not None and hmac.compare_digest(_plain(kept).encode(), _plain(given).encode())


def _plain(code: str) -> str:
    return "".join(character for character in code.lower() if character.isalnum())


def forget_setup_code(instance: Path) -> None:
    """Nobody needs it any more."""
    (instance / _FILE).unlink(missing_ok=True)


def make_administrator(
    session: Session, *, email: str, name: str, password: str, secret: str, now: datetime
) -> Account | None:
    """The first administrator, or `None` where somebody was quicker.

    Args:
        session: where accounts are kept.
        email: whom it is.
        name: what colleagues call them.
        password: as they chose it.
        secret: the site's secret key.
        now: what time it is.

    Raises:
        InvalidInputError: with everything that is wrong with what was given.
        PetError: somebody has this e-mail address already.
    """
    throttles.locked_wait(session, throttles.key(secret, "first administrator"), now=now)  # one at a time
    if has_administrator(session):
        return None
    account = accounts.add(session, email=email, name=name, password=password, is_admin=True, now=now)
    by = audit.By(account_id=account.id, name=account.name)
    audit.note(session, by, Act.FIRST_ADMINISTRATOR, about={"person": account.name}, now=now)
    return account
