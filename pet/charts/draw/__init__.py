"""From a spec to a figure: measured in points, without axes, nothing behind it."""

from functools import singledispatch

from matplotlib.figure import Figure

from pet.charts.draw.bars import draw_bars, draw_key, measure_bars
from pet.charts.draw.quadrant import draw_quadrant, measure_quadrant
from pet.charts.draw.quadrant import places_on as places_on
from pet.charts.draw.radar import draw_radar, draw_radars
from pet.charts.draw.slope import draw_slope
from pet.charts.draw.strip import draw_strip
from pet.charts.spec import Spec
from pet.charts.spec.bars import Bars, Legend
from pet.charts.spec.quadrant import Quadrant
from pet.charts.spec.radar import Radar, Radars
from pet.charts.spec.slope import Slope
from pet.charts.spec.strip import Strip


def figure(spec: Spec, *, width: float) -> Figure:
    """The chart as a figure of 72 dots per inch, so that its units are points.

    Args:
        spec: what to draw.
        width: in points; the height follows from the content.

    Raises:
        TypeError: there is no drawing for this kind of spec.
    """
    return _draw(spec, width)


def size(spec: Spec, *, width: float) -> tuple[float, float]:
    """Width and height of the figure in inches, without drawing more than that takes."""
    if isinstance(spec, Quadrant):
        return width / 72, measure_quadrant(spec, width) / 72
    if isinstance(spec, Bars):
        return width / 72, measure_bars(spec, width) / 72
    wide, high = _draw(spec, width).get_size_inches()
    return float(wide), float(high)


@singledispatch
def _draw(spec: Spec, width: float) -> Figure:
    raise TypeError(f"no drawing for {type(spec).__name__} at {width} points")


@_draw.register
def _(spec: Radar, width: float) -> Figure:
    return draw_radar(spec, width)


@_draw.register
def _(spec: Radars, width: float) -> Figure:
    return draw_radars(spec, width)


@_draw.register
def _(spec: Strip, width: float) -> Figure:
    return draw_strip(spec, width)


@_draw.register
def _(spec: Bars, width: float) -> Figure:
    return draw_bars(spec, width)


@_draw.register
def _(spec: Quadrant, width: float) -> Figure:
    return draw_quadrant(spec, width)


@_draw.register
def _(spec: Legend, width: float) -> Figure:
    return draw_key(spec, width)


@_draw.register
def _(spec: Slope, width: float) -> Figure:
    return draw_slope(spec, width)
