"""`pet letters`: how letters fare, and another try."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from pet.cli import main
from pet.mail.outcome import TAKEN, later
from pet.mail.trouble import Trouble
from pet.services.letters import sending
from tests.support.by_letter import make_letters
from tests.support.factories import NOW


@pytest.fixture
def pet(database, tmp_path):
    def run(*arguments):
        environ = {"PET_INSTANCE": str(tmp_path / "instance"), "PET_DATABASE_URL": database.url}
        return CliRunner().invoke(main, ["letters", *arguments], env=environ)

    return run


def settle(database, outcome, *, now=NOW):
    with database.writing() as session:
        hand = sending.take(session, now=now)
        for letter_id in hand.letter_ids:
            sending.settle(session, hand, letter_id, outcome, now=now)


def test_how_letters_fare(pet, database):
    with database.writing() as session:
        make_letters(session)
    done = pet("status")
    assert done.exit_code == 0
    assert done.output == (
        "      3  waiting\n"
        "      0  sent\n"
        "      0  refused by the mail server\n"
        "      0  given up after several tries\n"
        "      0  not wanted any more\n"
        "The oldest has been due since Monday 5 October 2026 at 09:00 (UTC).\n"
    )
    settle(database, TAKEN)
    done = pet("status", "--watch")
    assert (done.exit_code, "      3  sent" in done.output, "Letters" in done.output) == (0, True, True)


def test_what_was_given_up_is_tried_again(pet, database):
    with database.writing() as session:
        make_letters(session, closes_at=datetime(2100, 1, 1, tzinfo=UTC))  # the command knows the real time
    assert pet("retry").output == "There is no letter to try again.\n"
    for hours in range(0, 60, 10):
        settle(database, later("451"), now=NOW + timedelta(hours=hours))
    assert pet("retry").output == "3 letters are tried again.\n"
    assert pet("status").output.startswith("      3  waiting\n")


def test_why_letters_wait_is_said_without_what_the_server_said(pet, database):
    with database.writing() as session:
        make_letters(session)
    settle(database, later("550 <pat@example.org> who are you?", trouble=Trouble.SENDER))
    done = pet("status")
    assert done.output.splitlines()[-2:] == [
        "Why letters did not go when they were last tried:",
        "      3  the mail server refused the sender (PET_MAIL_FROM)",
    ]
    assert "example.org" not in done.output
    settle(database, later("no words for it"), now=NOW + timedelta(hours=1))
    assert pet("status").output.splitlines()[-1] == "      3  another reason"
    settle(database, TAKEN, now=NOW + timedelta(hours=2))
    assert "Why" not in pet("status").output


def test_looking_where_there_is_no_site_makes_none(tmp_path):
    folder = tmp_path / "instance"
    done = CliRunner().invoke(main, ["letters", "status"], env={"PET_INSTANCE": str(folder)})
    assert (done.exit_code, "There is no database yet" in done.output, folder.exists()) == (2, True, False)
