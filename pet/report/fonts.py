"""The fonts of the report: Atkinson Hyperlegible Next, and DejaVu Sans for what it lacks. All are embedded."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import matplotlib as mpl
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from pet.paths import FONTS

REGULAR = "Hyperlegible"
ITALIC = "Hyperlegible-Italic"
SEMIBOLD = "Hyperlegible-SemiBold"
BOLD = "Hyperlegible-Bold"
FALLBACK = "DejaVu"
FALLBACK_BOLD = "DejaVu-Bold"

REPLACEMENT = "\ufffd"

_FILES = {
    REGULAR: "AtkinsonHyperlegibleNext-Regular.ttf",
    ITALIC: "AtkinsonHyperlegibleNext-Italic.ttf",
    SEMIBOLD: "AtkinsonHyperlegibleNext-SemiBold.ttf",
    BOLD: "AtkinsonHyperlegibleNext-Bold.ttf",
}
_FALLBACK_FILES = {FALLBACK: "DejaVuSans.ttf", FALLBACK_BOLD: "DejaVuSans-Bold.ttf"}
_FACES = (REGULAR, BOLD, ITALIC, BOLD)  # as (bold, italic) counts up: 00, 10, 01, 11


@cache
def register() -> None:
    """Make the fonts known to ReportLab, once per process. The fallback is read only when it is needed."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))
    _family(REGULAR, _FACES)
    _family(SEMIBOLD, (SEMIBOLD, BOLD, ITALIC, BOLD))


@cache
def _register_fallback() -> None:
    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    for name, file in _FALLBACK_FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))
    _family(FALLBACK, (FALLBACK, FALLBACK_BOLD, FALLBACK, FALLBACK_BOLD))


def _family(name: str, faces: Iterable[str]) -> None:
    for number, face in enumerate(faces):
        addMapping(name, number & 1, number >> 1, face)


@cache
def lacking() -> re.Pattern[str]:
    """What finds runs of characters that the text face lacks in one of its weights; space splits no run."""
    register()
    covered = frozenset.intersection(*(_glyphs(name) for name in _FILES))
    ranges = "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in _ranges(covered))
    return re.compile(f"[^{ranges}]+(?: +[^{ranges}]+)*")


def substitute(run: str) -> str:
    """The run as the fallback can show it: a character that it lacks too becomes U+FFFD, visibly."""
    glyphs = _fallback_glyphs()
    return "".join(char if ord(char) in glyphs else REPLACEMENT for char in run)


def runs(text: str, font: str) -> list[tuple[str, str]]:
    """The text in pieces of one font each.

    Args:
        text: one line, without control characters.
        font: the name of one of our faces.

    Returns:
        `(font name, piece)` in order; every character of a piece has a glyph in its font.
    """
    pieces: list[tuple[str, str]] = []
    end = 0
    for found in lacking().finditer(text):
        if found.start() > end:
            pieces.append((font, text[end : found.start()]))
        pieces.append((FALLBACK_BOLD if font in {BOLD, SEMIBOLD} else FALLBACK, substitute(found.group())))
        end = found.end()
    if end < len(text):
        pieces.append((font, text[end:]))
    return pieces


def width(text: str, font: str, size: float) -> float:
    """The width of the text in points, fallback pieces included."""
    return float(sum(pdfmetrics.stringWidth(piece, name, size) for name, piece in runs(text, font)))


def shorten(text: str, font: str, size: float, room: float) -> str:
    """The text, cut with an ellipsis where it is wider than `room` points."""
    if width(text, font, size) <= room:
        return text
    fitting = bisect_right(range(len(text)), room, key=lambda end: width(f"{text[:end]}…", font, size)) - 1
    return f"{text[: max(0, fitting)].rstrip()}…"


def _glyphs(name: str) -> frozenset[int]:
    return frozenset(pdfmetrics.getFont(name).face.charToGlyph)


@cache
def _fallback_glyphs() -> frozenset[int]:
    _register_fallback()
    return _glyphs(FALLBACK) & _glyphs(FALLBACK_BOLD)


def _ranges(points: Iterable[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for point in sorted(points):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return ranges
