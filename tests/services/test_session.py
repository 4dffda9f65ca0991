"""The one place that begins and commits: whole or not at all, one after the other, and in words when it cannot."""

import subprocess
import sys
import traceback
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from pet.db import engine as engines
from pet.db import schema
from pet.db.errors import UnavailableError
from pet.db.models import Partnership
from pet.db.session import Database

ADDING = """
import sys
from sqlalchemy import select
from pet.db.models import Throttle
from pet.db.session import Database
database = Database(sys.argv[1])
for number in range(int(sys.argv[2])):
    with database.writing() as db:
        row = db.scalars(select(Throttle).with_for_update()).one()
        row.failures += 1
database.close()
"""
DYING = """
import os, signal, sys
from datetime import UTC, datetime
from pet.db.models import Partnership
from pet.db.session import Database
with Database(sys.argv[1]).writing() as db:
    db.add(Partnership(name="Hill Farm", created_at=datetime.now(UTC)))
    db.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def process(program, *arguments):
    return subprocess.Popen([sys.executable, "-W", "error", "-c", program, *map(str, arguments)])


def names(database):
    with database.reading() as db:
        return db.scalars(select(Partnership.name).order_by(Partnership.name)).all()


def add(database, clock, name="Hill Farm"):
    with database.writing() as db:
        db.add(Partnership(name=name, created_at=clock()))


def test_what_is_written_is_there(database, clock):
    add(database, clock)
    assert names(database) == ["Hill Farm"]


def test_each_test_has_its_own_database(database):
    assert names(database) == []


@pytest.mark.parametrize("fault", [ZeroDivisionError, KeyboardInterrupt, GeneratorExit])
def test_a_fault_inside_leaves_nothing(database, clock, fault):
    def fail():
        with database.writing() as db:
            db.add(Partnership(name="Hill Farm", created_at=clock()))
            db.flush()
            raise fault

    with pytest.raises(fault):
        fail()
    assert names(database) == []
    add(database, clock, "Valley")
    assert names(database) == ["Valley"]


def test_a_fault_in_the_last_moment_leaves_nothing(database, clock):
    def fail():
        with database.writing() as db:
            db.add(Partnership(name="Hill Farm", created_at=clock(), public_id="same"))
            db.flush()
            db.add(Partnership(name="Valley", created_at=clock(), public_id="same"))  # flushed by the commit

    with pytest.raises(IntegrityError):
        fail()
    assert names(database) == []


def test_a_process_that_is_killed_inside_leaves_nothing_and_holds_nobody_up(database, clock):
    assert process(DYING, database.url).wait() == -9
    assert names(database) == []
    add(database, clock)
    assert names(database) == ["Hill Farm"]


def test_writers_of_two_processes_wait_in_line(database):
    with database.writing() as db:
        db.execute(text("INSERT INTO throttle VALUES ('key', 0, '2026-10-05', NULL)"))
    writers = [process(ADDING, database.url, 40) for _writer in range(2)]
    assert [writer.wait() for writer in writers] == [0, 0]
    with database.reading() as db:
        assert db.scalar(text("SELECT failures FROM throttle")) == 80


def test_a_reader_cannot_change_anything(database, clock):
    def change():
        with database.reading() as db:
            db.add(Partnership(name="Hill Farm", created_at=clock()))
            db.flush()

    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        change()
    assert names(database) == []


def test_what_a_reader_forgets_to_flush_is_given_up(database, clock):
    with database.reading() as db:
        db.add(Partnership(name="Hill Farm", created_at=clock()))
    assert names(database) == []


def test_a_reader_sees_one_state_throughout(database, clock):
    add(database, clock)
    with database.reading() as db:
        before = db.scalars(select(Partnership.name)).all()
        writer = Thread(target=add, args=(database, clock, "Valley"))
        writer.start()
        writer.join()
        assert db.scalars(select(Partnership.name)).all() == before == ["Hill Farm"]
    assert names(database) == ["Hill Farm", "Valley"]


@pytest.mark.parametrize("inner", ["reading", "writing", "migrating"])
@pytest.mark.parametrize("outer", ["reading", "writing", "migrating"])
def test_one_session_inside_another_is_refused_at_once(database, outer, inner):
    with getattr(database, outer)(), pytest.raises(RuntimeError), getattr(database, inner)():
        pass
    assert names(database) == []


def test_objects_can_be_read_after_their_session(database, clock):
    add(database, clock)
    with database.reading() as db:
        found = db.scalars(select(Partnership)).one()
    assert (found.name, found.created_at) == ("Hill Farm", clock())


class Holder:
    """Somebody else who writes and takes their time."""

    def __init__(self, database, row=None):
        self._database, self._row = database, row
        self._started, self._enough = Event(), Event()
        self._thread = Thread(target=self._hold)

    def _hold(self):
        with self._database.writing() as db:
            if self._row is not None:
                db.execute(self._row)
            self._started.set()
            self._enough.wait()

    def __enter__(self):
        self._thread.start()
        self._started.wait()

    def __exit__(self, *_exception):
        self._enough.set()
        self._thread.join()


@pytest.mark.engine("sqlite")
def test_waiting_in_line_ends_and_says_so(database, clock, monkeypatch):
    with Holder(database):
        monkeypatch.setattr(engines, "WAIT_SECONDS", 0.2)
        with pytest.raises(UnavailableError) as caught:
            add(database, clock)
    assert (
        str(caught.value)
        == "The database is busy or cannot be reached right now. Please try again in a moment."
    )
    assert caught.value.reason.endswith("pet.sqlite3.lock for 0.2 seconds")
    assert caught.value.retry_after == 5
    add(database, clock)
    assert names(database) == ["Hill Farm"]


@pytest.mark.engine("postgresql")
def test_waiting_for_a_row_ends_and_says_so(database, clock):
    add(database, clock)
    changing = text("UPDATE partnership SET name = 'Valley'")

    def change():
        with database.writing() as db:
            db.execute(text("SET LOCAL lock_timeout = '100ms'"))
            db.execute(changing)

    with Holder(database, changing), pytest.raises(UnavailableError, match="busy") as caught:
        change()
    assert caught.value.reason.startswith("canceling statement due to lock timeout")


def hold_the_file(database):
    """Another program that knows nothing of our line takes the file for itself."""
    other = engines.sqlite_module().connect(engines.sqlite_file(database.engine), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other


@pytest.mark.engine("sqlite")
def test_another_program_that_holds_the_file_is_waited_for(database, clock):
    other = hold_the_file(database)
    writer = Thread(target=add, args=(database, clock))
    writer.start()
    writer.join(0.3)
    assert writer.is_alive()
    other.close()
    writer.join()
    assert names(database) == ["Hill Farm"]


@pytest.mark.engine("sqlite")
def test_another_program_that_keeps_the_file_is_not_waited_for_too_long(database, clock, monkeypatch):
    monkeypatch.setattr(engines, "WAIT_SECONDS", 0.2)
    other = hold_the_file(database)
    with pytest.raises(UnavailableError) as caught:
        add(database, clock)
    assert caught.value.reason == "database is locked"
    assert names(database) == []
    other.close()
    add(database, clock)
    assert names(database) == ["Hill Farm"]


@pytest.mark.engine("sqlite")
def test_a_commit_that_cannot_be_made_is_given_up_wholly(empty_database, clock, monkeypatch):
    monkeypatch.setattr(
        engines, "_MENDED", ((99, 0, 0),)
    )  # in the old journal, readers keep a writer waiting
    database = Database(empty_database.url)
    schema.upgrade(database)
    monkeypatch.setattr(engines, "WAIT_SECONDS", 0.2)
    reader = engines.sqlite_module().connect(engines.sqlite_file(database.engine), isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM partnership").fetchone()
    with pytest.raises(UnavailableError) as caught:
        add(database, clock)
    reader.close()
    assert caught.value.reason == "database is locked"
    assert names(database) == []
    add(database, clock, "Valley")
    assert names(database) == ["Valley"]
    database.close()


@pytest.mark.engine("sqlite")
def test_a_full_disk_is_said_and_passes(database, clock):
    def fill():
        with database.writing() as db:
            db.execute(text("PRAGMA max_page_count = 1"))  # as many as there are
            db.add_all(Partnership(name=f"{number:0200}", created_at=clock()) for number in range(500))

    with pytest.raises(UnavailableError) as caught:
        fill()
    assert caught.value.reason == "database or disk is full"
    assert names(database) == []
    database.close()
    add(database, clock)
    assert names(database) == ["Hill Farm"]


@pytest.mark.engine("postgresql")
def test_a_connection_that_breaks_is_said_and_passes(database, clock):
    def break_off():
        with database.writing() as db:
            db.add(Partnership(name="Hill Farm", created_at=clock()))
            db.flush()
            db.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(UnavailableError, match="busy"):
        break_off()
    assert names(database) == []
    add(database, clock)
    assert names(database) == ["Hill Farm"]


def test_a_server_that_is_not_there_is_said(tmp_path):
    nowhere = Database(f"postgresql://pet@/pet?host={tmp_path}")
    with pytest.raises(UnavailableError) as caught, nowhere.reading() as db:
        db.execute(text("SELECT 1"))
    assert "No such file or directory" in caught.value.reason


def test_more_readers_than_connections_wait_and_then_it_is_said(database, monkeypatch):
    monkeypatch.setattr(engines, "WAIT_SECONDS", 0.2)
    crowded = Database(database.url)
    ready, enough = Barrier(engines.POOL + 1), Event()

    def read():
        with crowded.reading() as db:
            db.execute(text("SELECT 1"))
            ready.wait()
            enough.wait()

    readers = [Thread(target=read) for _reader in range(engines.POOL)]
    for reader in readers:
        reader.start()
    ready.wait()
    with pytest.raises(UnavailableError) as caught, crowded.reading() as db:
        db.execute(text("SELECT 1"))
    enough.set()
    for reader in readers:
        reader.join()
    crowded.close()
    assert caught.value.reason == "all connections of this process are in use"


def test_a_fault_in_the_program_stays_one(database):
    with pytest.raises(DBAPIError, match="nothing_of_this_name"), database.writing() as db:
        db.execute(text("SELECT * FROM nothing_of_this_name"))


def test_what_goes_into_a_log_holds_no_value(database, clock):
    said = "Only Ada Said So"
    add(database, clock, said)
    with database.reading() as db:
        public_id = db.scalars(select(Partnership.public_id)).one()
    faults = (
        lambda db: db.add(Partnership(name=said, public_id=public_id, created_at=clock())),
        lambda db: db.execute(
            insert(Partnership).values(id=7, name=None, public_id=said, created_at=clock())
        ),
        lambda db: db.execute(text("SELECT CAST(:value AS integer) / 0"), {"value": said}),
    )
    logs = []
    for fault in faults:
        try:
            with database.writing() as db:
                fault(db)
        except DBAPIError as error:
            logs.append("".join(traceback.format_exception(error)))
    assert len(logs) == (2 if database.engine.dialect.name == "sqlite" else 3)
    assert "public_id" in logs[0]
    for log in logs:
        assert (said in log, public_id in log, "DETAIL" in log) == (False, False, False)
