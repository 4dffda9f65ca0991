"""A script for R that needs no package."""

from collections.abc import Iterator

from pet.exports.tables.model import Column, Kind, Table
from pet.language import gettext as _

_CLASSES = {
    Kind.INTEGER: "integer",
    Kind.NUMBER: "numeric",
    Kind.YES_NO: "integer",
}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": " ", "\t": " "})


def of(table: Table) -> bytes:
    """A script that reads the table: factors with labels, and a label on every column."""
    return "\n".join([*_lines(table), ""]).encode()


def _lines(table: Table) -> Iterator[str]:
    name = table.name
    yield f"# {_('Reads {file} into R, with types and labels. Needs no package.', file=f'{name}.csv')}"
    yield f'# source("{name}.R", encoding = "UTF-8")'
    yield ""
    yield f"{name} <- read.csv("
    yield f'  "{name}.csv", fileEncoding = "UTF-8-BOM", na.strings = "", stringsAsFactors = FALSE,'
    yield "  colClasses = c("
    classes = [
        f"    {column.name} = {_text(_CLASSES.get(column.kind, 'character'))}" for column in table.columns
    ]
    yield ",\n".join(classes)
    yield "  )"
    yield ")"
    for column in table.columns:
        yield from _typed(name, column)
    yield ""
    for column in table.columns:
        yield f'attr({name}${column.name}, "label") <- {_text(column.label)}'


def _typed(table: str, column: Column) -> Iterator[str]:
    """A factor for codes, in the order of the codebook; true and false for yes and no."""
    place = f"{table}${column.name}"
    if column.kind is Kind.YES_NO:
        yield ""
        yield f"{place} <- {place} == 1L"
    elif column.values:
        yield ""
        yield f"{place} <- factor("
        yield f"  {place},"
        yield f"  levels = c({', '.join(map(_text, column.values))}),"
        yield f"  labels = c({', '.join(map(_text, column.values.values()))})"
        yield ")"


def _text(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'
