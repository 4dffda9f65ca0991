"""A password that is tried: counted first, then looked at outside any transaction, then a new session."""

import math
from dataclasses import dataclass
from datetime import timedelta

from flask import request

from pet.language import gettext as _
from pet.language import ngettext
from pet.services import accounts, sessions
from pet.web import devices, identity
from pet.web.site import database, now, site


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of it.

    Attributes:
        account_id: of whoever is signed in by it, or `None`.
        refused: why it did not work, or empty.
        wait: how long until the next try is looked at; zero where this one was.
    """

    account_id: int | None
    refused: str
    wait: timedelta

    @property
    def seconds(self) -> int:
        """The wait in whole seconds."""
        return math.ceil(self.wait.total_seconds())


def password(email: str, typed: str, *, refused: str = "") -> Tried:
    """Sign this browser in if the password is right; the session it had ends, and it has a new id."""
    with database().writing() as db:
        attempt = accounts.begin(
            db, email=email, address=request.remote_addr, secret=site().settings.secret_key, now=now()
        )
    if attempt.wait:
        return Tried(
            account_id=None,
            refused=wait_words(math.ceil(attempt.wait.total_seconds())),
            wait=attempt.wait,
        )
    verdict = accounts.verify(attempt, typed)
    before = identity.account_token()
    with database().writing() as db:
        token = accounts.finish(db, attempt, verdict, now=now(), device=device())
        if token is not None and before is not None:
            sessions.end(db, before)
    if token is None:
        wrong = refused or _("This e-mail address and this password do not belong together.")
        return Tried(account_id=None, refused=wrong, wait=timedelta(0))
    identity.sign_in(token)
    return Tried(account_id=attempt.account_id, refused="", wait=timedelta(0))


def device() -> str:
    """What kind of browser this is."""
    return devices.of(request.headers.get("User-Agent", ""))


def wait_words(seconds: int) -> str:
    """What somebody is told who has to wait."""
    if seconds < 60:
        return ngettext(
            "There were many tries. Please wait {number} second, then try again.",
            "There were many tries. Please wait {number} seconds, then try again.",
            seconds,
        )
    return ngettext(
        "There were many tries. Please wait {number} minute, then try again.",
        "There were many tries. Please wait {number} minutes, then try again.",
        math.ceil(seconds / 60),
    )
