"""Migrations: they make what the models mean, go up and down with the data in place, and wait for each other."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from textwrap import indent
from threading import Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from click.testing import CliRunner
from sqlalchemy import inspect, text

from pet.analysis.result_conversation import MEETINGS
from pet.analysis.result_json import from_dict
from pet.cli import db as cli
from pet.db import schema, session
from pet.db.comparing import differences
from pet.db.engine import sqlite_file, sqlite_module
from pet.db.errors import UnavailableError
from pet.db.models import METADATA
from pet.db.schema import Standing, State
from pet.db.session import Database
from pet.errors import PetError
from pet.paths import MIGRATIONS
from tests.support.rows import fill

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "{before}"
branch_labels = None
depends_on = None

def upgrade():
{up}

def downgrade():
{down}
"""
# Makes the tables anew to which most others point, as SQLite must to alter a column.
ANEW = """
anew = "always" if op.get_bind().dialect.name == "sqlite" else "never"
for table in ("round", "response", "partnership", "account"):
    with op.batch_alter_table(table, recreate=anew) as batch:
        batch.{change}
"""


@pytest.fixture
def migrations(tmp_path, monkeypatch):
    """A copy of the migrations, to which a test adds what the next version might bring."""
    copy = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "MIGRATIONS", copy)
    schema.revisions.cache_clear()
    yield copy
    schema.revisions.cache_clear()


def add_next(migrations, up, down="pass"):
    before = schema.revisions()[-1]
    schema.revisions.cache_clear()
    source = NEXT.format(before=before, up=indent(up, "    "), down=indent(down, "    "))
    (migrations / "versions" / "0005_next.py").write_text(f'"""The next step."""\n{source}')


_PEOPLE = {
    "appointment",
    "audit_event",
    "import_batch",
    "invitation",
    "invitation_link",
    "letter",
    "one_time_link",
    "person",
}
_OUTCOMES = {"action", "digest", "production"}
NEWER = {"0001": {"result_snapshot"} | _PEOPLE | _OUTCOMES, "0002": _PEOPLE | _OUTCOMES, "0003": _OUTCOMES}
"""Tables that are not there yet at an earlier step, so that going down to it loses what they hold."""


def content(database, lost=frozenset()):
    """A digest of every row of every table, but for those of which nothing is left."""
    digest, filled = hashlib.sha256(), set()
    with database.reading() as db:
        for name, table in METADATA.tables.items():
            if name in lost:
                continue
            rows = sorted(repr(tuple(row)) for row in db.execute(table.select()))
            digest.update(f"{name}: {rows}\n".encode())
            filled |= {name} if rows else set()
    assert filled == set(METADATA.tables) - lost, "seed every table, or nothing is proved for it"
    return digest.hexdigest()


def tables(database):
    with database.reading() as db:
        return set(inspect(db.connection()).get_table_names())


def test_migrations_make_what_the_models_mean(database):
    found = differences(database)
    assert (found.only_in_database, found.only_in_models) == ((), ())
    assert schema.state(database) == State(Standing.CURRENT, schema.revisions()[-1])
    schema.require_current(database)


def test_alembic_sees_no_difference_either(database):
    with database.reading() as db:
        context = MigrationContext.configure(db.connection(), opts={"target_metadata": METADATA})
        assert compare_metadata(context, METADATA) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("smallest_group >= 3", "smallest_group >= 2", "round: check ck_round_smallest_group_hides"),
        ('ondelete="SET NULL"', 'ondelete="CASCADE"', "round: foreign key fk_round_reader_id"),
        (
            'sa.Column("title", sa.String(length=200)',
            'sa.Column("title", sa.String(length=20)',
            "round: column title",
        ),
        ('"uq_round_open_code"', '"uq_round_code"', "round: unique uq_round_open_code"),
    ],
)
def test_a_difference_is_seen(empty_database, migrations, before, after, expected):
    first = migrations / "versions" / "0001_first_tables.py"
    source = first.read_text()
    assert source.count(before) == 1
    first.write_text(source.replace(before, after))
    schema.upgrade(empty_database)
    found = differences(empty_database)
    assert [line.partition(" (")[0].partition(": ")[0] for line in found.only_in_models] == ["round"]
    assert [line.startswith(expected) for line in found.only_in_models] == [True]
    assert len(found.only_in_database) == 1


def test_down_and_up_again_makes_the_same(empty_database):
    schema.upgrade(empty_database)
    schema.downgrade(empty_database)
    assert tables(empty_database) == {schema.VERSIONS}
    assert schema.state(empty_database) == State(Standing.EMPTY, None)
    schema.upgrade(empty_database)
    assert not differences(empty_database)


