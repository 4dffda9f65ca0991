"""What is asked in a questionnaire on paper: statements with boxes to tick, under the meaning of the boxes.

What is asked says once what the boxes mean, at its head, and again at the top of every further page.
"""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from pet.report import fonts, styles, writing
from pet.report.prose import Words
from pet.report.stack import Block, Stack, tall
from pet.report.structure import Element
from pet.report.writing import BOX, WritingLines, draw_box

_NUMBER = 26.0  # what stands left of a statement
_APART = 10.0  # between the points of the scale and what is set apart
_SIGN = (fonts.SEMIBOLD, 10.0)
_BETWEEN = 6.0


class _Label(Words):
    kind = "cell-head"
    measure = float("inf")
    longest = 80


class _Note(_Label):
    longest = 300


class _Statement(Words):
    kind = "quote"
    measure = float("inf")
    longest = 600


def _edges(points: int, apart: int, width: float) -> list[float]:
    """Where each box stands: the points of the scale, then, set apart, what is none."""
    room = (width - _NUMBER - _APART) / (points + apart)
    return [_NUMBER + room * n + (_APART if n >= points else 0.0) for n in range(points + apart)]


class Labels(Block):
    """The meaning of each box, over its column; it is read out again on a further page, as it is seen there again."""

    keeps_next = True
    before, after = 14.0, 4.0

    def __init__(self, points: Sequence[tuple[str, str]], apart: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.of = points, apart
        self.points = len(points)
        self.element = Element("P")
        self.signs = [sign for sign, _label in (*points, *apart)]
        self.labels = [_Label(f"{sign} {label}") for sign, label in (*points, *apart)]
        for label in self.labels:
            label.element = Element("Span")

    def repeated(self) -> "Labels":
        """The same for a further page."""
        return Labels(*self.of)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As tall as the longest label; see ReportLab."""
        del height
        self.edges = _edges(self.points, len(self.labels) - self.points, width)
        room = (width - _NUMBER - _APART) / len(self.labels) - _BETWEEN
        self.width, self.height = width, max(tall(label, room) for label in self.labels) + 5.0
        return self.width, self.height

    def draw(self) -> None:
        """Each over its column, and a line below; see ReportLab."""
        with self.canv.inside(self.element):
            for label, x in zip(self.labels, self.edges, strict=True):
                label.drawOn(self.canv, x, self.height - label.height)
        with self.canv.artifact():
            self.canv.rule(0, 0, self.width, colour=styles.MUTED, thickness=0.75)


class Asked(Block):
    """A statement with its number, its boxes, and a line for a comment unless one is written elsewhere.

    Args:
        number: of the statement.
        statement: its words.
        labels: the meaning of the boxes.
        note: who is asked it, if not everybody; may be empty.
        comment: what stands before the line, and what ticking the box at its end means; `None` for no line.
    """

    after = 5.0

    def __init__(
        self,
        number: int,
        statement: object,
        labels: Labels,
        *,
        note: str = "",
        comment: tuple[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.labels = labels
        self.number = f"{number}"
        self.words = _Statement(statement)
        self.note = _Note(note) if note else None
        self.wide = writing.wide(statement, _Statement), writing.wide(note, _Note)
        self.line = WritingLines(comment[0], lines=1, tick=comment[1]) if comment else None
        self.row = Element("P")
        self.element = Element("Div")

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Words, boxes, line; see ReportLab."""
        del height
        self.labels.wrap(width, 0)
        tallness = tall(self.words, width - _NUMBER)
        self.under = tall(self.note, width - _NUMBER) + 1.0 if self.note else 0.0
        if self._fits_beside(width):
            self.under = 0.0
        tallness += self.under
        self.boxes_at = tallness + 4.0 + BOX
        self.width = width
        self.height = self.boxes_at + (tall(self.line, width - _NUMBER) if self.line else 0.0)
        return self.width, self.height

    def _fits_beside(self, width: float) -> bool:
        """Whether who is asked can stand at the end of the statement's only line."""
        return _NUMBER + self.wide[0] + _APART + self.wide[1] <= width

    def draw(self) -> None:
        """From top to bottom; see ReportLab."""
        canvas = self.canv
        with canvas.inside(self.element):
            with canvas.content(self.words.element):
                canvas.setFillColor(styles.INK)
                canvas.draw_text(0, self.height - _SIGN[1], f"{self.number} ", _SIGN)
            self.words.drawOn(canvas, _NUMBER, self.height - self.words.height)
            if self.note:
                self._draw_note(self.note)
            self._draw_boxes()
            if self.line:
                self.line.drawOn(canvas, _NUMBER, 0)

    def _draw_note(self, note: Words) -> None:
        """Below the statement, or at the right on its line."""
        x = _NUMBER if self.under else self.width - self.wide[1]
        under = self.words.height + self.under if self.under else note.height + 1.0
        note.drawOn(self.canv, x, self.height - under)

    def _draw_boxes(self) -> None:
        canvas, y = self.canv, self.height - self.boxes_at
        for x in self.labels.edges:
            with canvas.artifact():
                draw_box(canvas, x, y)
        with canvas.content(self.row):
            canvas.setFillColor(styles.INK)
            for sign, x in zip(self.labels.signs, self.labels.edges, strict=True):
                canvas.draw_text(x + BOX + 4.0, y + 2.5, f"{sign} ", _SIGN)


class Statements(Stack):
    """All that is asked under the meaning of the boxes, which stands again at the top of every further page.

    Args:
        labels: the meaning of the boxes.
        areas: what stands under one another in each; it stays on one page where it fits on one.
        room: what fits on a page: width and height in points.
    """

    def __init__(
        self, labels: Labels, areas: Sequence[Sequence[Flowable]], *, room: tuple[float, float]
    ) -> None:
        width, height = room
        height -= tall(labels, width) + labels.after
        for area in areas:
            _keep(area, tall(Stack(area), width) <= height)
        super().__init__([labels, *(part for area in areas for part in area)])
        self.labels = labels

    def part(self, children: list[Flowable]) -> "Statements":
        """The same with other statements, under the meaning of their boxes."""
        begins = isinstance(children[0], Labels)
        part = super().part(children if begins else [self.labels.repeated(), *children])
        assert isinstance(part, Statements)
        return part

    def unfold(self) -> list[Flowable]:
        """Nothing: boxes without their meaning are of no use."""
        return []


def _keep(area: Sequence[Flowable], whole: bool) -> None:  # noqa: FBT001 -- private, and called once
    """Hold an area together; or, where it is taller than a page, only what would stand alone at an edge of one."""
    for number, part in enumerate(area[:-1]):
        part.keeps_next = whole or not isinstance(part, Asked) or number == len(area) - 2
