"""The typeface of the charts: which file a text is set in, how wide it is, where its lines break."""

import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags

from pet.paths import FONTS

REPLACEMENT = "\ufffd"
ELLIPSIS = "…"
HYPHEN = "-"
# What is read of a text, and how much of it can be drawn: more fits on no chart.
READ, LONGEST = 2_000, 400
_BREAKS = "-/–"
_MEASURED_AT = 100.0
_SHIPPED_WITH_MATPLOTLIB = Path(mpl.get_data_path()) / "fonts" / "ttf"


class Weight(StrEnum):
    """The weights that are shipped; the values end the names of their files."""

    REGULAR = "Regular"
    ITALIC = "Italic"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"


_FALLBACK = {
    Weight.REGULAR: "DejaVuSans.ttf",
    Weight.ITALIC: "DejaVuSans-Oblique.ttf",
    Weight.SEMIBOLD: "DejaVuSans-Bold.ttf",
    Weight.BOLD: "DejaVuSans-Bold.ttf",
}


def file_of(weight: Weight) -> Path:
    """The file of Atkinson Hyperlegible Next in this weight."""
    return FONTS / f"AtkinsonHyperlegibleNext-{weight}.ttf"


def fallback_of(weight: Weight) -> Path:
    """The file of DejaVu Sans, shipped inside matplotlib, for what Atkinson lacks."""
    return _SHIPPED_WITH_MATPLOTLIB / _FALLBACK[weight]


@cache
def covered(path: Path) -> frozenset[int]:
    """The code points for which the font has a glyph."""
    return frozenset(get_font(path).get_charmap())


def clean(text: str) -> str:
    """The text as it can be drawn: one line, composed, and U+FFFD for what no shipped font has.

    Invisible format characters go, since they could turn the text around or hide some of it. A text that is
    too long for any chart ends in an ellipsis: cut before it is composed, measured or kept, so that neither
    time nor memory grows with what somebody pastes into a title.
    """
    made = _cleaned(text[:READ])
    if len(text) <= READ and len(made) <= LONGEST:
        return made
    return made[: LONGEST - 1].rstrip().removesuffix(ELLIPSIS) + ELLIPSIS


@lru_cache(maxsize=4096)
def _cleaned(text: str) -> str:
    known = _drawable()
    spaced = "".join(" " if char.isspace() else char for char in text)
    kept = (char for char in unicodedata.normalize("NFC", spaced) if not _is_invisible(char))
    return " ".join("".join(char if ord(char) in known else REPLACEMENT for char in kept).split())


@cache
def _drawable() -> frozenset[int]:
    """What can be drawn in every weight."""
    return frozenset.intersection(
        *(covered(file_of(weight)) | covered(fallback_of(weight)) for weight in Weight)
    )


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) == "Cf" or 0xFE00 <= ord(char) <= 0xFE0F


@lru_cache(maxsize=4096)
def font_file(text: str, weight: Weight) -> Path:
    """The one file that a clean text is set in: Atkinson where it has every character, else DejaVu Sans."""
    main = file_of(weight)
    return main if covered(main).issuperset(map(ord, text)) else fallback_of(weight)


def font(text: str, size: float, weight: Weight) -> FontProperties:
    """The font of a clean text; named by its file, so that no font installed on the machine can slip in."""
    return FontProperties(fname=font_file(text, weight), size=size)


@lru_cache(maxsize=8192)
def _width(text: str, path: Path) -> float:
    face = get_font(path)
    face.set_size(_MEASURED_AT, 72)
    face.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return face.get_width_height()[0] / 64 / _MEASURED_AT


def width(text: str, size: float, weight: Weight = Weight.REGULAR) -> float:
    """How wide a clean text is, in points."""
    return _width(text, font_file(text, weight)) * size


def wrap(
    text: str, room: float, size: float, weight: Weight = Weight.REGULAR, *, lines: int = 4
) -> tuple[str, ...]:
    """Break a text into lines no wider than `room` points, evenly filled.

    Words that are too long are broken with a hyphen; what does not fit into `lines` ends in an ellipsis.
    """
    words = _words(clean(text), room, size, weight)
    found = _greedy(words, room, size, weight)
    if len(found) > lines:
        return (*found[: lines - 1], _ended(found[lines - 1], room, size, weight))
    narrower = room
    while narrower > 12 and len(evener := _greedy(words, narrower, size, weight)) == len(found):
        found, narrower = evener, min(narrower - 2, max(width(line, size, weight) for line in evener) - 0.1)
        if any(width(word, size, weight) > narrower for word in words):
            break
    return found


def _words(text: str, room: float, size: float, weight: Weight) -> list[str]:
    return [part for word in text.split(" ") for part in _broken(word, room, size, weight)]


def _broken(word: str, room: float, size: float, weight: Weight) -> list[str]:
    """The word in parts that fit: each part is looked for from where the last one ended, so time grows with length."""
    parts = []
    start = 0
    while len(word) - start > 3 and (fits := _fitting(word, start, room, size, weight)):
        fits = _better_break(word[start : start + fits + 3], fits)
        ends_well = word[start + fits - 1] in _BREAKS
        parts.append(word[start : start + fits] + ("" if ends_well else HYPHEN))
        start += fits
    return [*parts, word[start:]]


def _fitting(word: str, start: int, room: float, size: float, weight: Weight) -> int:
    """How many letters from `start` fit with a hyphen, at least two; 0 where all the rest fits as it is."""
    rest = len(word) - start
    low, high = 2, 4
    while high < rest and width(word[start : start + high] + HYPHEN, size, weight) <= room:
        low, high = high, 2 * high
    if high >= rest and width(word[start:], size, weight) <= room:
        return 0
    high = min(high, rest - 1)
    while high - low > 1:
        half = (low + high) // 2
        if width(word[start : start + half] + HYPHEN, size, weight) <= room:
            low = half
        else:
            high = half
    return low


def _better_break(word: str, fits: int) -> int:
    """Break after a hyphen or slash where there is one; never leave two letters alone on the next line."""
    natural = max((n for n in range(3, fits + 1) if word[n - 1] in _BREAKS), default=None)
    return natural or min(fits, max(2, len(word) - 3))


def _greedy(words: list[str], room: float, size: float, weight: Weight) -> tuple[str, ...]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, weight) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _ended(line: str, room: float, size: float, weight: Weight) -> str:
    while line and width(line + ELLIPSIS, size, weight) > room:
        line = line[:-1]
    return line.rstrip(" -") + ELLIPSIS