def test_every_step_goes_down_and_up_with_the_data_in_place(database):
    with database.writing() as db:
        fill(db)
    for revision in reversed(schema.revisions()[:-1]):
        lost = NEWER.get(revision, set())
        with database.writing() as db:
            for table in lost:  # on the connection: a session leaves the log alone
                db.connection().execute(METADATA.tables[table].delete())
        before = content(database, lost)
        schema.downgrade(database, revision)
        schema.upgrade(database)
        assert content(database, lost) == before


def test_a_result_that_was_stored_before_can_be_read_after(database):
    golden = Path(__file__).parents[1] / "golden"
    before = json.loads((golden / "result-1.json").read_text("utf-8"))
    with database.writing() as db:
        fill(db)
    schema.downgrade(database, "0001")
    with database.writing() as db:
        db.execute(text("UPDATE stored_result SET document = :text"), {"text": json.dumps(before)})
    schema.upgrade(database)
    with database.reading() as db:
        document, sha256 = db.execute(text("SELECT document, sha256 FROM stored_result")).one()
    assert hashlib.sha256(document.encode()).hexdigest() == sha256
    result, now = (
        from_dict(json.loads(document)),
        from_dict(json.loads((golden / "result.json").read_text("utf-8"))),
    )
    assert result.thresholds == now.thresholds
    assert [theme.counts for theme in result.themes] == [theme.counts for theme in now.themes]
    assert [theme.shares for theme in result.themes] == [theme.shares for theme in now.themes]
    assert [item.minutes_in(90) for item in result.agenda] == [item["minutes"] for item in before["agenda"]]
    for meeting in MEETINGS:
        minutes = [item.minutes_in(meeting) for item in result.agenda]
        assert min(minutes) > 0
        assert sum(minutes) <= meeting - 15
    schema.downgrade(database, "0001")
    with database.reading() as db:
        assert json.loads(db.scalar(text("SELECT document FROM stored_result"))) == before


def test_tables_are_made_anew_without_losing_a_row(database, migrations):
    add_next(
        migrations,
        ANEW.format(change='add_column(sa.Column("later", sa.Integer()))'),
        ANEW.format(change='drop_column("later")'),
    )
    with database.writing() as db:
        fill(db)
    before = content(database)
    assert schema.state(database) == State(Standing.BEHIND, "0004")

    schema.upgrade(database)
    assert content(database) == before
    assert len(differences(database).only_in_database) == 4
    schema.downgrade(database, "0004")
    assert content(database) == before
    assert not differences(database)
    schema.upgrade(database)
    assert content(database) == before
    with database.writing() as db:  # and links between rows are watched over again
        db.execute(text("DELETE FROM partnership"))
        assert db.scalar(text("SELECT count(*) FROM response")) == 0


def test_a_step_that_fails_leaves_nothing_of_any(database, migrations):
    add_next(migrations, 'op.create_table("half", sa.Column("id", sa.Integer()))\nraise ZeroDivisionError')
    with pytest.raises(ZeroDivisionError):
        schema.upgrade(database)
    assert tables(database) == {*METADATA.tables, schema.VERSIONS}
    assert schema.state(database) == State(Standing.BEHIND, "0004")


@pytest.mark.engine("sqlite")
def test_a_step_that_leaves_rows_pointing_nowhere_is_taken_back(database, migrations):
    add_next(migrations, 'op.execute("DELETE FROM partnership")')
    with database.writing() as db:
        fill(db)
    before = content(database)
    with pytest.raises(RuntimeError, match="point nowhere"):
        schema.upgrade(database)
    assert content(database) == before


def test_what_each_step_does_is_told(empty_database, migrations):
    add_next(migrations, "pass")
    steps = []
    schema.upgrade(empty_database, told=steps.append)
    assert [(step.revision, step.title) for step in steps] == [
        ("0001", "First tables"),
        ("0002", "Rounds that follow one another"),
        ("0003", "People, rounds and letters"),
        ("0004", "What was agreed, and what people take away"),
        ("0005", "The next step"),
    ]


def test_a_newer_database_is_left_alone(database, migrations):
    add_next(migrations, "pass")
    schema.upgrade(database)
    (migrations / "versions" / "0005_next.py").unlink()
    schema.revisions.cache_clear()
    assert schema.state(database) == State(Standing.UNKNOWN, "0005")
    for start in (schema.require_current, schema.upgrade):
        with pytest.raises(PetError, match="made by another version of PET"):
            start(database)


