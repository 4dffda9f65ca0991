"""Type of the report: one family, one accent, few sizes. Lengths are in points."""

from functools import cache
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from pet.charts import style
from pet.report import fonts

WIDTH = 508.0  # of the text area, the same on A4 and on US Letter: make charts this wide
MEASURE = 452.0  # the longest comfortable line, some eighty characters of body text
GAP = 20.0  # between columns

Align = Literal["left", "right", "centre"]

INK = HexColor(style.INK)
MUTED = HexColor(style.MUTED)
ACCENT = HexColor(style.ACCENT)
RULE = HexColor(style.RULE)
TINT = HexColor("#f3f6f6")  # behind a callout; light enough to vanish in a copy

_ALIGNMENTS = {"left": TA_LEFT, "right": TA_RIGHT, "centre": TA_CENTER}

# name: (face, size, leading, colour, space before, space after)
_TABLE = {
    "body": (fonts.REGULAR, 11, 16, INK, 0, 7),
    "lead": (fonts.REGULAR, 13, 18, INK, 2, 6),
    "small": (fonts.REGULAR, 9, 13, MUTED, 0, 6),
    "note": (fonts.REGULAR, 10, 14.5, MUTED, 0, 8),
    "fine": (fonts.REGULAR, 9.5, 12.6, INK, 0, 5),
    "strong": (fonts.BOLD, 11, 16, INK, 8, 4),
    "finding": (fonts.BOLD, 9.5, 12.5, INK, 2, 2),
    "item": (fonts.REGULAR, 11, 16, INK, 0, 5),
    "quote": (fonts.REGULAR, 10.5, 15, INK, 0, 0),
    "caption": (fonts.REGULAR, 9.5, 13.5, MUTED, 0, 0),
    "kicker": (fonts.BOLD, 11, 15, ACCENT, 0, 4),
    "heading1": (fonts.BOLD, 22, 26.5, INK, 0, 0),
    "heading2": (fonts.BOLD, 15, 20, INK, 16, 6),
    "heading3": (fonts.BOLD, 11.5, 16, INK, 12, 5),
    "heading4": (fonts.SEMIBOLD, 11, 16, INK, 8, 4),
    "cell": (fonts.REGULAR, 9.5, 13, INK, 0, 0),
    "cell-dense": (fonts.REGULAR, 9, 11.6, INK, 0, 0),
    "cell-head": (fonts.SEMIBOLD, 9, 12, MUTED, 0, 0),
    "box": (fonts.BOLD, 11, 15, INK, 0, 2),
    "box-hint": (fonts.REGULAR, 9, 12.5, MUTED, 0, 0),
    "cover-title": (fonts.BOLD, 34, 41, INK, 0, 14),
    "cover-subtitle": (fonts.REGULAR, 17, 24, INK, 0, 20),
    "contents1": (fonts.SEMIBOLD, 10.5, 14, INK, 2, 2),
    "contents2": (fonts.REGULAR, 10.5, 14, INK, 2, 2),
    "running": (fonts.REGULAR, 9, 12, MUTED, 0, 0),
}


@cache
def paragraph(name: str, align: Align = "left") -> ParagraphStyle:
    """The paragraph style of that name; styles are shared and never changed.

    Raises:
        KeyError: there is no such style.
    """
    fonts.register()
    face, size, leading, colour, before, after = _TABLE[name]
    return ParagraphStyle(
        name,
        fontName=face,
        fontSize=size,
        leading=leading,
        textColor=colour,
        spaceBefore=before,
        spaceAfter=after,
        alignment=_ALIGNMENTS[align],
        allowOrphans=0,
        allowWidows=0,
        splitLongWords=1,
        bulletFontName=fonts.REGULAR,
        bulletFontSize=size,
        underlineWidth=0.6,
    )
