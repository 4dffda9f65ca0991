"""Each component on its own pages: where it stands, its areas, the bars of all its themes, what the answers say."""

from pet.analysis.result import Composite, ThemeResult
from pet.frameworks.model import Component
from pet.language import gettext as _
from pet.report import styles
from pet.report.flowables import Body, Heading
from pet.report.sections import comments, themes
from pet.report.sections.book import Book, Story, chapter, evenly, height
from pet.words import standing
from pet.words.numbers import whole
from pet.words.phrases import in_words

STRETCHES = (1.0, 1.06, 1.12)
MOST_ROWS = 12  # bars on one figure: more would be drawn too small to read


def story(book: Book) -> Story:
    """All components in the order of the framework."""
    return [
        flowable
        for component, composite in zip(book.framework.components, book.result.components, strict=True)
        for flowable in _component(component, composite, book)
    ]


def _component(component: Component, composite: Composite, book: Book) -> Story:
    shown = [book.themes[theme.id] for theme in component.themes if theme.id in book.themes]
    kicker = _(
        "Component {number} of {components}",
        number=book.framework.numbers[component.id],
        components=whole(len(book.framework.components)),
    )
    said = (
        standing.of(composite, book.framework, book.result.smallest_group),
        standing.by_area(component, book.result),
    )
    head = [
        *chapter(in_words(component.title), kicker=kicker),
        Body(in_words(component.purpose)),
        Body(" ".join(sentence for sentence in said if sentence)),
    ]
    return [*head, *_on_one_page(component, shown, head, book), *comments.of_component(component, book)]


def _on_one_page(component: Component, shown: list[ThemeResult], head: Story, book: Book) -> Story:
    """The themes, their bars drawn a little smaller where that keeps them on one page with the head.

    Many themes stand area by area.
    """
    if len(shown) > MOST_ROWS:
        return _by_area(component, shown, book)
    for stretch in STRETCHES:
        found = themes.story(shown, book, width=styles.WIDTH * stretch)
        if height([*head, *found]) <= book.room:
            return found
    return themes.story(shown, book)


def _by_area(component: Component, shown: list[ThemeResult], book: Book) -> Story:
    """A heading, bars and a table for each area; an area of many themes has several figures."""
    story: Story = []
    for area in component.areas:
        ids = {theme.id for theme in area.themes}
        runs = evenly([theme for theme in shown if theme.id in ids], MOST_ROWS)
        heading: Story = [Heading(2, in_words(area.title), listed=False)]
        for run in runs:
            story += [*heading, *themes.story(run, book)]
            heading = []
    return story
