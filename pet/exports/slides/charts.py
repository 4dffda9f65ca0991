"""Native charts from the same specs as pictures on pages and in PDFs: whoever edits a deck edits numbers, not a picture.

Bars are stacked to 100 per cent from the numbers that a spec writes on its segments: in a room full shares of one
length are seen at once, and the sheet behind them holds what is shown and nothing finer. “Don’t know” is never part of
a bar; it is said beside it. Radars and lines hold values of one decimal, as their tables do.
"""

from collections.abc import Sequence
from typing import Final

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE

from pet.charts import style
from pet.charts.spec.bars import BarRow, Bars, Kind
from pet.charts.spec.radar import Line, Outline, Radar
from pet.charts.spec.slope import SlopeLine
from pet.exports.slides import plots
from pet.exports.slides.data import data
from pet.exports.slides.fitting import shorten, width
from pet.exports.slides.page import Box, Page
from pet.language import gettext as _
from pet.words.numbers import rounded
from pet.words.phrases import listing

LETTERS: Final = 18.0
_SMALL: Final = 14.0
_LABELS: Final = 0.36
"""The share of a chart’s width that the names of its rows take."""
_LEGEND_TALL: Final = 46.0
_LONGEST_LABEL: Final = 22
_COUNTS, _PER_CENT, _TYPICAL = '[=0]"";0', '[=0]"";[<1]"<1";0', "0.0"
_LESS_THAN_ONE: Final = 0.4
"""What stands for “<1”: the format of the sheet shows it as that."""


def bars(page: Page, spec: Bars, box: Box) -> str:
    """Stacked bars, a row each; rows of which no distribution is shown are left to words.

    Returns:
        What stands beside them in words: how many don’t know, what is known of rows without a bar, and what the
        numbers are where they are no answers.
    """
    rows = drawn(spec)
    if rows:
        _stacked(page, spec, rows, box)
    unit = _("The numbers are {unit}.", unit=spec.unit) if rows and spec.unit else ""
    said = (_dont_know(spec, rows), *map(_in_words, _not_drawn(spec, rows)), unit)
    return " ".join(part for part in said if part)


def drawn(spec: Bars) -> tuple[BarRow, ...]:
    """The rows that get a bar: those that show most, all of one kind."""
    for kind in (Kind.POINTS, Kind.BINS):
        if rows := tuple(row for row in spec.rows if row.kind is kind):
            return rows
    return ()


def values(row: BarRow) -> tuple[float, ...]:
    """The numbers on the segments of a row as numbers."""
    return tuple(_LESS_THAN_ONE if text.startswith("<") else float(_digits(text)) for text in row.numbers)


def radar(page: Page, spec: Radar, box: Box) -> None:
    """One line for each outline, never filled; the middle half of the answers as two fine dotted lines."""
    series = [(outline.name, _rounded(outline.typical)) for outline in spec.outlines]
    bands = [outline for outline in spec.outlines if any(outline.bands)]
    for outline in bands:
        series += [(name, _rounded(ends)) for name, ends in _ends(outline)]
    chart = page.chart(
        XL_CHART_TYPE.RADAR_MARKERS,
        data(labels(spec), series, number_format=_TYPICAL),
        box,
        spec.description,
    )
    lines = list(chart.plots[0].series)
    for line, outline in zip(lines, spec.outlines, strict=False):
        plots.pen(line, *_PENS[outline.line])
    for line in lines[len(spec.outlines) :]:
        plots.pen(line, style.BAND_LINE, 1.5, MSO_LINE.ROUND_DOT, None)
    plots.letters(chart, LETTERS)
    plots.rings(chart, len(spec.points), _SMALL)
    plots.legend(chart, XL_LEGEND_POSITION.BOTTOM if len(series) > 1 else None, 16.0)


def labels(spec: Radar) -> tuple[str, ...]:
    """The names at the axes: their numbers where the names are long; the table beside the radar says both."""
    if spec.numbered or any(len(axis.label) > _LONGEST_LABEL for axis in spec.axes):
        return tuple(axis.number for axis in spec.axes)
    return tuple(axis.label for axis in spec.axes)


def slope(page: Page, lines: Sequence[SlopeLine], rounds: tuple[str, str], points: int, box: Box) -> None:
    """A line for each theme from then to now, numbered as in the table beside it."""
    series = [(line.label, _rounded((line.before, line.after))) for line in lines]
    said = listing(
        [
            _(
                "{theme} from {before} to {after}",
                theme=line.label,
                before=line.values[0],
                after=line.values[1],
            )
            for line in lines
        ]
    )
    chart = page.chart(
        XL_CHART_TYPE.LINE_MARKERS,
        data(rounds, series, number_format=_TYPICAL),
        box,
        _("Typical answers then and now: {lines}.", lines=said),
    )
    for number, one in enumerate(chart.plots[0].series, start=1):
        pen = _SLOPES[(number - 1) % len(_SLOPES)]
        plots.pen(one, *pen)
        one.smooth = False
        plots.label(one.points[1], str(number), LETTERS, pen[0], XL_LABEL_POSITION.RIGHT)
    plots.letters(chart, LETTERS)
    plots.rings(chart, points, _SMALL)
    plots.legend(chart, None, LETTERS)


