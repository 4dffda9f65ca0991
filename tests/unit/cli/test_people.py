"""`pet people import`: a list of people on the terminal."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from pet.cli import main
from pet.db.models import Person
from tests.support.factories import make_partnership

LIST = "Name;E-mail;School\nAda;ada@example.org;Ash School\nBob;bob@example.org;Dale School\n"


@pytest.fixture
def pet(database, tmp_path):
    """Runs a command on this test's database; `typed` is standard input."""
    with database.writing() as session:
        make_partnership(session)

    def run(*more, text=LIST, typed=""):
        file = tmp_path / "people.csv"
        file.write_text(text, encoding="utf-8")
        environ = {"PET_INSTANCE": str(tmp_path / "instance"), "PET_DATABASE_URL": database.url}
        arguments = ("people", "import", str(file), "--partnership", "Riverside Partnership", *more)
        return CliRunner().invoke(main, arguments, input=typed, env=environ)

    return run


def names(database):
    with database.reading() as session:
        return sorted(session.scalars(select(Person.name)))


def test_it_says_what_it_would_do_and_asks(pet, database):
    run = pet(typed="n\n")
    assert (run.exit_code, names(database)) == (1, [])
    assert "2 people will be added." in run.output
    assert "New partners: Dale School." in run.output
    run = pet(typed="y\n")
    assert (run.exit_code, names(database)) == (0, ["Ada", "Bob"])
    assert "The list is taken over." in run.output


def test_nobody_is_asked_where_yes_is_said(pet, database):
    assert pet("--yes").exit_code == 0
    assert names(database) == ["Ada", "Bob"]
    again = pet("--yes")
    assert (again.exit_code, "nothing to take over" in again.output) == (2, True)


def test_with_a_row_that_is_wrong_nothing_is_taken_over(pet, database):
    wrong = LIST + "Cy;nobody;Ash School\n"
    run = pet("--yes", text=wrong)
    assert (run.exit_code, names(database)) == (2, [])
    assert "Row 4: E-mail: “nobody” is no address." in run.output
    assert pet("--yes", "--without-wrong", text=wrong).exit_code == 0
    assert names(database) == ["Ada", "Bob"]


@pytest.mark.parametrize(
    ("more", "text", "why"),
    [
        (("--partnership", "Elsewhere"), LIST, "There is no partnership called “Elsewhere”."),
        ((), " ", "The file is empty."),
    ],
)
def test_what_cannot_be_done_is_a_sentence(pet, database, more, text, why):
    run = pet("--yes", *more, text=text)
    assert (run.exit_code, why in run.output, names(database)) == (2, True, [])
