"""What a sheet with a table is: which columns of a table it shows, and how."""

from dataclasses import dataclass

from pet.exports.tables.model import Cell, Column, Kind, Table
from pet.exports.workbook.styles import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A column of a table as a sheet shows it.

    Attributes:
        name: of the column.
        width: in characters.
        shape: of its cells.
        barred: whether a bar shows the share, as long as it is large.
        always: shown also where nothing stands in it.
    """

    name: str
    width: int
    shape: Shape = Shape.TEXT
    barred: bool = False
    always: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A sheet with a table.

    Attributes:
        title: of the sheet.
        table: whose columns it shows.
        picks: which, in order.
        frozen: so many columns stay when the sheet is scrolled sideways.
        empty: what is said where there is no row.
        about: what is in it, for the list of contents.
    """

    title: str
    table: Table
    picks: tuple[Pick, ...]
    frozen: int
    empty: str
    about: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of its picks."""
        return tuple(self.table.columns[self.table.place(pick.name)] for pick in self.picks)

    def cells(self, pick: Pick) -> tuple[Cell, ...]:
        """A column from top to bottom, codes and yes and no in words."""
        place = self.table.place(pick.name)
        column = self.table.columns[place]
        return tuple(_in_words(row[place], column) for row in self.table.rows)


def _in_words(cell: Cell, column: Column) -> Cell:
    if cell is None or not column.values:
        return cell
    code = str(int(cell)) if column.kind is Kind.YES_NO and isinstance(cell, int) else str(cell)
    return column.values.get(code, code)
