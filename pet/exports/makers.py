"""How each file of the catalogue is made from a record; what makes one is imported when it is made."""

import json
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from pet.analysis.result import Result
from pet.exports.catalogue import (
    ARCHIVE,
    CONVERSATION,
    EDITIONS,
    FRAMEWORK,
    FULL_REPORT,
    IMPROVEMENT,
    INDEX,
    POSTERS,
    QUESTIONNAIRE,
    RECORD,
    RESULT,
    SLIDES,
    TABLES,
    WORKBOOK,
    files,
    has,
    of,
)
from pet.language import current
from pet.record.model import Record
from pet.record.progress import Progress, part, silent


def make(record: Record, name: str, *, page: str = "a4", progress: Progress = silent) -> bytes:
    """A file, in the language in use; the same record gives the same bytes.

    Args:
        record: what it is made from.
        name: which, one of `files(record)`.
        page: the paper, `a4` or `letter`, where it comes on paper.
        progress: told how far it has come.

    Raises:
        KeyError: the record has no such file.
    """
    if of(name) is None or not has(record, name):
        raise KeyError(name)
    made = _makers(name)(record, page, progress)
    progress(1.0)
    return made


def make_all(
    record: Record, *, page: str = "a4", only: Collection[str] = (), progress: Progress = silent
) -> dict[str, bytes]:
    """All files but the archive that holds them, by name, in their order; the tables are worked out once.

    Args:
        record: what they are made from.
        page: the paper, `a4` or `letter`.
        only: the names of those that are made; none for all.
        progress: told how far it has come.
    """
    names = [file.name for file in files(record) if file.name != ARCHIVE and (not only or file.name in only)]
    whole = sum(_effort(name) for name in names)
    tables = _tables(record) if set(names) & set(TABLES) else {}
    made: dict[str, bytes] = {}
    done = 0
    for name in names:
        after = done + _effort(name)
        tell = part(progress, done / whole, after / whole)
        made[name] = tables[name] if name in tables else make(record, name, page=page, progress=tell)
        tell(1.0)
        done = after
    return made


def _effort(name: str) -> int:
    """How long a file takes to make, beside the others."""
    return {FULL_REPORT: 60, POSTERS: 60, CONVERSATION: 30, IMPROVEMENT: 20, SLIDES: 20}.get(
        name, 1 if name in (*TABLES, FRAMEWORK, RESULT, RECORD) else 10
    )


_Maker = Callable[[Record, str, Progress], bytes]


def _makers(name: str) -> _Maker:
    if name in EDITIONS:
        return lambda record, page, progress: _edition(record, EDITIONS[name], page, progress)
    if name in TABLES:
        return lambda record, _page, _progress: _tables(record)[name]
    return _OTHERS[name]


def _edition(record: Record, edition: str, page: str, progress: Progress) -> bytes:
    from pet.report import editions  # noqa: PLC0415 -- loads reportlab, which other files do without
    from pet.report.page import PAPERS  # noqa: PLC0415 -- as above

    paper = next(name for name in PAPERS if name == page)
    return editions.build(record, editions.Edition(edition), page=paper, progress=progress)


def _questionnaire(record: Record, page: str, progress: Progress) -> bytes:
    from pet.exports import asked  # noqa: PLC0415 -- loads reportlab, too
    from pet.report.page import PAPERS  # noqa: PLC0415 -- as above

    del progress
    paper = next(name for name in PAPERS if name == page)
    return asked.build(record, page=paper)


def _slides(record: Record, _page: str, _progress: Progress) -> bytes:
    from pet.exports import slides  # noqa: PLC0415 -- loads a library of its own

    return slides.build(record)


def _workbook(record: Record, _page: str, _progress: Progress) -> bytes:
    from pet.exports import workbook  # noqa: PLC0415 -- as above

    return workbook.build(record)


def _tables(record: Record) -> Mapping[str, bytes]:
    from pet.exports import tables  # noqa: PLC0415 -- pages that only name files do without

    return tables.files(record)


def _index(record: Record, _page: str, _progress: Progress) -> bytes:
    from pet.exports import index  # noqa: PLC0415 -- draws charts

    return index.build(record, [file.name for file in files(record) if file.name not in (INDEX, ARCHIVE)])


def _archive(record: Record, page: str, progress: Progress) -> bytes:
    from pet.exports import archive  # noqa: PLC0415 -- it needs this module

    return archive.write(record, page=page, language=current(), progress=progress)


def result_document(result: Result) -> str:
    """The JSON of a result as a site stores it: the same result has the same characters."""
    return json.dumps(result.as_dict(), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _record(record: Record) -> bytes:
    document = json.dumps(record.as_document(), ensure_ascii=False, indent=2, allow_nan=False)
    return f"{document}\n".encode()


_OTHERS: Mapping[str, _Maker] = MappingProxyType(
    {
        QUESTIONNAIRE: _questionnaire,
        SLIDES: _slides,
        WORKBOOK: _workbook,
        FRAMEWORK: lambda record, _page, _progress: record.source.encode(),
        RESULT: lambda record, _page, _progress: result_document(record.computed).encode(),
        RECORD: lambda record, _page, _progress: _record(record),
        INDEX: _index,
        ARCHIVE: _archive,
    }
)
