"""A syntax file for SPSS, which PSPP reads as well."""

from collections.abc import Iterator

from pet.exports.tables.model import Cell, Column, Kind, Table, one_line
from pet.exports.tables.writing import BOM, safe
from pet.language import gettext as _

_FORMATS = {Kind.INTEGER: "F8.0", Kind.NUMBER: "F18.15", Kind.YES_NO: "F1.0"}
_SHOWN = {Kind.NUMBER: "F8.2"}
_LONGEST_LABEL, _LONGEST_VALUE = 200, 120  # bytes; SPSS cuts what is longer, and warns
_LONGEST_TEXT = 32_767  # bytes


def of(table: Table) -> bytes:
    """Commands that read the table and set the labels; the mark at the beginning says that it is UTF-8."""
    return (BOM + "\r\n".join([*_lines(table), ""])).encode()


def _lines(table: Table) -> Iterator[str]:
    # An apostrophe in a comment opens a text in some versions, so the words for people are printed by a command.
    yield "PRESERVE."
    yield "SET DECIMAL=DOT."
    yield f"TITLE {_text(_('Table {name}, made with PET', name=table.name))}."
    yield ""
    yield "GET DATA"
    yield "  /TYPE=TXT"
    yield f"  /FILE={_text(f'{table.name}.csv')}"
    yield "  /ENCODING='UTF8'"
    yield "  /ARRANGEMENT=DELIMITED"
    yield "  /DELCASE=LINE"
    yield '  /DELIMITERS=","'
    yield "  /QUALIFIER='\"'"
    yield "  /FIRSTCASE=2"
    yield "  /VARIABLES="
    for place, column in enumerate(table.columns):
        yield f"    {column.name} {_format(column, table, place)}"
    yield "  ."
    yield "EXECUTE."
    yield "RESTORE."
    yield ""
    yield from _labels(table)


def _format(column: Column, table: Table, place: int) -> str:
    if column.kind in _FORMATS:
        return _FORMATS[column.kind]
    longest = max((_size(row[place]) for row in table.rows), default=1)
    codes = max((len(code.encode()) for code in column.values), default=1)
    return f"A{min(max(longest, codes, 1), _LONGEST_TEXT)}"


def _size(cell: Cell) -> int:
    return 1 if cell is None else len(str(safe(cell)).encode())


def _labels(table: Table) -> Iterator[str]:
    for kind, shown in _SHOWN.items():
        named = [column.name for column in table.columns if column.kind is kind]
        if named:
            yield f"FORMATS {' '.join(named)} ({shown})."
    yield "VARIABLE LABELS"
    for column in table.columns:
        yield f"  {column.name} {_text(column.label, _LONGEST_LABEL)}"
    yield "  ."
    for column in table.columns:
        if column.values:
            yield f"VALUE LABELS {column.name}"
            for value, label in column.values.items():
                code = value if column.kind.is_numeric else _text(value)
                yield f"  {code} {_text(label, _LONGEST_VALUE)}"
            yield "  ."


def _text(text: str, longest: int = _LONGEST_LABEL) -> str:
    """A text in apostrophes, in one line; SPSS reads two of them inside it as one."""
    cut = one_line(text).encode()[:longest].decode(errors="ignore")
    return "'{}'".format(cut.replace("'", "''"))
