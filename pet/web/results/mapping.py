"""The map of all themes on the page of a result: the picture, a link on each dot, and the same as a list."""

from collections.abc import Iterable, Sequence
from math import hypot

from pet.analysis.kinds import Level
from pet.analysis.result import Result
from pet.charts.gallery import Chart, Size
from pet.charts.spec.quadrant import Dot, Quadrant
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.web.results import themes as theme_pages
from pet.web.results.figures import Wall
from pet.web.results.map_model import KeyRow, KeyTheme, Map, Spot
from pet.web.results.shown import Figure, Source
from pet.words import levels, uncertainty

_LEAST, _MOST = 5.0, 14.0
"""CSS pixels from a dot to the edge of what can be pressed: less where another dot is near, so that none covers it."""
_HALF = 50.0


def themes_map(result: Result, framework: Framework, wall: Wall) -> Map | None:
    """The map; `None` where too few themes are shown to draw it."""
    figure, chart = wall.figure("map"), wall.gallery.get("map")
    if figure is None or chart is None or not isinstance(chart.spec, Quadrant):
        return None
    plotted = {dot.theme for dot in chart.spec.dots}
    return Map(
        figure=figure,
        spots=_pictures(figure, chart, chart.spec.dots, result),
        key=tuple(row for row in _key(chart.spec, result, framework) if row.themes),
        missing=tuple(
            KeyTheme(number=framework.numbers[theme.id], link=theme_pages.link(theme.id, framework))
            for theme in result.themes
            if theme.id not in plotted
        ),
    )


def _pictures(
    figure: Figure, chart: Chart, dots: Sequence[Dot], result: Result
) -> tuple[tuple[str, Source, tuple[Spot, ...]], ...]:
    """The links of each picture that a page shows, with its size."""
    page = Source(src=figure.src, width=figure.width, height=figure.height)
    sizes: tuple[tuple[Size, Source], ...] = (("page", page), ("phone", figure.narrow))
    return tuple(
        (
            size,
            source,
            _spots(chart.pictures[size].dots, dots, result, wide=source.width, is_phone=size == "phone"),
        )
        for size, source in sizes
    )


def _spots(
    places: Sequence[tuple[float, float]], dots: Sequence[Dot], result: Result, *, wide: int, is_phone: bool
) -> tuple[Spot, ...]:
    """The nearest to the upper right corner first, as in the list."""
    found = [
        Spot(
            anchor=theme_pages.anchor(dot.theme),
            x=round(x),
            y=round(y),
            reach=round(_reach((x, y), (*places[:n], *places[n + 1 :]))),
            said=_said(dot, result),
            words=_words_at((x, y), wide, is_phone=is_phone),
        )
        for n, ((x, y), dot) in enumerate(zip(places, dots, strict=True))
    ]
    return tuple(sorted(found, key=lambda spot: (spot.y, -spot.x)))


def _reach(place: tuple[float, float], others: Iterable[tuple[float, float]]) -> float:
    nearest = min((hypot(place[0] - x, place[1] - y) for x, y in others), default=2 * _MOST)
    return min(max(nearest / 2, _LEAST), _MOST)


def _words_at(place: tuple[float, float], wide: int, *, is_phone: bool) -> tuple[int, int, str]:
    """Above the dot, or below it at the upper edge; towards the middle, and on a phone across the whole width."""
    x, y = place
    high = round(y - _MOST - 4 if y > 3 * _MOST else y + 2 * _MOST)
    if is_phone:
        return wide // 2, high, "middle"
    return round(x), high, "end" if x > wide / 2 else "start"


def _said(dot: Dot, result: Result) -> str:
    """The theme and its word; beside it the interval, where that says more."""
    theme = result.theme(dot.theme)
    said = _(
        "{number} {theme}: {word}",
        number=dot.number,
        theme=dot.label,
        word=levels.word(theme.agreement_level),
    )
    if theme.interval is None or not uncertainty.sentence(theme, result):
        return said
    return _("{said}, {interval}", said=said, interval=uncertainty.interval(theme))


def _key(spec: Quadrant, result: Result, framework: Framework) -> tuple[KeyRow, ...]:
    """By parts of the map, as its corners are named: above the line right and left, and below it."""
    known = {dot.theme: result.theme(dot.theme).agreement_level for dot in spec.dots}
    low = [dot for dot in spec.dots if known[dot.theme] is Level.LOW]
    above = [dot for dot in spec.dots if known[dot.theme] is not Level.LOW]
    parts = (
        (_("Higher answers, close together or mixed"), [dot for dot in above if dot.strength >= _HALF]),
        (_("Lower answers, close together or mixed"), [dot for dot in above if dot.strength < _HALF]),
        (_("Answers far apart"), low),
    )
    return tuple(
        KeyRow(
            title=title,
            themes=tuple(
                KeyTheme(
                    number=dot.number,
                    link=theme_pages.link(dot.theme, framework),
                    word=levels.word(known[dot.theme]),
                    is_chosen=dot.chosen,
                )
                for dot in sorted(dots, key=lambda dot: (-dot.strength, -dot.agreement, dot.number))
            ),
        )
        for title, dots in parts
    )
