"""The map of all themes: strength across, agreement up, and the corners that arithmetic leaves empty."""

from collections.abc import Sequence
from math import hypot

import numpy as np
from matplotlib.figure import Figure

from pet.charts import style
from pet.charts.draw.lettering import Weight, width, wrap
from pet.charts.draw.places import LEADS_FROM, Box, Floats, Label, arranged
from pet.charts.draw.sheet import Lettering, Pen, Point, Sheet, Side
from pet.charts.spec.quadrant import Dot, Quadrant

_CORNER = Lettering(style.SMALL_SIZE, Weight.SEMIBOLD, style.MUTED)
_QUIET = Lettering(style.TINY_SIZE, Weight.ITALIC, style.MUTED)
_AXIS = Lettering(style.SMALL_SIZE, colour=style.MUTED)
_NUMBER = Lettering(style.TINY_SIZE, Weight.SEMIBOLD)
# Height for width; a narrow map is tall, or its numbers would have no room.
_SHAPE, _TALL_SHAPE, _NARROW = 0.66, 1.2, 320.0
_HIGH = 9.6
_DOT, _CHOSEN = 1.9, 2.8
_EDGE = 12.0
# Below the tip of the V, for the words at the bottom.
_WORDS = 16.0
_NEVER, _SHADED, _ON_LINE = 10_000.0, 30.0, 4.0


def draw_quadrant(spec: Quadrant, across: float) -> Figure:
    """Draw the map `across` points wide: a dot for each theme, its number beside it."""
    sheet = Sheet(across)
    plot, bottom = _draw_frame(sheet, spec, across)
    _draw_ground(sheet, spec, plot)
    taken = _draw_words(sheet, spec, plot)
    order = sorted(range(len(spec.dots)), key=lambda n: not spec.dots[n].chosen)
    dots = [spec.dots[n] for n in order]
    homes = [_at(plot, dot.strength, dot.agreement) for dot in dots]
    labels = [Label(home, _wide(dot), _HIGH) for dot, home in zip(dots, homes, strict=True)]
    boxes = arranged(labels, lambda places: _cost(places, spec, plot, taken))
    numbered = [
        (dot, home, box)
        for dot, home, box in zip(dots, homes, boxes, strict=True)
        if dot.chosen or not spec.sparse or _away(home, box) < LEADS_FROM
    ]
    for _dot, home, box in numbered:
        _draw_leader(sheet, home, box)
    for dot, home in zip(dots, homes, strict=True):
        sheet.circle(home, _CHOSEN if dot.chosen else _DOT, style.ACCENT, Pen(style.WHITE, 0.5))
    for dot, _home, box in numbered:
        _draw_number(sheet, dot, box)
    return sheet.figure(bottom + 2)


def places_on(spec: Quadrant, across: float) -> tuple[Point, ...]:
    """Where on the map of this width each theme lies, in points from its upper left corner, in the order of the dots."""
    plot, _bottom = _draw_frame(Sheet(across), spec, across)
    return tuple(_at(plot, dot.strength, dot.agreement) for dot in spec.dots)


def measure_quadrant(spec: Quadrant, across: float) -> float:
    """How high the map will be, in points; finding places for its numbers takes much longer."""
    return _draw_frame(Sheet(across), spec, across)[1] + 2


def _cost(places: Floats, spec: Quadrant, plot: Box, taken: Box) -> Floats:
    """What a place on the map costs by itself: outside never, on the shaded corners and the lines rather not."""
    left, top, right, bottom = places.T
    outside = (left < plot.left) | (right > plot.left + plot.width) | (top < plot.top - 4)
    outside |= bottom > taken.top
    (middle, tip), (edge, upper) = _at(plot, 50, 0), _at(plot, 100, 1)
    far = np.maximum(np.abs(left - middle), np.abs(right - middle))
    shaded = bottom > tip - (tip - upper) * far / (edge - middle)
    cut = _at(plot, 50, spec.cut)[1]
    on_line = ((left < middle) & (right > middle)) | ((top < cut) & (bottom > cut))
    found: Floats = _NEVER * outside + _SHADED * shaded + _ON_LINE * on_line
    return found


def _at(plot: Box, strength: float, agreement: float) -> Point:
    """Where a theme lies; the outermost values keep clear of the frame."""
    x = plot.left + _EDGE + (plot.width - 2 * _EDGE) * strength / 100
    return x, plot.top + _EDGE + (plot.height - _EDGE - _WORDS) * (1 - agreement)


