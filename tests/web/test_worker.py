"""`pet worker`, and the one that `pet serve` brings along, in real processes."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pet.cli.keeping import KeptWorker
from pet.services import letters
from pet.services.letters import LetterKind, Post, To
from tests.support.server import serving

pytestmark = [pytest.mark.enable_socket, pytest.mark.engine("sqlite")]
ROOT = Path(__file__).parents[2]
PATIENCE = 60


def wait_for(condition, message="it does not come"):
    patient_until = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < patient_until, message
        time.sleep(0.05)
    return found


def put(database, secret):
    post = Post(secret=secret, base_url="http://localhost", can_send=True)
    with database.writing() as session:
        letters.queue(
            session,
            post,
            kind=LetterKind.RESET,
            to=To("pat@example.org", "Pat"),
            token="a-token",  # noqa: S106 -- of no link
            now=datetime.now(UTC),
        )


def test_a_worker_sends_what_waits_and_ends_politely(settings, database, tmp_path):
    folder = tmp_path / "letters"
    put(database, settings.secret_key)
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PET_")},
        "PET_INSTANCE": str(settings.instance),
        "PET_DATABASE_URL": database.url,
        "PET_SECRET_KEY": settings.secret_key,
        "PET_MAIL": f"folder:{folder}",
        "PYTHONUNBUFFERED": "1",
    }
    worker = subprocess.Popen(
        [sys.executable, "-m", "pet", "worker"],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for((folder / "index.html").exists)
    finally:
        worker.send_signal(signal.SIGINT)
        said, log = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0
    assert said == (
        "The worker is running. Stop it with Ctrl+C: the letter in hand is finished first.\n"
        "The worker has ended. Letters that wait are sent when it runs again.\n"
    )
    assert "letters: 1 taken by the mail server, 0 refused, 0 to be tried again\n" in log
    assert "example.org" not in log


def workers_of(pid):
    """The ids of the `pet worker` processes that this process has started."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            stat = (place / "stat").read_text().rpartition(")")[2].split()
            command = (place / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if int(stat[1]) == pid and stat[0] != "Z" and b"worker" in command:
            found.append(int(place.name))
    return found


def test_the_site_brings_one_along_starts_it_again_and_ends_it(database_urls, tmp_path):
    folder = tmp_path / "letters"
    with database_urls(tmp_path) as url:
        with serving(
            tmp_path, url, worker=True, environ={"PET_MAIL": f"folder:{folder}"}, workers=1
        ) as server:
            pid = server.pid
            (first,) = wait_for(lambda: workers_of(pid), "no worker came along")
            os.kill(first, signal.SIGKILL)
            (second,) = wait_for(
                lambda: [one for one in workers_of(pid) if one != first], "it is not started again"
            )
            put(server.database, (tmp_path / "secret-key").read_text())
            wait_for(lambda: list(folder.glob("*.eml")), server.said())
            server.stop()
        wait_for(lambda: not Path(f"/proc/{second}").exists(), "the worker outlived the site")


def test_a_folder_called_pet_where_the_site_was_started_is_not_run(database_urls, tmp_path, monkeypatch):
    other = tmp_path / "pet"
    other.mkdir()
    for name in ("__init__.py", "__main__.py"):
        (other / name).write_text(f"open({str(tmp_path / 'was-run')!r}, 'w').close()\n")
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "letters"
    with database_urls(tmp_path) as url:
        worker = KeptWorker(
            {"PET_INSTANCE": str(tmp_path), "PET_DATABASE_URL": url, "PET_MAIL": f"folder:{folder}"}
        )
        try:
            worker.look_after()
            wait_for(
                lambda: (tmp_path / "was-run").exists() or workers_of(os.getpid()), "no worker came along"
            )
            time.sleep(1)
        finally:
            worker.ask_to_end()
            worker.wait_until_ended(PATIENCE)
    assert not (tmp_path / "was-run").exists()


def test_a_worker_does_not_outlive_a_site_that_was_killed(database_urls, tmp_path):
    with database_urls(tmp_path) as url, serving(tmp_path, url, worker=True, workers=1) as server:
        (worker,) = wait_for(lambda: workers_of(server.pid), "no worker came along")
        os.kill(server.pid, signal.SIGKILL)
        wait_for(lambda: not Path(f"/proc/{worker}").exists(), "the worker outlived the site")