_PENS: Final = {
    Line.MAIN: (style.ACCENT, 3.5, None, XL_MARKER_STYLE.CIRCLE),
    Line.SECOND: (style.SECOND, 3.0, MSO_LINE.DASH, XL_MARKER_STYLE.SQUARE),
    Line.EARLIER: (style.MUTED, 2.5, MSO_LINE.DASH, XL_MARKER_STYLE.DIAMOND),
    Line.CONTEXT: (style.FAINT, 2.0, MSO_LINE.ROUND_DOT, None),
}
_SLOPES: Final = (
    (style.ACCENT, 3.0, None, XL_MARKER_STYLE.CIRCLE),
    (style.SECOND, 3.0, None, XL_MARKER_STYLE.SQUARE),
    ("#2166ac", 3.0, MSO_LINE.DASH, XL_MARKER_STYLE.DIAMOND),
    ("#8c510a", 3.0, MSO_LINE.DASH, XL_MARKER_STYLE.TRIANGLE),
    (style.MUTED, 3.0, MSO_LINE.ROUND_DOT, XL_MARKER_STYLE.CIRCLE),
    (style.INK, 3.0, MSO_LINE.ROUND_DOT, XL_MARKER_STYLE.SQUARE),
)


def _stacked(page: Page, spec: Bars, rows: Sequence[BarRow], box: Box) -> None:
    names = spec.points if rows[0].kind is Kind.POINTS else spec.bins
    columns = zip(*map(values, rows), strict=True)
    legend = box[2] * 2 / len(names) - 40.0  # points for a name where all take two lines
    series = [(shorten(name, 16.0, legend), column) for name, column in zip(names, columns, strict=True)]
    numbers = _PER_CENT if spec.unit else _COUNTS
    chart = page.chart(
        XL_CHART_TYPE.BAR_STACKED_100,
        data([_row_label(row, box) for row in rows], series, number_format="General"),
        box,
        spec.description,
    )
    plots.letters(chart, LETTERS)
    plots.legend(chart, XL_LEGEND_POSITION.TOP, 16.0)
    named = len(rows) > 1
    plots.rows(chart, _LABELS if named else 0.0, _LEGEND_TALL / box[3], gap=35 if named else 8)
    for one, fill in zip(chart.plots[0].series, style.palette(len(names)), strict=True):
        plots.fill(one, fill)
        plots.numbers(one, fill, numbers, 22.0 if not named else LETTERS)


def _row_label(row: BarRow, box: Box) -> str:
    """The title and how close together the answers are, in two lines."""
    room, word = box[2] * _LABELS * 0.85, _("· {word}", word=row.word) if row.word else ""
    title = shorten(row.label, LETTERS, room - width(word, LETTERS) / 2, most=2)
    return f"{title} {word}" if word else title


def _dont_know(spec: Bars, rows: Sequence[BarRow]) -> str:
    """How many don’t know; where nobody does, or it may not be told, nothing is said."""
    found = [(row.label, row.dont_know.label) for row in rows if row.dont_know and row.dont_know.share]
    if not found:
        return ""
    if len(spec.rows) == 1:
        return _("{dont_know}: {number}.", dont_know=spec.dont_know, number=found[0][1])
    said = listing([_("{theme} ({number})", theme=label, number=number) for label, number in found])
    return _("{dont_know}: {number}.", dont_know=spec.dont_know, number=said)


def _not_drawn(spec: Bars, rows: Sequence[BarRow]) -> list[BarRow]:
    return [row for row in spec.rows if row not in rows]


def _in_words(row: BarRow) -> str:
    """A row without a bar: its typical answer and how close together the answers are, or why nothing is shown."""
    if row.kind is Kind.SUMMARY:
        said = [part for part in (row.median_word, row.people, row.word) if part]
        return _("{theme}: {said}.", theme=row.label, said=", ".join(said))
    if row.kind is Kind.NOTHING:
        return _("{theme}: {said}.", theme=row.label, said=row.word)
    low = [
        _("{answer} {number}", answer=answer, number=number)
        for answer, number in zip(_names(row), row.numbers, strict=True)
    ]
    return _("{theme}: {said}.", theme=row.label, said=", ".join(low))


def _names(row: BarRow) -> tuple[str, ...]:
    """What the counts of a row below, at and above the middle are called in a sentence."""
    low, middle, high = _("low"), _("middle"), _("high")
    return (low, middle, high) if len(row.numbers) == 3 else (low, high)


def _ends(outline: Outline) -> tuple[tuple[str, list[float | None]], tuple[str, list[float | None]]]:
    return (
        (_("Middle half, from"), [None if band is None else band[0] for band in outline.bands]),
        (_("Middle half, up to"), [None if band is None else band[1] for band in outline.bands]),
    )


def _rounded(numbers: Sequence[float | None]) -> list[float | None]:
    return [None if number is None else rounded(number, 1) for number in numbers]


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
