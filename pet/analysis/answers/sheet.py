"""A file of answers as columns, with the places of everything that is wrong in it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pet.analysis.answers.cells import quoted
from pet.analysis.answers.columns import ColumnNames, Layout, layout, letter
from pet.errors import Problem
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.untrusted import Table, cell, shown

Found = tuple[tuple[int, int], Problem]  # row and column of a problem, so that all can be put in order


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows below the names, turned into columns.

    Attributes:
        layout: which column holds what.
        rows: the number of each row as a spreadsheet shows it.
        columns: the cells of each column; none if there are no rows.
        problems: what is wrong with the names.
    """

    layout: Layout
    rows: tuple[int, ...]
    columns: tuple[tuple[str, ...], ...]
    problems: tuple[Found, ...]

    def cells(self, index: int) -> tuple[str, ...]:
        """The cells of a column."""
        return self.columns[index] if self.columns else ()

    def found(self, position: int, index: int, message: str) -> Found:
        """A problem with one cell, by the position of its row and the index of its column."""
        row = self.rows[position]
        name = self.layout.names[index]
        return (row, index), Problem(cell(row, shown(name) if name else letter(index)), message)


def sheet(table: Table, framework: Framework, names: ColumnNames) -> Sheet:
    """Sort the columns of a table."""
    found = layout(table.header, framework, names)
    columns = tuple(zip(*table.rows, strict=True))
    problems = [((1, index), problem) for index, problem in enumerate(found.problems)]
    read = Sheet(found, table.numbers, columns, tuple(problems))
    return replace(read, problems=(*problems, *_nameless(read)))


def _nameless(sheet: Sheet) -> Iterator[Found]:
    """The first entry of each column that has no name in the first row."""
    for index, cells in enumerate(sheet.columns):
        position = next((i for i, text in enumerate(cells) if text.strip()), None)
        if not sheet.layout.names[index] and position is not None:
            message = _(
                "{value} stands in a column that has no name in row 1. Give it one, or empty the column.",
                value=quoted(cells[position]),
            )
            yield sheet.found(position, index, message)
