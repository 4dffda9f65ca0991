"""A matplotlib figure on a ReportLab canvas: vectors stay vectors, text stays text, in the report's fonts."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil, floor
from pathlib import PurePath
from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, weight_dict
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform

from pet.report import fonts, text
from pet.report.tagging import TaggedCanvas

_CAPS = {"butt": 0, "round": 1, "projecting": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_TILE = 72.0  # hatch patterns repeat once per inch
# From the baseline to the top of an l and to the bottom of a p, in sizes: what lines and boxes are reckoned with.
_ASCENT, _DESCENT = 0.72, 0.2


def draw(figure: Figure, canvas: TaggedCanvas) -> None:
    """Draw the figure with its lower left corner at the canvas's origin, one point per 1/72 inch."""
    dpi = figure.dpi
    figure.dpi = 72
    try:
        figure.draw(CanvasRenderer(canvas, *(72.0 * figure.get_size_inches())))
    finally:
        figure.dpi = dpi


class CanvasRenderer(RendererBase):
    """What matplotlib asks of something that draws.

    Args:
        canvas: where to draw.
        width: of the figure, in points.
        height: of the figure, in points.
    """

    def __init__(self, canvas: TaggedCanvas, width: float, height: float) -> None:
        super().__init__()
        self._canvas = canvas
        self._size = (width, height)

    def flipy(self) -> bool:
        """Up is up, as in PDF."""
        return False

    def get_canvas_width_height(self) -> tuple[float, float]:
        """In points."""
        return self._size

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: Any = None,  # noqa: N803 -- its name
    ) -> None:
        """Fill, hatch and stroke a path, clipped."""
        outline = _operators(path, transform)
        fill = rgbFace if rgbFace is not None and _alpha(gc, rgbFace) > 0 else None
        stroke = gc.get_linewidth() > 0 and _alpha(gc, gc.get_rgb()) > 0
        with self._state(gc):
            if fill is not None:
                self._canvas.setFillColorRGB(*fill[:3], alpha=_alpha(gc, fill))
            if gc.get_hatch() is not None:
                self._paint(outline, fill=fill is not None, stroke=False)
                self._hatch(gc, path, transform, outline)
                fill = None
            if stroke:
                self._pen(gc)
            self._paint(outline, fill=fill is not None, stroke=stroke)

    def _paint(self, outline: str, *, fill: bool, stroke: bool) -> None:
        if fill or stroke:
            self._canvas.add_operators(f"{outline} {'B' if fill and stroke else 'f' if fill else 'S'}")

    def _pen(self, gc: GraphicsContextBase) -> None:
        canvas = self._canvas
        colour = gc.get_rgb()
        canvas.setStrokeColorRGB(*colour[:3], alpha=_alpha(gc, colour))
        canvas.setLineWidth(gc.get_linewidth())
        canvas.setLineCap(_CAPS[gc.get_capstyle()])
        canvas.setLineJoin(_JOINS[gc.get_joinstyle()])
        offset, dashes = gc.get_dashes()
        if dashes is not None:
            canvas.setDash(np.asarray(dashes, dtype=float).tolist(), offset)

    def _hatch(self, gc: GraphicsContextBase, path: Path, transform: Transform, outline: str) -> None:
        """The tiles of the pattern that the path touches, clipped to it."""
        canvas = self._canvas
        pattern = gc.get_hatch_path()
        box = path.get_extents(transform)
        columns = range(floor(box.x0 / _TILE), ceil(box.x1 / _TILE))
        rows = range(floor(box.y0 / _TILE), ceil(box.y1 / _TILE))
        colour = gc.get_hatch_color()
        canvas.saveState()
        canvas.add_operators(f"{outline} W n")
        canvas.setStrokeColorRGB(*colour[:3], alpha=_alpha(gc, colour))
        canvas.setFillColorRGB(*colour[:3], alpha=_alpha(gc, colour))
        canvas.setLineWidth(gc.get_hatch_linewidth())
        for column in columns:
            for row in rows:
                tile = Affine2D().translate(column, row).scale(_TILE)
                canvas.add_operators(f"{_operators(pattern, tile)} B")
        canvas.restoreState()

    def draw_text(  # noqa: PLR0913, PLR0917 -- matplotlib calls it so
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | str = False,  # noqa: FBT001, FBT002 -- its name and default
        mtext: Any = None,
    ) -> None:
        """One line of text from its baseline's left end; nothing in it is mathematics."""
        del ismath, mtext
        canvas = self._canvas
        colour = gc.get_rgb()
        with self._state(gc):
            canvas.setFillColorRGB(*colour[:3], alpha=_alpha(gc, colour))
            canvas.translate(float(x), float(y))
            if angle:
                canvas.rotate(float(angle))
            canvas.draw_text(0.0, 0.0, text.clean(s), (_face(prop), prop.get_size_in_points()))

    def get_text_width_height_descent(
        self,
        s: str,
        prop: FontProperties,
        ismath: bool | str,  # noqa: FBT001 -- its name
    ) -> tuple[float, float, float]:
        """In points."""
        del ismath
        size = prop.get_size_in_points()
        return fonts.width(text.clean(s), _face(prop), size), (_ASCENT + _DESCENT) * size, _DESCENT * size

    @contextmanager
    def _state(self, gc: GraphicsContextBase) -> Iterator[None]:
        """Clip, draw, and leave the canvas as it was."""
        self._canvas.saveState()
        box = gc.get_clip_rectangle()
        if box is not None:
            self._canvas.add_operators(f"{_numbers(*box.bounds)} re W n")
        path, transform = gc.get_clip_path()
        if path is not None:
            outline = _operators(path, transform)  # type: ignore[arg-type]  # -- it is a Path, whatever the stub says
            self._canvas.add_operators(f"{outline} W n")
        yield
        self._canvas.restoreState()


