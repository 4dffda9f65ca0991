"""The last sheet: every column of every sheet, what it means, and what it is called in the CSV files."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from pet.exports.tables.codebook import kinds
from pet.exports.tables.model import Column, Kind
from pet.exports.workbook.sheets import printed, put
from pet.exports.workbook.styles import Shape, Styles
from pet.exports.workbook.view import View
from pet.language import gettext as _

_WIDTHS = (16, 30, 24, 80, 22, 20, 60)


def fill(sheet: Worksheet, views: Sequence[View], styles: Styles) -> None:
    """A row for every column."""
    heads = (
        _("Sheet"),
        _("Column"),
        _("Column in the CSV files"),
        _("Meaning"),
        _("Type"),
        _("Unit"),
        _("What can stand in it"),
    )
    for at, (head, width) in enumerate(zip(heads, _WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        put(sheet, (0, at), head, Shape.HEAD, styles)
    row = 0
    for view in views:
        for column in view.columns:
            row += 1
            for at, text in enumerate(_cells(view, column)):
                put(sheet, (row, at), text, Shape.TEXT, styles, lined=True)
    sheet.autofilter(0, 0, row, len(heads) - 1)
    sheet.freeze_panes(1, 2)
    printed(sheet, landscape=True, repeat=True)


def _cells(view: View, column: Column) -> tuple[str, ...]:
    """Codes stand in the sheets in words."""
    name = f"{view.table.name}.csv: {column.name}"
    is_coded = bool(column.values)
    kind = kinds()[(Kind.TEXT if is_coded else column.kind).value]
    values = "; ".join(column.values.values())
    return view.title, column.label, name, column.meaning, kind, column.unit, values
