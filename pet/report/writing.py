"""What one writes on in a questionnaire on paper: lines, and boxes to tick one of."""

from collections.abc import Sequence

from pet.report import fonts, styles, text
from pet.report.prose import Words
from pet.report.stack import Block, Stack, tall
from pet.report.structure import Element
from pet.report.tagging import TaggedCanvas

BOX = 12.0
_LINE = 20.0  # from one line to write on to the next: seven millimetres, as in an exercise book
_FINE = (fonts.REGULAR, 9.0)
_GAP = 10.0
_MOST_BESIDE = 3  # choices in a row


def wide(words: object, kind: type[Words]) -> float:
    """The width in points at which no line of the words breaks, a little to spare.

    Args:
        words: any.
        kind: what they are written with.
    """
    style = styles.paragraph(kind.kind)
    plain = text.plain(text.text(words, longest=kind.longest))
    return fonts.width(plain, style.fontName, style.fontSize) + 4.0


def draw_box(canvas: TaggedCanvas, x: float, y: float) -> None:
    """A box to tick, with its lower left corner at that place."""
    canvas.setStrokeColor(styles.INK)
    canvas.setLineWidth(0.8)
    canvas.rect(x, y, BOX, BOX, stroke=1, fill=0)


class WritingLines(Block):
    """Lines to write on, the first of them behind a few words, the last of them before a box to tick.

    Args:
        label: what is written there.
        lines: how many.
        tick: what ticking the box means; no box if empty.
    """

    before, after = 0.0, 5.0

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
        canvas, top, last = self.canv, self.height - _LINE, 2.0
        end = self.width - (fonts.width(self.tick, *_FINE) + BOX + 12.0 if self.tick else 0.0)
        with canvas.artifact():
            self._draw_lines(end)
            if self.tick:
                draw_box(canvas, end + 8.0, last)
        if not (self.label or self.tick):
            return
        with canvas.content(self.element):
            canvas.setFillColor(styles.INK)
            canvas.draw_text(0, top + 4.0, f"{self.label} ", _FINE)
            canvas.setFillColor(styles.MUTED)
            if self.tick:
                canvas.draw_text(end + 12.0 + BOX, last + 2.5, self.tick, _FINE)

    def _draw_lines(self, end: float) -> None:
        """Each from behind the words to the edge, the last to the box at `end`."""
        start = fonts.width(self.label, *_FINE) + 6.0 if self.label else 0.0
        for number in range(self.lines):
            left = start if number == 0 else 0.0
            right = end if number == self.lines - 1 else self.width
            y = self.height - _LINE * (number + 1) + 2.0
            self.canv.rule(left, y, right - left, colour=styles.RULE, thickness=0.75)


class Choices(Stack):
    """Boxes to tick, as many in a row as their words have room for.

    Args:
        labels: what each stands for.
        width: of the page, in points.
    """

    after = 8.0

    def __init__(self, labels: Sequence[object], *, width: float = styles.WIDTH) -> None:
        element = Element("L", attributes={"O": "/List", "ListNumbering": "/None"})
        choices = [_Choice(label) for label in labels]
        beside = _beside(choices, width)
        rows = [choices[start : start + beside] for start in range(0, len(choices), beside)]
        super().__init__([_ChoiceRow(row, beside) for row in rows], element=element)


def _beside(choices: "Sequence[_Choice]", width: float) -> int:
    """How many choices fit beside one another, each on one line."""
    widest = max((choice.wide for choice in choices), default=0.0) + BOX + 8.0
    return max(1, min(_MOST_BESIDE, int((width + _GAP) // (widest + _GAP))))


class _ChoiceRow(Block):
    """Choices beside one another, in the order of reading."""

    after = 3.0

    def __init__(self, choices: "Sequence[_Choice]", beside: int) -> None:
        super().__init__()
        self.choices, self.beside = choices, beside

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As tall as its tallest choice; see ReportLab."""
        del height
        self.step = (width + _GAP) / self.beside
        self.width = width
        self.height = max(tall(choice, self.step - _GAP) for choice in self.choices)
        return self.width, self.height

    def draw(self) -> None:
        """From left to right; see ReportLab."""
        for number, choice in enumerate(self.choices):
            choice.drawOn(self.canv, self.step * number, self.height - choice.height)


class _Choice(Block):
    def __init__(self, label: object) -> None:
        super().__init__()
        self.words, self.wide = _ChoiceWords(label), wide(label, _ChoiceWords)
        self.item = Element("LI")

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """See ReportLab."""
        del height
        self.width, self.height = width, max(tall(self.words, width - BOX - 8.0), BOX + 2.0)
        return self.width, self.height

    def draw(self) -> None:
        """Box, then words; see ReportLab."""
        with self.canv.artifact():
            draw_box(self.canv, 0, self.height - BOX - 2.0)
        with self.canv.inside(self.item):
            self.words.drawOn(self.canv, BOX + 8.0, self.height - self.words.height)


class _ChoiceWords(Words):
    kind = "cell"
    longest = 200

    def __init__(self, words: object) -> None:
        super().__init__(words)
        self.element = Element("LBody")
