"""Whether the site can do its work: its database, the tables in it, room on the disk, and letters that go out."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pet.db import schema
from pet.db.errors import UnavailableError
from pet.db.session import Database
from pet.services.letters import standing

LEAST_ROOM = 0.05  # of the disk


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What was found.

    Attributes:
        database: it answers.
        tables: they are those that this version knows.
        room: there is room on the disk of the instance folder.
        letters: none has been due for more than fifteen minutes; else no worker runs.
    """

    database: bool
    tables: bool
    room: bool
    letters: bool

    @property
    def is_ready(self) -> bool:
        """Whether requests can be answered."""
        return self.database and self.tables and self.room and self.letters


def look(database: Database, instance: Path, *, now: datetime) -> Health:
    """How the site is now."""
    room = _has_room(instance)
    try:
        tables = schema.state(database).standing is schema.Standing.CURRENT
        letters = tables and _letters_go(database, now)
    except UnavailableError:
        return Health(database=False, tables=False, room=room, letters=False)
    return Health(database=True, tables=tables, room=room, letters=letters)


def _letters_go(database: Database, now: datetime) -> bool:
    with database.reading() as session:
        since = standing.waiting_since(session)
    return since is None or now - since < standing.OLDEST_WAITING


def _has_room(instance: Path) -> bool:
    usage = shutil.disk_usage(instance)
    return usage.free > LEAST_ROOM * usage.total
