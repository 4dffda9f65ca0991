"""Engines: SQLite with the settings that lose nothing, or PostgreSQL.

SQLite up to 3.51.2 can damage a WAL database when two connections write and checkpoint at the same instant, so
WAL is used only where that is mended (docs/decisions/0010).
"""

from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.pool import QueuePool

WRITES = "pet_writes"  # the option of a connection that writes: how many seconds SQLite may wait
WAIT_SECONDS = 10
POOL = 8
_MENDED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
_LOG_WAIT_MS = 200
_MOST_WAL_BYTES = 64 * 1024 * 1024
_POSTGRESQL_OPTIONS = {
    "statement_timeout": "15s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "30s",
    "synchronous_commit": "on",
    "timezone": "UTC",
}


def journal_mode(version: tuple[int, ...]) -> str:
    """`wal` on an SQLite without the WAL-reset bug, else `delete`."""
    newest, *backports = _MENDED
    mended = version >= newest or any(version[:2] == fixed[:2] and version >= fixed for fixed in backports)
    return "wal" if mended else "delete"


@cache
def sqlite_module() -> ModuleType:
    """The newest SQLite at hand: the bundled one where its wheel is installed, else Python's own."""
    try:
        from pysqlite3 import dbapi2  # noqa: PLC0415 -- only where it is installed
    except ImportError:
        from sqlite3 import dbapi2  # noqa: PLC0415 -- the other of the two
    module: ModuleType = dbapi2
    return module


def make(url: str) -> Engine:
    """An engine for the database at `url`; connects to nothing yet."""
    address = make_url(url)
    return _sqlite(address) if address.get_backend_name() == "sqlite" else _postgresql(address)


def sqlite_file(engine: Engine) -> Path | None:
    """The file of an SQLite database, without links in its path; `None` on PostgreSQL."""
    if engine.dialect.name != "sqlite":
        return None
    return Path(engine.url.database or "").resolve()


def _sqlite(url: URL) -> Engine:
    module = sqlite_module()
    engine = create_engine(
        url,
        module=module,
        creator=_opener(Path(url.database or "").resolve(), module),
        poolclass=QueuePool,
        pool_size=POOL,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
        hide_parameters=True,  # what went wrong is logged, never an answer
    )
    mode = journal_mode(module.sqlite_version_info)

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's BEGIN below is the only one
        (now,) = connection.execute(f"PRAGMA journal_mode={mode}").fetchone()
        if now != mode:
            raise module.OperationalError(f"the journal is {now} and cannot be made {mode} while in use")
        for pragma in (
            "synchronous=FULL",
            "foreign_keys=ON",
            "trusted_schema=OFF",
            "secure_delete=ON",  # what somebody takes back is overwritten
            f"journal_size_limit={_MOST_WAL_BYTES}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        writes, wait = WRITES in options, options.get(WRITES, WAIT_SECONDS)
        raw = connection.connection.cursor()
        raw.execute(f"PRAGMA busy_timeout={int(1000 * wait)}")
        raw.execute(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        raw.close()
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(engine, "checkin")
    def _end(connection: Any, _record: Any) -> None:
        if connection is not None and connection.in_transaction:  # a COMMIT that fails leaves it open
            connection.rollback()

    return engine


def emptied_log(file: Path) -> bool:
    """Move what stands in the log beside an SQLite file into it and empty the log; `False` while somebody reads it."""
    module = sqlite_module()
    try:
        with closing(_opener(file, module)()) as connection:
            connection.execute(f"PRAGMA busy_timeout={_LOG_WAIT_MS}")
            (is_busy, _pages, _moved) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not is_busy
    except module.Error:
        return False


def _opener(file: Path, module: ModuleType) -> Callable[[], Any]:
    """Opens the file if it is there: only a migration makes a database, an address with a slip never does."""

    def connect() -> Any:
        return module.connect(
            f"{file.as_uri()}?mode=rw", uri=True, timeout=WAIT_SECONDS, check_same_thread=False
        )

    return connect


def _postgresql(url: URL) -> Engine:
    given = url.query.get("options", "")
    options = " ".join([str(given), *(f"-c {name}={value}" for name, value in _POSTGRESQL_OPTIONS.items())])
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        pool_size=POOL,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
        hide_parameters=True,  # what went wrong is logged, never an answer
        connect_args={"options": options.strip(), "connect_timeout": 5, "application_name": "pet"},
    )
