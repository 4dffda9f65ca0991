"""A folder of things that were made: each is made once, read whole or not at all, and the oldest go when it is too much."""

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO

from pet.db.errors import UnavailableError

try:
    import fcntl
except ImportError:  # Windows has no flock: there the same may be made twice, and the last one stays
    fcntl = None  # type: ignore[assignment]  # -- checked before use

MOST_BYTES = 512 * 1024 * 1024
SWEPT_EVERY = 64  # files written by one process between two looks at the size
PATIENCE_SECONDS = 10.0
_PART, _LONGEST_WRITE_SECONDS = ".part", 3600.0  # whoever has written for longer was killed
_LOCKS = 64
_OWNER_FOLDER, _OWNER_FILE = 0o700, 0o600
_LOOKS_AGAIN_SECONDS = 0.05


class Shelf:
    """A folder of things that were made.

    Attributes:
        folder: made when first needed.
        most_bytes: what it may hold.
        patience: seconds that somebody waits for what others make.
    """

    def __init__(
        self,
        folder: Path,
        *,
        most_bytes: int = MOST_BYTES,
        swept_every: int = SWEPT_EVERY,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self.folder = folder
        self.patience = patience
        self.most_bytes = most_bytes
        self._swept_every = swept_every
        self._written = 0

    def get(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What is kept under this name, made now if it is not there.

        Args:
            name: a hash and an ending.
            make: makes the bytes; the same for the same name.

        Raises:
            UnavailableError: somebody else has been making it for too long.
        """
        file = self.folder / name
        with suppress(OSError):
            return file.read_bytes()
        with self._alone(name):
            with suppress(OSError):  # somebody else made it while we waited
                return file.read_bytes()
            made = make()
            with suppress(OSError):  # a full disk keeps nobody from reading
                self._keep(file, made)
        return made

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        """One maker for each name, across threads and processes; a few names of the same kind share a lock."""
        number = int(hashlib.sha256(name.encode()).hexdigest()[:4], 16) % _LOCKS
        kind = name.rpartition(".")[2]  # a chart never waits for a report
        locks = self.folder / "locks"
        try:
            for folder in (self.folder, locks):
                folder.mkdir(mode=_OWNER_FOLDER, parents=True, exist_ok=True)
                folder.chmod(_OWNER_FOLDER)
            file = locks / f"{kind}-{number:02}"
            file.touch(mode=_OWNER_FILE)
            lock = file.open("a")
        except OSError:
            yield
            return
        with lock:
            if fcntl is not None:
                _lock(lock, self.patience)
            yield

    def _keep(self, file: Path, made: bytes) -> None:
        """Write beside, then rename: nobody ever reads half a file."""
        part = file.with_name(f".{secrets.token_hex(8)}{_PART}")
        try:
            part.touch(mode=_OWNER_FILE)
            part.write_bytes(made)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
        self._written += 1
        if self._written % self._swept_every == 0:
            self.sweep()

    def drop(self, prefix: str, *, but: str | None = None) -> None:
        """Delete the files whose names begin with `prefix`, and not with `but` where that is given."""
        self._drop(lambda name: name.startswith(prefix) and (but is None or not name.startswith(but)))

    def _drop(self, is_meant: Callable[[str], bool]) -> None:
        with suppress(OSError):
            for entry in self._files():
                if is_meant(entry.name):
                    Path(entry.path).unlink(missing_ok=True)

    def drop_all(self, round_ids: Collection[int]) -> None:
        """Delete whatever was made of these rounds."""
        if round_ids:
            self._drop(lambda name: _round_of(name) in round_ids)

    def rounds(self) -> frozenset[int]:
        """The rounds of which something lies here."""
        with suppress(OSError):
            found = (_round_of(entry.name) for entry in self._files())
            return frozenset(one for one in found if one is not None)
        return frozenset()

    def sweep(self) -> None:
        """Delete halves of files, then the oldest files until what is left is under nine tenths of the limit."""
        before = time.time() - _LONGEST_WRITE_SECONDS
        listed = self._by_age()
        for written, _size, path in listed:
            if path.endswith(_PART) and written < before:
                Path(path).unlink(missing_ok=True)
        files = [found for found in listed if not found[2].endswith(_PART)]
        total = sum(size for _time, size, _path in files)
        if total <= self.most_bytes:
            return
        for _time, size, path in files:
            if total <= 0.9 * self.most_bytes:
                break
            Path(path).unlink(missing_ok=True)
            total -= size

    def _by_age(self) -> list[tuple[float, int, str]]:
        """When each was written, its bytes and its path, the oldest first."""
        found = []
        for entry in self._files():
            with suppress(FileNotFoundError):  # another process has renamed or deleted it meanwhile
                seen = entry.stat()
                found.append((seen.st_mtime, seen.st_size, entry.path))
        return sorted(found)

    def _files(self) -> "list[os.DirEntry[str]]":
        with os.scandir(self.folder) as entries:
            return [entry for entry in entries if entry.is_file()]


def _lock(file: IO[str], patience: float) -> None:
    """Lock a file for this process.

    Raises:
        UnavailableError: somebody else has held it for too long.
    """
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise UnavailableError("a chart or report is being made by somebody else") from None
            time.sleep(_LOOKS_AGAIN_SECONDS)
        else:
            return


def of_round(round_id: int) -> str:
    """How the names of all charts of a round begin."""
    return f"{round_id}-"


def of_files(round_id: int) -> str:
    """How the names of all files of a round begin that are made from its record."""
    return f"r{round_id}-"


def _round_of(name: str) -> int | None:
    number = name.partition("-")[0].removeprefix("r")
    return int(number) if number.isascii() and number.isdecimal() else None


@cache
def shelf(instance: Path) -> Shelf:
    """The shelf in the instance folder, one per process; what is too much on it is swept first."""
    found = Shelf(instance / "made")
    with suppress(OSError):  # there is none yet
        found.sweep()
    return found
