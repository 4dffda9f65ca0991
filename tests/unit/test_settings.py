"""Settings: every variable, everything that can be wrong with it, and the secret that is made once."""

import os
import stat
import subprocess
import sys
from dataclasses import asdict

import pytest

from pet.errors import PetError
from pet.settings import Settings, from_environment

SECRET = "ZkV3bXo5cTJ0UjhuTHBHd0hhYzRKeUQxZnNVa0k2Yk8"  # noqa: S105 -- invented
EARLIER = "bO6kIsUf1DyJ4caHhGwPLn8Rt2q9mzVkZ0123456789ab"


def told(environ):
    with pytest.raises(PetError) as caught:
        from_environment(environ)
    return str(caught.value).splitlines()


def test_without_any_variable_it_is_a_site_on_this_machine(tmp_path):
    settings = from_environment({"PET_INSTANCE": str(tmp_path / "new" / "place")})
    kept = (tmp_path / "new" / "place" / "secret-key").read_text()
    assert asdict(settings) == {
        "instance": tmp_path / "new" / "place",
        "database_url": f"sqlite:///{tmp_path}/new/place/pet.sqlite3",
        "secret_key": kept,
        "secret_key_fallbacks": (),
        "base_url": "http://127.0.0.1:8000",
        "language": "en",
        "proxies": 0,
        "workers": 2,
        "threads": 4,
        "contact": "",
        "time_zone": "UTC",
        "mail": "",
        "mail_from": "pet@example.org",
        "anyone_creates": False,
    }
    assert (len(kept), settings.is_https, settings.host) == (64, False, "127.0.0.1:8000")


def test_every_variable_is_read(tmp_path):
    settings = from_environment(
        {
            "PET_INSTANCE": str(tmp_path),
            "PET_DATABASE_URL": "postgresql://pet:secret@db.example.org/pet",
            "PET_SECRET_KEY": SECRET,
            "PET_SECRET_KEY_FALLBACKS": f" {EARLIER} {EARLIER[::-1]} ",
            "PET_BASE_URL": "https://PET.Example.org/",
            "PET_LANGUAGE": "en-XA",
            "PET_PROXIES": "1",
            "PET_WORKERS": "3",
            "PET_THREADS": "8",
            "PET_CONTACT": "help@example.org",
            "PET_TIME_ZONE": "Europe/London",
            "PET_MAIL": "smtps://pet:of%20it@mail.example.org",
            "PET_MAIL_FROM": "letters@example.org",
            "PET_ANYONE_CREATES": "1",
        }
    )
    assert asdict(settings) == {
        "instance": tmp_path,
        "database_url": "postgresql://pet:secret@db.example.org/pet",
        "secret_key": SECRET,
        "secret_key_fallbacks": (EARLIER, EARLIER[::-1]),
        "base_url": "https://pet.example.org",
        "language": "en-XA",
        "proxies": 1,
        "workers": 3,
        "threads": 8,
        "contact": "help@example.org",
        "time_zone": "Europe/London",
        "mail": "smtps://pet:of%20it@mail.example.org",
        "mail_from": "letters@example.org",
        "anyone_creates": True,
    }
    assert (settings.is_https, settings.host) == (True, "pet.example.org")
    assert list(tmp_path.iterdir()) == []


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_made(tmp_path):
    assert told(
        {
            "PET_INSTANCE": str(tmp_path / "no"),
            "PET_DATABASE_URL": "mysql://example.org/pet",
            "PET_SECRET_KEY": "short",
            "PET_SECRET_KEY_FALLBACKS": f"{EARLIER} short",
            "PET_BASE_URL": "pet.example.org",
            "PET_LANGUAGE": "klingon",
            "PET_PROXIES": "2",
            "PET_WORKERS": "0",
            "PET_THREADS": "many",
            "PET_CONTACT": "ask me",
            "PET_BASE_ULR": "https://pet.example.org",
            "PET_SOMETHING_ELSE": "is nobody's business",
        }
    ) == [
        "PET_DATABASE_URL: give an address like postgresql://name:password@host/database, or sqlite:////folder/file with the whole path.",
        "PET_BASE_URL: give the address of the site like https://pet.example.org, with nothing behind the name.",
        "PET_PROXIES: give a whole number from 0 to 1.",
        "PET_WORKERS: give a whole number from 1 to 64.",
        "PET_THREADS: give a whole number from 1 to 64.",
        "PET_LANGUAGE: give a language code such as “en”.",
        "PET_CONTACT: give an e-mail address, or an address that starts with https://.",
        "PET_SECRET_KEY: give at least 32 random characters, or none at all: PET then makes its own.",
        "PET_SECRET_KEY_FALLBACKS: give earlier keys of at least 32 characters, with spaces between.",
        "PET_BASE_ULR: there is no such setting; “PET_BASE_URL” is meant, perhaps.",
    ]
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PET_INSTANCE", "/srv/what?"),
        ("PET_DATABASE_URL", "sqlite://"),
        ("PET_DATABASE_URL", "sqlite:///pet.sqlite3"),
        ("PET_DATABASE_URL", "sqlite:///:memory:"),
        ("PET_DATABASE_URL", "sqlite:////srv/pet.sqlite3?mode=ro"),
        ("PET_DATABASE_URL", "postgresql://"),
        ("PET_DATABASE_URL", "postgresql+psycopg2://example.org/pet"),
        ("PET_BASE_URL", "https://pet.example.org/pet"),
        ("PET_BASE_URL", "https://pet.example.org?"),
        ("PET_BASE_URL", "https://pet.example.org/#top"),
        ("PET_BASE_URL", "https://pet.example.org:0"),
        ("PET_BASE_URL", "https://pet.example.org:99999"),
        ("PET_BASE_URL", "https://me@pet.example.org"),
        ("PET_BASE_URL", "https://pet example.org"),
        ("PET_BASE_URL", "https://pét.example.org"),
        ("PET_BASE_URL", "https://[::1"),
        ("PET_BASE_URL", "https://"),
        ("PET_BASE_URL", "ftp://pet.example.org"),
        ("PET_TIME_ZONE", "London"),
        ("PET_CONTACT", "http://example.org/help"),
        ("PET_CONTACT", "me@home@example.org"),
        ("PET_CONTACT", "me@example.org\r\nExpires: never"),
        ("PET_MAIL", "mail.example.org"),
        ("PET_MAIL", "smtp://"),
        ("PET_MAIL", "smtp://mail.example.org:0"),
        ("PET_MAIL", "smtp://mail.example.org:99999"),
        ("PET_MAIL", "smtp://mail.example.org/inbox"),
        ("PET_MAIL", "smtp://mail.example.org?tls=perhaps"),
        ("PET_MAIL", "smtp://pet:of it@mail.example.org"),
        ("PET_MAIL", "imap://mail.example.org"),
        ("PET_MAIL", "folder:letters"),
        ("PET_MAIL_FROM", "PET <pet@example.org>"),
        ("PET_MAIL_FROM", "pet@example.org\r\nBcc: evil@example.org"),
        ("PET_SECRET_KEY", "changemechangemechangemechangeme"),
        ("PET_WORKERS", "2.0"),
        ("PET_WORKERS", "-1"),
        ("PET_LANGUAGE", "../x"),
    ],
)
def test_a_value_that_cannot_work_is_refused(tmp_path, name, value):
    (line,) = told({"PET_INSTANCE": str(tmp_path), "PET_MAIL_FROM": "pet@example.org", name: value})
    assert line.startswith(f"{name}: ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PET_BASE_URL", "http://[::1]:8000"),
        ("PET_BASE_URL", "http://localhost:8080"),
        ("PET_DATABASE_URL", "sqlite:////srv/pet/answers.sqlite3"),
        ("PET_DATABASE_URL", "postgresql+psycopg:///pet?host=/run/postgresql"),
        ("PET_CONTACT", "https://example.org/help?from=pet"),
        ("PET_LANGUAGE", "de"),
    ],
)
def test_a_value_that_can_work_is_taken(tmp_path, name, value):
    settings = from_environment({"PET_INSTANCE": str(tmp_path), name: value})
    assert getattr(settings, name.removeprefix("PET_").lower()) == value


