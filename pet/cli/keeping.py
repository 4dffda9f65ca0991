"""The worker that `pet serve` brings along: started with it, started again when it dies, ended with it."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0  # seconds before it is started again
_STEADY = 60.0  # seconds after which an end is not the fault of its start


class KeptWorker:
    """One `pet worker` of our own.

    Args:
        environ: what is different from this process's own variables.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = {**os.environ, **environ}
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._pause = _FIRST_PAUSE

    def look_after(self) -> None:
        """Start it where it does not run; one that dies again and again is started less often."""
        if self._runs():
            return
        now = time.monotonic()
        if self._process is not None:
            lasted = now - self._started
            if lasted < self._pause:
                return
            self._pause = _FIRST_PAUSE if lasted > _STEADY else min(2 * self._pause, _LONGEST_PAUSE)
        self._started = now
        self._process = subprocess.Popen(  # noqa: S603 -- our own command
            # -P: it is this PET, whatever lies in the folder from which the site was started
            [sys.executable, "-P", "-m", "pet", "worker", "--parent", str(os.getpid())],
            env=self._environ,
            stdin=subprocess.DEVNULL,
        )

    def ask_to_end(self) -> None:
        """It finishes the letter in hand."""
        if self._process is not None and self._runs():
            self._process.terminate()

    def wait_until_ended(self, seconds: float) -> None:
        """Wait for it; then end it in the middle of whatever it does, of which nothing is lost."""
        patient_until = time.monotonic() + seconds
        while self._runs() and time.monotonic() < patient_until:
            time.sleep(0.05)
        if self._process is not None and self._runs():
            self._process.kill()

    def _runs(self) -> bool:
        """Whether it runs; gunicorn, which reaps every child, may know it first, and then it has ended as well."""
        return self._process is not None and self._process.poll() is None
