"""What every request needs: settings, database and clock, kept with the application."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from flask import current_app

from pet.db.session import Database
from pet.services import letters
from pet.services.letters import Post
from pet.settings import Settings

EXTENSION = "pet"


def utc_now() -> datetime:
    """The time by this machine's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One running site."""

    settings: Settings
    database: Database
    clock: Callable[[], datetime] = utc_now

    @property
    def post(self) -> Post:
        """What services need to know in order to queue letters."""
        return letters.post_of(self.settings)


def site() -> Site:
    """The site that answers this request."""
    return cast("Site", current_app.extensions[EXTENSION])


def database() -> Database:
    """The database of the site."""
    return site().database


def now() -> datetime:
    """The time, which tests can move."""
    return site().clock()
