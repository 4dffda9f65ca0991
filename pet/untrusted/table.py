"""CSV from outside, as spreadsheets write it."""

import csv
import re
from dataclasses import dataclass
from io import StringIO

from pet.language import gettext as _
from pet.untrusted.files import decode
from pet.untrusted.limits import TABLE, TableLimits
from pet.untrusted.problems import Problems

_QUOTED = re.compile(r'"[^"]*+"?+')
_HEADER = re.compile(r'(?:"[^"]*+"?+|[^"\r\n])*+')
_DELIMITERS = (",", ";", "\t")
_LEGACY = "windows-1252"  # what spreadsheets on Windows write when they do not write UTF-8


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a CSV file as written; rows that are wholly blank are left out.

    Attributes:
        header: the names of the columns, without spaces around them; a column before the last named one may have none.
        rows: one tuple per row, as long as the header.
        numbers: per row its number as a spreadsheet shows it: the header is row 1, a quoted line end starts no row.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]


def cell(row: int, column: str) -> str:
    """The place of a cell as a person looks for it; `row` as a spreadsheet shows it."""
    return _("row {row}, column {column}", row=row, column=column)


def letter(index: int) -> str:
    """The letter that a spreadsheet shows above a column, from `A` for 0."""
    letters = ""
    index += 1
    while index:
        index, remainder = divmod(index - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


def parse_csv(data: bytes, limits: TableLimits = TABLE, *, problems: Problems) -> Table:
    """The table of a CSV file in UTF-8, UTF-16 or Windows-1252, with commas, semicolons or tabs.

    Rows that are shorter or longer than the header and cells that are too long are added to `problems`. A short
    row stays in the table, filled up with blank cells, so that what else is wrong in it can be said as well; the
    others are left out.

    Raises:
        InvalidInputError: not a table, or a limit on size, rows or columns is exceeded.
    """
    text = decode(data, limits.size, problems, fallback=_LEGACY)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problems.stop(_("This is not a text file: it contains the character U+0000."), line=line)
    records = _records(text, limits, problems)
    header = _header(records, limits, problems)
    rows = []
    numbers = []
    for number, record in enumerate(records[1:], start=2):
        row = _fitted(record, len(header))
        if any(map(str.strip, row)) and _fits(row, number, header, limits, problems):
            rows.append(tuple(row))
            numbers.append(number)
    return Table(header, tuple(rows), tuple(numbers))


def _records(text: str, limits: TableLimits, problems: Problems) -> list[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    records: list[list[str]] = []
    try:
        for record in reader:
            records.append(record)
            if len(records) > limits.rows + 1:
                problems.stop(_("The table is too long: {most} rows at most.", most=limits.rows))
    except csv.Error as error:
        problems.stop(_not_fitting(error, limits), line=reader.line_num)
    return records


def _not_fitting(error: csv.Error, limits: TableLimits) -> str:
    if "field limit" in str(error):
        return _(
            "A cell that ends here or starts above is too long: {most} characters at most. "
            "Perhaps the quotation mark at its end is missing.",
            most=limits.cell,
        )
    return _("The quotes around a cell do not fit ({reason}).", reason=error)


def _delimiter(text: str) -> str:
    """The character between the cells of the header; a name in quotes may contain another one."""
    header = _HEADER.match(text)
    names = _QUOTED.sub("", header[0]) if header else ""
    return max(_DELIMITERS, key=names.count)


def _header(records: list[list[str]], limits: TableLimits, problems: Problems) -> tuple[str, ...]:
    names = [name.strip() for name in records[0]]
    while names and not names[-1]:
        names.pop()
    if not names:
        problems.stop(
            _("The first row is empty. It must hold the names of the columns."), where=_("row {row}", row=1)
        )
    if len(names) > limits.columns:
        problems.stop(_("The table is too wide: {most} columns at most.", most=limits.columns))
    return tuple(names)


def _fitted(record: list[str], width: int) -> list[str]:
    """Without the blank cells that spreadsheets append beyond the last column."""
    while len(record) > width and not record[-1].strip():
        record.pop()
    return record


def _fits(
    row: list[str], number: int, header: tuple[str, ...], limits: TableLimits, problems: Problems
) -> bool:
    if len(row) != len(header):
        problems.add(
            _("row {row}", row=number),
            _("This row has {cells} cells, the header has {columns}.", cells=len(row), columns=len(header)),
        )
        row.extend([""] * (len(header) - len(row)))
    if len(row) > len(header):
        return False
    if max(map(len, row)) <= limits.cell:
        return True
    for index, value in enumerate(row):
        if len(value) > limits.cell:
            problems.add(
                cell(number, header[index] or letter(index)),
                _("This text is too long: {most} characters at most.", most=limits.cell),
            )
    return False