def _draw_ground(sheet: Sheet, spec: Quadrant, plot: Box) -> None:
    tip, left, right = _at(plot, 50, 0), _at(plot, 0, 1), _at(plot, 100, 1)
    edge, bottom = plot.left + plot.width, plot.top + plot.height
    corners = [(edge, right[1]), (edge, bottom), (plot.left, bottom), (plot.left, left[1])]
    sheet.shape([[left, tip, right, *corners]], style.SHADE)
    middle, cut = _at(plot, 50, spec.cut)
    sheet.lines([[(middle, plot.top), tip], [(plot.left, cut), (edge, cut)]], Pen(style.RULE, 1.0))


def _draw_frame(sheet: Sheet, spec: Quadrant, across: float) -> tuple[Box, float]:
    """What stands around the plot: upper corners, and what its sides mean.

    Returns:
        The plot, and the lower edge in points.
    """
    shape = _SHAPE if across >= _NARROW else _TALL_SHAPE
    tall = across * shape
    low, high = (wrap(text, tall / 2 - 8, _AXIS.size, lines=2) for text in spec.up)
    left = max(len(low), len(high)) * _AXIS.leading + 5
    half = (across - left) / 2 - 8
    corners = [wrap(text, half, _CORNER.size, _CORNER.weight, lines=2) for text in spec.corners[:2]]
    top = max(map(len, corners)) * _CORNER.leading + 8
    plot = Box(left, top, across - left - 1, tall - left * shape)
    _set(sheet, corners[0], (left, 0.0), _CORNER)
    _set(sheet, corners[1], (left + plot.width, 0.0), _CORNER, "right")
    _set_upward(sheet, low, (left, top + plot.height), "left")
    _set_upward(sheet, high, (left, top), "right")
    bottom = top + plot.height + 2
    lower, higher = (wrap(text, plot.width / 2 - 8, _AXIS.size, lines=2) for text in spec.across)
    _set(sheet, lower, (left, bottom), _AXIS)
    _set(sheet, higher, (left + plot.width, bottom), _AXIS, "right")
    return plot, bottom + _AXIS.leading * max(len(lower), len(higher))


def _set_upward(sheet: Sheet, lines: Sequence[str], at: Point, side: Side) -> None:
    """Set lines that are read upwards, the last one nearest to the plot, whose left edge is given."""
    for n, line in enumerate(reversed(lines)):
        sheet.text((at[0] - 5 - n * _AXIS.leading, at[1]), line, _AXIS, side, turn=90)


def _set(sheet: Sheet, lines: Sequence[str], at: Point, lettering: Lettering, side: Side = "left") -> None:
    """Set lines below each other from their upper edge."""
    for n, line in enumerate(lines):
        sheet.text((at[0], at[1] + n * lettering.leading + lettering.ascent + 2), line, lettering, side)


def _draw_words(sheet: Sheet, spec: Quadrant, plot: Box) -> Box:
    """The words inside the plot.

    Returns:
        What must stay free of themes.
    """
    baseline = plot.top + plot.height - 5
    edge, middle = plot.left + plot.width, _at(plot, 50, 0)[0]
    room = plot.width / 3 - 12
    differ = wrap(spec.corners[2], room, _CORNER.size, _CORNER.weight, lines=1)[0]
    empty = wrap(spec.empty, room, _QUIET.size, _QUIET.weight, lines=1)[0]
    sheet.text((middle, baseline), differ, _CORNER, "center")
    sheet.text((plot.left + 6, baseline), empty, _QUIET)
    sheet.text((edge - 6, baseline), empty, _QUIET, "right")
    return Box(plot.left, baseline - 8, plot.width, 12)


def _wide(dot: Dot) -> float:
    return width(dot.number, _NUMBER.size, _NUMBER.weight) + (6 if dot.chosen else 2)


def _draw_leader(sheet: Sheet, home: Point, box: Box) -> None:
    """From a theme to its number, where that had to move away."""
    if _away(home, box) >= LEADS_FROM:
        sheet.line([home, _nearest(home, box)], Pen(style.MUTED, 0.6))


def _nearest(home: Point, box: Box) -> Point:
    """Where the number is nearest to its theme."""
    return (
        min(max(home[0], box.left), box.left + box.width),
        min(max(home[1], box.top), box.top + box.height),
    )


def _away(home: Point, box: Box) -> float:
    """How far that is, in points."""
    end = _nearest(home, box)
    return hypot(end[0] - home[0], end[1] - home[1])


def _draw_number(sheet: Sheet, dot: Dot, box: Box) -> None:
    """The number, on a filled pill where the theme is on the agenda."""
    if dot.chosen:
        sheet.pill(box.left, box.top, box.width, box.height, style.ACCENT, Pen(style.ACCENT, 0.5))
    lettering = Lettering(_NUMBER.size, _NUMBER.weight, style.WHITE if dot.chosen else style.INK)
    baseline = box.top + box.height / 2 + _NUMBER.ascent / 2
    sheet.text((box.left + box.width / 2, baseline), dot.number, lettering, "center")
