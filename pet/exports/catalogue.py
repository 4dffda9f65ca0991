"""What files there are for a record, and how each is made.

Their names are flat and without spaces, and they are the same everywhere: on the page, on the shelf, in an archive and
in the folder that `pet report` writes. What makes a file is imported when it is made.
"""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pet.analysis.result import Result
from pet.language import current
from pet.language import gettext as _
from pet.record.model import Record
from pet.record.progress import Progress, part, silent

CONVERSATION, IMPROVEMENT = "conversation.pdf", "improvement-report.pdf"
FULL_REPORT, BRIEF, POSTERS = "full-report.pdf", "brief.pdf", "posters.pdf"
QUESTIONNAIRE, SLIDES, WORKBOOK = "questionnaire.pdf", "slides.pptx", "workbook.xlsx"
FRAMEWORK, RESULT, RECORD = "framework.yaml", "result.json", "record.json"
INDEX, ARCHIVE = "index.html", "archive.zip"
TABLES = (
    "themes.csv",
    "components.csv",
    "groups.csv",
    "gaps.csv",
    "comments.csv",
    "actions.csv",
    "agenda.csv",
    "change.csv",
    "codebook.csv",
    "themes.R",
    "themes.sps",
    "themes.do",
)
_CHANGE = "change.csv"
_PDF = "application/pdf"
_EDITIONS = MappingProxyType(
    {
        CONVERSATION: "conversation",
        IMPROVEMENT: "improvement",
        FULL_REPORT: "full",
        BRIEF: "brief",
        POSTERS: "posters",
    }
)
_TYPES = MappingProxyType(
    {
        "pdf": _PDF,
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "csv": "text/csv; charset=utf-8",
        "json": "application/json",
        "yaml": "application/yaml",
        "html": "text/html; charset=utf-8",
        "zip": "application/zip",
    }
)
_TEXT = "text/plain; charset=utf-8"
_TOO_FEW = frozenset({FULL_REPORT, QUESTIONNAIRE, FRAMEWORK, RESULT, RECORD, INDEX, ARCHIVE})


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A kind of file.

    Attributes:
        name: as it is stored and sent, such as `full-report.pdf`.
        media_type: for the header of an answer.
        for_everybody: whether it is for all who see the results, or only for those who may export them.
        papers: whether it comes on A4 and on US Letter.
        is_short: whether it is made at once, while somebody waits for it.
    """

    name: str
    media_type: str
    for_everybody: bool = False
    papers: bool = False
    is_short: bool = False


def _file(name: str) -> File:
    is_edition = name in _EDITIONS
    return File(
        name=name,
        media_type=_TYPES.get(name.rpartition(".")[2], _TEXT),
        for_everybody=is_edition or name == QUESTIONNAIRE,
        papers=(is_edition and name != POSTERS) or name in (QUESTIONNAIRE, ARCHIVE),
        is_short=name in (*TABLES, FRAMEWORK, RESULT, RECORD),
    )


_NAMES = (
    CONVERSATION,
    IMPROVEMENT,
    FULL_REPORT,
    BRIEF,
    POSTERS,
    QUESTIONNAIRE,
    SLIDES,
    WORKBOOK,
    *TABLES,
    FRAMEWORK,
    RESULT,
    RECORD,
    INDEX,
    ARCHIVE,
)
ALL: tuple[File, ...] = tuple(_file(name) for name in _NAMES)
"""Every kind of file there is, in the order in which they are offered."""
_KNOWN: Mapping[str, File] = MappingProxyType({file.name: file for file in ALL})


def files(record: Record) -> tuple[File, ...]:
    """The files of a record, in the order in which they are offered.

    Where too few answered, there is little to put into files; without a change there is no table of it, and without
    the framework's file no archive.
    """
    return tuple(file for file in ALL if _has(record, file.name))


def _has(record: Record, name: str) -> bool:
    if record.result.withheld is not None and name not in _TOO_FEW:
        return False
    if name in (FRAMEWORK, ARCHIVE) and not record.source:
        return False
    return name != _CHANGE or record.result.change is not None


def of(name: str) -> File | None:
    """The kind of file that has this name; `None` where there is none."""
    return _KNOWN.get(name)


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
    if name not in _KNOWN or not _has(record, name):
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
    if name in _EDITIONS:
        return lambda record, page, progress: _edition(record, _EDITIONS[name], page, progress)
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


def title(name: str) -> str:
    """What people call a file."""
    found = _titles().get(name)
    return found if found is not None else name


def _titles() -> Mapping[str, str]:
    return {
        CONVERSATION: _("For the conversation"),
        IMPROVEMENT: _("Improvement report"),
        FULL_REPORT: _("Full report"),
        BRIEF: _("Brief"),
        POSTERS: _("Posters"),
        QUESTIONNAIRE: _("What was asked, to read"),
        SLIDES: _("Slides"),
        WORKBOOK: _("Workbook"),
        **_titles_of_data(),
        INDEX: _("A page to read in a browser"),
        ARCHIVE: _("Archive"),
    }


def _titles_of_data() -> Mapping[str, str]:
    return {
        "themes.csv": _("All themes"),
        "components.csv": _("Components and areas"),
        "groups.csv": _("Groups"),
        "gaps.csv": _("Differences between groups"),
        "comments.csv": _("Comments"),
        "actions.csv": _("Actions"),
        "agenda.csv": _("The agenda"),
        _CHANGE: _("Change since the round before"),
        "codebook.csv": _("Codebook: what every column means"),
        "themes.R": _("Reads the themes into R"),
        "themes.sps": _("Reads the themes into SPSS"),
        "themes.do": _("Reads the themes into Stata"),
        FRAMEWORK: _("The framework: what was asked"),
        RESULT: _("The result: everything that was worked out"),
        RECORD: _("The round: what was chosen and agreed"),
    }
