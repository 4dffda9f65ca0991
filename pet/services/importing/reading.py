"""Text that was typed, pasted or uploaded, and workbooks: into rows of cells, then into people."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from pet.language import gettext as _
from pet.services.importing import workbook
from pet.services.importing.columns import Columns, find
from pet.services.importing.rows import MOST_BYTES, MOST_ROWS, Row, Sheet
from pet.services.roles import Roles
from pet.services.texts import one_line
from pet.untrusted import Problems
from pet.untrusted.files import decode

_DELIMITERS = ("\t", ";", ",")
_LEGACY = "windows-1252"  # what spreadsheets on Windows write when they do not write UTF-8
_LONGEST_CELL = 2_000
_MOST_CELLS = 50
_LOOKED_AT = 50  # lines, to see what stands between the cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What helps to tell which column is which where there is no heading.

    Attributes:
        roles: that people can have.
        partners: names of those that there are.
    """

    roles: Roles
    partners: Sequence[str] = ()


def from_text(text: str, hints: Hints, *, source: str) -> Sheet:
    """The people in a text, with tabs, semicolons or commas between name, address, partner and role.

    Raises:
        InvalidInputError: with everything because of which it cannot be read.
    """
    problems = Problems(source)
    if len(text.encode(errors="replace")) > MOST_BYTES:
        problems.stop(_("The list is too large: {most} MB at most.", most=MOST_BYTES // 1024 // 1024))
    return _sheet(_records(text, problems), hints, problems)


def from_bytes(data: bytes, hints: Hints, *, source: str) -> Sheet:
    """The people in a file: CSV or another text in UTF-8, UTF-16 or Windows-1252, or an XLSX workbook.

    Raises:
        InvalidInputError: with everything because of which it cannot be read.
    """
    problems = Problems(source)
    if data.startswith(workbook.SIGNATURE):
        cells, notes = workbook.read(data, problems)
        return _sheet(cells, hints, problems, notes)
    return _sheet(_records(decode(data, MOST_BYTES, problems, fallback=_LEGACY), problems), hints, problems)


def _records(text: str, problems: Problems) -> Iterator[tuple[int, Sequence[str]]]:
    """Number and cells of every row, as a spreadsheet would count them."""
    clean = text.removeprefix("\ufeff").replace("\0", "")
    reader = csv.reader(StringIO(clean, newline=""), delimiter=_delimiter(clean), strict=True)
    try:
        records = list(enumerate(reader, start=1))
    except csv.Error as error:
        problems.stop(
            _("The quotation marks around a cell do not fit ({reason}).", reason=error), line=reader.line_num
        )
    if (
        len(records) == 1
        and len(records[0][1]) > 1
        and all("@" in cell for cell in records[0][1] if cell.strip())
    ):
        return iter([(number, (cell,)) for number, cell in enumerate(records[0][1], start=1)])
    return iter(records)


def _delimiter(text: str) -> str:
    """What stands between the cells: the one that is on most lines; of two, the one that names hold less often."""
    lines = [line for line in text.splitlines()[:_LOOKED_AT] if line.strip()]
    return max(_DELIMITERS, key=lambda one: (sum(one in line for line in lines), -_DELIMITERS.index(one)))


def _sheet(
    records: Iterator[tuple[int, Sequence[str]]],
    hints: Hints,
    problems: Problems,
    notes: tuple[str, ...] = (),
) -> Sheet:
    kept = list(_cleaned(records, problems))
    problems.raise_any()
    if not kept:
        problems.stop(_("There is nobody in it."))
    columns = find([cells for _number, cells in kept], hints.roles, hints.partners, problems)
    problems.raise_any()
    people = kept[1:] if columns.has_heading else kept
    if not people:
        problems.stop(_("There is nobody below the headings."))
    rows = tuple(_row(number, cells, columns) for number, cells in people)
    return Sheet(rows=rows, columns=columns.said, unread=columns.unread, notes=notes, source=problems.source)


def _cleaned(
    records: Iterator[tuple[int, Sequence[str]]], problems: Problems
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows that are not blank, without characters that no text contains."""
    count = 0
    for number, record in records:
        cells = tuple(one_line(cell) for cell in record[:_MOST_CELLS])
        if not any(cells):
            continue
        count += 1
        if count > MOST_ROWS + 1:
            problems.stop(_("The list is too long: {most} people at most.", most=MOST_ROWS))
        if max(map(len, cells)) > _LONGEST_CELL:
            problems.add(
                _("row {row}", row=number),
                _("A cell is too long: {most} characters at most.", most=_LONGEST_CELL),
            )
        yield number, cells


def _row(number: int, cells: Sequence[str], columns: Columns) -> Row:
    def cell(place: int | None) -> str:
        return cells[place] if place is not None and place < len(cells) else ""

    name = " ".join(part for part in map(cell, columns.name) if part)
    found, email = apart(cell(columns.email))
    return Row(
        number=number,
        name=name or found,
        email=email,
        partner=cell(columns.partner),
        role=cell(columns.role),
    )


def apart(cell: str) -> tuple[str, str]:
    """Name and address of a cell like “Ada Archer <ada@example.org>”, as mail programs write them."""
    name, opening, rest = cell.partition("<")
    if opening and rest.endswith(">"):
        return name.strip(' "'), rest[:-1].strip()
    return "", cell.removeprefix("mailto:")
