"""The settings with which connections are made, on both engines."""

import subprocess
import sys
from contextlib import closing
from threading import Thread

import pytest
from sqlalchemy import text

from pet.db import engine as engines
from pet.db import schema
from pet.db.errors import UnavailableError
from pet.db.room import require_room
from pet.db.session import Database
from pet.errors import PetError

WITHOUT_THE_BUNDLED_SQLITE = """
import sys
sys.modules["pysqlite3"] = None
from sqlalchemy import text
from pet.db import engine, schema
from pet.db.session import Database
database = Database(sys.argv[1])
schema.upgrade(database)
with database.writing() as db:
    db.execute(text("INSERT INTO throttle VALUES ('key', 1, '2026-10-05', NULL)"))
with database.reading() as db:
    print(db.scalar(text("SELECT count(*) FROM throttle")), db.scalar(text("PRAGMA journal_mode")))
print(engine.sqlite_module().__name__)
database.close()
"""


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 6, 23), "delete"),
        ((3, 40, 1), "delete"),
        ((3, 44, 5), "delete"),
        ((3, 44, 6), "wal"),
        ((3, 44, 9), "wal"),
        ((3, 45, 0), "delete"),
        ((3, 50, 6), "delete"),
        ((3, 50, 7), "wal"),
        ((3, 51, 0), "delete"),
        ((3, 51, 2), "delete"),
        ((3, 51, 3), "wal"),
        ((3, 52, 0), "wal"),
        ((4, 0, 0), "wal"),
    ],
)
def test_wal_only_on_an_sqlite_without_its_bug(version, mode):
    assert engines.journal_mode(version) == mode


def pragmas(session, *names):
    return {name: session.scalar(text(f"PRAGMA {name}")) for name in names}


@pytest.mark.engine("sqlite")
def test_sqlite_loses_nothing(database):
    names = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "busy_timeout", "query_only")
    always = {
        "journal_mode": engines.journal_mode(engines.sqlite_module().sqlite_version_info),
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
    }
    with database.reading() as db:
        assert pragmas(db, *names) == {**always, "busy_timeout": 10_000, "query_only": 1}
    with database.writing() as db:
        assert pragmas(db, *names) == {**always, "busy_timeout": 10_000, "query_only": 0}


@pytest.mark.engine("sqlite")
def test_where_the_bug_is_the_journal_is_the_old_one(database, monkeypatch):
    with database.reading() as db:
        assert pragmas(db, "journal_mode") == {"journal_mode": "wal"}
    monkeypatch.setattr(engines, "_MENDED", ((99, 0, 0),))
    careful = Database(database.url)
    with pytest.raises(UnavailableError) as caught, careful.reading() as db:
        pragmas(db, "journal_mode")
    assert "locked" in caught.value.reason  # the other one still uses the file the fast way

    database.close()
    with careful.reading() as db:
        assert pragmas(db, "journal_mode") == {"journal_mode": "delete"}
    careful.close()


@pytest.mark.engine("sqlite")
def test_it_works_with_the_sqlite_of_python_itself(empty_database):
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", WITHOUT_THE_BUNDLED_SQLITE, empty_database.url],
        capture_output=True,
        text=True,
        check=False,
    )
    import sqlite3

    mode = engines.journal_mode(sqlite3.sqlite_version_info)
    assert (run.stdout, run.stderr) == (f"1 {mode}\nsqlite3.dbapi2\n", "")


@pytest.mark.engine("sqlite")
def test_a_file_that_is_not_there_is_not_made_by_reading_or_writing(empty_database, tmp_path):
    with pytest.raises(UnavailableError), empty_database.reading() as db:
        db.execute(text("SELECT 1"))
    with pytest.raises(UnavailableError), empty_database.writing() as db:
        db.execute(text("SELECT 1"))
    assert [path.name for path in (tmp_path / "empty").iterdir()] == ["pet.sqlite3.lock"]


@pytest.mark.engine("sqlite")
def test_two_names_of_one_file_are_one_database(database, tmp_path):
    (tmp_path / "link.sqlite3").symlink_to(tmp_path / "pet.sqlite3")
    linked = Database(f"sqlite:///{tmp_path}/link.sqlite3")
    with linked.writing():
        pass
    linked.close()
    assert engines.sqlite_file(linked.engine) == engines.sqlite_file(database.engine)
    assert not (tmp_path / "link.sqlite3.lock").exists()


@pytest.mark.engine("sqlite")
def test_the_files_are_for_their_owner_alone(empty_database, tmp_path):
    schema.upgrade(empty_database)
    with empty_database.writing() as db:
        db.execute(text("INSERT INTO throttle VALUES ('key', 1, '2026-10-05', NULL)"))
        modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "empty").iterdir()}
    assert modes == dict.fromkeys(modes, 0o600)
    assert {"pet.sqlite3", "pet.sqlite3-wal"} < set(modes)


@pytest.mark.engine("sqlite")
def test_reading_goes_on_while_somebody_writes(database):
    def read():
        with database.reading() as db:
            seen.append(db.scalar(text("SELECT count(*) FROM throttle")))

    seen = []
    with database.writing() as db:
        db.execute(text("INSERT INTO throttle VALUES ('key', 1, '2026-10-05', NULL)"))
        reader = Thread(target=read)
        reader.start()
        reader.join()
    assert seen == [0]


@pytest.mark.engine("sqlite")
def test_a_writer_holds_the_file_from_the_first_moment_and_a_reader_never(database):
    def begin():
        with closing(module.connect(engines.sqlite_file(database.engine), timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")

    module = engines.sqlite_module()
    with database.writing(), pytest.raises(module.OperationalError, match="locked"):
        begin()
    with database.reading() as db:
        db.execute(text("SELECT count(*) FROM throttle"))
        begin()


@pytest.mark.engine("postgresql")
def test_postgresql_waits_no_longer_than_promised(database):
    names = (
        "statement_timeout",
        "lock_timeout",
        "idle_in_transaction_session_timeout",
        "synchronous_commit",
        "timezone",
        "application_name",
        "transaction_isolation",
        "transaction_read_only",
    )
    always = ["15s", "5s", "30s", "on", "UTC", "pet"]
    with database.reading() as db:
        assert [db.scalar(text(f"SHOW {name}")) for name in names] == [*always, "repeatable read", "on"]
    with database.writing() as db:
        assert [db.scalar(text(f"SHOW {name}")) for name in names] == [*always, "read committed", "off"]


@pytest.mark.engine("postgresql")
def test_options_in_the_address_are_kept(database):
    own = Database(f"{database.url}&options=-c%20work_mem%3D8MB")
    with own.reading() as db:
        assert [db.scalar(text(f"SHOW {name}")) for name in ("work_mem", "lock_timeout")] == ["8MB", "5s"]
    own.close()


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("postgresql://pet@example.org/pet", "psycopg"),
        ("postgresql+psycopg://pet@example.org/pet", "psycopg"),
        ("sqlite:////srv/pet.sqlite3", "pysqlite"),
    ],
)
def test_each_address_has_one_driver(url, driver):
    assert engines.make(url).driver == driver


def test_more_processes_than_connections_are_refused(database, engine_name):
    require_room(database, processes=12)
    if engine_name == "sqlite":
        require_room(database, processes=1000)
        return
    with pytest.raises(PetError) as caught:
        require_room(database, processes=13)
    assert str(caught.value) == (
        "PostgreSQL lets 97 connections in, and 13 processes open up to 104. Set PET_WORKERS lower, or max_connections "
        "of PostgreSQL higher."
    )
