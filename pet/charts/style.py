"""Colours and sizes that charts and reports share. Colour never carries a meaning alone."""

from collections.abc import Mapping
from dataclasses import dataclass

INK = "#1c2530"
MUTED = "#55606b"
FAINT = "#8a929a"
RULE = "#c4c0b4"
GRID = "#d8d5cb"
SHADE = "#efede4"
SCREEN = "#fcfaf7"
WHITE = "#ffffff"
ACCENT = "#0f5c6e"
BAND = "#d5e2e4"
BAND_LINE = "#9dbcc2"
SECOND = "#9c4108"
DONT_KNOW = "#606060"

TEXT_SIZE = 9.0
SMALL_SIZE = 8.0
TINY_SIZE = 7.0


@dataclass(frozen=True, slots=True)
class Fill:
    """How one point of the scale is drawn.

    Attributes:
        colour: of the area.
        ink: of a number on it, with a contrast of at least 4.5 to 1.
        hatch: the distance between hatching lines in points, or `None` for none.
        line: the colour of the hatching.
    """

    colour: str
    ink: str
    hatch: float | None = None
    line: str = WHITE


# Brown for the low side, blue for the high side. The ends are equally dark in print, so the low side is hatched:
# narrow on the lowest point, wide on the others below the middle.
_LOWEST = Fill("#8c510a", WHITE, 4.0, "#c99a63")
_LOW = Fill("#dfc27d", INK, 7.0, "#f7ecd2")
_MIDDLE = Fill("#f0f0f0", INK)
_HIGH = Fill("#92c5de", INK)
_HIGHEST = Fill("#2166ac", WHITE)
_LOW_STRONGER = Fill("#c08a3e", INK, 5.5, "#ecd3a4")
_LOW_WEAK = Fill("#ecdcb5", INK, 9.0, "#ffffff")
_HIGH_WEAK = Fill("#bddcec", INK)
_HIGH_STRONGER = Fill("#5f9fcc", INK)

_PALETTES: Mapping[int, tuple[Fill, ...]] = {
    2: (_LOW, _HIGH),
    3: (_LOW, _MIDDLE, _HIGH),
    4: (_LOWEST, _LOW, _HIGH, _HIGHEST),
    5: (_LOWEST, _LOW, _MIDDLE, _HIGH, _HIGHEST),
    6: (_LOWEST, _LOW_STRONGER, _LOW_WEAK, _HIGH_WEAK, _HIGH_STRONGER, _HIGHEST),
    7: (_LOWEST, _LOW_STRONGER, _LOW_WEAK, _MIDDLE, _HIGH_WEAK, _HIGH_STRONGER, _HIGHEST),
}


def palette(points: int) -> tuple[Fill, ...]:
    """The fills of a scale, lowest point first.

    Args:
        points: K, 2 to 7 (2 and 3 also serve the counts below, at and above the middle).

    Raises:
        KeyError: there is no palette for so many points.
    """
    return _PALETTES[points]
