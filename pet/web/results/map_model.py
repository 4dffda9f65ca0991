"""What the map of all themes shows: a picture, a link on each of its dots, and the same as a list."""

from dataclasses import dataclass

from pet.web.results.shown import Figure, Link, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTheme:
    """A theme in the list beside the map: its number, its place on the page, and how close together its answers lie."""

    number: str
    link: Link
    word: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """The themes in one part of the map, from right to left."""

    title: str
    themes: tuple[KeyTheme, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A theme on the picture of the map, as a link.

    Attributes:
        anchor: of the theme on the page.
        x, y: in CSS pixels of the picture, from its upper left corner.
        reach: half as wide as what can be pressed, in the same.
        said: the theme, how close together its answers lie, and between which values, where that is known.
        words: where these words stand when the dot is pointed at, and whether that is their start, middle or end.
    """

    anchor: str
    x: int
    y: int
    reach: int
    said: str
    words: tuple[int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """The map with its links, once as on a page and once as on a phone; the list beside it; what is not on it."""

    figure: Figure
    spots: tuple[tuple[str, Source, tuple[Spot, ...]], ...]
    key: tuple[KeyRow, ...]
    missing: tuple[KeyTheme, ...]
