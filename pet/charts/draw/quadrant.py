"""The map of all themes: strength across, agreement up, and the corners that arithmetic leaves empty."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from pet.charts import style
from pet.charts.draw.lettering import Weight, width, wrap
from pet.charts.draw.places import Box, spread
from pet.charts.draw.sheet import Lettering, Pen, Point, Sheet, Side
from pet.charts.spec import Dot, Quadrant

_CORNER = Lettering(style.SMALL_SIZE, Weight.SEMIBOLD, style.MUTED)
_QUIET = Lettering(style.TINY_SIZE, Weight.ITALIC, style.MUTED)
_AXIS = Lettering(style.SMALL_SIZE, colour=style.MUTED)
_NUMBER = Lettering(style.TINY_SIZE, Weight.SEMIBOLD)
_SHAPE = 0.66
_PILL = 12.0
_EDGE = 12.0
# Below the tip of the V, for the words at the bottom.
_WORDS = 16.0


def draw_quadrant(spec: Quadrant, across: float) -> Figure:
    """Draw the map `across` points wide."""
    sheet = Sheet(across)
    plot, bottom = _draw_frame(sheet, spec, across)
    _draw_ground(sheet, spec, plot)
    taken = _draw_words(sheet, spec, plot)
    order = sorted(range(len(spec.dots)), key=lambda n: not spec.dots[n].chosen)
    homes = {n: _at(plot, spec.dots[n].strength, spec.dots[n].agreement) for n in order}
    pills = [_pill(spec.dots[n], homes[n]) for n in order]
    margin = Box(plot.left, plot.top - 4, plot.width + 1, plot.height + 4)
    found = dict(zip(order, spread(pills, margin, taken, [homes[n] for n in order]), strict=True))
    for n, box in found.items():
        _draw_leader(sheet, homes[n], box)
    for n, box in found.items():
        _draw_pill(sheet, spec.dots[n], box)
    return sheet.figure(bottom + 2)


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
    """What stands around the plot: upper corners, directions, ticks.

    Returns:
        The plot, and the lower edge in points.
    """
    up = wrap(spec.up, across * _SHAPE * 0.9, _AXIS.size, lines=2)
    left = len(up) * _AXIS.leading + 5
    half = (across - left) / 2 - 8
    corners = [wrap(text, half, _CORNER.size, _CORNER.weight, lines=2) for text in spec.corners[:2]]
    top = max(map(len, corners)) * _CORNER.leading + 8
    plot = Box(left, top, across - left - 1, (across - left) * _SHAPE)
    _set(sheet, corners[0], (left, 0.0), _CORNER)
    _set(sheet, corners[1], (left + plot.width, 0.0), _CORNER, "right")
    for n, line in enumerate(up):
        at = (n * _AXIS.leading + _AXIS.ascent + 2.5, top + plot.height / 2)
        sheet.text(at, line, _AXIS, "center", turn=90)
    bottom = top + plot.height + 2
    for strength in (0, 50, 100):
        _set(sheet, [str(strength)], (_at(plot, strength, 0)[0], bottom), _AXIS, "center")
    below = wrap(spec.across, plot.width, _AXIS.size, lines=2)
    _set(sheet, below, (_at(plot, 50, 0)[0], bottom + _AXIS.leading), _AXIS, "center")
    return plot, bottom + _AXIS.leading * (1 + len(below))


def _set(sheet: Sheet, lines: Sequence[str], at: Point, lettering: Lettering, side: Side = "left") -> None:
    """Set lines below each other from their upper edge."""
    for n, line in enumerate(lines):
        sheet.text((at[0], at[1] + n * lettering.leading + lettering.ascent + 2), line, lettering, side)


def _draw_words(sheet: Sheet, spec: Quadrant, plot: Box) -> list[Box]:
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
    return [Box(plot.left, baseline - 8, plot.width, 12)]


def _pill(dot: Dot, home: Point) -> Box:
    wide = max(_PILL, width(dot.number, _NUMBER.size, _NUMBER.weight) + 6)
    return Box(home[0] - wide / 2, home[1] - _PILL / 2, wide, _PILL)


def _draw_leader(sheet: Sheet, home: Point, box: Box) -> None:
    """From a label that had to move to where the theme lies."""
    centre = (box.left + box.width / 2, box.top + box.height / 2)
    if centre != home:
        sheet.line([home, centre], Pen(style.ACCENT, 0.7))
        sheet.circle(home, 1.8, style.ACCENT)


def _draw_pill(sheet: Sheet, dot: Dot, box: Box) -> None:
    fill, ink = (style.ACCENT, style.WHITE) if dot.chosen else (style.WHITE, style.INK)
    sheet.pill(box.left, box.top, box.width, box.height, fill, Pen(style.ACCENT, 1.1))
    lettering = Lettering(_NUMBER.size, _NUMBER.weight, ink)
    baseline = box.top + box.height / 2 + _NUMBER.ascent / 2
    sheet.text((box.left + box.width / 2, baseline), dot.number, lettering, "center")
