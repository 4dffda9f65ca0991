"""Tables with header cells, light rules and numbers on the right; they break between rows, and within long ones."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from pet.report import fonts, styles, text
from pet.report.prose import Words
from pet.report.stack import Block, Stack, tall
from pet.report.structure import Element
from pet.report.styles import Align

_PAD_ABOVE, _PAD_BELOW, _PAD_BETWEEN = 4.5, 5.5, 14.0
_DENSE_PADS = 1.4, 2.0  # above and below the words of a dense row
_WIDEST_WISH = 260.0
_LONGEST_HEADER = 300  # characters: a header must fit on a page with a row below it
_MEASURED = 4  # of the longest cells: letters are not equally wide
_SHORTEST_SPLIT = 150.0  # a row lower than this moves to the next page whole
_LITTLE_ROOM = 200.0  # below this a page is not worth beginning a table on that leaves but one row there
_NUMBER = re.compile(r"[–−+-]?[\d.,\xa0]*\d\s?%?(\s?[–-]\s?\d[\d.,]*)?|[–—]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """How one column stands.

    Attributes:
        share: its part of the width relative to the other columns'; 0 for as wide as its content.
        align: of header and cells; empty for right where every cell is a number, else left.
    """

    share: float = 0.0
    align: Align | None = None


class _Cell(Words):
    kind = "cell"
    measure = float("inf")


class _Row(Block):
    """One row: its cells share its height. A row split over pages feeds the same elements twice."""

    def __init__(
        self, cells: Sequence[_Cell | None], elements: Sequence[Element], *, thickness: float
    ) -> None:
        super().__init__()
        self.cells, self.elements, self.thickness = list(cells), list(elements), thickness
        self.element = Element("TR")
        self.columns: list[float] = []
        self.last_part = True
        self.pads = _PAD_ABOVE, _PAD_BELOW

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As tall as its tallest cell; see ReportLab."""
        del height
        talls = [tall(cell, room) for cell, room in self._placed() if cell is not None]
        self.width, self.height = width, max(talls, default=13.0) + sum(self.pads)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Every cell at the same height, but a header never; see ReportLab."""
        room = height - sum(self.pads)
        if self.keeps_next or tall(self, width) < _SHORTEST_SPLIT or room < _SHORTEST_SPLIT / 2:
            return []
        above: list[_Cell | None] = []
        below: list[_Cell | None] = []
        for cell, wide in self._placed():
            parts: list[Any] = [None] if cell is None or tall(cell, wide) <= room else cell.split(wide, room)
            if not parts:
                return []
            above.append(parts[0] if len(parts) > 1 else cell)
            below.append(parts[1] if len(parts) > 1 else None)
        return [self._part(above, last=False), self._part(below, last=self.last_part)]

    def _part(self, cells: list[_Cell | None], *, last: bool) -> "_Row":
        part = _Row(cells, self.elements, thickness=self.thickness)
        part.element, part.columns, part.last_part = self.element, self.columns, last
        part.pads = self.pads
        return part

    def _placed(self) -> list[tuple[_Cell | None, float]]:
        return [(cell, wide - _PAD_BETWEEN) for cell, wide in zip(self.cells, self.columns, strict=True)]

    def draw(self) -> None:
        """Cells, then the line below; see ReportLab."""
        canvas, x = self.canv, 0.0
        with canvas.inside(self.element):
            for cell, element, wide in zip(self.cells, self.elements, self.columns, strict=True):
                canvas.attach(element)
                if cell is not None:
                    cell.drawOn(canvas, x, self.height - self.pads[0] - cell.height)
                x += wide
        if self.last_part:
            with canvas.artifact():
                canvas.rule(0, 0, self.width, colour=styles.RULE, thickness=self.thickness)


class _TableCaption(_Cell):
    kind = "strong"
    role = "Caption"
    longest = 600
    keeps_next = True


class _HeaderAgain(Block):
    """The header on a further page: decoration, since the structure has it once."""

    keeps_next = True

    def __init__(self, header: _Row) -> None:
        super().__init__()
        self._header = header

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """See ReportLab."""
        self.width, self.height = self._header.wrap(width, height)
        return self.width, self.height

    def draw(self) -> None:
        """See ReportLab."""
        with self.canv.artifact():
            self._header.drawOn(self.canv, 0, 0)


def _rows(table: Any) -> list[_Row]:
    """The rows below the header."""
    return [child for child in table.children if isinstance(child, _Row) and not child.keeps_next]


class DataTable(Stack):
    """Header and rows; on every further page the header is drawn again (as decoration: it is read out once).

    Where it breaks, no row stands alone before or after the break, if there is room for another beside it.

    Args:
        header: one text per column.
        rows: each with one text per column.
        columns: how each column stands; by default found from the content.
        caption: what the table shows, above it.
        row_headers: whether the first cell of each row names the row. Where headers would then outnumber the
            other cells, as in two columns, it is an ordinary cell all the same.
        dense: whether rows stand close, in slightly smaller type: for long tables of numbers.

    Raises:
        ValueError: a row is not as long as the header.
    """

    after = 14.0

    def __init__(
        self,
        header: Sequence[object],
        rows: Sequence[Sequence[object]],
        *,
        columns: Sequence[Column] = (),
        caption: object = "",
        row_headers: bool = True,
        dense: bool = False,
    ) -> None:
        self._dense = dense
        head = [text.text(cell, longest=_LONGEST_HEADER) for cell in header]
        body = [[text.text(cell) for cell in row] for row in rows]
        self._columns = list(columns) or [Column()] * len(head)
        if any(len(row) != len(self._columns) for row in [head, *body]):
            raise ValueError("Every row of a table needs one cell per column.")
        self._upright = list(zip(*body, strict=True)) if body else [()] * len(head)
        self._wishes = [_wish(title, cells) for title, cells in zip(head, self._upright, strict=True)]
        self._head = self._row(head, "cell-head", ["/Column"] * len(head))
        self._head.keeps_next = True
        naming = row_headers and (len(head) - 1) * len(body) >= len(head) + len(body)
        scopes = ["/Row" if naming and number == 0 else "" for number in range(len(head))]
        self._caption = [_TableCaption(caption)] if caption else []
        children = [
            *self._caption,
            self._head,
            *(self._row(row, "cell-dense" if dense else "cell", scopes) for row in body),
        ]
        super().__init__(children, element=Element("Table"))

    def _row(self, texts: Sequence[text.Markup], kind: str, scopes: Sequence[str]) -> _Row:
        cells: list[_Cell | None] = []
        elements = []
        for number, (words, scope) in enumerate(zip(texts, scopes, strict=True)):
            attributes = {"O": "/Table", "Scope": scope} if scope else None
            elements.append(Element("TH" if scope else "TD", attributes=attributes))
            cells.append(_cell(words, kind, self._align(number), elements[-1]))
        is_head = kind == "cell-head"
        row = _Row(cells, elements, thickness=1.0 if is_head else 0.5)
        row.pads = _DENSE_PADS if self._dense else row.pads
        return row

    def _align(self, number: int) -> Align:
        numeric = bool(self._upright[number]) and all(
            _NUMBER.fullmatch(cell) for cell in self._upright[number]
        )
        return self._columns[number].align or ("right" if numeric and number else "left")

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Find the columns' widths, then lay out the rows; see ReportLab."""
        self._measure(width)
        return super().wrap(width, height)

    def split(self, width: float, height: float) -> list[Flowable]:
        """Two tables that feed one element; see ReportLab."""
        self._measure(width)
        parts = super().split(width, height)
        if len(parts) != 2:
            return parts
        head, tail = (_rows(part) for part in parts)
        if not head or not tail or head[-1].element is tail[0].element:
            return parts  # the break is within a row, or beside one
        if len(head) == 1 and len(tail) > 1 and height < _LITTLE_ROOM:
            return []
        if len(tail) == 1 and len(head) > 2:
            return [self.part(parts[0].children[:-1]), self.part([head[-1], *tail])]
        return parts

    def part(self, children: list[Flowable]) -> Stack:
        """The same table with other rows, under its header."""
        begins = isinstance(children[0], _HeaderAgain | _TableCaption) or children[0] is self._head
        return super().part(children if begins else [_HeaderAgain(self._head), *children])

    def unfold(self) -> list[Flowable]:
        """Nothing: rows without their table would lose their meaning."""
        return []

    def _measure(self, width: float) -> None:
        columns = _widths(self._columns, self._wishes, width)
        for row in [self._head, *(child for child in self.children if isinstance(child, _Row))]:
            row.columns = columns


