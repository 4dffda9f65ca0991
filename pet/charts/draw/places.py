"""Places for labels that would cover each other: near where they belong, never touching."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

_DIRECTIONS = 24
_STEP = 4.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, by its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    def touches(self, other: "Box", margin: float = 1.0) -> bool:
        """Whether the two come closer than `margin`."""
        return (
            self.left < other.left + other.width + margin
            and other.left < self.left + self.width + margin
            and self.top < other.top + other.height + margin
            and other.top < self.top + self.height + margin
        )

    def inside(self, other: "Box") -> bool:
        """Whether this lies within the other."""
        return (
            other.left <= self.left
            and other.top <= self.top
            and self.left + self.width <= other.left + other.width
            and self.top + self.height <= other.top + other.height
        )


def spread(
    wanted: Sequence[Box], room: Box, taken: Sequence[Box] = (), homes: Sequence[tuple[float, float]] = ()
) -> tuple[Box, ...]:
    """A place for each box, in the order given: its own if free, else the nearest free one.

    Args:
        wanted: where each would like to be.
        room: all must lie within; one for which there is no free place keeps its own.
        taken: what must stay free.
        homes: points that no box which had to move may cover.
    """
    dots = [Box(x - 1.5, y - 1.5, 3.0, 3.0) for x, y in homes]
    placed: list[Box] = []
    for box in wanted:
        free = (
            place
            for place in _around(box, room)
            if place.inside(room)
            and not any(place.touches(other) for other in (*taken, *placed))
            and (place is box or not any(place.touches(dot, 0) for dot in dots))
        )
        placed.append(next(free, box))
    return tuple(placed)


def _around(box: Box, room: Box) -> Iterator[Box]:
    yield box
    rings = int(max(room.width, room.height) / _STEP)
    for ring in range(1, rings):
        for n in range(_DIRECTIONS):
            angle = 2 * pi * n / _DIRECTIONS
            across, down = _STEP * ring * cos(angle), _STEP * ring * sin(angle)
            yield Box(box.left + across, box.top + down, box.width, box.height)
