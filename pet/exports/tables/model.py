"""What a table is: columns that say what they mean, and rows of plain values."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias, TypeVar

from pet.untrusted.files import UNWANTED

Cell: TypeAlias = str | int | float | date | None
"""What stands in a table; `None` for what is withheld or not defined."""

_Row = TypeVar("_Row")


class Kind(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    CODE = "code"
    """One of a few fixed words, each with a label."""
    INTEGER = "integer"
    NUMBER = "number"
    YES_NO = "yes_no"
    """1 for yes, 0 for no."""
    DATE = "date"

    @property
    def is_numeric(self) -> bool:
        """Whether it can be counted with."""
        return self in (Kind.INTEGER, Kind.NUMBER, Kind.YES_NO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes:
        name: for programs: lower-case ASCII, the same in every language.
        label: for people.
        meaning: what it says, in a sentence.
        kind: what stands in it.
        unit: what its numbers count; empty for none.
        low, high: the smallest and the largest number that can stand in it, where that is known.
        values: what each code means.
    """

    name: str
    label: str
    meaning: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    low: float | None = None
    high: float | None = None
    values: Mapping[str, str] = field(default_factory=dict)


Of: TypeAlias = tuple[Column, Callable[[_Row], Cell]]
"""A column, and how its cell comes from what a row is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table.

    Attributes:
        name: of its file, without an ending.
        columns: at least one.
        rows: each as long as the columns.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def place(self, column: str) -> int:
        """Where the column of this name stands, from 0.

        Raises:
            KeyError: there is none.
        """
        for place, known in enumerate(self.columns):
            if known.name == column:
                return place
        raise KeyError(column)


def table(name: str, columns: Sequence[Of[_Row]], about: Iterable[_Row]) -> Table:
    """A table with a row for each of what it is about."""
    return Table(
        name=name,
        columns=tuple(column for column, _cell in columns),
        rows=tuple(tuple(cell(row) for _column, cell in columns) for row in about),
    )


def one_line(text: str) -> str:
    """A title or sentence from outside: without characters that no text contains, and with single spaces."""
    return " ".join(UNWANTED.sub("", text).split())


def as_written(text: str) -> str:
    """What somebody wrote: with its lines, and without characters that no text contains."""
    return UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
