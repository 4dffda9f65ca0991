"""Charts of the spreadsheet itself, drawn from the cells beside them, so that they can be edited."""

import re
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pet.charts import build, style
from pet.charts.spec.radar import Radar
from pet.exports.tables.model import one_line
from pet.exports.workbook.sheets import place_of
from pet.exports.workbook.summary import Block, Blocks
from pet.exports.workbook.view import View
from pet.language import gettext as _
from pet.record.model import Record
from pet.words.phrases import point

_WIDE, _HIGH = 560, 420  # pixels
_ROW = 22  # pixels of a bar with its gap
_COLUMN = 8  # beside the tables
_ROW_HEIGHT = 20  # pixels of a row of cells
_EARLIER = {"color": style.SECOND, "width": 1.75, "dash_type": "dash"}
_REFERENCE = re.compile(r"!(?=\$?[A-Z])")
_NOW = {"color": style.ACCENT, "width": 2.25}


def draw(book: xlsxwriter.Workbook, sheet: Worksheet, blocks: Blocks, themes: View, record: Record) -> None:
    """The radars beside the tables, and all themes as bars below each other."""
    row = 2
    radars = (
        (blocks.parts, build.radar(record.result, record.framework)),
        (blocks.earlier, build.change_radar(record.result, record.framework)),
    )
    for block, spec in radars:
        if block is not None and spec is not None:
            chart = _radar(book, sheet.get_name(), block, spec, record.framework.scale.size)
            _insert(sheet, row, chart, spec.description)
            row += _HIGH // _ROW_HEIGHT + 2
    bars = _bars(book, themes, record)
    if bars is not None:
        _insert(
            sheet,
            row,
            bars,
            _("How the answers to every theme are shared out; the numbers are on the sheet of themes."),
        )


def _insert(sheet: Worksheet, row: int, chart: Any, description: str) -> None:
    sheet.insert_chart(row, _COLUMN, chart, {"description": one_line(description), "object_position": 2})


def _radar(book: xlsxwriter.Workbook, name: str, block: Block, spec: Radar, points: int) -> Any:
    """Lines and dots, never filled: the area of a radar says nothing."""
    chart = book.add_chart({"type": "radar", "subtype": "with_markers"})
    for place, (series, column) in enumerate(block.columns):
        line = _EARLIER if len(block.columns) > 1 and place == 0 else _NOW
        chart.add_series(
            {
                "name": _shown(series),
                "categories": [name, block.first, 0, block.last, 0],
                "values": [name, block.first, column, block.last, column],
                "line": line,
                "marker": {
                    "type": "diamond" if line is _EARLIER else "circle",
                    "size": 6,
                    "fill": {"color": line["color"]},
                    "border": {"color": line["color"]},
                },
            }
        )
    chart.set_title(
        {"name": _shown(spec.finding), "name_font": {"size": 12, "color": style.INK}, "overlay": False}
    )
    chart.set_y_axis(
        {
            "min": 1,
            "max": points,
            "major_unit": 1,
            "num_format": "0",
            "major_gridlines": _grid(),
            "line": {"none": True},
        }
    )
    chart.set_legend({"position": "bottom"} if len(block.columns) > 1 else {"none": True})
    chart.set_size({"width": _WIDE, "height": _HIGH})
    return chart


def _shown(text: str) -> str:
    """A text in a chart; XlsxWriter takes one with “!A1” in it for a reference to a cell, unless a space parts it."""
    return _REFERENCE.sub("! ", one_line(text))


def _grid() -> dict[str, Any]:
    return {"visible": True, "line": {"color": style.GRID, "width": 0.75}}


def _bars(book: xlsxwriter.Workbook, themes: View, record: Record) -> Any | None:
    """Stacked bars of shares, the low side hatched; `None` where no shares are shown."""
    size = record.framework.scale.size
    places = [place_of(themes, f"share_{n}") for n in range(1, size + 1)]
    count, label = len(themes.table.rows), place_of(themes, "theme")
    if None in places or label is None or not count:
        return None
    chart = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for n, (at, fill) in enumerate(zip(places, style.palette(size), strict=True), start=1):
        chart.add_series(
            {
                "name": _shown(point(record.framework, n)),
                "categories": [themes.title, 1, label, count, label],
                "values": [themes.title, 1, at, count, at],
                **_filled(fill),
                "gap": 40,
            }
        )
    chart.set_title(
        {"name": _("All themes: shares of answers"), "name_font": {"size": 12, "color": style.INK}}
    )
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "line": {"none": True}})
    chart.set_x_axis({"num_format": "0%", "major_gridlines": _grid(), "label_position": "low"})
    chart.set_legend({"position": "top"})
    chart.set_size({"width": 760, "height": 120 + _ROW * count})
    return chart


def _filled(fill: style.Fill) -> dict[str, Any]:
    if fill.hatch is None:
        return {"fill": {"color": fill.colour}, "border": {"color": style.WHITE, "width": 0.5}}
    return {
        "pattern": {"pattern": "wide_upward_diagonal", "fg_color": fill.line, "bg_color": fill.colour},
        "border": {"color": style.WHITE, "width": 0.5},
    }
