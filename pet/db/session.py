"""The one place that begins and commits.

    with database.reading() as session: ...   # sees one state, changes nothing
    with database.writing() as session: ...   # committed at the end, or not at all

The two are never open inside each other: on SQLite the inner one would wait for the outer one for ever.

On SQLite one writer follows the other. On PostgreSQL writers run side by side and see what others have committed
meanwhile, so a service locks what it reads in order to change it (`select(…).with_for_update()`) and what must
stay as it is until it has finished (`with_for_update(read=True)`); SQLite leaves both out.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from pet.db import engine as engines
from pet.db.errors import passing_faults_named
from pet.db.line import in_line

MIGRATION_WAIT_SECONDS = 120
_MIGRATION_LOCK = 0x504554  # "PET": the number of the advisory lock on PostgreSQL
_is_open: ContextVar[bool] = ContextVar("_is_open", default=False)


_FORGET = "pet_forget"  # in `Session.info`: what this transaction deletes is to leave the files as well


def forget_for_good(session: Session) -> None:
    """After the commit, leave no copy of what was deleted in the files.

    SQLite keeps earlier pages beside the database until they are written over. PostgreSQL does so by itself, later.
    """
    session.info[_FORGET] = True


_WAKE = "pet_wake"  # in `Session.info`: there is work for others once this is committed


def wake_after(session: Session) -> None:
    """After the commit, tell whoever registered by `Database.on_commit` that there is work for them."""
    session.info[_WAKE] = True


class Database:
    """A database that can be read and written.

    Attributes:
        url: its address.
        engine: to look below; pages and services use `reading` and `writing`.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine: Engine = engines.make(url)
        self._file = engines.sqlite_file(self.engine)
        self._listeners: list[Callable[[], None]] = []
        self._owes = False  # whether the log beside an SQLite file holds what somebody took back
        self._reader = (
            self.engine
            if self._file
            else self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        )

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database and cannot change it.

        Raises:
            UnavailableError: the database cannot be read now.
        """
        with (
            _alone(),
            passing_faults_named(writing=False),
            Session(self._reader, expire_on_commit=False, autoflush=False) as session,
        ):
            yield session

    def on_commit(self, listener: Callable[[], None]) -> None:
        """Call this after every commit of a session that asked for it (`wake_after`).

        It is called when the database is free again. What it raises comes to whoever has written, though their
        changes are kept: so it should not raise.
        """
        self._listeners.append(listener)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are kept when the block ends without an error: all of them, for good.

        Raises:
            UnavailableError: the database cannot take changes now; on SQLite after ten seconds in line.
        """
        with self._writing() as session:
            yield session
        if _WAKE in session.info:
            for listener in self._listeners:
                listener()

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with (
            _alone(),
            passing_faults_named(writing=True),
            self._turn(engines.WAIT_SECONDS) as wait,
            Session(self.engine, expire_on_commit=False) as session,
        ):
            session.connection(execution_options={engines.WRITES: wait})
            yield session
            session.commit()
            self._owes = self._owes or _FORGET in session.info
            if self._owes and self._file:
                self._owes = not engines.emptied_log(self._file)

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A connection on which tables are changed: all steps or none, one process at a time.

        Raises:
            UnavailableError: the database cannot be changed now.
        """
        with (
            _alone(),
            passing_faults_named(writing=True),
            self._turn(MIGRATION_WAIT_SECONDS) as wait,
            ExitStack() as stack,
        ):
            if self._file:
                self._file.touch(mode=0o600)
            connection = stack.enter_context(self.engine.connect())
            yield from (_migrating_sqlite if self._file else _migrating_postgresql)(connection, wait)

    @contextmanager
    def _turn(self, seconds: float) -> Iterator[float]:
        """The turn to write, and how long SQLite itself may still wait."""
        if self._file is None:
            yield seconds
            return
        with in_line(self._file.with_name(f"{self._file.name}.lock"), seconds) as left:
            yield left

    def close(self) -> None:
        """Close all connections; a process that forks does so before."""
        self.engine.dispose()


def _migrating_sqlite(connection: Connection, wait: float) -> Iterator[Connection]:
    """Without foreign keys: altering a table means making it anew, and dropping the old one would empty others."""
    connection.detach()  # closed afterwards, so that nobody gets it without foreign keys
    connection.connection.cursor().execute("PRAGMA foreign_keys=OFF").close()
    connection = connection.execution_options(**{engines.WRITES: wait})
    with connection.begin():
        yield connection
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"a migration leaves rows that point nowhere: {broken[:5]}")


def _migrating_postgresql(connection: Connection, wait: float) -> Iterator[Connection]:
    with connection.begin():
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{wait:g}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
        connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
        yield connection


@contextmanager
def _alone() -> Iterator[None]:
    if _is_open.get():
        raise RuntimeError("a session is open already: end it before the next one")
    token = _is_open.set(True)
    try:
        yield
    finally:
        _is_open.reset(token)
