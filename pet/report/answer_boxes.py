"""What one writes on in a questionnaire on paper: statements with boxes to tick, lines to write on.

A block of statements says once what the boxes mean, at its head, and again at the top of every further page.
"""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from pet.report import fonts, styles, text
from pet.report.prose import Words
from pet.report.stack import Block, Stack, tall
from pet.report.structure import Element
from pet.report.tagging import TaggedCanvas

BOX = 12.0
_LINE = 22.0  # from one line to write on to the next
_NUMBER = 26.0  # what stands left of a statement
_APART = 10.0  # between the points of the scale and what is set apart
_SIGN = (fonts.SEMIBOLD, 10.0)
_FINE = (fonts.REGULAR, 9.0)
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
    """The meaning of each box, over its column; on a further page it is decoration, since it is read out once."""

    keeps_next = True
    after = 4.0

    def __init__(self, points: Sequence[tuple[str, str]], apart: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.points = len(points)
        self.element = Element("P")
        self.signs = [sign for sign, _label in (*points, *apart)]
        self.labels = [_Label(f"{sign} {label}") for sign, label in (*points, *apart)]
        for label in self.labels:
            label.element = Element("Span")
        self.again = False

    def repeated(self) -> "Labels":
        """The same for a further page."""
        part = object.__new__(Labels)
        part.__dict__.update(self.__dict__)
        part.again = True
        return part

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As tall as the longest label; see ReportLab."""
        del height
        self.edges = _edges(self.points, len(self.labels) - self.points, width)
        room = (width - _NUMBER - _APART) / len(self.labels) - _BETWEEN
        self.width, self.height = width, max(tall(label, room) for label in self.labels) + 5.0
        return self.width, self.height

    def draw(self) -> None:
        """Each over its column, and a line below; see ReportLab."""
        if self.again:
            with self.canv.artifact():
                self._draw()
        else:
            with self.canv.inside(self.element):
                self._draw()
        with self.canv.artifact():
            self.canv.rule(0, 0, self.width, colour=styles.MUTED, thickness=0.75)

    def _draw(self) -> None:
        for label, x in zip(self.labels, self.edges, strict=True):
            label.drawOn(self.canv, x, self.height - label.height)


class Asked(Block):
    """A statement with its number, its boxes, and a line for a comment."""

    after = 9.0

    def __init__(
        self, number: int, statement: object, labels: Labels, *, note: str, comment: tuple[str, str]
    ) -> None:
        super().__init__()
        self.labels = labels
        self.number = f"{number}"
        self.words = _Statement(statement)
        self.note = _Note(note) if note else None
        self.line = WritingLines(comment[0], lines=1, tick=comment[1])
        self.row = Element("P")
        self.element = Element("Div")

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Words, boxes, line; see ReportLab."""
        del height
        self.labels.wrap(width, 0)
        tallness = tall(self.words, width - _NUMBER)
        tallness += tall(self.note, width - _NUMBER) + 1.0 if self.note else 0.0
        self.boxes_at = tallness + 5.0 + BOX
        self.width, self.height = width, self.boxes_at + tall(self.line, width - _NUMBER)
        return self.width, self.height

    def draw(self) -> None:
        """From top to bottom; see ReportLab."""
        canvas = self.canv
        with canvas.inside(self.element):
            with canvas.content(self.words.element):
                canvas.setFillColor(styles.INK)
                canvas.draw_text(0, self.height - _SIGN[1], f"{self.number} ", _SIGN)
            under = self.height - self.words.height
            self.words.drawOn(canvas, _NUMBER, under)
            if self.note:
                under -= self.note.height + 1.0
                self.note.drawOn(canvas, _NUMBER, under)
            self._draw_boxes()
            self.line.drawOn(canvas, _NUMBER, 0)

    def _draw_boxes(self) -> None:
        canvas, y = self.canv, self.height - self.boxes_at
        for x in self.labels.edges:
            with canvas.artifact():
                _box(canvas, x, y)
        with canvas.content(self.row):
            canvas.setFillColor(styles.INK)
            for sign, x in zip(self.labels.signs, self.labels.edges, strict=True):
                canvas.draw_text(x + BOX + 4.0, y + 2.5, f"{sign} ", _SIGN)


class Statements(Stack):
    """The statements of an area under the meaning of their boxes."""

    def __init__(self, labels: Labels, asked: Sequence[Asked]) -> None:
        super().__init__([labels, *asked])
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


class WritingLines(Block):
    """Lines to write on, the first of them behind a few words; and a box to tick at the end.

    Args:
        label: what is written there.
        lines: how many.
        tick: what ticking the box means; no box if empty.
    """

    before, after = 0.0, 6.0

    def __init__(self, label: str, *, lines: int, tick: str = "") -> None:
        super().__init__()
        self.label, self.tick, self.lines = text.clean(label, longest=60), text.clean(tick, longest=60), lines
        self.element = Element("P")

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """See ReportLab."""
        del height
        self.width, self.height = width, _LINE * self.lines + 2.0
        return self.width, self.height

    def draw(self) -> None:
        """Lines, words and box; see ReportLab."""
        canvas, top, end = self.canv, self.height - _LINE, self.width
        if self.tick:
            end -= fonts.width(self.tick, *_FINE) + BOX + 12.0
        start = fonts.width(self.label, *_FINE) + 6.0 if self.label else 0.0
        with canvas.artifact():
            for number in range(self.lines):
                left, right = (start, end) if number == 0 else (0.0, self.width)
                y = top - _LINE * number + 2.0
                canvas.rule(left, y, right - left, colour=styles.RULE, thickness=0.75)
            if self.tick:
                _box(canvas, end + 8.0, top + 2.0)
        if not (self.label or self.tick):
            return
        with canvas.content(self.element):
            canvas.setFillColor(styles.MUTED)
            canvas.draw_text(0, top + 4.0, f"{self.label} ", _FINE)
            if self.tick:
                canvas.draw_text(end + 12.0 + BOX, top + 4.5, self.tick, _FINE)


class Choices(Stack):
    """A list of boxes to tick, one below the other."""

    after = 8.0

    def __init__(self, labels: Sequence[object]) -> None:
        element = Element("L", attributes={"O": "/List", "ListNumbering": "/None"})
        super().__init__([_Choice(label) for label in labels], element=element)


class _Choice(Block):
    after = 3.0

    def __init__(self, label: object) -> None:
        super().__init__()
        self.words = _ChoiceWords(label)
        self.item = Element("LI")

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """See ReportLab."""
        del height
        self.width, self.height = width, max(tall(self.words, width - BOX - 8.0), BOX + 2.0)
        return self.width, self.height

    def draw(self) -> None:
        """Box, then words; see ReportLab."""
        with self.canv.artifact():
            _box(self.canv, 0, self.height - BOX - 2.0)
        with self.canv.inside(self.item):
            self.words.drawOn(self.canv, BOX + 8.0, self.height - self.words.height)


class _ChoiceWords(Words):
    kind = "cell"
    longest = 200

    def __init__(self, words: object) -> None:
        super().__init__(words)
        self.element = Element("LBody")


def _box(canvas: TaggedCanvas, x: float, y: float) -> None:
    canvas.setStrokeColor(styles.INK)
    canvas.setLineWidth(0.8)
    canvas.rect(x, y, BOX, BOX, stroke=1, fill=0)
