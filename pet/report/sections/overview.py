"""The map of all themes: how strong across, how close the answers up."""

from matplotlib.figure import Figure

from pet.charts import build
from pet.charts.draw import size
from pet.charts.spec.quadrant import Quadrant
from pet.language import gettext as _
from pet.report.flowables import ChartFigure, Small
from pet.report.sections.book import Book, Story, chapter, height
from pet.report.text import bold, join, text

CHART_WIDTHS = (430.0, 400.0, 370.0)  # points: as wide as leaves room for the key on the same page


def story(book: Book) -> Story:
    """The map, where enough is shown to draw it."""
    spec = build.quadrant(book.result, book.framework)
    if spec is None:
        return []
    head = chapter(_("All themes on one map"), running=_("Map of themes"))
    key = _key({dot.theme for dot in spec.dots}, book)
    return [*head, *book.chart(spec, width=_width(spec, head, key, book), reading=True), *key]


def _width(spec: Quadrant, head: Story, key: Story, book: Book) -> float:
    """How wide the map can be beside its key; nothing is drawn for that, since finding places for numbers takes long."""
    for width in CHART_WIDTHS[:-1]:
        room = ChartFigure(Figure(figsize=size(spec, width=width)), "", caption=spec.reading)
        if height([*head, room, *key]) <= book.room:
            return width
    return CHART_WIDTHS[-1]


def _key(plotted: set[str], book: Book) -> Story:
    """Which number is which theme, a paragraph for each component; and which themes are not on the map."""
    lines = [(component, [theme.id for theme in component.themes]) for component in book.framework.components]
    missing = [theme for theme in book.themes if theme not in plotted]
    return [
        *(
            Small(
                join(
                    [
                        bold(_("{component}:", component=book.title(component.id))),
                        text(_themes([theme for theme in themes if theme in plotted], book)),
                    ]
                )
            )
            for component, themes in lines
            if plotted.intersection(themes)
        ),
        *(
            [Small(join([bold(_("Not on the map, too few answers:")), text(_themes(missing, book))]))]
            if missing
            else []
        ),
    ]


def _themes(themes: list[str], book: Book) -> str:
    return " · ".join(
        _("{number} {title}", number=book.framework.numbers[theme], title=book.title(theme))
        for theme in themes
    )
