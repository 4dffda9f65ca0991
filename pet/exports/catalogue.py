"""What files there are for a record, by name, and what people call them.

Their names are flat and without spaces, and they are the same everywhere: on the page, on the shelf, in an archive and
in the folder that `pet report` writes. How each is made is in `makers`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pet.language import gettext as _
from pet.record.model import Record

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
EDITIONS = MappingProxyType(
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
    is_edition = name in EDITIONS
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
    return tuple(file for file in ALL if has(record, file.name))


def has(record: Record, name: str) -> bool:
    """Whether a record has the file of this name."""
    if record.result.withheld is not None and name not in _TOO_FEW:
        return False
    if name in (FRAMEWORK, ARCHIVE) and not record.source:
        return False
    return name != _CHANGE or record.result.change is not None


def of(name: str) -> File | None:
    """The kind of file that has this name; `None` where there is none."""
    return _KNOWN.get(name)


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
