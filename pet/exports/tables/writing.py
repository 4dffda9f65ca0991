"""Tables as CSV files that spreadsheets open without harm and programs read without guessing."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from pet.exports.tables.model import Cell, Table

BOM = "\ufeff"  # without it, spreadsheets take UTF-8 for something else

# Where a cell may begin: at the start of a text, and inside it wherever a spreadsheet that was told (or that guesses)
# another delimiter or no quotes would cut it. Signs of full width count, too: some spreadsheets take them for plain ones.
_FORMULA = re.compile('((?:^|[;\t\r\n])(?:[^\\S\t\r\n]|")*)([=+\\-@\uff1d\uff0b\uff0d\uff20])')


def csv(table: Table) -> bytes:
    """The table as CSV: UTF-8 with a mark at its beginning, commas, decimal points, every text in quotes."""
    return written([[column.name for column in table.columns], *table.rows])


def written(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The rows as CSV; no text in it is taken for a formula."""
    lines = [",".join(map(_cell, row)) for row in rows]
    return (BOM + "".join(f"{line}\r\n" for line in lines)).encode()


def safe(cell: Cell) -> Cell:
    """A text with an apostrophe before whatever a spreadsheet would run as a formula; numbers stay numbers."""
    return _FORMULA.sub(r"\1'\2", cell) if isinstance(cell, str) else cell


def _cell(cell: Cell) -> str:
    """A cell as it stands in the file; an empty one for nothing, without quotes, so that numbers stay numbers."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, bool | int):
        return str(int(cell))
    if isinstance(cell, float):
        return repr(float(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    return '"{}"'.format(str(safe(cell)).replace('"', '""'))
