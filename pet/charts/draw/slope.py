"""Slopes: a line for each theme from then to now, its name at its end; names never lie over each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from pet.charts import style
from pet.charts.draw.lettering import Weight, width, wrap
from pet.charts.draw.sheet import Lettering, Pen, Point, Sheet, Side
from pet.charts.draw.slope_signs import PENS, draw_end, draw_keys, draw_mark, draw_reach
from pet.charts.draw.spread import spread
from pet.charts.spec.slope import Course, Slope, SlopeLine, SlopePanel

_HEAD = Lettering(style.SMALL_SIZE, Weight.SEMIBOLD)
_TITLE = Lettering(style.TEXT_SIZE, Weight.SEMIBOLD)
_MOVED = Lettering(style.SMALL_SIZE, Weight.SEMIBOLD)
_STEADY = Lettering(style.SMALL_SIZE, colour=style.MUTED)
_SPREAD = Lettering(style.SMALL_SIZE)
_POINT = Lettering(style.TINY_SIZE, colour=style.MUTED)
_ORDER = (Course.STEADY, Course.UP, Course.DOWN)  # an open square does not hide a dot
_NARROWEST = 250.0  # a panel that stands beside another
_BETWEEN = 26.0
_STEP, _LEAST = 27.0, 96.0  # from one point of the scale to the next; the lowest panel
_LOW_STEP, _LOW_LEAST = 17.5, 80.0  # the same where many stand on one page
_PAD = 7.0  # above the highest and below the lowest point
_POINTS, _REACH_LEFT, _REACH, _GAP = 11.0, 9.0, 15.0, 5.0  # room for numbers of points and for leaders
_MARKED = (0.5, 0.4, 0.6, 0.3, 0.7)  # where on its way a line may carry its mark, the best first
_REACH_AT = 10.0  # before the end of a line: where the arrow heads stand
_APART = 2.0  # between labels
_INSET = 1.4  # from an axis to where a line begins, under its dot
_LEADS_FROM = 2.0


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a panel's two rounds stand, in points."""

    left: float
    right: float
    top: float
    high: float
    points: int
    edge: float

    def at(self, value: float) -> float:
        """The height of a value on the sheet."""
        step = (self.high - 2 * _PAD) / (self.points - 1)
        return self.top + _PAD + (self.points - value) * step


@dataclass(frozen=True, slots=True)
class _Label:
    """What stands at an end of one or more lines.

    Attributes:
        value: the number.
        lines: the name, broken to fit; empty at the left.
        ends: the values of the lines that end here.
        lettering: of all of it.
    """

    value: str
    lines: tuple[str, ...]
    ends: tuple[float, ...]
    lettering: Lettering

    @property
    def high(self) -> float:
        """In points."""
        return max(1, len(self.lines)) * self.lettering.leading + _APART

    @property
    def middle(self) -> float:
        """The value at whose height it would best stand."""
        return sum(self.ends) / len(self.ends)