def _cell(words: text.Markup, kind: str, align: Align, element: Element) -> _Cell | None:
    if not words:
        return None
    cell = _Cell(words, styles.paragraph(kind, align))
    cell.element = element
    return cell


def _wish(title: text.Markup, cells: Sequence[text.Markup]) -> float:
    """The width in points at which no cell wraps and the title only between words, up to a limit."""
    head, cell = styles.paragraph("cell-head"), styles.paragraph("cell")
    words = max((_wide(word, head) for word in text.plain(title).split()), default=0.0)
    longest = sorted({text.plain(words)[:_LONGEST_HEADER] for words in cells}, key=len)[-_MEASURED:]
    widest = max(
        [words, min(_wide(text.plain(title), head), 56.0), *(_wide(one, cell) + 1.0 for one in longest)]
    )
    return min(widest + 1.0, _WIDEST_WISH) + _PAD_BETWEEN


def _wide(plain: str, style: ParagraphStyle) -> float:
    return fonts.width(plain, style.fontName, style.fontSize)


def _widths(columns: Sequence[Column], wishes: Sequence[float], width: float) -> list[float]:
    """The widths of the columns, each with the gap at its right; the last gap lies outside the table.

    Columns with a share divide what the others leave. Without any share, the first column takes what is left over;
    where there is too little, narrow columns get their wish first and the wide ones divide the rest.
    """
    total = width + _PAD_BETWEEN
    shares = [column.share for column in columns]
    if any(shares):
        fixed = [0.0 if share else wish for share, wish in zip(shares, wishes, strict=True)]
        left = max(total - sum(fixed), total / 2)
        squeeze = min(1.0, (total - left) / sum(fixed)) if sum(fixed) else 1.0
        scaled = zip(shares, fixed, strict=True)
        return [share / sum(shares) * left if share else wish * squeeze for share, wish in scaled]
    given = [0.0] * len(wishes)
    left = total
    for count, number in enumerate(sorted(range(len(wishes)), key=wishes.__getitem__)):
        given[number] = min(wishes[number], left / (len(wishes) - count))
        left -= given[number]
    given[0] += left
    return given
