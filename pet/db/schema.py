"""The tables: whether they are those that this version of PET knows, and the steps that make them so."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from pet.db.engine import sqlite_file
from pet.db.errors import UnavailableError
from pet.db.session import Database
from pet.errors import PetError
from pet.language import gettext as _
from pet.paths import MIGRATIONS

VERSIONS = "alembic_version"


class Standing(Enum):
    """How a database stands to this version of PET."""

    EMPTY = "empty"
    BEHIND = "behind"
    CURRENT = "current"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class State:
    """How the tables are.

    Attributes:
        standing: whether PET can work with them.
        revision: the newest step that was taken; `None` for none.
    """

    standing: Standing
    revision: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was taken: its revision and what it did, in the words of the migration."""

    revision: str
    title: str


@cache
def revisions() -> tuple[str, ...]:
    """All steps that this version knows, the first one first."""
    script = ScriptDirectory.from_config(_config())
    return tuple(step.revision for step in reversed([*script.walk_revisions()]))


def state(database: Database) -> State:
    """How the tables are; a file that is not there holds none, and is not made.

    Raises:
        UnavailableError: the database cannot be read now.
    """
    file = sqlite_file(database.engine)
    if file is not None and not file.exists():
        return State(Standing.EMPTY, None)
    with database.reading() as session:
        tables = set(inspect(session.connection()).get_table_names())
        taken = text(f"SELECT version_num FROM {VERSIONS}")  # noqa: S608 -- a constant
        found = session.scalars(taken).all() if VERSIONS in tables else []
    if not found:
        return State(Standing.UNKNOWN if tables - {VERSIONS} else Standing.EMPTY, None)
    return State(_standing(found[0]), found[0])


def _standing(revision: str) -> Standing:
    if revision not in revisions():
        return Standing.UNKNOWN
    return Standing.CURRENT if revision == revisions()[-1] else Standing.BEHIND


def require_current(database: Database) -> None:
    """Refuse tables with which this version of PET cannot work.

    Raises:
        PetError: what is the matter and what to do.
    """
    try:
        found = state(database)
    except UnavailableError as error:
        raise PetError(_("The database cannot be used: {reason}", reason=error.reason)) from error
    if found.standing is Standing.CURRENT:
        return
    if found.standing is Standing.UNKNOWN:
        raise PetError(
            _(
                "The database was made by another version of PET, or by another program. Start the PET that made it, or give another PET_DATABASE_URL."
            )
        )
    if found.standing is Standing.EMPTY:
        raise PetError(_("There is no database yet. Run “pet init” first."))
    raise PetError(_("The database is not ready for this version of PET. Run “pet db upgrade” first."))


def upgrade(database: Database, *, told: Callable[[Step], None] = lambda _step: None) -> None:
    """Take all steps that are missing; another process that does so at once waits and finds them taken.

    Args:
        database: where; the folder and file of an SQLite database are made if need be.
        told: called after each step. Nothing stands for good before the last one has succeeded.

    Raises:
        PetError: the tables are not PET's, or are newer than this version.
        UnavailableError: the database cannot be changed now.
    """
    file = sqlite_file(database.engine)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    if state(database).standing is Standing.UNKNOWN:
        require_current(database)
    _migrate(database, command.upgrade, "head", told)


def downgrade(database: Database, revision: str = "base") -> None:
    """Take steps back until `revision` is the newest one that stands; what later steps keep is lost.

    Raises:
        UnavailableError: the database cannot be changed now.
    """
    _migrate(database, command.downgrade, revision, lambda _step: None)


def damage(database: Database) -> tuple[str, ...]:
    """What SQLite finds wrong with its file: torn pages, and rows that point nowhere.

    Raises:
        UnavailableError: the database cannot be read now.
    """
    if sqlite_file(database.engine) is None:
        return ()
    with database.reading() as session:
        whole = [str(line) for line in session.scalars(text("PRAGMA integrity_check")) if line != "ok"]
        lost = session.execute(text("PRAGMA foreign_key_check")).all()
    return (*whole, *(f"{row[0]} {row[1]}: points to a row of {row[2]} that is not there" for row in lost))


def _migrate(
    database: Database, run: Callable[[Config, str], None], revision: str, told: Callable[[Step], None]
) -> None:
    config = _config()
    with database.migrating() as connection:
        config.attributes.update(connection=connection, told=told)
        run(config, revision)


def _config() -> Config:
    return Config(MIGRATIONS / "alembic.ini")