def test_secrets_are_not_shown(tmp_path):
    shown = repr(
        Settings(
            instance=tmp_path,
            database_url="postgresql://pet:word@h/d",
            secret_key=SECRET,
            secret_key_fallbacks=(EARLIER,),
        )
    )
    assert [secret in shown for secret in ("word", SECRET, EARLIER)] == [False, False, False]


def test_the_secret_is_kept_for_its_owner_alone(tmp_path):
    before = os.umask(0)
    try:
        first = from_environment({"PET_INSTANCE": str(tmp_path / "instance")})
    finally:
        os.umask(before)
    again = from_environment({"PET_INSTANCE": str(tmp_path / "instance")})
    file = tmp_path / "instance" / "secret-key"
    assert again.secret_key == first.secret_key == file.read_text()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (file, file.parent)] == [0o600, 0o700]
    assert list(file.parent.iterdir()) == [file]


def test_processes_that_race_for_the_secret_agree(tmp_path):
    program = "from pet.settings import from_environment; print(from_environment().secret_key)"
    racing = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            env={**os.environ, "PET_INSTANCE": str(tmp_path)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _process in range(6)
    ]
    secrets = {process.communicate()[0].strip() for process in racing}
    assert secrets == {(tmp_path / "secret-key").read_text()}
    assert list(tmp_path.iterdir()) == [tmp_path / "secret-key"]


@pytest.mark.parametrize("content", [b"", b"short", b"\xff\xfe" * 40, b"a" * 64])
def test_a_damaged_secret_stops_the_start(tmp_path, content):
    file = tmp_path / "secret-key"
    file.write_bytes(content)
    assert told({"PET_INSTANCE": str(tmp_path)}) == [
        f"The secret key in {file} is damaged. Put it back from a backup, or delete the file: everyone then signs in anew."
    ]
    assert file.read_bytes() == content


def test_a_folder_that_cannot_be_used_stops_the_start(tmp_path):
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "instance"
    assert told({"PET_INSTANCE": str(folder)}) == [f"The folder {folder} cannot be used: Not a directory"]


def test_a_secret_that_cannot_be_read_stops_the_start(tmp_path):
    (tmp_path / "secret-key").mkdir()
    assert told({"PET_INSTANCE": str(tmp_path)}) == [
        f"The secret key in {tmp_path}/secret-key cannot be read or made: Is a directory"
    ]


@pytest.mark.parametrize(
    "mail",
    [
        "smtp://mail.example.org:25?tls=no",
        "smtp://[::1]:2525",
        "smtps://a:b%40c@mail.example.org",
        "folder:/srv/letters",
    ],
)
def test_ways_to_send_letters(tmp_path, mail):
    environ = {"PET_INSTANCE": str(tmp_path), "PET_MAIL": mail, "PET_MAIL_FROM": "pet@example.org"}
    assert from_environment(environ).mail == mail
    assert "b%40c" not in repr(from_environment(environ))


def test_letters_that_go_out_come_from_somebody(tmp_path):
    environ = {"PET_INSTANCE": str(tmp_path), "PET_MAIL": "smtp://mail.example.org"}
    assert told(environ) == ["PET_MAIL_FROM: give the e-mail address that letters come from."]
    assert from_environment({**environ, "PET_MAIL": "folder:/srv/letters"}).mail_from == "pet@example.org"
