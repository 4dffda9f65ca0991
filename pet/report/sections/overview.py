"""The map of all themes: how strong across, how close the answers up."""

from pet.charts import build
from pet.frameworks.model import Component
from pet.language import gettext as _
from pet.report.flowables import Small
from pet.report.sections.book import Book, Story, chapter
from pet.report.text import bold, join, text

CHART_WIDTH = 430.0  # points: leaves room for the key on the same page


def story(book: Book) -> Story:
    """The map, where enough is shown to draw it."""
    spec = build.quadrant(book.result, book.framework)
    if spec is None:
        return []
    return [
        *chapter(_("All themes on one map")),
        *book.chart(spec, width=CHART_WIDTH, reading=True),
        *_key(book),
    ]


def _key(book: Book) -> Story:
    """Which number is which theme, a paragraph for each component."""
    return [
        Small(
            join(
                [bold(_("{component}:", component=book.title(component.id))), text(_themes(component, book))]
            )
        )
        for component in book.framework.components
    ]


def _themes(component: Component, book: Book) -> str:
    return " · ".join(
        _("{number} {title}", number=book.framework.numbers[theme.id], title=book.title(theme.id))
        for theme in component.themes
        if theme.id in book.themes
    )
