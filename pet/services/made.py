"""Charts and files, made once and kept on disk under a hash of all that they are made from.

What is made from the same result or record, in the same language, by the same program has the same bytes, so it is never
made twice: whoever comes while it is being made waits for it, in this process or in another, and nobody for long: whoever
has to is told to come again. What takes long the worker makes (pet.services.productions). The folder can be emptied at
any time; it is kept under a size by sweeping the oldest.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from pet.analysis.result import METHOD
from pet.charts.gallery import Format, Picture
from pet.language import current
from pet.paths import PACKAGE
from pet.record.model import Record
from pet.services import records
from pet.services.results import Stored
from pet.services.shelf import Shelf, of_files, of_round, shelf

__all__ = [
    "Copy",
    "Shelf",
    "chart",
    "copy_of",
    "drop_earlier",
    "drop_files",
    "edition",
    "file",
    "kept",
    "program",
    "shelf",
    "size",
]

_MAKERS = ("analysis", "charts", "words", "record", "report", "exports", "frameworks", "static/fonts")
_MADE_OF = (".py", ".ttf", ".html", ".css")
_LIBRARIES = ("matplotlib", "reportlab", "babel", "python-pptx", "xlsxwriter")


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
    shown = _shown(stored)
    on.drop(of_round(stored.round_id), but=f"{of_round(stored.round_id)}{shown}-")
    on.drop(of_files(stored.round_id), but=f"{of_files(stored.round_id)}{shown}-")


def drop_files(on: Shelf, round_ids: Iterable[int]) -> None:
    """Delete the files of these rounds, because something that stands in them was taken away for good."""
    for round_id in round_ids:
        on.drop(of_files(round_id))


def chart(on: Shelf, stored: Stored, picture: Picture, kind: Format) -> bytes:
    """A chart as SVG or PNG."""
    named = _hash(stored, picture.name, picture.size)
    name = f"{of_round(stored.round_id)}{_shown(stored)}-{named}.{kind}"
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

    @property
    def of_record(self) -> str:
        """How the names of all files begin that are made from this record, with or without what people wrote."""
        return f"{self.place.rpartition('-')[0]}-"


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
    return Copy(name=name, edition=edition, place=f"{_of_record(record, stored)}{edition}.{ending}")


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
    """A file, made now if it has not been; then what was made from earlier records of its round is gone.

    Raises:
        UnavailableError: somebody else has been making it for too long.
    """

    def newest() -> bytes:
        on.drop(of_files(stored.round_id), but=copy.of_record)
        return _newest(on, stored, make)

    return on.get(copy.place, newest)


def _newest(on: Shelf, stored: Stored, make: Callable[[], bytes]) -> bytes:
    """Make something, and drop what somebody else may have made from an earlier result at the same moment."""
    drop_earlier(on, stored)
    return make()


def _shown(stored: Stored) -> str:
    """Names a result and its agenda, with or without what people wrote: leads and members never drop each other's."""
    return hashlib.sha256(f"{stored.sha256} {stored.result.agenda!r}".encode()).hexdigest()[:20]


def _of_record(record: Record, stored: Stored) -> str:
    """How the names of the files begin that are made from this record, with or without what people wrote."""
    document = json.dumps(record.as_document(), sort_keys=True, ensure_ascii=False)
    told = hashlib.sha256(document.encode()).hexdigest()[:20]
    return f"{of_files(stored.round_id)}{_shown(stored)}-{told}-"


def _hash(stored: Stored, *parts: str) -> str:
    whole = "\n".join([program(), stored.identity, current(), *parts])
    return hashlib.sha256(whole.encode()).hexdigest()
