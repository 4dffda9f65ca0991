"""How cells look: one format for each shape of cell, made once for a workbook."""

from enum import StrEnum
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from pet.charts import style

_LOCAL_DATE = 14  # the short date of whoever reads it


class Shape(StrEnum):
    """What a cell looks like."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    HEAD = "head"
    TERM = "term"
    TEXT = "text"
    WHOLE = "whole"
    TENTH = "tenth"
    HUNDREDTH = "hundredth"
    MOVE = "move"
    SHARE = "share"
    DATE = "date"
    LINK = "link"


_NUMBERS = {
    Shape.WHOLE: "0",
    Shape.TENTH: "0.0",
    Shape.HUNDREDTH: "0.00",
    Shape.MOVE: "+0.0;−0.0;0.0",
    Shape.SHARE: "0%",
}
_CELL = {"valign": "top"}
_LINE = {"bottom": 1, "bottom_color": style.RULE}
_LOOKS: dict[Shape, dict[str, Any]] = {
    Shape.TITLE: {"bold": True, "font_size": 18, "font_color": style.ACCENT},
    Shape.SUBTITLE: {"font_size": 12, "font_color": style.MUTED},
    Shape.HEADING: {"bold": True, "font_size": 13, "font_color": style.ACCENT, "valign": "bottom"},
    Shape.HEAD: {
        "bold": True,
        "text_wrap": True,
        "valign": "bottom",
        "font_color": style.INK,
        "bg_color": style.BAND,
        "bottom": 2,
        "bottom_color": style.ACCENT,
    },
    Shape.TERM: {**_CELL, "bold": True, "text_wrap": True},
    Shape.TEXT: {**_CELL, "text_wrap": True},
    Shape.DATE: {**_CELL, "num_format": _LOCAL_DATE, "align": "left"},
    Shape.LINK: {"font_color": style.ACCENT, "underline": 1},
    **{shape: {**_CELL, "num_format": code} for shape, code in _NUMBERS.items()},
}
_LINED = {Shape.TEXT, Shape.DATE, *_NUMBERS}


class Styles:
    """The formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Shape, bool, bool], Format] = {}

    def of(self, shape: Shape, *, lined: bool = False, quoted: bool = False) -> Format:
        """The format of a shape.

        Args:
            shape: which.
            lined: with a thin line below, as in tables.
            quoted: with the mark that keeps a text one when somebody edits the cell.
        """
        key = (shape, lined and shape in _LINED, quoted)
        if key not in self._made:
            look = {
                **_LOOKS[shape],
                **(_LINE if key[1] else {}),
                **({"quote_prefix": True} if quoted else {}),
            }
            self._made[key] = self._book.add_format(look)
        return self._made[key]