def test_the_tables_of_another_program_are_left_alone(empty_database):
    if (file := sqlite_file(empty_database.engine)) is not None:
        file.touch()
    with empty_database.writing() as db:
        db.execute(text("CREATE TABLE theirs (id INTEGER)"))
    assert schema.state(empty_database) == State(Standing.UNKNOWN, None)
    for start in (schema.require_current, schema.upgrade):
        with pytest.raises(PetError, match="made by another version of PET"):
            start(empty_database)
    assert tables(empty_database) == {"theirs"}


def test_an_empty_database_is_not_ready(empty_database):
    assert schema.state(empty_database) == State(Standing.EMPTY, None)
    with pytest.raises(PetError, match="Run “pet init” first"):
        schema.require_current(empty_database)


def test_a_database_that_cannot_be_reached_is_said(tmp_path):
    nowhere = Database(f"postgresql://pet@/pet?host={tmp_path}")
    with pytest.raises(PetError, match="No such file or directory"):
        schema.require_current(nowhere)


def test_processes_that_upgrade_at_once_wait_for_each_other(empty_database):
    program = "import sys; from pet.cli import db; db.command().main(['upgrade'])"
    running = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", program],
            env={"PET_DATABASE_URL": empty_database.url, "PET_INSTANCE": str(MIGRATIONS.parent / "instance")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _process in range(3)
    ]
    said = sorted(process.communicate()[0].splitlines()[-1] for process in running)
    assert [process.returncode for process in running] == [0, 0, 0]
    assert said == ["The database is ready.", *["The database was ready already; nothing was changed."] * 2]
    assert not differences(empty_database)


def test_an_upgrade_waits_only_so_long(database, monkeypatch, migrations):
    def upgrade():
        try:
            schema.upgrade(other)
        except UnavailableError as error:
            faults.append(error)

    add_next(migrations, "pass")
    monkeypatch.setattr(session, "MIGRATION_WAIT_SECONDS", 0.2)
    other, faults = Database(database.url), []
    with database.migrating():
        second = Thread(target=upgrade)
        second.start()
        second.join()
    other.close()
    assert len(faults) == 1
    assert schema.state(database) == State(Standing.BEHIND, "0004")


class TestCommands:
    @pytest.fixture
    def pet_db(self, empty_database, tmp_path):
        environment = {"PET_DATABASE_URL": empty_database.url, "PET_INSTANCE": str(tmp_path / "instance")}

        def run(*arguments):
            result = CliRunner().invoke(cli.command(), arguments, env=environment)
            first, *rest = result.stdout.splitlines()
            assert re.fullmatch(
                r"Database: (/.*/pet\.sqlite3, SQLite [0-9.]+|postgresql\+psycopg://.*)", first
            )
            return rest, result.stderr.splitlines(), result.exit_code, result.exception

        return run

    def test_upgrade_and_check(self, pet_db):
        done = [
            "Done: First tables (0001)",
            "Done: Rounds that follow one another (0002)",
            "Done: People, rounds and letters (0003)",
            "Done: What was agreed, and what people take away (0004)",
        ]
        assert pet_db("upgrade") == ([*done, "The database is ready."], [], 0, None)
        assert pet_db("upgrade") == (["The database was ready already; nothing was changed."], [], 0, None)
        assert pet_db("check") == (
            ["The database is whole, and is what this version of PET expects."],
            [],
            0,
            None,
        )

    def test_check_before_upgrade(self, pet_db):
        said, wrong, code, fault = pet_db("check")
        assert (said, wrong, code, str(fault)) == (
            [],
            [],
            1,
            "There is no database yet. Run “pet init” first.",
        )

    def test_check_says_what_differs(self, pet_db, empty_database):
        schema.upgrade(empty_database)
        with empty_database.writing() as db:
            db.execute(text("DROP INDEX ix_response_round_id_state"))
            db.execute(text("CREATE INDEX theirs ON throttle (since)"))
        said, wrong, code, _exit = pet_db("check")
        assert (said, wrong, code) == (
            [],
            [
                "Only in the database: throttle: index theirs (since)",
                "Missing in the database: response: index ix_response_round_id_state (round_id, state)",
            ],
            2,
        )

    @pytest.mark.engine("sqlite")
    def test_check_says_what_is_damaged(self, pet_db, empty_database):
        schema.upgrade(empty_database)
        with closing(sqlite_module().connect(sqlite_file(empty_database.engine))) as other:
            other.execute(
                "INSERT INTO partner VALUES (1, 'id', 99, 'Hill Farm', 0, NULL)"
            )  # does not watch over links
            other.execute("COMMIT")
        said, wrong, code, _exit = pet_db("check")
        assert (said, wrong, code) == (
            [],
            ["Damaged: partner 1: points to a row of partnership that is not there"],
            2,
        )
