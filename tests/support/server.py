"""A real site: `pet serve` in a process group of its own, on a free port of this machine.

It can be killed and started again as a power cut would do it; what it said is in `log`.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg

from pet.db.session import Database

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds for a start on a machine that is busy with other tests
# A test run that is killed must not leave servers behind: Linux ends them with whoever started them.
_UNTIL_WE_DIE = """
import ctypes, os, signal, sys
if hasattr(ctypes.CDLL(None), "prctl"):
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


class Server:
    """A site that can be started, killed and started again; its database stays.

    Attributes:
        url: where it answers.
        database_url: where its answers are.
        log: what all its processes said.
    """

    def __init__(
        self, folder, database_url, *, workers=2, threads=4, application=None, worker=False, environ=()
    ):
        """A site that is not started yet.

        `application` is another one to serve with the same settings, such as `benchmarks.floors:app`. `worker` says
        whether one that sends letters comes along, and `environ` holds more settings.
        """
        self.folder = folder
        self.database_url = database_url
        self.port = _free_port()
        self._command = ["pet", "serve", "--port", str(self.port), "--worker" if worker else "--no-worker"]
        if application is not None:
            self._command = [
                *("gunicorn", application, "--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread"),
                *("--workers", str(workers), "--threads", str(threads), "--keep-alive", "5"),
                *("--no-control-socket", "--log-level", "warning"),
            ]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self._process = None
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PET_")},
            "PET_INSTANCE": str(folder),
            "PET_DATABASE_URL": database_url,
            "PET_BASE_URL": self.url,
            "PET_WORKERS": str(workers),
            "PET_THREADS": str(threads),
            "PYTHONUNBUFFERED": "1",
            **dict(environ),
        }

    def pet(self, *arguments):
        """Run a command of PET on this site."""
        run = subprocess.run(
            [sys.executable, "-m", "pet", *arguments],
            cwd=ROOT,
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    def start(self):
        """Start it and wait until it answers; how many seconds that took."""
        begun = time.monotonic()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _UNTIL_WE_DIE, "-m", *self._command],
                cwd=ROOT,
                env=self.environ,
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        while not self._answers():
            assert self._process.poll() is None, f"the server ended:\n{self.said()}"
            assert time.monotonic() - begun < PATIENCE, f"the server does not answer:\n{self.said()}"
            time.sleep(0.02)
        return time.monotonic() - begun

    @property
    def pid(self):
        """The id of its main process."""
        return self._process.pid

    def kill(self):
        """End all its processes at once, as a power cut would."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        patient_until = time.monotonic() + PATIENCE
        while self._is_listening():  # its workers are dead a moment later
            assert time.monotonic() < patient_until, "a killed server still listens"
            time.sleep(0.01)

    def stop(self):
        """End it politely, and by force if it does not listen."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.kill()

    def said(self):
        """What its processes wrote last."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-5000:]

    def _is_listening(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _answers(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.client.OK
        except OSError:
            return False
        finally:
            connection.close()


@contextmanager
def serving(folder, database_url, **options):
    """A started site with an open database of its own for the test to look into."""
    server = Server(folder, database_url, **options)
    server.database = Database(database_url)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        server.database.close()


def wait_for_the_disk(url):
    """Let the tests' PostgreSQL wait for the disk at each commit; else its figures and its promises would flatter."""
    if not url.startswith("postgresql"):
        return
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync = on", "full_page_writes = on"):
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
