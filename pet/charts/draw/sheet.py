"""A sheet to draw on in points, from the upper left corner, before its height is known.

A figure without axes, its artists made here: a fifth of the time that axes take.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from pet.charts import style
from pet.charts.draw.lettering import Weight, clean, font

Point = tuple[float, float]
Side = Literal["left", "center", "right"]

# Set once and for all charts: a settings file on the machine must not change our bytes, and matplotlib's
# context manager for it is not safe where two threads draw.
mpl.rcParams.update(
    {
        "svg.hashsalt": "pet",
        "svg.fonttype": "path",
        "svg.id": None,
        "path.simplify": False,
        "path.snap": True,
        "path.sketch": None,
        "path.effects": [],
        "text.usetex": False,
        "text.hinting": "none",
        "text.antialiased": True,
        "text.kerning_factor": None,
    }
)


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn: colour, width in points, and dashes as on and off lengths in points."""

    colour: str
    width: float = 0.8
    dashes: tuple[float, ...] = ()

    @property
    def linestyle(self) -> Literal["-"] | tuple[float, tuple[float, ...]]:
        """The dashes as matplotlib takes them: in units of the width."""
        return (0, tuple(length / self.width for length in self.dashes)) if self.dashes else "-"


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a text is drawn."""

    size: float = style.TEXT_SIZE
    weight: Weight = Weight.REGULAR
    colour: str = style.INK

    @property
    def leading(self) -> float:
        """From one line of text to the next, in points."""
        return self.size * 1.22

    @property
    def ascent(self) -> float:
        """From the baseline to the top of a capital, in points."""
        return self.size * 0.7


@dataclass(slots=True)
class Sheet:
    """Collects what is drawn, then becomes a figure.

    Attributes:
        width: in points.
    """

    width: float
    _artists: list[Artist] = field(default_factory=list)
    _flip: Affine2D = field(default_factory=Affine2D)

    def text(
        self, at: Point, text: str, lettering: Lettering, side: Side = "left", *, turn: float = 0
    ) -> None:
        """Write one line; `at` is its baseline at the given side, `turn` in degrees against the clock."""
        shown = clean(text)
        if not shown:
            return
        artist = Text(
            *at,
            shown,
            color=lettering.colour,
            horizontalalignment=side,
            verticalalignment="baseline",
            rotation=turn,
            rotation_mode="anchor",
            fontproperties=font(shown, lettering.size, lettering.weight),
            parse_math=False,
            usetex=False,
        )
        self._add(artist)

    def lines(self, runs: Sequence[Sequence[Point]], pen: Pen) -> None:
        """Draw open runs of points with one pen."""
        self._stroke([list(run) for run in runs if len(run) > 1], pen)

    def line(self, points: Sequence[Point], pen: Pen) -> None:
        """Draw one open run of points."""
        self.lines([points], pen)

    def shape(
        self, outlines: Sequence[Sequence[Point]], fill: str | None = None, pen: Pen | None = None
    ) -> None:
        """Fill closed outlines together; one that runs the other way round is a hole in the first."""
        path = Path.make_compound_path(*(Path([*points, points[0]], closed=True) for points in outlines))
        self._patch(PathPatch(path), fill, pen)

    def box(self, left: float, top: float, width: float, height: float, fill: str) -> None:
        """Fill a rectangle."""
        right, bottom = left + width, top + height
        self.shape([[(left, top), (right, top), (right, bottom), (left, bottom)]], fill)

    def circle(self, centre: Point, radius: float, fill: str | None = None, pen: Pen | None = None) -> None:
        """Draw a circle."""
        self._patch(Circle(centre, radius), fill, pen)

    def pill(self, left: float, top: float, width: float, height: float, fill: str, pen: Pen) -> None:
        """Draw a rectangle with round ends."""
        radius, middle = height / 2, top + height / 2
        turn = np.linspace(-np.pi / 2, np.pi / 2, 13)
        right = [(left + width - radius + radius * np.cos(t), middle + radius * np.sin(t)) for t in turn]
        others = [(left + radius - radius * np.cos(t), middle - radius * np.sin(t)) for t in turn]
        self.shape([[*right, *others]], fill, pen)

    def ring(self, centre: Point, radius: float, pen: Pen, *, gap: tuple[float, float]) -> None:
        """Draw a circle that is open for a label.

        Args:
            centre: of the circle.
            radius: in points.
            pen: draws it.
            gap: the middle of the opening in degrees, clockwise from the right, and half its width in points.
        """
        middle, half = gap[0], np.degrees(gap[1] / radius)
        arc = Path.arc(middle + half, middle + 360 - half)
        moved = Affine2D().scale(radius).translate(*centre).transform_path(arc)
        self._patch(PathPatch(moved), None, pen)

    def figure(self, height: float) -> Figure:
        """The figure, `height` points high, with nothing behind it."""
        figure = Figure(figsize=(self.width / 72, height / 72), dpi=72)
        figure.patch.set_visible(False)
        self._flip.scale(1, -1).translate(0, height).scale(1 / 72)
        transform = self._flip + figure.dpi_scale_trans
        for artist in self._artists:
            artist.set_transform(transform)
            figure.add_artist(artist)
        return figure

    def _stroke(self, runs: list[list[Point]], pen: Pen) -> None:
        if not runs:
            return
        codes = np.concatenate([[Path.MOVETO, *[Path.LINETO] * (len(run) - 1)] for run in runs])
        self._patch(PathPatch(Path(np.concatenate([np.asarray(run) for run in runs]), codes)), None, pen)

    def _patch(self, patch: PathPatch | Circle, fill: str | None, pen: Pen | None) -> None:
        patch.set_facecolor(fill or "none")
        patch.set_edgecolor(pen.colour if pen else "none")
        patch.set_linewidth(pen.width if pen else 0)
        if pen is not None:
            patch.set_linestyle(pen.linestyle)
            patch.set_joinstyle("round")
        self._add(patch)

    def _add(self, artist: Artist) -> None:
        artist.set_zorder(1)  # in the order of drawing
        self._artists.append(artist)
