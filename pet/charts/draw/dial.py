"""The geometry of a radar: where a value lies on an axis, and the runs of an outline with its gaps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, pi, sin

from pet.charts import style
from pet.charts.draw.sheet import Lettering, Pen, Point, Sheet
from pet.charts.spec import Line, Outline

# Where the centre lies on the scale: half a step below the lowest point, so that "1" is a ring too.
CENTRE = 0.5
# Half the room that a ring opens for its number, in points.
_NUMBER_ROOM = 5.0
_SMALL = 72.0


@dataclass(frozen=True, slots=True)
class Look:
    """How an outline is drawn."""

    pen: Pen
    marker: float
    square: bool = False
    hollow: bool = False

    def at(self, radius: float) -> "Look":
        """The same, finer on a small radar."""
        if radius >= _SMALL:
            return self
        pen = replace(self.pen, width=self.pen.width * 0.75)
        return replace(self, pen=pen, marker=self.marker * 0.65)


LOOKS = {
    Line.MAIN: Look(Pen(style.ACCENT, 1.9), marker=3.2),
    Line.SECOND: Look(Pen(style.SECOND, 1.7, (5, 2.5)), marker=3.0, square=True, hollow=True),
    Line.CONTEXT: Look(Pen(style.FAINT, 1.1, (1.5, 2.0)), marker=0),
}


@dataclass(frozen=True, slots=True)
class Dial:
    """A radar without its labels.

    Attributes:
        centre: in points on the sheet.
        radius: of the outermost ring, in points.
        axes: how many, clockwise from the top.
        points: K.
    """

    centre: Point
    radius: float
    axes: int
    points: int

    def reach(self, value: float) -> float:
        """How far from the centre a value lies, in points."""
        return self.radius * (value - CENTRE) / (self.points - CENTRE)

    def direction(self, axis: float) -> Point:
        """The unit vector of an axis, or between two axes."""
        angle = 2 * pi * axis / self.axes
        return sin(angle), -cos(angle)

    def at(self, axis: float, distance: float) -> Point:
        """The point on an axis at a distance from the centre."""
        across, down = self.direction(axis)
        return self.centre[0] + across * distance, self.centre[1] + down * distance

    def on(self, axis: int, value: float) -> Point:
        """The point on an axis at a value of the scale."""
        return self.at(axis, self.reach(value))


def runs(shown: Sequence[bool]) -> tuple[tuple[int, ...], ...]:
    """The runs of neighbouring axes that are shown, round the circle; one run that starts and ends alike if all are."""
    count = len(shown)
    if not any(shown):
        return ()
    if all(shown):
        return ((*range(count), 0),)
    starts = [i for i in range(count) if shown[i] and not shown[i - 1]]
    found = []
    for start in starts:
        length = next(n for n in range(1, count + 1) if not shown[(start + n) % count])
        found.append(tuple((start + n) % count for n in range(length)))
    return tuple(found)


def draw_grid(sheet: Sheet, dial: Dial, shown: Sequence[bool], labels: float | None = None) -> None:
    """Rings and axes; the middle ring a little stronger, an axis without a value broken.

    Args:
        sheet: to draw on.
        dial: the radar.
        shown: whether each axis has a value.
        labels: the direction in which rings are numbered, in axes; `None` for no numbers.
    """
    middle = (dial.points + 1) / 2
    for point in range(1, dial.points + 1):
        pen = Pen(style.RULE if point in (middle, dial.points) else style.GRID)
        if labels is None:
            sheet.circle(dial.centre, dial.reach(point), pen=pen)
        else:
            turn = 360 * labels / dial.axes - 90
            sheet.ring(dial.centre, dial.reach(point), pen, gap=(turn, _NUMBER_ROOM))
    for axis, has_value in enumerate(shown):
        dashes = () if has_value else (1.5, 2.5)
        sheet.line(
            [dial.centre, dial.on(axis, dial.points)],
            Pen(style.GRID if has_value else style.RULE, 0.8, dashes),
        )


def draw_band(sheet: Sheet, dial: Dial, bands: Sequence[tuple[float, float] | None]) -> None:
    """The ribbon between the lower and the upper quartiles; the centre stays empty."""
    for run in runs([band is not None for band in bands]):
        pairs = [(axis, band) for axis in run if (band := bands[axis]) is not None]
        outer = [dial.on(axis, high) for axis, (_, high) in pairs]
        inner = [dial.on(axis, low) for axis, (low, _) in reversed(pairs)]
        if len(pairs) == 1:
            sheet.line([outer[0], inner[0]], Pen(style.BAND, 6))
        elif run[0] == run[-1]:
            sheet.shape([outer, inner], style.BAND)
        else:
            sheet.shape([[*outer, *inner]], style.BAND)


def draw_outline(sheet: Sheet, dial: Dial, outline: Outline) -> None:
    """The line through the typical answers, open where an axis has none, and its markers."""
    look = LOOKS[outline.line].at(dial.radius)
    values = [(axis, value) for axis, value in enumerate(outline.typical) if value is not None]
    places = {axis: dial.on(axis, value) for axis, value in values}
    found = runs([value is not None for value in outline.typical])
    sheet.lines([[places[axis] for axis in run] for run in found], look.pen)
    for place in places.values():
        draw_marker(sheet, place, look)


def draw_marker(sheet: Sheet, at: Point, look: Look) -> None:
    """The marker of an outline; a plain line has none."""
    if not look.marker:
        return
    fill, edge = (style.WHITE, look.pen.colour) if look.hollow else (look.pen.colour, style.WHITE)
    pen = Pen(edge, 1.3 if look.hollow else 0.8)
    if look.square:
        x, y, half = *at, look.marker * 0.9
        corners = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
        sheet.shape([corners], fill, pen)
    else:
        sheet.circle(at, look.marker, fill, pen)


def draw_ring_numbers(sheet: Sheet, dial: Dial, between: float) -> None:
    """The numbers of the rings, in a direction between two axes."""
    lettering = Lettering(style.TINY_SIZE, colour=style.MUTED)
    for point in range(1, dial.points + 1):
        x, y = dial.at(between, dial.reach(point))
        sheet.text((x, y + lettering.ascent / 2), str(point), lettering, "center")


def clearest(dial: Dial, outlines: Sequence[Outline]) -> float:
    """The direction between two axes near the top in which ring numbers touch no line."""
    order = sorted((axis + 0.5 for axis in range(dial.axes)), key=lambda place: abs(dial.direction(place)[0]))
    upward = [place for place in order if dial.direction(place)[1] < 0] or order
    clear = (place for place in upward if _clearance(dial, outlines, place) > _NUMBER_ROOM)
    return next(clear, max(upward, key=lambda place: _clearance(dial, outlines, place)))


def _clearance(dial: Dial, outlines: Sequence[Outline], between: float) -> float:
    """The smallest distance in points of any line from any ring on the way between two axes."""
    first = int(between)
    distances = []
    for outline in outlines:
        near = outline.typical[first], outline.typical[(first + 1) % dial.axes]
        if near[0] is None or near[1] is None:
            continue
        crossing = _crossing(dial, near[0], near[1])
        distances += [abs(crossing - dial.reach(point)) for point in range(1, dial.points + 1)]
    return min(distances, default=dial.radius)


def _crossing(dial: Dial, one: float, other: float) -> float:
    """Where the line between two neighbouring axes crosses the half-way direction, in points from the centre."""
    a, b = dial.reach(one), dial.reach(other)
    return 2 * a * b * cos(pi / dial.axes) / (a + b)
