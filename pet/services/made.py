"""Charts and reports, made once and kept on disk under a hash of all that they are made from.

What is made from the same result, in the same language, by the same program has the same bytes, so it is never made
twice: whoever comes while it is being made waits for it, in this process or in another. At most two reports are
made at once in a process, and nobody waits for long: whoever has to is told to come again. The folder can be emptied at any time; it is kept under a size by sweeping the oldest.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

from pet.analysis.result import METHOD
from pet.charts.gallery import Format, Picture
from pet.db.errors import UnavailableError
from pet.language import current
from pet.paths import PACKAGE
from pet.services.results import Stored

try:
    import fcntl
except ImportError:  # Windows has no flock: there the same may be made twice, and the last one stays
    fcntl = None  # type: ignore[assignment]  # -- checked before use

MOST_BYTES = 512 * 1024 * 1024
SWEPT_EVERY = 64  # files written by one process between two looks at the size
_LOCKS = 64
_OWNER_FOLDER, _OWNER_FILE = 0o700, 0o600
_MAKERS = ("analysis", "charts", "words", "report", "frameworks", "static/fonts")
PATIENCE_SECONDS = 10.0
_LOOKS_AGAIN_SECONDS = 0.05
_reports = BoundedSemaphore(2)


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
        part = file.with_name(f".{secrets.token_hex(8)}.part")
        try:
            part.touch(mode=_OWNER_FILE)
            part.write_bytes(made)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
        self._written += 1
        if self._written % self._swept_every == 0:
            self.sweep()

    def drop(self, prefix: str, *, but: str) -> None:
        """Delete the files whose names begin with `prefix` and not with `but`."""
        with suppress(OSError):
            for entry in self._files():
                if entry.name.startswith(prefix) and not entry.name.startswith(but):
                    Path(entry.path).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Delete the oldest files until what is left is under nine tenths of the limit."""
        files = sorted((file.stat().st_mtime, file.stat().st_size, file.path) for file in self._files())
        total = sum(size for _time, size, _path in files)
        if total <= self.most_bytes:
            return
        for _time, size, path in files:
            if total <= 0.9 * self.most_bytes:
                break
            Path(path).unlink(missing_ok=True)
            total -= size

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


@cache
def shelf(instance: Path) -> Shelf:
    """The shelf in the instance folder, one per process."""
    return Shelf(instance / "made")


@cache
def program() -> str:
    """A hash of everything that decides how a chart or a report looks: our modules, their fonts, the libraries."""
    found = hashlib.sha256(METHOD.encode())
    for library in ("matplotlib", "reportlab", "babel"):
        found.update(version(library).encode())
    for folder in _MAKERS:
        for file in sorted((PACKAGE / folder).rglob("*")):
            if file.suffix in (".py", ".ttf"):
                found.update(file.read_bytes())
    return found.hexdigest()


def edition(stored: Stored) -> str:
    """The short hash in the addresses of everything made from a result, in the language in use."""
    return _hash(stored)[:20]


def drop_earlier(on: Shelf, stored: Stored) -> None:
    """Delete what was made from earlier results of the same round."""
    on.drop(_of_round(stored), but=_of_result(stored))


def chart(on: Shelf, stored: Stored, picture: Picture, kind: Format) -> bytes:
    """A chart as SVG or PNG."""
    name = f"{_of_result(stored)}{_hash(stored, picture.name, picture.size)}.{kind}"
    return on.get(name, lambda: _newest(on, stored, lambda: picture.drawn(kind)))


def report(on: Shelf, stored: Stored, page: str) -> bytes:
    """The report as a PDF on `a4` or `letter` paper.

    Raises:
        UnavailableError: too many are being made at once.
    """
    name = f"{_of_result(stored)}{_hash(stored, page)}.pdf"
    with suppress(OSError):
        return (on.folder / name).read_bytes()
    if not _reports.acquire(timeout=on.patience):  # before the lock, so that nobody who waits here holds one
        raise UnavailableError("too many reports are being made at once")
    try:
        return on.get(name, lambda: _newest(on, stored, lambda: _report(stored, page)))
    finally:
        _reports.release()


def _newest(on: Shelf, stored: Stored, make: Callable[[], bytes]) -> bytes:
    """Make something, and drop what somebody else may have made from an earlier result at the same moment."""
    drop_earlier(on, stored)
    return make()


def _report(stored: Stored, page: str) -> bytes:
    from pet.report import document  # noqa: PLC0415 -- loads reportlab, which other pages do without
    from pet.report.page import PAPERS  # noqa: PLC0415 -- as above

    paper = next(name for name in PAPERS if name == page)
    return document.build(stored.result, stored.framework, page=paper)


def _of_round(stored: Stored) -> str:
    """How the names of all files of a round begin."""
    return f"{stored.round_id}-"


def _of_result(stored: Stored) -> str:
    """How the names of the files of this result begin."""
    return f"{_of_round(stored)}{stored.identity[:20]}-"


def _hash(stored: Stored, *parts: str) -> str:
    whole = "\n".join([program(), stored.identity, current(), *parts])
    return hashlib.sha256(whole.encode()).hexdigest()
