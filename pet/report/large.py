"""What hangs on a wall: headings, words, pictures and boxes of the report, so many times as large."""

from collections.abc import Sequence
from functools import cache

from matplotlib.figure import Figure
from reportlab.lib.styles import ParagraphStyle

from pet.report import styles
from pet.report.figures import ChartFigure
from pet.report.furniture import Boxes
from pet.report.prose import Heading, NumberedList, Title, Words
from pet.report.stack import Stack
from pet.report.structure import Element

_TIGHTER = 0.9  # the lines of large type stand closer together


@cache
def scaled(name: str, times: float) -> ParagraphStyle:
    """A paragraph style of the report, so many times as large; never changed.

    Args:
        name: of the style.
        times: 1 is the size of the report.
    """
    base = styles.paragraph(name)
    return ParagraphStyle(
        f"{name}-{times}",
        parent=base,
        fontSize=base.fontSize * times,
        leading=base.leading * times * _TIGHTER,
        spaceBefore=base.spaceBefore * times,
        spaceAfter=base.spaceAfter * times,
    )


class Large(Words):
    """Words across the whole width.

    Args:
        words: what to say.
        kind: the style of the report that it has.
        times: how many times as large.
    """

    measure = float("inf")

    def __init__(
        self,
        words: object = None,
        style: object = None,
        *,
        kind: str = "body",
        times: float = 1.0,
        **made: object,
    ) -> None:
        super().__init__(words, style or scaled(kind, times), **made)


class LargeHeading(Heading):
    """A heading of the highest level with a line below.

    Args:
        title: a finding.
        kicker: above it.
        bookmark: its name in the bookmarks.
        times: how many times as large.
    """

    def __init__(self, title: object, *, kicker: object, bookmark: str, times: float) -> None:
        super().__init__(1, title, kicker=kicker, bookmark=bookmark)
        self.title = Title(title, scaled("heading1", times))
        self._kicker = Title(kicker, scaled("kicker", times))
        self.after = 18.0 * times


class LargeList(NumberedList):
    """Items with a number each, across the whole width.

    Args:
        items: the words.
        times: how many times as large.
    """

    def __init__(self, items: Sequence[object], *, times: float) -> None:
        super().__init__(items, style=scaled("item", times))
        for item in self.children:
            item.measure = float("inf")


class LargePicture(ChartFigure):
    """A chart across the whole width, however small it was made: its letters and lines grow with it."""

    def __init__(self, figure: Figure, alt: object) -> None:
        super().__init__(figure, alt)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as there is room; see ReportLab."""
        del height
        wide, high = self._size
        self._scale = width / wide
        self.width, self.height = width, high * self._scale
        return self.width, self.height


class LargeBoxes(Boxes):
    """Empty boxes for notes that stick.

    Args:
        boxes: title and hint of each.
        height: of the boxes, in points.
        times: how many times as large their words are.
    """

    _GAP, _PAD = 18.0, 16.0

    def __init__(self, boxes: Sequence[tuple[object, object]], *, height: float, times: float) -> None:
        super().__init__(boxes, height=height)
        self._boxes = [
            Stack(
                [Large(title, kind="box", times=times), Large(hint, kind="box-hint", times=times)],
                element=Element("Div"),
            )
            for title, hint in boxes
        ]
