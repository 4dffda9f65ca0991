"""A do-file for Stata 14 and later."""

from collections.abc import Iterator

from pet.exports.tables.model import Column, Kind, Table, one_line
from pet.language import gettext as _

_LONGEST_LABEL = 80  # characters; Stata cuts what is longer
# Inside quotes Stata still replaces what begins with ` or $, and a quotation mark ends the text.
_HARMLESS = str.maketrans({'"': "”", "`": "‘", "$": "\uff04"})


def of(table: Table) -> bytes:
    """Commands that read the table, make codes into labelled numbers, and label every column."""
    return "\n".join([*_lines(table), ""]).encode()


def _lines(table: Table) -> Iterator[str]:
    yield "version 14"
    yield f"* {_told(_('Reads {file} into Stata, with types and labels.', file=f'{table.name}.csv'))}"
    yield (
        f'import delimited using "{table.name}.csv", clear varnames(1) case(preserve) encoding("UTF-8") '
        f"bindquote(strict) stringcols({_places(table, numeric=False)}) "
        f"numericcols({_places(table, numeric=True)})"
    )
    yield ""
    for column in table.columns:
        yield f"label variable {column.name} {_text(column.label)}"
    for column in table.columns:
        yield from _valued(column)


def _places(table: Table, *, numeric: bool) -> str:
    """Where the columns of one sort stand, from 1."""
    return " ".join(
        str(place) for place, column in enumerate(table.columns, start=1) if column.kind.is_numeric == numeric
    )


def _valued(column: Column) -> Iterator[str]:
    if not column.values:
        return
    yield ""
    name = f"l_{column.name}"
    if column.kind is Kind.YES_NO:
        labels = " ".join(f"{value} {_text(label)}" for value, label in column.values.items())
        yield f"label define {name} {labels}"
        yield f"label values {column.name} {name}"
        return
    # The codes first, so that the numbers are the same whatever occurs in this round; then what they mean.
    codes = " ".join(f"{place} {_text(value)}" for place, value in enumerate(column.values, start=1))
    yield f"label define {name} {codes}"
    yield f"encode {column.name}, generate({column.name}_n) label({name}) noextend"
    yield f"label variable {column.name}_n {_text(column.label)}"
    yield f"order {column.name}_n, after({column.name})"
    yield f"drop {column.name}"
    yield f"rename {column.name}_n {column.name}"
    labels = " ".join(
        f"{place} {_text(label)}" for place, label in enumerate(column.values.values(), start=1)
    )
    yield f"label define {name} {labels}, modify"


def _told(text: str) -> str:
    return one_line(text).translate(_HARMLESS)


def _text(text: str) -> str:
    return f'"{_told(text)[:_LONGEST_LABEL]}"'
