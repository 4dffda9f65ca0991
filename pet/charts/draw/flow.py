"""Keys and legends: items set one after the other, in as many lines as they need."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pet.charts import style
from pet.charts.draw.lettering import width, wrap
from pet.charts.draw.sheet import Lettering, Point, Sheet

Mark = Callable[[Sheet, Point], None]

GAP = 14.0
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
    for line in _filled(items, across):
        widths = [item.room + width(text, lettering.size) for item, text in line]
        x = left + ((across - sum(widths) - GAP * (len(line) - 1)) / 2 if centred else 0)
        baseline = top + lettering.ascent + 1.5
        for (item, text), wide in zip(line, widths, strict=True):
            if item.mark is not None:
                item.mark(sheet, (x, baseline - lettering.ascent / 2))
            sheet.text((x + item.room, baseline), text, lettering)
            x += wide + GAP
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


def _filled(items: Sequence[Item], across: float) -> list[list[tuple[Item, str]]]:
    lines: list[list[tuple[Item, str]]] = [[]]
    used = 0.0
    for item in items:
        text = wrap(item.text, across - item.room, _LETTERING.size, lines=1)[0]
        wide = item.room + width(text, _LETTERING.size)
        if lines[-1] and used + GAP + wide > across:
            lines.append([])
            used = 0.0
        used += wide + (GAP if lines[-1] else 0)
        lines[-1].append((item, text))
    return lines
