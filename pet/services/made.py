"""Charts and files, made once and kept on disk under a hash of all that they are made from.

What is made from the same result or record, in the same language, by the same program has the same bytes, so it is never
made twice: whoever comes while it is being made waits for it, in this process or in another, and nobody for long: whoever
has to is told to come again. What takes long the worker makes (pet.services.productions). The folder can be emptied at
any time; it is kept under a size by sweeping the oldest.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import IO

from pet.analysis.result import METHOD
from pet.charts.gallery import Format, Picture
from pet.db.errors import UnavailableError
from pet.language import current
from pet.paths import PACKAGE
from pet.record.model import Record
from pet.services import records
from pet.services.results import Stored

try:
    import fcntl
except ImportError:  # Windows has no flock: there the same may be made twice, and the last one stays
    fcntl = None  # type: ignore[assignment]  # -- checked before use

MOST_BYTES = 512 * 1024 * 1024
SWEPT_EVERY = 64  # files written by one process between two looks at the size
_LOCKS = 64
_OWNER_FOLDER, _OWNER_FILE = 0o700, 0o600
_MAKERS = ("analysis", "charts", "words", "record", "report", "exports", "frameworks", "static/fonts")
_MADE_OF = (".py", ".ttf", ".html", ".css")
_LIBRARIES = ("matplotlib", "reportlab", "babel", "python-pptx", "xlsxwriter")
PATIENCE_SECONDS = 10.0
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
    """A hash of everything that decides how a chart or a file looks: our modules, their fonts, the libraries."""
    found = hashlib.sha256(METHOD.encode())
    for library in _LIBRARIES:
        found.update(version(library).encode())
    for folder in _MAKERS:
        for file in sorted((PACKAGE / folder).rglob("*")):
            if file.suffix in _MADE_OF:
                found.update(file.read_bytes())
    return found.hexdigest()


def edition(stored: Stored) -> str:
    """The short hash in the addresses of everything made from a result, in the language in use."""
    return _hash(stored)[:20]


def drop_earlier(on: Shelf, stored: Stored) -> None:
    """Delete what was made from earlier results of the same round."""
    on.drop(_of_round(stored), but=_of_result(stored))
    on.drop(_files_of_round(stored), but=_of_document(stored))


def chart(on: Shelf, stored: Stored, picture: Picture, kind: Format) -> bytes:
    """A chart as SVG or PNG."""
    name = f"{_of_result(stored)}{_hash(stored, picture.name, picture.size)}.{kind}"
    return on.get(name, lambda: _newest(on, stored, lambda: picture.drawn(kind)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One file of a record, as it lies on the shelf.

    Attributes:
        name: in the catalogue (pet.exports.catalogue).
        edition: a hash of everything that it is made from.
        place: its name on the shelf.
    """

    name: str
    edition: str
    place: str


def copy_of(record: Record, stored: Stored, name: str, page: str, *, identity: str = "") -> Copy:
    """Where a file of a record lies, in the language in use, whether or not it has been made.

    Args:
        record: what it is made from.
        stored: the result in it, perhaps without what people wrote.
        name: of the file.
        page: the paper; the same for files that come on none.
        identity: of the record, where it was worked out before: that takes longest, and a page asks of many files.
    """
    identity = identity or records.identity(record, stored.identity)
    whole = f"{program()}\n{identity}\n{current()}\n{name}\n{page}"
    edition = hashlib.sha256(whole.encode()).hexdigest()
    ending = name.rpartition(".")[2]
    return Copy(name=name, edition=edition, place=f"{_of_document(stored)}{edition}.{ending}")


def kept(on: Shelf, copy: Copy) -> bytes | None:
    """A file, if it has been made."""
    try:
        return (on.folder / copy.place).read_bytes()
    except OSError:
        return None


def size(on: Shelf, copy: Copy) -> int | None:
    """How many bytes a file has, if it has been made."""
    try:
        return (on.folder / copy.place).stat().st_size
    except OSError:
        return None


def file(on: Shelf, stored: Stored, copy: Copy, make: Callable[[], bytes]) -> bytes:
    """A file, made now if it has not been.

    Raises:
        UnavailableError: somebody else has been making it for too long.
    """
    return on.get(copy.place, lambda: _newest(on, stored, make))


def _newest(on: Shelf, stored: Stored, make: Callable[[], bytes]) -> bytes:
    """Make something, and drop what somebody else may have made from an earlier result at the same moment."""
    drop_earlier(on, stored)
    return make()


def _of_round(stored: Stored) -> str:
    """How the names of all files of a round begin."""
    return f"{stored.round_id}-"


def _of_result(stored: Stored) -> str:
    """How the names of the files of this result begin."""
    return f"{_of_round(stored)}{stored.identity[:20]}-"


def _files_of_round(stored: Stored) -> str:
    """How the names of all files of a round begin that are made from its record."""
    return f"r{stored.round_id}-"


def _of_document(stored: Stored) -> str:
    """How the names of the files begin whose record holds this result and agenda, with or without what people wrote."""
    shown = hashlib.sha256(f"{stored.sha256} {stored.result.agenda!r}".encode()).hexdigest()
    return f"{_files_of_round(stored)}{shown[:20]}-"


def _hash(stored: Stored, *parts: str) -> str:
    whole = "\n".join([program(), stored.identity, current(), *parts])
    return hashlib.sha256(whole.encode()).hexdigest()
