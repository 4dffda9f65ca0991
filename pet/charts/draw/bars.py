"""Diverging stacked bars on one zero line, with "Don't know" in a block of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from pet.charts import style
from pet.charts.draw.bar_columns import (
    EDGE,
    LABEL,
    QUIET,
    Columns,
    columns_of,
    label_lines,
    sides,
    word_lines,
    words_high,
)
from pet.charts.draw.hatching import slanted
from pet.charts.draw.lettering import Weight, width, wrap
from pet.charts.draw.sheet import Lettering, Pen, Point, Sheet
from pet.charts.draw.signs import draw_dont_know, draw_legend, draw_tick
from pet.charts.spec.bars import BarRow, Bars, DontKnow, Kind, Legend
from pet.charts.style import Fill

_NUMBER = Lettering(8.0, Weight.SEMIBOLD)
_OUTSIDE = Lettering(style.TINY_SIZE, Weight.REGULAR, style.MUTED)
_ZERO = Pen(style.FAINT, 0.8)
_THICK = 20.0
_ABOVE = 8.0
_BELOW = 11.0
_BENEATH = 13.0


@dataclass(frozen=True, slots=True)
class _Below:
    """What is written below a bar: its left end, width and baseline in points."""

    left: float
    wide: float
    baseline: float
    text: str
    lettering: Lettering


def draw_bars(spec: Bars, across: float) -> Figure:
    """Draw bars `across` points wide."""
    sheet = Sheet(across)
    columns = columns_of(spec, across)
    top = _draw_head(sheet, spec, columns)
    for row in spec.rows:
        labels = _row_labels(spec, row, columns)
        high = _row_high(labels, row, columns)
        middle = top + (high - _BELOW + _ABOVE) / 2
        _draw_row(sheet, spec, row, columns, (top, middle, top + high))
        _draw_lines(sheet, labels, LABEL, 0.0, middle)
        top += high
        if said := _beneath(spec, row):
            draw_dont_know(sheet, said, (EDGE, top + _BENEATH / 2), one_line=True)
            top += _BENEATH
    return sheet.figure(top)


def measure_bars(spec: Bars, across: float) -> float:
    """How high bars `across` points wide are, without drawing a row: a page has very many of them."""
    columns = columns_of(spec, across)
    high = _draw_head(Sheet(across), spec, columns)
    for row in spec.rows:
        high += _row_high(_row_labels(spec, row, columns), row, columns)
        high += _BENEATH if _beneath(spec, row) else 0.0
    return high


def draw_key(spec: Legend, across: float) -> Figure:
    """Draw a legend `across` points wide."""
    sheet = Sheet(across)
    return sheet.figure(draw_legend(sheet, spec.of) + 1)


def _draw_head(sheet: Sheet, spec: Bars, columns: Columns) -> float:
    """The legend, and the ends of the scale where summaries stand on it; the lower edge, in points."""
    top = draw_legend(sheet, spec) + 6 if spec.legend else 0.0
    if any(row.kind is Kind.SUMMARY for row in spec.rows):
        top = _draw_ends(sheet, spec, columns, top)
    return top


def _row_labels(spec: Bars, row: BarRow, columns: Columns) -> tuple[str, ...]:
    return label_lines(row, columns.labels) if spec.labelled else ()


def _row_high(labels: Sequence[str], row: BarRow, columns: Columns) -> float:
    return max(_ABOVE + _THICK + _BELOW, len(labels) * LABEL.leading + 8, words_high(row, columns) + 4)


def _beneath(spec: Bars, row: BarRow) -> DontKnow | None:
    """What stands in a line of its own below the bar, if anything does."""
    return row.dont_know if spec.beneath and row.dont_know is not None and row.dont_know.share else None


def _draw_zero(
    sheet: Sheet, columns: Columns, span: tuple[float, float], below: Sequence[_Below] = ()
) -> None:
    """A row's piece of the zero line, from edge to edge so that the pieces read as one line.

    It is open only for what stands below a bar just where it passes.
    """
    x, gap = columns.zero, None
    for text in below:
        if text.left - 1.5 < x < text.left + text.wide + 1.5:
            gap = (text.baseline - text.lettering.ascent - 1.5, text.baseline + 2.0)
    pieces = [span] if gap is None else [(span[0], gap[0]), (gap[1], span[1])]
    sheet.lines([[(x, start), (x, end)] for start, end in pieces if end > start], _ZERO)


def _fits(number: str, wide: float) -> bool:
    return width(number, _NUMBER.size, _NUMBER.weight) + 3 <= wide


def _draw_row(
    sheet: Sheet, spec: Bars, row: BarRow, columns: Columns, span: tuple[float, float, float]
) -> None:
    """A row between its upper and lower edge; `span` has its middle between the two."""
    top, middle, bottom = span
    if row.shares:
        fills = style.palette(len(spec.points) if row.kind is Kind.POINTS else len(spec.bins))
        _draw_bar(sheet, row, fills, columns, span)
    elif row.kind is Kind.SUMMARY:
        _draw_summary(sheet, spec, row, columns, span)
    else:
        _draw_zero(sheet, columns, (top, bottom))
    if row.dont_know is not None and row.dont_know.share and not spec.beneath:
        draw_dont_know(sheet, row.dont_know, (columns.dont_know, middle))
    _draw_words(sheet, row, columns, middle)


def _draw_bar(
    sheet: Sheet,
    row: BarRow,
    fills: Sequence[Fill],
    columns: Columns,
    span: tuple[float, float, float],
) -> None:
    """Segments, then the zero line over them, then the numbers, so that each is whole."""
    top = span[1] - _THICK / 2
    x = start = columns.zero - sides(row.shares)[0] * columns.unit
    inside: list[tuple[float, str, Fill]] = []
    narrow: list[tuple[float, str]] = []
    for share, number, fill in zip(row.shares, row.numbers, fills, strict=True):
        wide = share * columns.unit
        if wide > 0:
            _draw_segment(sheet, (x, top), wide, fill)
            if _fits(number, wide):
                inside.append((x + wide / 2, number, fill))
            else:
                narrow.append((x + wide / 2, number))
        x += wide
    # The edge keeps the lightest fill visible on white paper.
    corners = [(start, top), (x, top), (x, top + _THICK), (start, top + _THICK)]
    sheet.shape([corners], None, Pen(style.FAINT, 0.5))
    below = _outside(sheet, narrow, top + _THICK + _OUTSIDE.ascent + 2)
    _draw_zero(sheet, columns, (span[0], span[2]), below)
    for centre, number, fill in inside:
        crossed = abs(centre - columns.zero) < width(number, _NUMBER.size, _NUMBER.weight) / 2 + 1.5
        _draw_number(sheet, number, (centre, top), fill, cleared=crossed or fill.hatch is not None)
    _draw_below(sheet, below)
    if row.kind is Kind.POINTS:
        draw_tick(sheet, ((start + x) / 2, top))


def _draw_segment(sheet: Sheet, at: Point, wide: float, fill: Fill) -> None:
    sheet.box(*at, wide, _THICK, fill.colour)
    if fill.hatch is not None:
        sheet.lines(slanted(*at, wide, _THICK, fill.hatch), Pen(fill.line, 1.0))


def _draw_number(sheet: Sheet, number: str, at: Point, fill: Fill, *, cleared: bool) -> None:
    """A number on its segment, on a patch of plain colour where lines would run through it."""
    middle = at[1] + _THICK / 2
    if cleared:
        room, high = width(number, _NUMBER.size, _NUMBER.weight) + 3, _NUMBER.size + 1
        sheet.box(at[0] - room / 2, middle - high / 2, room, high, fill.colour)
    lettering = Lettering(_NUMBER.size, _NUMBER.weight, fill.ink)
    sheet.text((at[0], middle + _NUMBER.ascent / 2), number, lettering, "center")


def _outside(sheet: Sheet, numbers: Sequence[tuple[float, str]], baseline: float) -> list[_Below]:
    """Places of numbers that their segment has no room for: below it, side by side without touching."""
    edge = 0.0
    placed = []
    for centre, number in numbers:
        wide = width(number, _OUTSIDE.size)
        left = max(centre - wide / 2, edge)
        placed.append((left, wide, number))
        edge = left + wide + 3.5
    over = max(0.0, edge - 3.5 - sheet.width) if numbers else 0.0
    return [_Below(left - over, wide, baseline, number, _OUTSIDE) for left, wide, number in placed]


def _draw_below(sheet: Sheet, texts: Sequence[_Below]) -> None:
    for text in texts:
        sheet.text((text.left, text.baseline), text.text, text.lettering)


def _draw_summary(
    sheet: Sheet, spec: Bars, row: BarRow, columns: Columns, span: tuple[float, float, float]
) -> None:
    """The scale as a thin line, and the typical answer on it with its word: no bar, so no distribution."""
    points, middle = len(spec.points), span[1]
    half = _half(columns)
    places = [columns.zero + half * (2 * n / (points - 1) - 1) for n in range(points)]
    sheet.line([(places[0], middle), (places[-1], middle)], Pen(style.RULE, 1.0))
    sheet.lines([[(x, middle - 3), (x, middle + 3)] for x in places], Pen(style.RULE, 1.0))
    below = []
    if row.median is not None:
        x = columns.zero + half * (2 * (row.median - 1) / (points - 1) - 1)
        word = wrap(row.median_word, columns.right - columns.left, QUIET.size, lines=1)[0]
        wide = width(word, QUIET.size)
        left = min(max(x - wide / 2, columns.left), columns.right - wide)
        below = [_Below(left, wide, middle + 8 + QUIET.ascent, word, QUIET)]
    _draw_zero(sheet, columns, (span[0], span[2]), below)
    _draw_below(sheet, below)
    if row.median is not None:
        draw_tick(sheet, (x, middle))


def _half(columns: Columns) -> float:
    """Half the length of the scale on which a summary stands, in points."""
    return min(columns.zero - columns.left, columns.right - columns.zero) - 8


def _draw_ends(sheet: Sheet, spec: Bars, columns: Columns, top: float) -> float:
    """The lowest and the highest answer word above the ends of the scales."""
    half = _half(columns)
    low = wrap(spec.points[0], half - 4, _OUTSIDE.size, lines=2)
    high = wrap(spec.points[-1], half - 4, _OUTSIDE.size, lines=2)
    for n, line in enumerate(low):
        sheet.text((columns.zero - half, top + n * _OUTSIDE.leading + _OUTSIDE.ascent), line, _OUTSIDE)
    for n, line in enumerate(high):
        at = (columns.zero + half, top + n * _OUTSIDE.leading + _OUTSIDE.ascent)
        sheet.text(at, line, _OUTSIDE, "right")
    return top + max(len(low), len(high)) * _OUTSIDE.leading


def _draw_words(sheet: Sheet, row: BarRow, columns: Columns, middle: float) -> None:
    lines = word_lines(row, columns)
    y = middle - sum(lettering.leading for _, lettering in lines) / 2
    for text, lettering in lines:
        sheet.text((columns.words, y + lettering.ascent + 1.5), text, lettering)
        y += lettering.leading


def _draw_lines(sheet: Sheet, lines: Sequence[str], lettering: Lettering, left: float, middle: float) -> None:
    top = middle - len(lines) * lettering.leading / 2
    for n, line in enumerate(lines):
        sheet.text((left, top + n * lettering.leading + lettering.ascent + 1.5), line, lettering)
