"""The signs on slopes, each told by its form and not by its colour alone, and the key that names them."""

from math import hypot

from pet.charts import style
from pet.charts.draw.flow import Item, Mark, draw_flow
from pet.charts.draw.sheet import Pen, Point, Sheet
from pet.charts.spec.slope import Course, Reach, Slope

PENS = {
    Course.UP: Pen(style.ACCENT, 2.0),
    Course.DOWN: Pen(style.SECOND, 1.8, (5, 2.5)),
    Course.STEADY: Pen(style.FAINT, 1.0),
}


def draw_end(sheet: Sheet, at: Point, course: Course) -> None:
    """A large dot for up, an open square for down, a small dot for neither: not by colour alone."""
    if course is Course.DOWN:
        x, y, half = *at, 3.2
        corners = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
        sheet.shape([corners], None, Pen(style.SECOND, 1.3))
    elif course is Course.UP:
        sheet.circle(at, 3.2, style.ACCENT, Pen(style.WHITE, 0.8))
    else:
        sheet.circle(at, 1.7, style.FAINT)


def draw_reach(sheet: Sheet, at: Point, reach: Reach, size: float = 1.0) -> None:
    """Two arrow heads above and below a place, pointing away from each other or at each other."""
    x, y = at
    tip, base = (7.6 * size, 4.4 * size) if reach is Reach.FURTHER else (3.0 * size, 6.2 * size)
    for way in (-1, 1):
        head = [(x - 3.0, y + way * base), (x, y + way * tip), (x + 3.0, y + way * base)]
        sheet.line(head, Pen(style.WHITE, 3.0))
        sheet.line(head, Pen(style.INK, 1.3))


def draw_mark(sheet: Sheet, ends: tuple[Point, Point], colour: str, part: float = 0.5) -> None:
    """Two short strokes across a line at a part of its way, and a gap between them."""
    start, end = ends
    away, down = end[0] - start[0], end[1] - start[1]
    length = hypot(away, down)
    along = (away / length, down / length)
    middle = (start[0] + away * part, start[1] + down * part)

    def at(forward: float, aside: float) -> Point:
        return (
            middle[0] + along[0] * forward - along[1] * aside,
            middle[1] + along[1] * forward + along[0] * aside,
        )

    sheet.line([at(-1.6, 0), at(1.6, 0)], Pen(style.WHITE, 3.4))
    for forward in (-1.6, 1.6):
        sheet.line([at(forward - 1.1, 4.0), at(forward + 1.1, -4.0)], Pen(colour, 1.1))


def draw_keys(sheet: Sheet, spec: Slope, top: float) -> float:
    """What the lines, their ends and their marks are called; the lower edge, in points."""
    items = [Item(called, _sample(course), 26.0) for course, called in spec.courses]
    items += [Item(called, _sample_reach(reach), 26.0) for reach, called in spec.reaches]
    if spec.reworded:
        items.append(Item(spec.reworded, _sample_mark, 26.0))
    top = draw_flow(sheet, items, top) if items else top
    if spec.keyed:
        top = draw_flow(sheet, [Item(f"{n}  {word}") for n, word in enumerate(spec.points, start=1)], top)
    return top


def _sample(course: Course) -> Mark:
    def draw(sheet: Sheet, at: Point) -> None:
        ends = (at[0] + 3, at[1]), (at[0] + 18, at[1])
        sheet.line(ends, PENS[course])
        for end in ends:
            draw_end(sheet, end, course)

    return draw


def _sample_reach(reach: Reach) -> Mark:
    def draw(sheet: Sheet, at: Point) -> None:
        sheet.line([(at[0] + 3, at[1]), (at[0] + 18, at[1])], PENS[Course.STEADY])
        draw_reach(sheet, (at[0] + 10.5, at[1]), reach, 0.72)

    return draw


def _sample_mark(sheet: Sheet, at: Point) -> None:
    start, end = (at[0] + 3, at[1]), (at[0] + 18, at[1])
    sheet.line([start, end], PENS[Course.STEADY])
    draw_mark(sheet, (start, end), style.FAINT)
