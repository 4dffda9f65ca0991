"""Keys and legends: items set one after the other, in as many lines as they need, evenly filled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pet.charts import style
from pet.charts.draw.lettering import width, wrap
from pet.charts.draw.sheet import Lettering, Point, Sheet

Mark = Callable[[Sheet, Point], None]

GAP = 14.0
# Items may move this close together if that keeps them in one line.
_CLOSEST = 9.0
_LETTERING = Lettering(style.SMALL_SIZE, colour=style.MUTED)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a key.

    Attributes:
        text: what it says.
        mark: draws its sign; called with the left end of the line's middle.
        room: the width of the sign and the space after it, in points.
    """

    text: str
    mark: Mark | None = None
    room: float = 0.0


def draw_flow(
    sheet: Sheet, items: Sequence[Item], top: float, *, left: float = 0.0, centred: bool = False
) -> float:
    """Set the items in lines across the sheet from `left`.

    Returns:
        The lower edge, in points.
    """
    across = sheet.width - left
    lettering = _LETTERING
    lines, gap = _filled(items, across)
    for line in lines:
        widths = [item.room + width(text, lettering.size) for item, text in line]
        x = left + ((across - sum(widths) - gap * (len(line) - 1)) / 2 if centred else 0)
        baseline = top + lettering.ascent + 1.5
        for (item, text), wide in zip(line, widths, strict=True):
            if item.mark is not None:
                item.mark(sheet, (x, baseline - lettering.ascent / 2))
            sheet.text((x + item.room, baseline), text, lettering)
            x += wide + gap
        top += lettering.leading + 2
    return top


def draw_columns(sheet: Sheet, items: Sequence[tuple[str, str]], top: float, least: float = 150.0) -> float:
    """Set pairs of number and title in columns, read downwards.

    Returns:
        The lower edge, in points.
    """
    columns = max(1, min(3, int(sheet.width // least), len(items)))
    rows = -(-len(items) // columns)
    across = sheet.width / columns
    bold = Lettering(style.SMALL_SIZE, colour=style.ACCENT)
    indent = max(width(number, bold.size) for number, _ in items) + 6
    lowest = top
    for column in range(columns):
        y = top
        for number, title in items[column * rows : (column + 1) * rows]:
            sheet.text((column * across, y + bold.ascent + 1.5), number, bold)
            for line in wrap(title, across - indent - GAP, bold.size, lines=3):
                sheet.text((column * across + indent, y + bold.ascent + 1.5), line, _LETTERING)
                y += bold.leading
            y += 2
        lowest = max(lowest, y)
    return lowest


_Line = list[tuple[Item, str]]


def _filled(items: Sequence[Item], across: float) -> tuple[list[_Line], float]:
    """The lines and the gap between items: one line if a smaller gap makes it so, else as few as can be, evenly."""
    texts = [wrap(item.text, across - item.room, _LETTERING.size, lines=1)[0] for item in items]
    set_items = list(zip(items, texts, strict=True))
    widths = [item.room + width(text, _LETTERING.size) for item, text in set_items]
    spare = across - sum(widths)
    if spare >= _CLOSEST * (len(items) - 1):
        return [set_items], min(GAP, spare / max(1, len(items) - 1))
    breaks = _even_breaks(widths, across)
    return [set_items[start:end] for start, end in pairwise([0, *breaks, len(items)])], GAP


def _even_breaks(widths: Sequence[float], across: float) -> list[int]:
    """Where new lines start: with as few lines as can be, the longest is as short as can be."""
    breaks = _greedy_breaks(widths, across)
    narrowest, room = sum(widths) / (len(breaks) + 1), across
    while room > narrowest:
        room -= 2
        tried = _greedy_breaks(widths, room)
        if len(tried) > len(breaks):
            break
        breaks = tried
    return breaks


def _greedy_breaks(widths: Sequence[float], across: float) -> list[int]:
    breaks: list[int] = []
    used = 0.0
    for n, wide in enumerate(widths):
        if n and used + GAP + wide > across:
            breaks.append(n)
            used = wide
        else:
            used += wide + (GAP if n else 0.0)
    return breaks
