"""Whether words fit their box: nobody is there to drag a corner when a deck is opened before a meeting.

A deck names its typeface and does not bring it, so widths are measured in one that is about as wide as Arial and a
twentieth is added. All lengths are in points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pet.report import fonts
from pet.report.text import ELLIPSIS, clean

LEADING: Final = 1.2
"""The height of a line, in sizes of its letters."""

_SAFETY: Final = 1.05
_MEASURED_AT: Final = 10.0
_LONGEST: Final = 2_000
"""Characters: more than any box holds; what is longer is not measured."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Paragraphs as they fit a box.

    Attributes:
        texts: the paragraphs, cut visibly where even the smallest size is too large.
        size: of the letters.
        whole: whether nothing was cut.
    """

    texts: tuple[str, ...]
    size: float
    whole: bool


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of this text is at most."""
    return _measured(text, bold) * size / _MEASURED_AT * _SAFETY


def lines(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """How many lines the text takes in a box of this width; a word that is wider than the box is broken."""
    space, count, along = width(" ", size, bold=bold), 1, 0.0
    for word in text.split():
        wide = width(word, size, bold=bold)
        if along and along + space + wide > room:
            count, along = count + 1, 0.0
        along += wide + (space if along else 0.0)
        if along > room:
            count, along = count + int(along // room), along % room
    return count


def height(texts: Sequence[str], size: float, room: float, *, gap: float = 0.0, bold: bool = False) -> float:
    """How tall the paragraphs are in a box of this width, with `gap` sizes between them."""
    rows = sum(lines(text, size, room, bold=bold) for text in texts)
    return size * (rows * LEADING + max(0, len(texts) - 1) * gap)


def fit(
    texts: Sequence[str],
    box: tuple[float, float],
    sizes: Sequence[float],
    *,
    gap: float = 0.0,
    bold: bool = False,
) -> Fitted:
    """The paragraphs in the largest of the sizes in which they fit; cut with “…” where they fit in none.

    Args:
        texts: from outside or our own; control characters are taken out.
        box: its width and height.
        sizes: of the letters, the largest first.
        gap: between paragraphs, in sizes of the letters.
        bold: whether the letters are bold.
    """
    said = tuple(clean(text, longest=_LONGEST) for text in texts)
    for size in sizes:
        if height(said, size, box[0], gap=gap, bold=bold) <= box[1]:
            return Fitted(said, size, whole=all(map(_is_whole, texts, said)))
    size = sizes[-1]
    return Fitted(_cut(said, box, size, gap=gap, bold=bold), size, whole=False)


def shorten(text: str, size: float, room: float, *, most: int = 1, bold: bool = False) -> str:
    """The text, cut with “…” where it takes more than so many lines."""
    said = clean(text, longest=_LONGEST)
    if lines(said, size, room, bold=bold) <= most:
        return said
    low, high = 0, len(said)
    while low < high:  # the longest beginning that fits
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high)
            if lines(_ended(said, middle), size, room, bold=bold) <= most
            else (low, middle - 1)
        )
    return _ended(said, low)


def _cut(
    texts: Sequence[str], box: tuple[float, float], size: float, *, gap: float, bold: bool
) -> tuple[str, ...]:
    """Every paragraph with as many lines as its share of the box, so that none is lost for a long one."""
    room = int((box[1] / size - max(0, len(texts) - 1) * gap) / LEADING)
    wanted = [lines(text, size, box[0], bold=bold) for text in texts]
    given = _shared(wanted, max(room, 1))
    return tuple(
        shorten(text, size, box[0], most=most, bold=bold)
        for text, most in zip(texts, given, strict=True)
        if most
    )


def _shared(wanted: Sequence[int], room: int) -> list[int]:
    """Lines for each, one after another, until there are none left or nobody wants more."""
    given = [0] * len(wanted)
    while room and (short := [n for n, want in enumerate(wanted) if given[n] < want]):
        for n in short[:room]:
            given[n] += 1
        room -= min(room, len(short))
    return given


def _ended(text: str, end: int) -> str:
    return f"{text[:end].rstrip(' ,;:.·')}{ELLIPSIS}"


def _is_whole(given: str, said: str) -> bool:
    return len(said) < _LONGEST or given == said


@lru_cache(maxsize=20_000)
def _measured(text: str, bold: bool) -> float:  # noqa: FBT001 -- the cache counts by place
    fonts.register()
    return fonts.width(text, fonts.BOLD if bold else fonts.REGULAR, _MEASURED_AT)
