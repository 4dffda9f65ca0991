"""The first sheet: what this is, what was promised, what is not shown and why, how to read it, where everything is."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from pet.exports.tables.model import one_line
from pet.exports.workbook.sheets import printed, put
from pet.exports.workbook.styles import Shape, Styles
from pet.language import gettext as _
from pet.record.model import Record
from pet.words import dates, method, people, promise, reading, toofew

_WIDTHS = (30, 100)
Contents = Sequence[tuple[str, str]]
"""Names of sheets, each with what is in it."""


def fill(sheet: Worksheet, record: Record, contents: Contents, styles: Styles) -> None:
    """The sheet, from top to bottom."""
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.hide_gridlines(2)
    printed(sheet, landscape=False)
    put(sheet, (0, 0), heading(record), Shape.TITLE, styles)
    put(sheet, (1, 0), subtitle(record), Shape.SUBTITLE, styles)
    row = 3
    for title, rows in _sections(record):
        row = _section(sheet, row, title, rows, styles)
    _links(sheet, row, contents, styles)


def heading(record: Record) -> str:
    """What the workbook is about."""
    return one_line(record.partnership or record.title or record.computed.title) or _("Results")


def subtitle(record: Record) -> str:
    """The round, and when it was."""
    parts = [one_line(record.title)] if record.partnership and record.title else []
    if record.opened_on is not None and record.closed_on is not None:
        parts.append(
            _("{first} to {last}", first=dates.plain(record.opened_on), last=dates.plain(record.closed_on))
        )
    elif record.closed_on is not None:
        parts.append(dates.plain(record.closed_on))
    parts.append(promise.answered(record.result))
    return " · ".join(parts)


def _sections(record: Record) -> list[tuple[str, Sequence[tuple[str, str]]]]:
    result = record.result
    about = (
        _(
            "The results of a self-assessment as tables, for those who want to look closer, count or draw something of "
            "their own. It opens without PET. The report says the same in words and pictures."
        ),
        _(
            "Numbers show one or two decimals; the cells hold them unrounded. An empty cell: not shown, or not defined."
        ),
    )
    hidden = people.not_shown(result) or (people.nothing_withheld(result),)
    hidden = (toofew.why(result),) if result.withheld is not None else hidden
    more = [text for text in (people.not_compared(result), people.same_people(result)) if text]
    return [
        (_("What this is"), [("", text) for text in about]),
        (promise.name(result.mode), [("", text) for text in promise.sentences(result)]),
        (_("What is not shown, and why"), [("", text) for text in (*hidden, *more)]),
        (_("How to read it"), _read(record)),
        (_("Where it comes from"), [("", method.origin(result, record.framework)), *_as_of(record)]),
    ]


def _read(record: Record) -> list[tuple[str, str]]:
    """What the words and numbers mean; the bars of pages and reports are not in a workbook."""
    return [point for point in reading.points(record.result, record.framework) if point[0] != _("The bars")]


def _as_of(record: Record) -> list[tuple[str, str]]:
    if record.as_of is None:
        return []
    return [("", _("Actions are told as of {day}.", day=dates.plain(record.as_of)))]


def _section(sheet: Worksheet, row: int, title: str, rows: Sequence[tuple[str, str]], styles: Styles) -> int:
    put(sheet, (row, 0), title, Shape.HEADING, styles)
    for at, (term, text) in enumerate(rows, start=row + 1):
        put(sheet, (at, 0), term, Shape.TERM, styles)
        put(sheet, (at, 1), text, Shape.TEXT, styles)
    return row + len(rows) + 2


def _links(sheet: Worksheet, row: int, contents: Contents, styles: Styles) -> None:
    put(sheet, (row, 0), _("The sheets"), Shape.HEADING, styles)
    for at, (name, about) in enumerate(contents, start=row + 1):
        quoted = name.replace("'", "''")
        sheet.write_url(at, 0, f"internal:'{quoted}'!A1", styles.of(Shape.LINK), name)
        put(sheet, (at, 1), about, Shape.TEXT, styles)
