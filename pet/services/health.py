"""Whether the site can do its work: its database, the tables in it, and room on the disk."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from pet.db import schema
from pet.db.errors import UnavailableError
from pet.db.session import Database

LEAST_ROOM = 0.05  # of the disk


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What was found.

    Attributes:
        database: it answers.
        tables: they are those that this version knows.
        room: there is room on the disk of the instance folder.
    """

    database: bool
    tables: bool
    room: bool

    @property
    def is_ready(self) -> bool:
        """Whether requests can be answered."""
        return self.database and self.tables and self.room


def look(database: Database, instance: Path) -> Health:
    """How the site is now."""
    try:
        standing = schema.state(database).standing
    except UnavailableError:
        return Health(database=False, tables=False, room=_has_room(instance))
    return Health(database=True, tables=standing is schema.Standing.CURRENT, room=_has_room(instance))


def _has_room(instance: Path) -> bool:
    usage = shutil.disk_usage(instance)
    return usage.free > LEAST_ROOM * usage.total
