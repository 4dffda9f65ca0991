"""A table on a sheet: its head stays in view and on every printed page, its rows can be filtered."""

from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

from pet.charts import style
from pet.exports.tables.model import Cell
from pet.exports.workbook.styles import Shape, Styles
from pet.exports.workbook.texts import cell, runs
from pet.exports.workbook.view import View

_A4, _MARGIN = 9, 0.5  # inches
_BAR: dict[str, Any] = {
    "type": "data_bar",
    "data_bar_2010": True,
    "bar_solid": True,
    "bar_color": style.BAND_LINE,
    "min_type": "num",
    "max_type": "num",
    "min_value": 0,
    "max_value": 1,
}


def put(
    sheet: Worksheet,
    place: tuple[int, int],
    value: Cell,
    shape: Shape,
    styles: Styles,
    *,
    lined: bool = False,
) -> None:
    """A cell: a text is written as a text and nothing else, whatever it begins with."""
    look = styles.of(shape, lined=lined)
    if value is None or value == "":
        sheet.write_blank(*place, None, look)
    elif isinstance(value, str):
        text = cell(value)
        sheet.write_string(*place, text, styles.of(shape, lined=lined, quoted=True) if runs(text) else look)
    elif isinstance(value, date):
        sheet.write_datetime(*place, value, look)
    else:
        sheet.write_number(*place, float(value), look)


def fill(sheet: Worksheet, view: View, styles: Styles) -> None:
    """The table of a view on its sheet."""
    for at, (pick, column) in enumerate(zip(view.picks, view.columns, strict=True)):
        sheet.set_column(at, at, pick.width)
        put(sheet, (0, at), column.label, Shape.HEAD, styles)
        for row, value in enumerate(view.cells(pick), start=1):
            put(sheet, (row, at), value, pick.shape, styles, lined=True)
        if pick.barred:
            sheet.conditional_format(1, at, max(len(view.table.rows), 1), at, _BAR)
    last = len(view.table.rows)
    if last:
        sheet.autofilter(0, 0, last, len(view.picks) - 1)
    else:
        put(sheet, (1, 0), view.empty, Shape.SUBTITLE, styles)
    sheet.freeze_panes(1, view.frozen)
    printed(sheet, landscape=True, repeat=True)


def printed(sheet: Worksheet, *, landscape: bool, repeat: bool = False) -> None:
    """How the sheet comes out of a printer: as wide as the paper, with its name and the number of the page."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=_MARGIN, right=_MARGIN, top=_MARGIN, bottom=0.75)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")
    if repeat:
        sheet.repeat_rows(0)


def place_of(view: View, name: str) -> int | None:
    """In which column of the sheet the column of this name stands, from 0."""
    names = [pick.name for pick in view.picks]
    return names.index(name) if name in names else None
