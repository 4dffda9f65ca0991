"""The strip: a dot for the typical answer and a line for the middle half, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from pet.charts import style
from pet.charts.draw.flow import Item, draw_flow
from pet.charts.draw.lettering import Weight, clean, width, wrap
from pet.charts.draw.sheet import Lettering, Pen, Point, Sheet
from pet.charts.spec.strip import Strip, StripRow

_LABEL = Lettering(style.TEXT_SIZE)
_VALUE = Lettering(style.TEXT_SIZE, Weight.SEMIBOLD)
_WORD = Lettering(style.TEXT_SIZE, Weight.SEMIBOLD, style.ACCENT)
_HIDDEN = Lettering(style.TEXT_SIZE, Weight.ITALIC, style.MUTED)
_HEAD = Lettering(style.SMALL_SIZE, colour=style.MUTED)
_TICK = 5.0  # half the height of a tick
_PAD = 12.0
_ANSWER = 1.5
_LEAST = 20.0


@dataclass(frozen=True, slots=True)
class _Track:
    """Where the scale stands across the sheet, in points: half a step of room at both ends."""

    left: float
    right: float
    points: int

    @property
    def step(self) -> float:
        return (self.right - self.left) / self.points

    def at(self, value: float) -> float:
        return self.left + (value - 0.5) * self.step


def draw_strip(spec: Strip, across: float) -> Figure:
    """Draw a strip `across` points wide."""
    sheet = Sheet(across)
    room = _labels_room(spec, across)
    labels = [wrap(row.label, room + 0.5, _LABEL.size, lines=3) for row in spec.rows]
    values = max(width(row.value, _VALUE.size, _VALUE.weight) for row in spec.rows)
    words = max(width(clean(row.word), _WORD.size, _WORD.weight) for row in spec.rows)
    track = _Track(room + _PAD, across - values - words - 2.2 * _PAD, len(spec.points))
    top, keyed = _draw_head(sheet, spec, track)
    for row, lines in zip(spec.rows, labels, strict=True):
        above = max(_LEAST, len(lines) * _LABEL.leading + 5) / 2
        middle = top + above
        _draw_row(sheet, row, track, middle, (track.right + _PAD, across - words))
        for n, line in enumerate(lines):
            y = middle + (n - len(lines) / 2) * _LABEL.leading + _LABEL.ascent + 1.5
            sheet.text((0, y), line, _LABEL)
        top = middle + max(above, _answers_high(row, track) + 6)
    if spec.mine:
        top = draw_flow(sheet, _signs(spec), top + 5)
    if keyed:
        items = [Item(f"{number}  {word}") for number, word in enumerate(spec.points, start=1)]
        top = draw_flow(sheet, items, top + 5)
    return sheet.figure(top + 2)


def _labels_room(spec: Strip, across: float) -> float:
    words = [word for row in spec.rows for word in clean(row.label).split(" ")]
    longest = max(width(word, _LABEL.size) for word in words)
    room = min(max(across * 0.3, longest + 1), across * 0.38)
    return max(
        width(line, _LABEL.size) for row in spec.rows for line in wrap(row.label, room, _LABEL.size, lines=3)
    )


def _draw_head(sheet: Sheet, spec: Strip, track: _Track) -> tuple[float, bool]:
    """The answer words above the scale, or their numbers where the words do not fit; then they need a key."""
    words = [wrap(point, track.step - 5, _HEAD.size, lines=3) for point in spec.points]
    whole = all(" ".join(lines) == clean(point) for lines, point in zip(words, spec.points, strict=True))
    heads: Sequence[tuple[str, ...]] = words if whole else [(str(n),) for n in range(1, track.points + 1)]
    rows = max(len(lines) for lines in heads)
    for n, lines in enumerate(heads, start=1):
        for k, line in enumerate(lines):
            y = (rows - len(lines) + k) * _HEAD.leading + _HEAD.ascent + 2
            sheet.text((track.at(n), y), line, _HEAD, "center")
    return rows * _HEAD.leading + 4, not whole


def _draw_ticks(sheet: Sheet, track: _Track, middle: float) -> None:
    """A tick per point, the middle of the scale a little stronger.

    Lines through all rows would look like a ruled table, also to programs that read the page aloud.
    """
    for point in range(1, track.points + 1):
        pen = Pen(style.RULE if 2 * point == track.points + 1 else style.GRID)
        sheet.line([(track.at(point), middle - _TICK), (track.at(point), middle + _TICK)], pen)


def _draw_row(sheet: Sheet, row: StripRow, track: _Track, middle: float, right: tuple[float, float]) -> None:
    _draw_ticks(sheet, track, middle)
    if row.answers is not None:
        _draw_answers(sheet, row.answers, track, middle)
    if row.band is not None:
        low, high = (track.at(value) for value in row.band)
        sheet.line([(low, middle), (high, middle)], Pen(style.BAND_LINE, 4.5))
    if row.mine is not None:
        _draw_mine(sheet, (track.at(row.mine), middle))
    baseline = middle + _LABEL.ascent / 2
    if row.typical is None:
        sheet.text((right[1], baseline), row.word, _HIDDEN)
        return
    _draw_typical(sheet, (track.at(row.typical), middle))
    sheet.text((right[0], baseline), row.value, _VALUE)
    sheet.text((right[1], baseline), row.word, _WORD)


def _draw_typical(sheet: Sheet, at: Point) -> None:
    sheet.circle(at, 4.2, style.ACCENT, Pen(style.WHITE, 1.0))


def _draw_mine(sheet: Sheet, at: Point) -> None:
    """An open square round the place, so that a typical answer on the same point stays visible inside it."""
    x, y = at
    half = 6.2
    corners = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
    sheet.shape([corners], None, Pen(style.SECOND, 1.6))


def _signs(spec: Strip) -> list[Item]:
    return [
        Item(spec.mine, lambda on, at: _draw_mine(on, (at[0] + 7, at[1])), 18.0),
        Item(spec.typical, lambda on, at: _draw_typical(on, (at[0] + 5, at[1])), 14.0),
    ]


def _pile(count: int, track: _Track) -> tuple[int, int]:
    """Columns and rows of the small dots of one point, so that neighbours do not touch."""
    most = max(1, int((track.step - 4) / (_ANSWER * 2 + 1)))
    rows = max(1, -(-count // most))
    return min(count, most), rows


def _answers_high(row: StripRow, track: _Track) -> float:
    """How far the small dots reach below the middle, in points."""
    if not row.answers:
        return 0.0
    return 7 + max(_pile(count, track)[1] for count in row.answers) * (_ANSWER * 2 + 1)


def _draw_answers(sheet: Sheet, answers: Sequence[int], track: _Track, middle: float) -> None:
    """One small dot per answer, below the line, centred on its point."""
    apart = _ANSWER * 2 + 1
    for point, count in enumerate(answers, start=1):
        across, _ = _pile(count, track) if count else (0, 0)
        for n in range(count):
            line, place = divmod(n, across)
            here = min(across, count - line * across)
            centre = track.at(point) + (place - (here - 1) / 2) * apart
            sheet.circle((centre, middle + 8 + line * apart), _ANSWER, style.FAINT)