def _alpha(gc: GraphicsContextBase, colour: Any) -> float:
    forced = gc.get_alpha() if gc.get_forced_alpha() else None
    return float(forced if forced is not None else colour[3] if len(colour) > 3 else 1.0)


def _operators(path: Path, transform: Transform | None) -> str:
    """The path as PDF operators; quadratic curves become cubic ones."""
    parts: list[str] = []
    last = (0.0, 0.0)
    for points, code in path.iter_segments(transform, simplify=False):
        if code == Path.CLOSEPOLY:
            parts.append("h")
            continue
        numbers = _cubic(last, points) if code == Path.CURVE3 else tuple(points)
        last = (numbers[-2], numbers[-1])
        parts.append(f"{_numbers(*numbers)} {'m' if code == Path.MOVETO else _OPERATOR[len(numbers)]}")
    return " ".join(parts)


_OPERATOR = {2: "l", 6: "c"}


def _cubic(start: tuple[float, float], points: Any) -> tuple[float, ...]:
    """The cubic curve that a quadratic one is: its control points lie two thirds of the way to the single one."""
    x, y, end_x, end_y = (float(point) for point in points)
    first = (start[0] + (x - start[0]) * 2 / 3, start[1] + (y - start[1]) * 2 / 3)
    second = (end_x + (x - end_x) * 2 / 3, end_y + (y - end_y) * 2 / 3)
    return (*first, *second, end_x, end_y)


def _numbers(*numbers: float) -> str:
    return " ".join(f"{number:.2f}" for number in numbers)


_NAMED_BY_FILE = {
    "AtkinsonHyperlegibleNext-Regular": fonts.REGULAR,
    "AtkinsonHyperlegibleNext-Italic": fonts.ITALIC,
    "AtkinsonHyperlegibleNext-SemiBold": fonts.SEMIBOLD,
    "AtkinsonHyperlegibleNext-Bold": fonts.BOLD,
    "DejaVuSans-Oblique": fonts.ITALIC,
    "DejaVuSans-Bold": fonts.BOLD,
}


def _face(prop: FontProperties) -> str:
    """The face of ours that is nearest to what the chart asks for.

    Our charts name a file, and set a whole text in the fallback where one character needs it; here only that
    character comes from the fallback.
    """
    file = prop.get_file()
    if file is not None:
        return _NAMED_BY_FILE.get(PurePath(str(file)).stem, fonts.REGULAR)
    weight = prop.get_weight()
    heaviness = weight_dict[weight] if isinstance(weight, str) else weight
    if heaviness >= 650:
        return fonts.BOLD
    if heaviness >= 550:
        return fonts.SEMIBOLD
    return fonts.ITALIC if prop.get_style() in {"italic", "oblique"} else fonts.REGULAR
