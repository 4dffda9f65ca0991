"""All charts of one result by name, each in the sizes in which a page and a file need it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

from pet.analysis.options import Breakdown, Mode
from pet.analysis.result import Result
from pet.charts import build, style
from pet.charts.spec import Spec
from pet.charts.spec.bars import BarRow, Bars, Kind
from pet.charts.spec.quadrant import Quadrant
from pet.charts.spec.radar import Radar, Radars
from pet.charts.spec.slope import Slope
from pet.frameworks.model import Framework
from pet.words.people import shown_groups

Format: TypeAlias = Literal["svg", "png"]
Size: TypeAlias = Literal["file", "page", "phone"]
SIZES: tuple[Size, ...] = ("file", "page", "phone")
FILE, HALF, MAP, WHOLE = 480.0, 380.0, 430.0, 620.0  # points
PHONE, PHONE_WIDE = 218.0, 246.0  # points
BAR = 370.0  # points
"""Widths: of a file to download, beside a column of text, of the map, across a page; on a phone, and of what a phone shows a little
smaller, because labels all around leave little of it; of a bar beside its statement."""

PIXELS = 1.5
"""CSS pixels to a point, so that the words of a chart are as large as small print on the page."""


@dataclass(frozen=True)
class Picture:
    """A chart in one size.

    Attributes:
        name: of the chart.
        size: which.
        spec: what is drawn.
        width: in points.
    """

    name: str
    size: Size
    spec: Spec
    width: float

    @cached_property
    def pixels(self) -> tuple[int, int]:
        """Width and height in CSS pixels, so that a page keeps the room before the picture is there."""
        from pet.charts.draw import size  # noqa: PLC0415 -- loads matplotlib, which other pages do without

        wide, high = size(self.spec, width=self.width)
        return round(wide * 72 * PIXELS), round(high * 72 * PIXELS)

    @property
    def dots(self) -> tuple[tuple[float, float], ...]:
        """Where the dots of a map lie on it, in CSS pixels; no other chart has any."""
        from pet.charts.draw import places_on  # noqa: PLC0415 -- as above

        if not isinstance(self.spec, Quadrant):
            return ()
        return tuple((x * PIXELS, y * PIXELS) for x, y in places_on(self.spec, self.width))

    def drawn(self, kind: Format) -> bytes:
        """The picture itself; as PNG on the colour of paper, so that it can be pasted anywhere."""
        from pet.charts import encode  # noqa: PLC0415 -- as above
        from pet.charts.draw import figure  # noqa: PLC0415 -- as above

        drawn = figure(self.spec, width=self.width)
        return encode.svg(drawn, self.spec) if kind == "svg" else encode.png(drawn, background=style.WHITE)


@dataclass(frozen=True)
class Chart:
    """One chart of a result.

    Attributes:
        spec: what it shows, as a file shows it.
        pictures: by size.
    """

    spec: Spec
    pictures: Mapping[Size, Picture]


Gallery: TypeAlias = Mapping[str, Chart]


def of(result: Result, framework: Framework) -> Gallery:
    """All charts of a result by their names; nothing is drawn yet."""
    return {chart.spec.name: chart for chart in _charts(result, framework)}


def alone(spec: Spec) -> Chart:
    """A chart that belongs to no gallery."""
    return _chart(spec, WHOLE)


def _charts(result: Result, framework: Framework) -> Iterator[Chart]:
    yield from _known((build.radar_since, HALF), (build.strip, WHOLE), of=(result, framework))
    if (quadrant := build.quadrant(result, framework)) is not None:
        yield _map(quadrant)
    yield from _themes(result, framework)
    yield from _groups(result, framework)
    yield from _known((build.change_radar, HALF), of=(result, framework))
    yield from (_slope(spec) for spec in build.slopes(result, framework))


def _map(spec: Quadrant) -> Chart:
    """A phone has no room for all numbers; the list beside the map has them."""
    return Chart(
        spec,
        {
            "file": Picture(spec.name, "file", spec, FILE),
            "page": Picture(spec.name, "page", spec, MAP),
            "phone": Picture(spec.name, "phone", replace(spec, sparse=True), PHONE_WIDE),
        },
    )


def _slope(spec: Slope) -> Chart:
    """On a page the words of the scale are said beside it."""
    bare = replace(spec, keyed=False)
    return Chart(
        spec,
        {
            "file": Picture(spec.name, "file", spec, FILE),
            "page": Picture(spec.name, "page", bare, HALF),
            "phone": Picture(spec.name, "phone", bare, PHONE),
        },
    )


def _known(
    *made: tuple[Callable[[Result, Framework], Spec | None], float], of: tuple[Result, Framework]
) -> Iterator[Chart]:
    for make, width in made:
        if (spec := make(*of)) is not None:
            yield _chart(spec, width)


def _themes(result: Result, framework: Framework) -> Iterator[Chart]:
    """A bar for each theme of which something is shown, on one zero line and scale, and their legend."""
    many = build.many(result.themes)
    bars = [build.bars(result, framework, [theme.id], per_cent=many) for theme in result.themes]
    shown = [spec for spec in bars if spec is not None and spec.rows[0].kind is not Kind.NOTHING]
    rows = tuple(spec.rows[0] for spec in shown)
    if rows:
        yield _chart(build.legend(replace(shown[0], rows=rows)), WHOLE)
    for spec in shown:
        yield _bar(spec, rows)


def _bar(spec: Bars, rows: tuple[BarRow, ...]) -> Chart:
    """On a page the legend, the statement and the words stand around the bar; a file needs them in it."""
    bare = replace(spec, legend=False, worded=False, beside=rows)
    return Chart(
        spec,
        {
            "file": Picture(spec.name, "file", replace(spec, labelled=True), FILE),
            "page": Picture(spec.name, "page", bare, BAR),
            "phone": Picture(spec.name, "phone", replace(bare, beneath=True), PHONE),
        },
    )


def _groups(result: Result, framework: Framework) -> Iterator[Chart]:
    if result.mode is Mode.OPEN:
        if (radars := build.partner_radars(result, framework)) is not None:
            yield _chart(radars, WHOLE)
    else:
        leads = [group.name for group in shown_groups(result, Breakdown.LEADS)]
        radar = build.group_radar(result, framework, Breakdown.LEADS, leads) if len(leads) > 1 else None
        if radar is not None:
            yield _chart(radar, HALF)
    for gap in result.gaps:
        bars = build.group_bars(result, framework, gap.theme, gap.breakdown, gap.group)
        if bars is not None:
            yield _chart(bars, WHOLE)


def _chart(spec: Spec, width: float) -> Chart:
    phone = PHONE_WIDE if isinstance(spec, Radar | Radars) else PHONE
    widths: Mapping[Size, float] = {"file": FILE, "page": width, "phone": phone}
    return Chart(spec, {size: Picture(spec.name, size, spec, wide) for size, wide in widths.items()})
