"""Where things stand across a sheet of bars: labels, bars, “Don’t know” and words, each as wide as it needs to be."""

from collections.abc import Sequence
from dataclasses import dataclass

from pet.charts import style
from pet.charts.draw.lettering import Weight, clean, width, wrap
from pet.charts.draw.sheet import Lettering
from pet.charts.draw.signs import block_wide
from pet.charts.spec.bars import BarRow, Bars, Kind

LABEL = Lettering(style.TEXT_SIZE, Weight.SEMIBOLD)
_WORD = Lettering(style.TEXT_SIZE, Weight.SEMIBOLD, style.ACCENT)
QUIET = Lettering(style.SMALL_SIZE, Weight.REGULAR, style.MUTED)
_HIDDEN = Lettering(style.TEXT_SIZE, Weight.ITALIC, style.MUTED)
_PAD = 14.0
EDGE = 0.5  # room for the outline of a bar that reaches the edge


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand across the sheet, in points."""

    labels: float
    left: float
    zero: float
    unit: float
    dont_know: float
    words: float
    words_room: float
    right: float


def columns_of(spec: Bars, across: float) -> Columns:
    """The columns of a sheet `across` points wide."""
    labels = _labels_wide(spec, across)
    block = 0.0 if spec.beneath else max(block_wide(row.dont_know) for row in (*spec.rows, *spec.beside))
    words = min(across * 0.2, max(_words_wide(row) for row in spec.rows)) if spec.worded else 0.0
    left = labels + (_PAD if labels else 0.0)
    right = across - (words + _PAD if words else 0.0) - (block + _PAD if block else 0.0)
    low, high = _reach(spec)
    unit = (right - left - 2 * EDGE) / (low + high)
    start = across - words
    block_at = start - block - (_PAD if words else 0.0)
    room = words + 1 if words else 0.0
    return Columns(labels, left, left + EDGE + low * unit, unit, block_at, start, room, right)


def label_lines(row: BarRow, room: float) -> tuple[str, ...]:
    """What a row is called, broken to fit."""
    return wrap(row.label, room + 0.5, LABEL.size, LABEL.weight, lines=3)


def words_high(row: BarRow, columns: Columns) -> float:
    """How high the words at the right of a row are, in points."""
    return sum(lettering.leading for _, lettering in word_lines(row, columns))


def word_lines(row: BarRow, columns: Columns) -> list[tuple[str, Lettering]]:
    """The words at the right of a row, broken to fit, each line with its lettering."""
    said = _HIDDEN if row.kind is Kind.NOTHING else _WORD
    room = columns.words_room
    if not room:
        return []
    lines = (
        [(line, said) for line in wrap(row.word, room, said.size, said.weight, lines=2)] if row.word else []
    )
    people = wrap(row.people, room, QUIET.size, lines=2) if row.people else ()
    return lines + [(line, QUIET) for line in people]


def sides(shares: Sequence[float]) -> tuple[float, float]:
    """How far a bar goes to the low and to the high side of the zero line, as shares."""
    half = len(shares) // 2
    middle = shares[half] / 2 if len(shares) % 2 else 0.0
    return sum(shares[:half]) + middle, sum(shares[len(shares) - half :]) + middle


def _labels_wide(spec: Bars, across: float) -> float:
    """As wide as the labels need: more than a quarter of the sheet only for a long word."""
    if not spec.labelled:
        return 0.0
    words = [word for row in spec.rows for word in clean(row.label).split(" ")]
    longest = max(width(word, LABEL.size, LABEL.weight) for word in words)
    room = min(max(across * 0.27, longest + 1), across * 0.36)
    return max(width(line, LABEL.size, LABEL.weight) for row in spec.rows for line in label_lines(row, room))


def _words_wide(row: BarRow) -> float:
    said = _WORD if row.kind is not Kind.NOTHING else _HIDDEN
    return max(width(row.word, said.size, said.weight), width(row.people, QUIET.size)) + 1


def _reach(spec: Bars) -> tuple[float, float]:
    """How far the rows go to the low and to the high side of the zero line, as shares."""
    rows = (*spec.rows, *spec.beside)
    both = [sides(row.shares) for row in rows if row.shares]
    low = max([0.1, *(side[0] for side in both)])
    high = max([0.1, *(side[1] for side in both)])
    if not both or any(row.kind is Kind.SUMMARY for row in rows):
        low, high = max(low, 0.5), max(high, 0.5)
    return low, high
