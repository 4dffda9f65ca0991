"""`pet init` and `pet user password`: an administrator from nothing, and a password without letters."""

import re

import pytest
from click.testing import CliRunner

from pet.cli import main
from pet.db.session import Database
from pet.language import CLOSING, OPENING, PSEUDO
from pet.services import accounts, first_steps
from tests.support.factories import NOW

GOOD, OTHER = "plum lantern orbit seven", "seven orbits of a lantern"
EMAIL = "ada@example.org"


def pet(instance, *arguments, typed="", language="en"):
    environment = {
        "PET_INSTANCE": str(instance),
        "PET_LANGUAGE": language,
        "PET_DATABASE_URL": "",
        "PET_MAIL": "",
        "PET_BASE_URL": "https://pet.example.org",
    }
    return CliRunner().invoke(main, arguments, env=environment, input=typed)


def signs_in(instance, password):
    database = Database(f"sqlite:///{instance / 'pet.sqlite3'}")
    secret = (instance / "secret-key").read_text().strip()
    with database.writing() as db:
        attempt = accounts.begin(db, email=EMAIL, address="10.0.0.1", secret=secret, now=NOW)
    database.close()
    return accounts.verify(attempt, password).is_right


@pytest.fixture
def ready(tmp_path):
    typed = f"Ada First\n{EMAIL}\n{GOOD}\n{GOOD}\n"
    run = pet(tmp_path, "init", typed=typed)
    assert run.exit_code == 0, run.output
    return tmp_path


def test_it_asks_for_what_it_needs_and_says_what_comes_next(ready):
    assert signs_in(ready, GOOD)
    assert (ready / "secret-key").exists()


def test_everything_can_be_given(tmp_path):
    run = pet(tmp_path, "init", "--name", "Ada", "--email", EMAIL, "--password-stdin", typed=f"{GOOD}\n")
    assert run.output.splitlines()[-3:] == [
        f"{EMAIL} can sign in now.",
        "Next: pet serve",
        "Then open https://pet.example.org/sign-in and sign in.",
    ]
    assert signs_in(tmp_path, GOOD)


def test_again_it_changes_nothing_and_says_so(ready):
    run = pet(ready, "init", "--name", "Eve", "--email", "eve@example.org", "--password-stdin")
    assert run.exit_code == 0
    assert "This site has its administrator already; nothing was changed." in run.output
    assert signs_in(ready, GOOD)


def test_the_setup_code_goes(tmp_path):
    first_steps.make_setup_code(tmp_path)
    pet(tmp_path, "init", typed=f"Ada First\n{EMAIL}\n{GOOD}\n{GOOD}\n")
    assert first_steps.setup_code(tmp_path) is None


def test_what_is_wrong_is_said_and_can_be_done_again(tmp_path):
    run = pet(tmp_path, "init", "--name", "Ada", "--email", "ada", "--password-stdin", typed="short\n")
    assert run.exit_code == 2
    assert "e-mail address: give an address" in run.output
    assert "at least 15 characters" in run.output
    assert pet(tmp_path, "init", typed=f"Ada First\n{EMAIL}\n{GOOD}\n{GOOD}\n").exit_code == 0


class TestPassword:
    def test_a_new_one_is_asked_for(self, ready):
        run = pet(ready, "user", "password", "ADA@example.org", typed=f"{OTHER}\n{OTHER}\n")
        assert run.exit_code == 0, run.output
        assert OTHER not in run.output
        assert (signs_in(ready, GOOD), signs_in(ready, OTHER)) == (False, True)

    def test_or_read(self, ready):
        assert pet(ready, "user", "password", EMAIL, "--password-stdin", typed=OTHER).exit_code == 0
        assert signs_in(ready, OTHER)

    @pytest.mark.parametrize(
        ("email", "typed", "said"),
        [(EMAIL, "short\n", "at least 15"), ("eve@example.org", f"{OTHER}\n", "Nobody signs in")],
    )
    def test_what_cannot_be(self, ready, email, typed, said):
        run = pet(ready, "user", "password", email, "--password-stdin", typed=typed)
        assert (run.exit_code, said in run.output, signs_in(ready, GOOD)) == (2, True, True)


def test_every_sentence_is_translated(tmp_path):
    text = pet(tmp_path, "init", language=PSEUDO, typed=f"Ada First\n{EMAIL}\n{GOOD}\n{GOOD}\n").output
    text += pet(tmp_path, "init", language=PSEUDO).output
    text += pet(tmp_path, "user", "password", EMAIL, "--password-stdin", language=PSEUDO, typed=OTHER).output
    while re.search(f"{OPENING}[^{OPENING}{CLOSING}]*{CLOSING}", text):
        text = re.sub(f"{OPENING}[^{OPENING}{CLOSING}]*{CLOSING}", " ", text)
    assert set(re.findall(r"[^\W\d_]{2,}", text)) <= {"Ada", "First", "ada", "example", "org"}
