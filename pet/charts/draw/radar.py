"""The radar, and small radars beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from pet.charts import style
from pet.charts.draw.dial import (
    LOOKS,
    Dial,
    clearest,
    draw_band,
    draw_grid,
    draw_marker,
    draw_outline,
    draw_ring_numbers,
)
from pet.charts.draw.flow import Item, Mark, draw_columns, draw_flow
from pet.charts.draw.lettering import ELLIPSIS, Weight, width, wrap
from pet.charts.draw.sheet import Lettering, Point, Sheet, Side
from pet.charts.spec.radar import Axis, Line, Outline, Radar, Radars

_TITLE = Lettering(style.TEXT_SIZE)
_NUMBER = Lettering(style.TEXT_SIZE, Weight.SEMIBOLD)
_WORD = Lettering(style.TEXT_SIZE, Weight.SEMIBOLD, style.ACCENT)
_HIDDEN = Lettering(style.TEXT_SIZE, Weight.ITALIC, style.MUTED)
_GAP = 10.0
_LARGEST = 150.0
_BEHIND = (Line.CONTEXT, Line.EARLIER)
_WRAPS = (124.0, 108.0, 92.0, 78.0, 66.0)


@dataclass(frozen=True, slots=True)
class _Block:
    """The label at the end of an axis: its lines, and their widest width."""

    lines: tuple[tuple[str, Lettering], ...]
    wide: float

    @property
    def high(self) -> float:
        return _TITLE.leading * len(self.lines)


def draw_radar(spec: Radar, across: float) -> Figure:
    """Draw a radar `across` points wide."""
    sheet = Sheet(across)
    blocks, radius = _fitted(spec, across)
    plain = Dial((across / 2, 0.0), radius, len(spec.axes), len(spec.points))
    tops = _placed(plain, blocks)
    highest = min([-radius, *tops]) - 1
    dial = Dial((across / 2, -highest), radius, plain.axes, plain.points)
    between = clearest(dial, spec.outlines)
    _draw_dial(sheet, dial, spec.axes, spec.outlines, between)
    draw_ring_numbers(sheet, dial, between, spec.outlines)
    lowest = radius
    for axis, (block, top) in enumerate(zip(blocks, tops, strict=True)):
        _draw_block(sheet, dial, axis, block, top - highest)
        lowest = max(lowest, top + block.high)
    return sheet.figure(_draw_keys(sheet, spec, lowest - highest + 12))


def draw_radars(spec: Radars, across: float) -> Figure:
    """Draw small radars beside each other, `across` points wide together."""
    sheet = Sheet(across)
    rows = -(-len(spec.panels) // max(1, min(4, int(across // 110))))
    columns = -(-len(spec.panels) // rows)
    cell = across / columns
    radius = min(cell / 2 - 22, 70.0)
    top = 0.0
    for start in range(0, len(spec.panels), columns):
        row = spec.panels[start : start + columns]
        names = [wrap(panel.name, cell - 10, _NUMBER.size, _NUMBER.weight, lines=2) for panel in row]
        head = max(len(lines) for lines in names) * _NUMBER.leading
        middle = top + head + 16 + radius
        behind = spec.everybody[start : start + columns]
        for column, (panel, whole, lines) in enumerate(zip(row, behind, names, strict=True)):
            centre = (cell * (column + 0.5), middle)
            for n, line in enumerate(lines, start=1):
                sheet.text((centre[0], top + n * _NUMBER.leading - 2), line, _NUMBER, "center")
            dial = Dial(centre, radius, len(spec.axes), len(spec.points))
            _draw_small(sheet, dial, spec.axes, (whole, panel))
        top = middle + radius + 24
    return sheet.figure(_draw_small_keys(sheet, spec, top))


def _draw_small(sheet: Sheet, dial: Dial, axes: Sequence[Axis], outlines: Sequence[Outline]) -> None:
    _draw_dial(sheet, dial, axes, outlines)
    lettering = Lettering(style.TINY_SIZE, colour=style.MUTED)
    for axis, label in enumerate(axes):
        x, y = dial.at(axis, dial.radius + 8)
        sheet.text((x, y + lettering.ascent / 2), label.number, lettering, "center")


def _draw_dial(
    sheet: Sheet,
    dial: Dial,
    axes: Sequence[Axis],
    outlines: Sequence[Outline],
    labels: float | None = None,
) -> None:
    for outline in outlines:
        draw_band(sheet, dial, outline.bands)
    draw_grid(sheet, dial, [axis.shown for axis in axes], labels)
    for outline in sorted(outlines, key=lambda one: one.line not in _BEHIND):
        draw_outline(sheet, dial, outline)


def _fitted(spec: Radar, across: float) -> tuple[list[_Block], float]:
    """The labels and the radius: the widest labels that cost the radius next to nothing."""
    plain = Dial((0, 0), 1, len(spec.axes), len(spec.points))
    tried = []
    for room in _WRAPS:
        blocks = [
            _block(axis, min(room, across * 0.3), numbered=_numbered(spec, across)) for axis in spec.axes
        ]
        tried.append((blocks, _radius(plain, blocks, across)))
    best = max(radius for _, radius in tried)
    return next((blocks, radius) for blocks, radius in tried if radius >= 0.94 * best)


def _numbered(spec: Radar, across: float) -> bool:
    """Whether the axes carry numbers: as the spec says, or because a title would not fit whole."""
    room = min(_WRAPS[0], across * 0.3)
    titles = [wrap(axis.label, room, _TITLE.size) for axis in spec.axes]
    return spec.numbered or any(lines[-1].endswith(ELLIPSIS) for lines in titles)


def _radius(plain: Dial, blocks: Sequence[_Block], across: float) -> float:
    limits = [min(_LARGEST, across * 0.36)]
    for axis, block in enumerate(blocks):
        slant = abs(plain.direction(axis)[0])
        if _side(plain, axis) != "center":
            limits.append((across / 2 - block.wide - 1) / slant - _GAP)
    return max(24.0, min(limits))


def _block(axis: Axis, room: float, *, numbered: bool) -> _Block:
    title = _NUMBER if numbered else _TITLE
    text = axis.number if numbered else axis.label
    lines = [(line, title) for line in wrap(text, room, title.size, title.weight)]
    if axis.word:
        word = _WORD if axis.shown else _HIDDEN
        lines += [(line, word) for line in wrap(axis.word, room, word.size, word.weight, lines=2)]
    wide = max(width(line, lettering.size, lettering.weight) for line, lettering in lines)
    return _Block(tuple(lines), wide)


def _side(dial: Dial, axis: int) -> Side:
    slant = dial.direction(axis)[0]
    if abs(slant) < 0.2:
        return "center"
    return "left" if slant > 0 else "right"


def _placed(dial: Dial, blocks: Sequence[_Block]) -> list[float]:
    """The upper edge of each label, pushed away from the middle height where two would touch."""
    tops = []
    for axis, block in enumerate(blocks):
        down = dial.direction(axis)[1]
        tops.append(dial.at(axis, dial.radius + _GAP)[1] + (down - 1) * block.high / 2)
    for side in (-1, 1):
        half = sorted(
            (axis for axis in range(dial.axes) if dial.direction(axis)[1] * side >= -1e-9),
            key=lambda axis: dial.direction(axis)[1] * side,
        )
        for n, axis in enumerate(half):
            for inner in half[:n]:
                tops[axis] = _pushed(dial, blocks, tops, (axis, inner), side)
    return tops


def _pushed(
    dial: Dial, blocks: Sequence[_Block], tops: Sequence[float], pair: tuple[int, int], side: int
) -> float:
    outer, inner = pair
    left, right = (_span(dial, axis, blocks[axis]) for axis in pair)
    if left[0] > right[1] + 2 or right[0] > left[1] + 2:
        return tops[outer]
    if side > 0:
        return max(tops[outer], tops[inner] + blocks[inner].high + 2)
    return min(tops[outer], tops[inner] - blocks[outer].high - 2)


def _span(dial: Dial, axis: int, block: _Block) -> Point:
    x = dial.at(axis, dial.radius + _GAP)[0]
    before = {"left": 0.0, "center": 0.5, "right": 1.0}[_side(dial, axis)] * block.wide
    return x - before, x - before + block.wide


def _draw_block(sheet: Sheet, dial: Dial, axis: int, block: _Block, top: float) -> None:
    x = dial.at(axis, dial.radius + _GAP)[0]
    for n, (line, lettering) in enumerate(block.lines):
        sheet.text((x, top + n * _TITLE.leading + lettering.ascent + 1.5), line, lettering, _side(dial, axis))


def _draw_keys(sheet: Sheet, spec: Radar, top: float) -> float:
    if len(spec.outlines) > 1:
        top = draw_flow(sheet, _line_items(spec.outlines), top, centred=True) + 2
    top = draw_flow(sheet, _ring_items(spec.points), top, centred=True)
    if _numbered(spec, sheet.width):
        top = draw_columns(sheet, [(axis.number, axis.label) for axis in spec.axes], top + 8)
    return top + 2


def _draw_small_keys(sheet: Sheet, spec: Radars, top: float) -> float:
    top = draw_flow(sheet, _line_items(spec.everybody[:1]), top, centred=True)
    top = draw_flow(sheet, _ring_items(spec.points), top, centred=True)
    return draw_columns(sheet, [(axis.number, axis.label) for axis in spec.axes], top + 8) + 2


def _ring_items(points: Sequence[str]) -> list[Item]:
    return [Item(f"{number}  {word}") for number, word in enumerate(points, start=1)]


def _line_items(outlines: Sequence[Outline]) -> list[Item]:
    return [Item(outline.name, _sample(outline.line), 30.0) for outline in outlines]


def _sample(line: Line) -> Mark:
    look = LOOKS[line]

    def draw(sheet: Sheet, at: Point) -> None:
        sheet.line([at, (at[0] + 24, at[1])], look.pen)
        draw_marker(sheet, (at[0] + 12, at[1]), look)

    return draw
