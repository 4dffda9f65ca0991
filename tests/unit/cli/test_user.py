"""`pet user add`: people who sign in."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from pet.cli import main
from pet.db.models import Account, AuditEvent, Membership
from pet.services import passwords
from tests.support.factories import make_partnership

RIGHT = "plum lantern orbit seven"


@pytest.fixture
def pet(database, tmp_path):
    """Runs a command on this test's database; `typed` is standard input."""

    def run(*arguments, typed=""):
        environ = {"PET_INSTANCE": str(tmp_path / "instance"), "PET_DATABASE_URL": database.url}
        return CliRunner().invoke(main, arguments, input=typed, env=environ)

    return run


def accounts_of(database):
    with database.reading() as db:
        return db.scalars(select(Account)).all()


def test_a_password_from_standard_input(pet, database):
    run = pet("user", "add", "ada@example.org", "--name", "Ada", "--password-stdin", typed=f"{RIGHT}\n")
    assert (run.exit_code, run.output) == (0, "ada@example.org can sign in now.\n")
    [account] = accounts_of(database)
    assert (account.name, account.is_admin) == ("Ada", False)
    assert passwords.is_right(RIGHT, account.password_hash)
    assert not account.email_proven  # whoever runs the site said so, and no letter went there
    with database.reading() as db:
        [event] = db.scalars(select(AuditEvent)).all()
    assert (event.act, event.about) == ("add_account", {"person": "Ada"})


def test_a_password_that_is_asked_for_twice_and_never_shown(pet, database):
    run = pet("user", "add", "ada@example.org", "--name", "Ada", typed=f"{RIGHT}\n{RIGHT}\n")
    assert (run.exit_code, RIGHT in run.output) == (0, False)
    assert passwords.is_right(RIGHT, accounts_of(database)[0].password_hash)


def test_a_lead_of_a_partnership_by_name_or_id(pet, database):
    with database.writing() as db:
        ids = [make_partnership(db, name).id for name in ("River", "Ash")]
        ash = db.get_one(type(make_partnership(db, "Moor")), ids[1]).public_id
    wanted = ("--lead-of", "River", "--lead-of", ash)
    run = pet("user", "add", "ada@example.org", "--name", "Ada", "--password-stdin", *wanted, typed=RIGHT)
    assert run.exit_code == 0
    with database.reading() as db:
        rows = db.execute(select(Membership.partnership_id, Membership.role).order_by(Membership.id)).all()
    assert [tuple(row) for row in rows] == [(ids[0], "lead"), (ids[1], "lead")]


def test_an_administrator(pet, database):
    run = pet("user", "add", "ada@example.org", "--name", "Ada", "--password-stdin", "--admin", typed=RIGHT)
    assert (run.exit_code, accounts_of(database)[0].is_admin) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("--lead-of", "Nowhere"), RIGHT, "There is no partnership called “Nowhere”."),
        ((), "short", "password: The password needs at least 15 characters."),
        ((), "x" * 129, "password: The password can have at most 128 characters."),
        ((), "", "password: The password needs at least 15 characters."),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_made(pet, database, arguments, typed, said):
    run = pet("user", "add", "ada@example.org", "--name", "Ada", "--password-stdin", *arguments, typed=typed)
    assert (run.exit_code, said in run.stderr, accounts_of(database)) == (2, True, [])


def test_two_partnerships_of_one_name_need_the_id(pet, database):
    with database.writing() as db:
        make_partnership(db, "River")
        make_partnership(db, "River")
    run = pet("user", "add", "ada@example.org", "--name", "Ada", "--lead-of", "River", "--password-stdin")
    assert (run.exit_code, run.stderr) == (
        2,
        "Several partnerships are called “River”. Give the id of one.\n",
    )


@pytest.mark.engine("sqlite")
def test_a_database_that_is_not_ready_is_said_before_a_password_is_asked_for(tmp_path):
    run = CliRunner().invoke(
        main,
        ["user", "add", "ada@example.org", "--name", "Ada"],
        env={"PET_INSTANCE": str(tmp_path), "PET_DATABASE_URL": ""},
    )
    assert (run.exit_code, run.output) == (
        2,
        "There is no database yet. Run “pet init” first.\n",
    )
