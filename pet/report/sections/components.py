"""Each component on its own pages: where it stands, its areas, the bars of all its themes, what the answers say."""

from pet.analysis.result_themes import Composite, ThemeResult
from pet.frameworks.model import Area, Component
from pet.language import gettext as _
from pet.report import styles
from pet.report.flowables import Body, Heading
from pet.report.sections import comments, themes
from pet.report.sections.book import Book, Story, chapter, evenly, height
from pet.report.text import bold, join, text
from pet.words import standing
from pet.words.numbers import whole
from pet.words.phrases import in_words

STRETCHES = (1.0, 1.06, 1.12)
_WAYS = (*((stretch, False) for stretch in STRETCHES), *((stretch, True) for stretch in STRETCHES))
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
    head = [*chapter(in_words(component.title), kicker=kicker), Body(in_words(component.purpose))]
    return [
        *head,
        *_standing(component, composite, shown, head, book),
        *comments.of_component(component, book),
    ]


def _standing(
    component: Component, composite: Composite, shown: list[ThemeResult], head: Story, book: Book
) -> Story:
    """Where it and its areas stand, and its themes: a sentence for each area where the page has room for them all.

    Else the areas' numbers stand in one sentence. Many themes stand area by area.
    """
    said = standing.of(composite, book.framework, book.result)
    of_component: Story = [Body(said)] if said else []
    if len(shown) > MOST_ROWS:
        return [*of_component, *_by_area(component, shown, book)]
    listed = " ".join(sentence for sentence in (said, standing.by_area(component, book.result)) if sentence)
    each = [*of_component, *_areas(component, book)]
    together: Story = [Body(listed)] if listed else []
    drawn: dict[float, Story] = {}
    for stretch, dense in _WAYS:
        if stretch not in drawn:
            drawn[stretch] = themes.bars(shown, book, width=styles.WIDTH * stretch)
        found = [*drawn[stretch], themes.table(shown, book, dense=dense)]
        for above in (each, together):
            if height([*head, *above, *found]) <= book.room:
                return [*above, *found]
    return [*each, *themes.story(shown, book)]


def _areas(component: Component, book: Book) -> Story:
    """Where each of several areas stands; of a single one that is said of its component."""
    if len(component.areas) < 2:
        return []
    return [
        Body(join([bold(_("{term}.", term=in_words(area.title))), text(said)]))
        for area in component.areas
        if (said := _of_area(area, book))
    ]


def _of_area(area: Area, book: Book) -> str:
    known = (found for found in book.result.areas if found.id == area.id)
    return next((standing.of_area(found, book.framework, book.result) for found in known), "")


def _by_area(component: Component, shown: list[ThemeResult], book: Book) -> Story:
    """A heading, bars and a table for each area; an area of many themes has several figures."""
    story: Story = []
    for area in component.areas:
        ids = {theme.id for theme in area.themes}
        runs = evenly([theme for theme in shown if theme.id in ids], MOST_ROWS)
        said = _of_area(area, book)
        heading: Story = [Heading(2, in_words(area.title), listed=False), *([Body(said)] if said else [])]
        for run in runs:
            story += [*heading, *themes.story(run, book)]
            heading = []
    return story
