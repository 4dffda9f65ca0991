"""A file of answers as columns, with the places of everything that is wrong in it."""

from dataclasses import dataclass

from pet.analysis.answers.columns import ColumnNames, Layout, layout
from pet.errors import Problem
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.untrusted import Table, cell, letter, shown

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

    def ignored(self) -> tuple[str, ...]:
        """The columns that hold nothing of ours: by name, or by letter where something stands under no name."""
        return tuple(
            self.layout.names[index] or _("column {letter}", letter=letter(index))
            for index in self.layout.ignored
            if self.layout.names[index] or any(map(str.strip, self.cells(index)))
        )


def sheet(table: Table, framework: Framework, names: ColumnNames) -> Sheet:
    """Sort the columns of a table."""
    found = layout(table.header, framework, names)
    columns = tuple(zip(*table.rows, strict=True))
    problems = [((1, index), problem) for index, problem in enumerate(found.problems)]
    return Sheet(found, table.numbers, columns, tuple(problems))
