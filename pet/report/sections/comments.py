"""What people wrote, where it may be shown: shuffled, under its theme or, where a theme has too few, its area (R9).

Many comments face their component's charts, on the second page of its spread; a few stand in a chapter of their own.
"""

from pet.frameworks.model import Component
from pet.language import gettext as _
from pet.report.flowables import Body, Heading, Quote, Together
from pet.report.sections.book import Book, Story, chapter, lesser

MANY = 6
"""Comments that make a page worth turning to, on average over the components that have any."""


def of_component(component: Component, book: Book) -> Story:
    """Below a component where at least two have room there, else on the page that faces it; where comments are many."""
    parts = _parts(component, book)
    if not parts or not _many(book):
        return []
    first, *others = _last_two(_written(parts, book, level=3))
    heading = Heading(2, _("What people wrote"), listed=False)
    return [Together([heading, first, *others[:1]]), *others[1:]]


def story(book: Book) -> Story:
    """The chapter of all comments, where they are few."""
    if not book.comments or _many(book):
        return []
    return [
        *chapter(_("What people wrote")),
        Body(_("In the words of those who wrote it. Read it to understand what is behind the numbers.")),
        *_last_two(
            [
                flowable
                for component in book.framework.components
                for flowable in _written(_parts(component, book), book, level=2)
            ]
        ),
    ]


def _many(book: Book) -> bool:
    components = sum(bool(_parts(component, book)) for component in book.framework.components)
    return sum(map(len, book.comments.values())) >= MANY * components


def _parts(component: Component, book: Book) -> list[str]:
    """The themes and areas of the component under which comments stand."""
    ids = [part_id for area in component.areas for part_id in (*(theme.id for theme in area.themes), area.id)]
    return [part_id for part_id in ids if part_id in book.comments]


def _written(parts: list[str], book: Book, *, level: int) -> Story:
    story: Story = []
    for part in parts:
        title = book.title(part) if part in book.themes else _("{area} as a whole", area=book.title(part))
        first, *others = [Quote(words) for words in book.comments[part]]
        story += [Together([lesser(level, title), first]), *others]
    return story


def _last_two(written: Story) -> Story:
    """The last two in one piece, so that no comment stands alone on a page."""
    return [*written[:-2], Together(written[-2:])] if len(written) > 1 else written
