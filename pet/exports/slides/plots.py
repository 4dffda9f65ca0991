"""How native charts look: pens, fills, letters, axes, legends. Nothing here knows what a chart is about."""

from collections.abc import Sequence
from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from pet.charts import style
from pet.exports.slides import template

_MARKER: Final = 10


def colour(name: str) -> RGBColor:
    """A colour of the house as the library has it."""
    return RGBColor.from_string(name[1:])


def letters(chart: Any, size: float) -> None:
    """All letters of a chart."""
    chart.font.size, chart.font.name = Pt(size), template.TYPEFACE
    chart.font.color.rgb = colour(style.INK)
    chart.has_title = False
    for end in chart._chartSpace.iter(qn("a:endParaRPr")):  # noqa: SLF001 -- the library calls every chart American
        end.set("lang", template.language())


def legend(chart: Any, position: XL_LEGEND_POSITION | None, size: float) -> None:
    """Where the names of the series stand; nowhere for `None`."""
    chart.has_legend = position is not None
    if position is not None:
        chart.legend.position, chart.legend.include_in_layout = position, False
        chart.legend.font.size = Pt(size)


def pen(series: Any, ink: str, wide: float, dash: Any, marker: Any) -> None:
    """The line of a series and its signs; no signs for `None`.

    Args:
        series: of a radar or a line chart.
        ink: its colour.
        wide: in points.
        dash: one of `MSO_LINE`; `None` for a solid line.
        marker: one of `XL_MARKER_STYLE`.
    """
    for odd in series._element.findall(qn("c:smooth")):  # noqa: SLF001 -- the library writes it into radars, where none belongs
        series._element.remove(odd)  # noqa: SLF001 -- as above
    line = series.format.line
    line.width, line.color.rgb = Pt(wide), colour(ink)
    if dash is not None:
        line.dash_style = dash
    if marker is None:
        series.marker.style = XL_MARKER_STYLE.NONE
        return
    series.marker.style, series.marker.size = marker, _MARKER
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour(ink)
    series.marker.format.line.color.rgb = colour(style.WHITE)


def fill(series: Any, look: style.Fill) -> None:
    """The area of a series; hatched where the house hatches it, for prints without colour."""
    area = series.format.fill
    if look.hatch is None:
        area.solid()
        area.fore_color.rgb = colour(look.colour)
    else:
        area.patterned()
        area.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        area.fore_color.rgb, area.back_color.rgb = colour(look.line), colour(look.colour)
    series.format.line.color.rgb = colour(style.WHITE)


def numbers(series: Any, look: style.Fill, pattern: str, size: float) -> None:
    """The numbers on the segments of a series, each on plain ground where the segment is hatched."""
    found = series.data_labels
    found.show_value, found.number_format, found.number_format_is_linked = True, pattern, False
    found.font.size, found.font.bold = Pt(size), True
    found.font.color.rgb = colour(look.ink)
    if look.hatch is not None:
        _ground(found._element, look.colour)  # noqa: SLF001 -- labels have no other way to their ground
        empty = [place for place, value in enumerate(series.values) if not value]
        _without(found._element, empty)  # noqa: SLF001 -- nor to be left out


def label(point: Any, text: str, size: float, ink: str, position: XL_LABEL_POSITION) -> None:
    """A word beside one point."""
    found = point.data_label
    run = found.text_frame.paragraphs[0].add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), True, colour(ink)
    found.position = position


def rings(chart: Any, points: int, size: float) -> None:
    """The value axis from the lowest to the highest point of the scale, with a fine line at each."""
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 1, points, 1
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = colour(style.GRID)
    axis.format.line.color.rgb = colour(style.GRID)
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.font.size, axis.tick_labels.font.color.rgb = Pt(size), colour(style.MUTED)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False
    names = chart.category_axis
    names.tick_labels.number_format, names.tick_labels.number_format_is_linked = "General", False
    if names.has_major_gridlines:
        names.major_gridlines.format.line.color.rgb = colour(style.GRID)


def rows(chart: Any, names: float, top: float, *, gap: int) -> None:
    """Stacked bars: no axis but the names of the rows, the first row on top.

    Args:
        chart: of stacked bars.
        names: the share of the width for names of rows; 0 for none.
        top: the share of the height for the legend.
        gap: between rows, in per cent of a bar.
    """
    plot, axis = chart.plots[0], chart.category_axis
    plot.gap_width, plot.overlap = gap, 100
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    axis.reverse_order, axis.visible = True, bool(names)
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.fill.background()
    _inside(chart, (names + 0.005, top, 0.99 - names, 0.99 - top))


def _inside(chart: Any, place: tuple[float, float, float, float]) -> None:
    """Where the bars stand in the chart: left, top, width and height as shares, the same in every program."""
    area = chart._chartSpace.chart.plotArea  # noqa: SLF001 -- a chart has no other way to its layout
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = _new("layout")
    manual = _new("manualLayout")
    layout.append(manual)
    settings = [("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge")]
    settings += [(name, f"{share:.4f}") for name, share in zip("xywh", place, strict=True)]
    for name, value in settings:
        manual.append(_new(name, value))
    area.insert(0, layout)


def _without(labels: Any, places: Sequence[int]) -> None:
    """No label where there is no segment: its ground would be left as a speck."""
    for place in reversed(places):
        one = _new("dLbl")
        one.append(_new("idx", str(place)))
        one.append(_new("delete", "1"))
        labels.insert(0, one)


def _ground(labels: Any, ink: str) -> None:
    """A plain ground behind labels; the schema wants it right after the format of the numbers."""
    ground, plain, shade = _new("spPr"), OxmlElement("a:solidFill"), OxmlElement("a:srgbClr")
    shade.set("val", ink[1:])
    plain.append(shade)
    ground.append(plain)
    labels.find(qn("c:numFmt")).addnext(ground)


def _new(name: str, value: str | None = None) -> Any:
    """An element of a chart for which the library has no words of its own."""
    made = OxmlElement(f"c:{name}")
    if value is not None:
        made.set("val", value)
    return made
