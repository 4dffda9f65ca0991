"""The geometry of a radar: where a value lies on an axis, and the runs of an outline with its gaps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, pi, sin

from pet.charts import style
from pet.charts.draw.lettering import Weight
from pet.charts.draw.sheet import Lettering, Pen, Point, Sheet
from pet.charts.spec.radar import Line, Outline

# Where the centre lies on the scale: half a step below the lowest point, so that "1" is a ring too.
CENTRE = 0.5
# Half the room that a ring opens for its number, in points.
_NUMBER_ROOM = 6.0
# How far a line must stay from the middle of a number, in points.
_CLEAR = 5.2
_PATCH = 4.4
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
    Line.EARLIER: Look(Pen(style.MUTED, 1.4, (4, 2.2)), marker=2.4, hollow=True),
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


def draw_ring_numbers(sheet: Sheet, dial: Dial, between: float, outlines: Sequence[Outline]) -> None:
    """The numbers of the rings, in a direction between two axes; without them every value looks the same.

    A number that a line comes close to stands on a patch of white. Where the rings have no room for all, only
    the lowest and the highest carry theirs.
    """
    lettering = Lettering(style.SMALL_SIZE, Weight.SEMIBOLD)
    roomy = dial.reach(2) - dial.reach(1) > lettering.size
    for point in range(1, dial.points + 1) if roomy else (1, dial.points):
        x, y = place = dial.at(between, dial.reach(point))
        if _from_lines(place, dial, outlines, int(between)) < _CLEAR:
            sheet.circle(place, _PATCH, style.WHITE)
        sheet.text((x, y + lettering.ascent / 2), str(point), lettering, "center")


def clearest(dial: Dial, outlines: Sequence[Outline]) -> float:
    """The direction between two axes, near the top if possible, in which ring numbers touch no line."""
    halves = sorted((axis + 0.5 for axis in range(dial.axes)), key=lambda place: _turned(dial, place))
    beside = [axis + part for axis in range(dial.axes) for part in (0.35, 0.65)]
    upward = [place for place in halves if dial.direction(place)[1] < 0]
    order = [*upward, *sorted(beside, key=lambda place: _turned(dial, place)), *halves]
    clear = (place for place in order if _clearance(dial, outlines, place) > _CLEAR)
    return next(clear, max(order, key=lambda place: _clearance(dial, outlines, place)))


def _turned(dial: Dial, place: float) -> float:
    """How far a direction is from the top, 0 to 1; the same on both sides."""
    across, down = dial.direction(place)
    return round((1 + down) / 2 + abs(across) / 100, 9)


def _clearance(dial: Dial, outlines: Sequence[Outline], between: float) -> float:
    """The smallest distance in points of any line from any ring number in a direction between two axes."""
    numbers = (dial.at(between, dial.reach(point)) for point in range(1, dial.points + 1))
    return min(_from_lines(number, dial, outlines, int(between)) for number in numbers)


def _from_lines(place: Point, dial: Dial, outlines: Sequence[Outline], first: int) -> float:
    """The smallest distance in points of any line between an axis and the next from a place."""
    second = (first + 1) % dial.axes
    distances = [dial.radius]
    for outline in outlines:
        one, other = outline.typical[first], outline.typical[second]
        if one is not None and other is not None:
            distances.append(_distance(place, dial.on(first, one), dial.on(second, other)))
    return min(distances)


def _distance(point: Point, start: Point, end: Point) -> float:
    """How far a point is from a line with two ends, in points."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = across**2 + down**2
    along = ((point[0] - start[0]) * across + (point[1] - start[1]) * down) / length if length else 0.0
    share = min(1.0, max(0.0, along))
    return hypot(point[0] - start[0] - share * across, point[1] - start[1] - share * down)
