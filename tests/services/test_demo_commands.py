"""`pet seed` and `pet demo`: what a newcomer is told, and that it works."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from pet.cli import main
from pet.language import CLOSING, OPENING, PSEUDO

pytestmark = pytest.mark.enable_socket
ROOT = Path(__file__).parents[2]
PATIENCE = 90


def pet(instance, *arguments, language="en"):
    environment = {
        "PET_INSTANCE": str(instance),
        "PET_LANGUAGE": language,
        "PET_DATABASE_URL": "",
        "PET_BASE_URL": "https://pet.example.org",
    }
    return CliRunner().invoke(main, arguments, env=environment)


def test_seeding_wants_a_database_that_is_ready(tmp_path):
    run = pet(tmp_path, "seed")
    assert run.exit_code == 2
    assert "pet init" in run.output


def test_seeding_says_whom_to_be_and_twice_the_same(tmp_path):
    pet(tmp_path, "db", "upgrade")
    first, again = pet(tmp_path, "seed"), pet(tmp_path, "seed")
    assert (first.exit_code, again.exit_code) == (0, 0)
    said, block = first.output.split("\n\n", maxsplit=1)
    assert said.count("people answer") == 7
    assert again.output.strip() == block.strip()
    assert re.findall(r"https://pet\.example\.org/\w+", block) == [
        "https://pet.example.org/r",
        "https://pet.example.org/r",
        "https://pet.example.org/sign",
    ]
    people = re.findall(r"^    (\w*(?: \w+)?) +(\S+@\S+) +(\S{20})$", block, flags=re.MULTILINE)
    assert [role for role, _email, _password in people] == [
        *("lead", "facilitator", "partner lead", "member"),
        *["lead", "facilitator"] * 3,
        "",
    ]
    assert all(email.endswith("example.org") for _role, email, _password in people)


def test_every_sentence_is_translated(tmp_path):
    pet(tmp_path, "db", "upgrade")
    text = pet(tmp_path, "seed", language=PSEUDO).output
    text = re.sub(
        rf"[^\s{CLOSING}]*example\.org[^\s{CLOSING}]*(?: +\S{{20}}$)?", " ", text, flags=re.MULTILINE
    )
    while re.search(f"{OPENING}[^{OPENING}{CLOSING}]*{CLOSING}", text):
        text = re.sub(f"{OPENING}[^{OPENING}{CLOSING}]*{CLOSING}", " ", text)
    left = set(re.findall(r"[^\W\d_]+", text))
    names = "Riverside Learning Partnership Valley Schools Lantern Volunteer Network Harbour Outreach Hub"
    assert left == set(names.split())


def test_a_taken_port_is_said_before_anything_is_done(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = pet(tmp_path / "new", "demo", "--port", str(port))
    assert run.exit_code == 2
    assert f"Port {port} is in use by another program." in run.output
    assert f"make demo PORT={port + 1}" in run.output
    assert not (tmp_path / "new").exists()


def test_the_demo_serves_what_it_prints(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PET_")}
    environment |= {"PET_INSTANCE": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    log = tmp_path / "said.txt"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "pet", "demo", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        end = time.monotonic() + PATIENCE
        while "Ctrl+C" not in log.read_text():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.1)
        for path in re.findall(rf"http://127\.0\.0\.1:{port}(/[or]/\S+)", log.read_text()):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", path)
            assert connection.getresponse().status == 200
            connection.close()
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    said = log.read_text()
    assert '"route"' not in said
    assert str(tmp_path / "letters" / "index.html") in said
    assert (tmp_path / "requests.log").read_text().count('"status": 200') == 2
