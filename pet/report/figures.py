"""A chart among the flowables: vector drawing, text in embedded fonts, and an alternative text that says it."""

from matplotlib.figure import Figure

from pet.report import drawing, text
from pet.report.prose import Words
from pet.report.stack import Block, tall
from pet.report.structure import Element

TALLEST = 600.0  # fits on either paper below a heading


class _Caption(Words):
    kind = "caption"
    role = "Caption"
    longest = 600


class ChartFigure(Block):
    """A matplotlib figure, never larger than it is made, made smaller where the room is.

    Args:
        figure: artists in points; its size in inches times 72 is its size on the page.
        alt: what it says: the finding and the numbers, for those who do not see it.
        caption: how to read it, below.
    """

    before, after = 2.0, 9.0

    def __init__(self, figure: Figure, alt: object, *, caption: object = "") -> None:
        super().__init__()
        self._figure = figure
        self._size = tuple(72.0 * inches for inches in figure.get_size_inches())
        self._caption = _Caption(caption) if caption else None
        self._element = Element("Figure", alt=text.clean(alt))
        self._group = Element("Div")

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The picture, then its caption; see ReportLab."""
        del height
        wide, high = self._size
        below = tall(self._caption, width) + 6.0 if self._caption else 0.0
        self._scale = min(1.0, width / wide, (TALLEST - min(below, TALLEST / 2)) / high)
        self.width, self.height = width, high * self._scale + below
        return self.width, self.height

    def draw(self) -> None:
        """See ReportLab."""
        if self._caption is None:
            self._draw_figure()
            return
        with self.canv.inside(self._group):
            self._draw_figure()
            self._caption.drawOn(self.canv, 0, 0)

    def _draw_figure(self) -> None:
        canvas = self.canv
        wide, high = (length * self._scale for length in self._size)
        box = (*canvas.absolutePosition(0, self.height - high), *canvas.absolutePosition(wide, self.height))
        corners = " ".join(f"{number:.2f}" for number in box)
        self._element.attributes = {"O": "/Layout", "Placement": "/Block", "BBox": f"[{corners}]"}
        with canvas.content(self._element):
            canvas.saveState()
            canvas.translate(0, self.height - high)
            canvas.scale(self._scale, self._scale)
            drawing.draw(self._figure, canvas)
            canvas.restoreState()
