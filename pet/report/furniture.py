"""Flowables that are not words: section starts, lines, space, callouts, boxes to write in."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from pet.report import styles, text
from pet.report.prose import Words
from pet.report.stack import Block, Stack, tall
from pet.report.structure import Element


class SectionStart(Block):
    """A fresh page; from it on the running head says `running`."""

    starts_page = True
    keeps_next = True
    width = height = 0.0

    def __init__(self, running: object = "") -> None:
        super().__init__()
        self.running = text.clean(running, longest=90)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """It takes no room; see ReportLab."""
        del width, height
        return 0.0, 0.0

    def draw(self) -> None:
        """Tell the page; see ReportLab."""
        self.canv.start_running(self.running)


class Space(Block):
    """Empty room.

    Args:
        points: its height.
    """

    def __init__(self, points: float) -> None:
        super().__init__()
        self.points = points

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """See ReportLab."""
        del height
        self.width, self.height = width, self.points
        return self.width, self.height

    def draw(self) -> None:
        """Nothing; see ReportLab."""


class Rule(Space):
    """A light line across, with room around it."""

    before = after = 4.0

    def __init__(self) -> None:
        super().__init__(9.0)

    def draw(self) -> None:
        """The line; see ReportLab."""
        with self.canv.artifact():
            self.canv.rule(0, 4.5, self.width, colour=styles.RULE, thickness=0.75)


class Callout(Stack):
    """Flowables on a light ground with an accent line at their left: one thing to notice, at most one a page."""

    before, after = 6.0, 12.0

    def __init__(self, children: Sequence[Flowable]) -> None:
        super().__init__(children, element=Element("Div"))
        self.margins = (11.0, 14.0, 12.0, 17.0)

    def decorate(self) -> None:
        """Ground and line."""
        canvas = self.canv
        canvas.setFillColor(styles.TINT)
        canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        canvas.setFillColor(styles.ACCENT)
        canvas.rect(0, 0, 3, self.height, stroke=0, fill=1)


class _BoxTitle(Words):
    kind = "box"
    longest = 150


class _BoxHint(Words):
    kind = "box-hint"
    longest = 300


class Boxes(Block):
    """Empty boxes side by side to write in.

    Args:
        boxes: `(title, hint)` of each.
        height: of the boxes, in points.
        shares: the boxes' parts of the width; all equally wide if empty.
    """

    before, after = 8.0, 12.0
    _GAP, _PAD, _TALLEST = 11.0, 10.0, 540.0

    def __init__(
        self, boxes: Sequence[tuple[object, object]], *, height: float = 186.0, shares: Sequence[float] = ()
    ) -> None:
        super().__init__()
        self._least = min(height, self._TALLEST)
        self._shares = list(shares) or [1.0] * len(boxes)
        self._boxes = [
            Stack([_BoxTitle(title), _BoxHint(hint)], element=Element("Div")) for title, hint in boxes
        ]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Side by side; see ReportLab."""
        del height
        self.width = width
        left = width - self._GAP * (len(self._boxes) - 1)
        self._wide = [left * share / sum(self._shares) for share in self._shares]
        words = [tall(box, wide - 2 * self._PAD) for box, wide in zip(self._boxes, self._wide, strict=True)]
        self.height = max([self._least, *(needed + 3 * self._PAD for needed in words)])
        return self.width, self.height

    def draw(self) -> None:
        """Outlines, titles and hints; see ReportLab."""
        x = 0.0
        for box, wide in zip(self._boxes, self._wide, strict=True):
            with self.canv.artifact():
                self.canv.setStrokeColor(styles.MUTED)
                self.canv.setLineWidth(0.6)
                self.canv.roundRect(x, 0.3, wide, self.height - 0.6, 4)
            box.drawOn(self.canv, x + self._PAD, self.height - self._PAD + 2 - box.height)
            x += wide + self._GAP
