"""Writers of one SQLite file wait in line, those of other processes too.

SQLite's own waiting asks again and again and lets the unlucky starve; `flock` keeps a queue. It knows no time
limit, so whoever has to wait sends a thread to stand in line and leaves after a while.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore, Event, Lock, Thread
from time import monotonic
from typing import IO

from pet.db.errors import UnavailableError

if sys.platform != "win32":  # Windows has no flock: SQLite's own waiting must do there
    import fcntl

LONGEST_LINE = 64
_waiting = BoundedSemaphore(LONGEST_LINE)


@contextmanager
def in_line(file: Path, seconds: float) -> Iterator[float]:
    """Hold `file` alone among all processes; gives the seconds that are left of the wait.

    Raises:
        UnavailableError: after waiting so long, or at once where too many wait already.
    """
    if sys.platform == "win32":
        yield seconds
        return
    start = monotonic()
    with _opened(file) as mine:
        try:
            fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass
        else:
            yield seconds
            return
    place = _Place(file)
    place.wait(seconds)
    try:
        yield max(0.0, seconds - (monotonic() - start))
    finally:
        place.leave()


def _opened(file: Path) -> IO[bytes]:
    """The file, made for its owner alone if need be."""
    try:
        return os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "rb")
    except OSError as error:
        raise UnavailableError(f"{file}: {error.strerror}") from error


class _Place:
    """A place in the line, kept by a thread of its own until it is this one's turn."""

    def __init__(self, file: Path) -> None:
        self._name = file
        self._file = _opened(file)
        self._turn = Event()
        self._decided = Lock()
        self._gone = False

    def wait(self, seconds: float) -> None:
        """Wait for the turn, and give the place up after `seconds`."""
        if not _waiting.acquire(blocking=False):
            self._file.close()
            raise UnavailableError("too many writers wait already")
        Thread(target=self._stand, name="pet-write-line", daemon=True).start()
        if self._turn.wait(seconds):
            return
        with self._decided:
            if not self._turn.is_set():
                self._gone = True
                raise UnavailableError(f"another writer has held {self._name} for {seconds:g} seconds")

    def leave(self) -> None:
        """Let the next one in: closing the file ends its lock."""
        self._file.close()

    def _stand(self) -> None:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            with self._decided:
                if self._gone:
                    self._file.close()
                else:
                    self._turn.set()
        finally:
            _waiting.release()
