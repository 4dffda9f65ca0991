"""The map of all themes: how strong across, how close the answers up."""

from pet.charts import build
from pet.language import gettext as _
from pet.report.flowables import Small
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
    for width in CHART_WIDTHS:
        chart = book.chart(spec, width=width, reading=True)
        if height([*head, *chart, *key]) <= book.room:
            break
    return [
        *head,
        *chart,
        *key,
    ]


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
