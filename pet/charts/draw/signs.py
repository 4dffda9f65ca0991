"""The signs beside and above bars: "Don't know", the typical answer, and the legend of what is used."""

from collections.abc import Sequence
from math import ceil

from pet.charts import style
from pet.charts.draw.flow import Item, Mark, draw_flow
from pet.charts.draw.hatching import slanted
from pet.charts.draw.lettering import width
from pet.charts.draw.sheet import Lettering, Pen, Point, Sheet
from pet.charts.spec.bars import BarRow, Bars, DontKnow, Kind
from pet.charts.style import Fill

_QUIET = Lettering(style.SMALL_SIZE, colour=style.MUTED)
_CIRCLE = 2.7
_CIRCLES_ACROSS = 7
_STEP = 2 * _CIRCLE + 1.6
_BLOCK = _STEP * _CIRCLES_ACROSS


def draw_tick(sheet: Sheet, at: Point) -> None:
    """The sign of the typical answer: a small wedge whose tip stands on the bar, or on the scale where there is none."""
    x, y = at
    sheet.shape([[(x - 3.2, y - 6.4), (x + 3.2, y - 6.4), (x, y - 0.9)]], style.INK)


def draw_dont_know(sheet: Sheet, said: DontKnow, at: Point, *, one_line: bool = False) -> None:
    """Small circles, in a block or in one line, or a bar with its number; `at` is the middle of the left edge."""
    left, middle = at
    if said.people is None:
        room = width(said.label, _QUIET.size) + 4
        wide = max(1.5, said.share * (_BLOCK - room))
        sheet.box(left, middle - 4, wide, 8, style.DONT_KNOW)
        sheet.text((left + wide + 4, middle + _QUIET.ascent / 2), said.label, _QUIET)
        return
    across = said.people if one_line else _CIRCLES_ACROSS
    rows = ceil(said.people / across) if said.people else 0
    for n in range(said.people):
        line, place = divmod(n, across)
        centre = (left + _CIRCLE + place * _STEP, middle + (line - (rows - 1) / 2) * _STEP)
        sheet.circle(centre, _CIRCLE, pen=Pen(style.DONT_KNOW, 0.9))


def block_wide(said: DontKnow | None) -> float:
    """The room that the block of "Don't know" takes, in points."""
    if said is None or not said.share:
        return 0.0
    return _BLOCK if said.people is None else _STEP * min(said.people, _CIRCLES_ACROSS)


def draw_legend(sheet: Sheet, spec: Bars) -> float:
    """Only the signs that the rows use.

    Returns:
        The lower edge, in points.
    """
    items = []
    if any(row.kind is Kind.POINTS for row in spec.rows):
        items += _swatches(spec.points, style.palette(len(spec.points)))
    if any(row.kind is Kind.BINS for row in spec.rows):
        items += _swatches(spec.bins, style.palette(len(spec.bins)))
    if any(row.kind in (Kind.POINTS, Kind.SUMMARY) for row in spec.rows):
        items.append(Item(spec.typical, lambda on, at: draw_tick(on, (at[0] + 4, at[1] + 3)), 12.0))
    if any(block_wide(row.dont_know) for row in spec.rows):
        items.append(Item(spec.dont_know, _dont_know_sign(spec.rows), 12.0))
    if spec.unit and any(row.shares for row in spec.rows):
        items.append(Item(spec.unit))
    return draw_flow(sheet, items, 1.0) if items else 0.0


def _dont_know_sign(rows: Sequence[BarRow]) -> Mark:
    if any(row.dont_know is not None and row.dont_know.people for row in rows):
        return lambda on, at: on.circle((at[0] + 4, at[1]), _CIRCLE, pen=Pen(style.DONT_KNOW, 0.9))
    return lambda on, at: on.box(at[0] + 2, at[1] - 4, 5, 8, style.DONT_KNOW)


def _swatches(names: Sequence[str], fills: Sequence[Fill]) -> list[Item]:
    return [Item(name, _swatch(fill), 15.0) for name, fill in zip(names, fills, strict=True)]


def _swatch(fill: Fill) -> Mark:
    def draw(sheet: Sheet, at: Point) -> None:
        left, top, side = at[0], at[1] - 5, 10.0
        sheet.box(left, top, side, side, fill.colour)
        if fill.hatch is not None:
            sheet.lines(slanted(left, top, side, side, fill.hatch), Pen(fill.line, 1.0))
        corners = [(left, top), (left + side, top), (left + side, top + side), (left, top + side)]
        sheet.shape([corners], None, Pen(style.FAINT, 0.5))

    return draw
