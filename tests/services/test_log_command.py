"""`pet log check`: what it says, and its exit code."""

import re

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, update

from pet.cli import log
from pet.db.models import AuditEvent
from pet.services import audit
from pet.services.audit import Act, By
from tests.support.factories import NOW

ADA = By(account_id=7, name="Ada Lead")


@pytest.fixture
def check(database, tmp_path):
    environment = {"PET_DATABASE_URL": database.url, "PET_INSTANCE": str(tmp_path / "instance")}

    def run(*arguments):
        result = CliRunner().invoke(log.command(), ["check", *arguments], env=environment)
        return result.exit_code, result.stdout.splitlines(), result.stderr.splitlines()

    return run


def note(database, times=1):
    for _time in range(times):
        with database.writing() as db:
            audit.note(db, ADA, Act.START_RESET, about={"person": "Bea"}, now=NOW)


def test_whole_logs_are_said_with_their_seals(database, check):
    note(database, 2)
    code, said, wrong = check()
    assert (code, wrong, said[-1]) == (0, [], "Every log is whole.")
    assert re.fullmatch(r"Log of the site: 2 entries, whole\. Its seal: [0-9a-f]{64}", said[0])


def test_an_empty_site_is_whole(check):
    assert check() == (0, ["Every log is whole."], [])


def test_a_changed_log_is_told_and_fails(database, check):
    note(database, 3)
    with database.writing() as db:
        db.connection().execute(update(AuditEvent).where(AuditEvent.number == 2).values(who="Nobody"))
    assert check() == (2, [], ["Log of the site: it does not hold together from entry 2 on."])


def test_a_log_that_was_cut_off_is_found_by_its_seal(database, check):
    note(database, 3)
    seal = check()[1][0].rpartition(" ")[2]
    note(database)
    assert check("--seal", seal)[0] == 0
    with database.writing() as db:
        db.connection().execute(delete(AuditEvent).where(AuditEvent.number >= 3))
    assert check()[0] == 0
    code, _said, wrong = check("--seal", seal)
    assert (code, wrong) == (2, [f"Missing: the entry with the seal {seal} is in no log any more."])