def draw_slope(spec: Slope, across: float) -> Figure:
    """Draw the panels in as many columns as fit, `across` points wide together."""
    sheet = Sheet(across)
    columns = max(1, min(len(spec.panels), int((across + _BETWEEN) // (_NARROWEST + _BETWEEN))))
    wide = (across - _BETWEEN * (columns - 1)) / columns
    top = _APART
    for start in range(0, len(spec.panels), columns):
        row = spec.panels[start : start + columns]
        heads = [wrap(panel.title, wide, _TITLE.size, _TITLE.weight, lines=3) for panel in row]
        under = top + max(len(lines) if lines[0] else 0 for lines in heads) * _TITLE.leading
        bottoms = []
        for column, (panel, lines) in enumerate(zip(row, heads, strict=True)):
            left = column * (wide + _BETWEEN)
            _set(sheet, lines, (left, top), _TITLE)
            bottoms.append(_draw_panel(sheet, spec, panel, (left, under, wide)))
        top = max(bottoms) + _PAD
    return sheet.figure(draw_keys(sheet, spec, top) + 1)


def _draw_panel(sheet: Sheet, spec: Slope, panel: SlopePanel, place: tuple[float, float, float]) -> float:
    """Draw one panel in a column given by its left and upper edge and its width.

    Returns:
        The lower edge, in points.
    """
    edge, top, wide = place
    values = max(width(value, _MOVED.size, _MOVED.weight) for line in panel.lines for value in line.values)
    left = edge + _POINTS + values + _REACH_LEFT
    right = left + min(max(wide * 0.28, 44.0), 150.0)
    room = max(edge + wide - right - _REACH - values - _GAP, 30.0)
    starts, ends = _starts(panel.lines), _ends(panel.lines, room)
    step, least = (_LOW_STEP, _LOW_LEAST) if spec.low else (_STEP, _LEAST)
    high = max(least, step * (len(spec.points) - 1) + 2 * _PAD, *(_high(labels) for labels in (starts, ends)))
    under = _draw_heads(sheet, spec.rounds, (left, right, edge), top)
    frame = _Frame(left, right, under, high, len(spec.points), edge)
    _draw_scale(sheet, frame)
    for line in sorted(panel.lines, key=lambda one: _ORDER.index(one.course)):
        _draw_line(sheet, frame, line, panel.lines)
    _draw_labels(sheet, frame, starts, (left, left - _REACH_LEFT), "right")
    _draw_labels(sheet, frame, ends, (right, right + _REACH), "left", values + _GAP)
    return under + high


def _draw_heads(sheet: Sheet, rounds: tuple[str, str], axes: tuple[float, float, float], top: float) -> float:
    """The names of the rounds above their axes.

    Returns:
        The lower edge, in points.
    """
    left, right, edge = axes
    rooms = (2 * min(left - edge, (right - left) / 2 - 3), right - left - 6)
    heads = [
        wrap(name, max(room, 30.0), _HEAD.size, _HEAD.weight, lines=4)
        for name, room in zip(rounds, rooms, strict=True)
    ]
    most = max(map(len, heads))
    for x, lines in zip((left, right), heads, strict=True):
        _set(sheet, lines, (x, top + (most - len(lines)) * _HEAD.leading), _HEAD, "center")
    return top + most * _HEAD.leading + 4


def _draw_scale(sheet: Sheet, frame: _Frame) -> None:
    """The two rounds as upright lines with a tick for each point, numbered at the left."""
    for x in (frame.left, frame.right):
        sheet.line([(x, frame.at(1)), (x, frame.at(frame.points))], Pen(style.RULE))
        for point in range(1, frame.points + 1):
            sheet.line([(x - 2.5, frame.at(point)), (x + 2.5, frame.at(point))], Pen(style.RULE))
    for point in range(1, frame.points + 1):
        sheet.text((frame.edge, frame.at(point) + _POINT.ascent / 2), str(point), _POINT)


def _draw_line(sheet: Sheet, frame: _Frame, line: SlopeLine, others: Sequence[SlopeLine]) -> None:
    start, end = (frame.left, frame.at(line.before)), (frame.right, frame.at(line.after))
    # From under one dot to under the other: lines that reach the axes would make a ruled grid, which reads as a table.
    sheet.line([(start[0] + _INSET, start[1]), (end[0] - _INSET, end[1])], PENS[line.course])
    for place in (start, end):
        draw_end(sheet, place, line.course)
    if line.reach is not None:
        draw_reach(sheet, _before_end(start, end), line.reach)
    if line.reworded:
        part = max(_MARKED, key=lambda one: round(_clearance(line, others, one), 6))
        draw_mark(sheet, (start, end), PENS[line.course].colour, part)


def _before_end(start: Point, end: Point) -> Point:
    """The place on a line a little before its end."""
    part = 1 - _REACH_AT / (end[0] - start[0])
    return (end[0] - _REACH_AT, start[1] + (end[1] - start[1]) * part)


def _clearance(line: SlopeLine, others: Sequence[SlopeLine], part: float) -> float:
    """How far the nearest other line is at a part of the way, in steps."""
    here = line.before + (line.after - line.before) * part
    away = (abs(one.before + (one.after - one.before) * part - here) for one in others if one is not line)
    return min(away, default=0.0)


def _starts(lines: Sequence[SlopeLine]) -> list[_Label]:
    """The numbers at the left, each once."""
    found: dict[str, list[SlopeLine]] = {}
    for line in sorted(lines, key=lambda one: -one.before):
        found.setdefault(line.values[0], []).append(line)
    return [
        _Label(value, (), tuple(line.before for line in some), _lettering(some))
        for value, some in found.items()
    ]


def _ends(lines: Sequence[SlopeLine], room: float) -> list[_Label]:
    """Number and name at the right end of each line."""
    found = []
    for line in sorted(lines, key=lambda one: (-one.after, -one.before)):
        lettering = _lettering([line])
        name = wrap(line.label, room, lettering.size, lettering.weight, lines=3)
        found.append(_Label(line.values[1], name, (line.after,), lettering))
    return found


def _lettering(lines: Sequence[SlopeLine]) -> Lettering:
    if any(line.course is not Course.STEADY for line in lines):
        return _MOVED
    return _SPREAD if any(line.reach is not None for line in lines) else _STEADY


def _high(labels: Sequence[_Label]) -> float:
    return sum(label.high for label in labels)


def _draw_labels(
    sheet: Sheet,
    frame: _Frame,
    labels: Sequence[_Label],
    reach: tuple[float, float],
    side: Side,
    indent: float = 0.0,
) -> None:
    """Set labels below each other, each as near to its lines as the others allow, with a leader where it moved."""
    wanted = [frame.at(label.middle) for label in labels]
    limits = (frame.top, frame.top + frame.high)
    middles = spread(wanted, [label.high for label in labels], limits)
    axis, x = reach
    away = 1.0 if side == "left" else -1.0
    for label, middle in zip(labels, middles, strict=True):
        first = middle - (len(label.lines) or 1) * label.lettering.leading / 2
        heart = first + label.lettering.leading / 2
        for end in label.ends:
            if abs(frame.at(end) - heart) > _LEADS_FROM:
                ends = [(axis + away * 4.5, frame.at(end)), (x - away * 2.5, heart)]
                sheet.line(ends, Pen(style.RULE, 0.6))
        _set(sheet, [label.value], (x, first), label.lettering, side)
        _set(sheet, label.lines, (x + indent, first), label.lettering)


def _set(sheet: Sheet, lines: Sequence[str], at: Point, lettering: Lettering, side: Side = "left") -> None:
    """Set lines below each other from their upper edge."""
    for n, line in enumerate(lines):
        sheet.text((at[0], at[1] + n * lettering.leading + lettering.ascent + 1.5), line, lettering, side)
