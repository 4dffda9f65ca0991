"""A list of people as it was read: one row for each person, in four columns."""

from collections.abc import Iterator, Sequence
from csv import writer
from dataclasses import dataclass
from io import StringIO
from typing import Any

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was written about one person, cleaned but not checked.

    Attributes:
        number: of the row as a spreadsheet shows it.
        name, email, partner, role: as written; empty for none.
    """

    number: int
    name: str = ""
    email: str = ""
    partner: str = ""
    role: str = ""

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """What was written, in the order of `Row`."""
        return (self.name, self.email, self.partner, self.role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything that was read.

    Attributes:
        rows: in their order; blank ones are left out.
        columns: what was found to be what: pairs of one of the four columns and its heading, or its letter.
        unread: the headings of columns that were not read.
        notes: what else there is to say, such as which sheet of a workbook was read.
        source: the name of the file, or empty.
    """

    rows: tuple[Row, ...]
    columns: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""


def as_document(rows: Sequence[Row]) -> list[list[Any]]:
    """The rows as plain values."""
    return [[row.number, *row.cells] for row in rows]


def from_document(kept: Sequence[Sequence[Any]]) -> tuple[Row, ...]:
    """The rows that `as_document` made these values of."""
    return tuple(
        Row(number=number, name=name, email=email, partner=partner, role=role)
        for number, name, email, partner, role in kept
    )


def as_lines(rows: Sequence[Row]) -> str:
    """The rows as text for people to mend: one line each, semicolons between name, address, partner and role."""
    return "".join(_lines(rows))


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        text = StringIO()
        writer(text, delimiter=";", lineterminator="\n").writerow(row.cells)
        yield text.getvalue()
