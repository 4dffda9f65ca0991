"""`pet serve`: the site in real processes."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from pet.cli import main
from pet.services import first_steps

pytestmark = [pytest.mark.enable_socket, pytest.mark.engine("sqlite")]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def environ(settings, database):
    ours = {"PET_INSTANCE": str(settings.instance), "PET_DATABASE_URL": database.url, "PET_WORKERS": "1"}
    return {**{k: v for k, v in os.environ.items() if not k.startswith("PET_")}, **ours}


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def test_it_says_where_it_is_answers_and_stops(environ):
    port = free_port()
    serve = subprocess.Popen(
        [sys.executable, "-m", "pet", "serve", "--port", str(port)],
        cwd=ROOT,
        env={**environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert serve.stdout.readline() == f"PET is running. Open http://127.0.0.1:{port}\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/link", timeout=60) as page:
            assert (page.status, b"Open your link" in page.read()) == (200, True)
    finally:
        serve.send_signal(signal.SIGTERM)
        said, journal = serve.communicate(timeout=60)
    code = first_steps.setup_code(Path(environ["PET_INSTANCE"]))
    assert (serve.returncode, said.splitlines()) == (
        0,
        [
            f"Nobody has an account yet. Open http://127.0.0.1:{port}/setup",
            f"Setup code: {code}",
            "Stop it with Ctrl+C.",
        ],
    )
    assert ('"route": "/link", "status": 200' in journal, "127.0.0.1" in journal) == (True, False)


def run(environ, *arguments):
    began = time.monotonic()
    done = CliRunner().invoke(main, ["serve", *arguments], env=environ)
    return done.exit_code, done.output, time.monotonic() - began


def test_a_port_in_use(environ):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, said, _time = run(environ, "--port", str(port))
    assert (code, said) == (
        2,
        f"Port {port} is in use by another program. Stop that program, or choose another port: pet serve --port {port + 1}\n",
    )


def test_an_address_that_is_not_this_machines(environ):
    code, said, _time = run({**environ, "PET_BASE_URL": "https://pet.example.org"}, "--host", "198.51.100.7")
    assert (code, said.startswith("PET cannot listen on 198.51.100.7, port 8000: ")) == (2, True)


def test_a_site_for_others_needs_its_address(environ):
    code, said, _time = run(environ, "--host", "0.0.0.0")  # noqa: S104 -- refused
    assert (code, said) == (
        2,
        "Others can reach 0.0.0.0: set PET_BASE_URL to the address that they will open.\n",
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"PET_DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"},
            "There is no database yet. Run “pet init” first.",
        ),
        ({"PET_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "The database cannot be used:"),
        ({"PET_DATABASE_URL": "nonsense"}, "PET_DATABASE_URL"),
        ({"PET_SECRET_KEY": "short"}, "PET_SECRET_KEY: give at least 32 random characters"),
        ({"PET_WORKERS": "many"}, "PET_WORKERS: give a whole number"),
        ({"PET_INSTANCE": "/proc/nowhere"}, "/proc/nowhere"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_missing_is_one_plain_sentence(environ, given, said):
    code, output, _time = run({**environ, **given})
    assert (code, said in output, len(output.splitlines())) == (2, True, 1)


def said_when_ready(environ, *arguments, address):
    """What `pet serve` says on its error output once it answers at `address`; it is stopped then."""
    serve = subprocess.Popen(
        [sys.executable, "-m", "pet", "serve", *arguments],
        cwd=ROOT,
        env={**environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert serve.stdout.readline() == f"PET is running. Open {address}\n"
        if address.startswith("http://"):
            with urllib.request.urlopen(address, timeout=60) as page:  # noqa: S310 -- of this machine
                assert page.status == 200
    finally:
        serve.send_signal(signal.SIGTERM)
        _said, told = serve.communicate(timeout=60)
    return told


@pytest.mark.parametrize(("proxies", "warned"), [("0", True), ("1", False)])
def test_an_address_with_https_and_nobody_in_front_is_warned_about(environ, proxies, warned):
    address = "https://pet.example.org"
    told = said_when_ready(
        {**environ, "PET_BASE_URL": address, "PET_PROXIES": proxies},
        "--port",
        str(free_port()),
        address=address,
    )
    assert ("set PET_PROXIES=1" in told) is warned


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as trial:
            trial.bind(("::1", 0))
    except OSError:
        return False
    return True


def test_it_listens_on_an_ipv6_address(environ):
    if not has_ipv6():
        pytest.skip("this machine has no IPv6")
    port = str(free_port())
    said_when_ready(environ, "--host", "::1", "--port", port, address=f"http://[::1]:{port}")
