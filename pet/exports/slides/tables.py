"""Tables on slides: as large as they fit, then with fewer lines in a cell, then with fewer rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.util import Pt

from pet.charts import style
from pet.exports.slides.fitting import LEADING, lines, shorten
from pet.language import ngettext
from pet.report.text import clean
from pet.words.numbers import whole

SIZES: Final = (22.0, 20.0, 18.0)
_MOST_LINES: Final = (99, 4, 3, 2, 1)
_PAD, _LEAD = 6.0, 5.0
"""Points at the left and the right of a cell, and in all above and below its words."""

Row = tuple[str, ...]
Letter = Callable[..., None]
"""Writes a text into a paragraph: (paragraph, text, size, *, bold, colour)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as it fits its box.

    Attributes:
        header, rows: the cells, cut visibly where they had to be.
        size: of the letters.
        widths: of the columns, in points.
        heights: of all rows, that of the heading first, in points.
        whole: whether nothing was cut.
    """

    header: Row
    rows: tuple[Row, ...]
    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    whole: bool

    @property
    def height(self) -> float:
        """Of the whole table, in points."""
        return sum(self.heights)


def fit(
    header: Sequence[str], rows: Sequence[Sequence[str]], box: tuple[float, float], shares: Sequence[float]
) -> Table:
    """The table with the largest letters with which it fits its box (width, height)."""
    widths = tuple(box[0] * share for share in shares)
    head, said = tuple(map(clean, header)), [tuple(map(clean, row)) for row in rows]
    for most in _MOST_LINES:
        for size in SIZES if most == _MOST_LINES[0] else SIZES[-1:]:
            made = _made(head, said, size, widths, most)
            if made.height <= box[1]:
                return made
    return _fewer(head, said, widths, box[1])


def write(table: Any, made: Table, letter: Letter) -> None:
    """Fill the empty table of a slide."""
    for column, wide in zip(table.columns, made.widths, strict=True):
        column.width = Pt(wide)
    for row, high in zip(table.rows, made.heights, strict=True):
        row.height = Pt(high)
    for y, cells in enumerate((made.header, *made.rows)):
        for x, text in enumerate(cells):
            _cell(table.cell(y, x), is_head=not y, shaded=not y % 2)
            letter(
                table.cell(y, x).text_frame.paragraphs[0],
                text,
                made.size,
                bold=not y,
                colour=style.WHITE if not y else style.INK,
            )


def _cell(cell: Any, *, is_head: bool, shaded: bool) -> None:
    cell.margin_left = cell.margin_right = Pt(_PAD)
    cell.margin_top = cell.margin_bottom = Pt(_LEAD / 2)
    cell.fill.solid()
    colour = style.ACCENT if is_head else style.SCREEN if shaded else style.SHADE
    cell.fill.fore_color.rgb = RGBColor.from_string(colour[1:])


def _made(header: Row, rows: Sequence[Row], size: float, widths: tuple[float, ...], most: int) -> Table:
    cut = [
        tuple(shorten(text, size, _room(wide), most=most) for text, wide in zip(row, widths, strict=True))
        for row in rows
    ]
    head = tuple(
        shorten(text, size, _room(wide), most=min(most, 2), bold=True)
        for text, wide in zip(header, widths, strict=True)
    )
    heights = [_height(head, size, widths, bold=True), *(_height(row, size, widths) for row in cut)]
    same = cut == list(rows) and head == header
    return Table(header=head, rows=tuple(cut), size=size, widths=widths, heights=tuple(heights), whole=same)


def _fewer(header: Row, rows: Sequence[Row], widths: tuple[float, ...], room: float) -> Table:
    """As many rows of one line as there is room for; the last says how many more there are."""
    fitting, too_many = 0, len(rows)
    while too_many - fitting > 1:  # every row more makes it taller
        middle = (fitting + too_many) // 2
        if _ending(header, rows, middle, widths).height <= room:
            fitting = middle
        else:
            too_many = middle
    made = _ending(header, rows, fitting, widths)
    return Table(
        header=made.header,
        rows=made.rows,
        size=made.size,
        widths=made.widths,
        heights=made.heights,
        whole=False,
    )


def _ending(header: Row, rows: Sequence[Row], shown: int, widths: tuple[float, ...]) -> Table:
    """The first rows, and how many more there are."""
    more = len(rows) - shown
    last = ngettext("… and {count} more", "… and {count} more", more, count=whole(more))
    return _made(header, [*rows[:shown], (last, *[""] * (len(header) - 1))], SIZES[-1], widths, 1)


def _height(cells: Row, size: float, widths: tuple[float, ...], *, bold: bool = False) -> float:
    most = max(lines(text, size, _room(wide), bold=bold) for text, wide in zip(cells, widths, strict=True))
    return most * size * LEADING + _LEAD


def _room(wide: float) -> float:
    return wide - 2 * _PAD
