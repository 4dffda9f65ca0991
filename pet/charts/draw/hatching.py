"""Hatching as plain lines, cut to a rectangle here: no renderer has to know patterns or clipping."""

from pet.charts.draw.sheet import Point


def slanted(left: float, top: float, width: float, height: float, apart: float) -> list[tuple[Point, Point]]:
    """Lines at 45 degrees that rise to the right, cut to the rectangle.

    Args:
        left: edge, in points.
        top: edge, in points from the top of the sheet.
        width: in points.
        height: in points.
        apart: from one line to the next, along the edge, in points.

    Returns:
        The two ends of each line.
    """
    right, bottom = left + width, top + height
    found = []
    # A line is the set of points with the same x + y.
    level = left + top + apart / 2
    while level < right + bottom:
        start = (max(left, level - bottom), min(bottom, level - left))
        end = (min(right, level - top), max(top, level - right))
        if end[0] - start[0] > 0.2:
            found.append((start, end))
        level += apart
    return found
