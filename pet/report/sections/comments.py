"""What people wrote, where it may be shown: shuffled, under its theme or, where a theme has too few, its area (R9).

How people know stands with the comments on its area. Many texts face their component's charts, on the second page of
its spread; a few stand in a chapter of their own. Answers to the open questions end that chapter or make it.
"""

from collections.abc import Iterator

from pet.analysis.kinds import WordsKind
from pet.frameworks.model import Area, Component, OpenQuestion
from pet.language import gettext as _
from pet.report.flowables import Body, Heading, Quote, Together, in_columns
from pet.report.sections.book import Book, Story, chapter, height, lesser
from pet.words import written
from pet.words.phrases import in_words

LONG = 120.0
"""Points: a chapter without any text that is higher stands in two columns."""
MANY = 12
"""Texts that make a page worth turning to, on average over the components that have any."""

_Passage = tuple[str, tuple[Body | Quote, ...]]
"""What texts are about, and the texts: quoted, or what their reader says of them."""


def of_component(component: Component, book: Book) -> Story:
    """Below a component where at least two have room there, else on the page that faces it; where texts are many."""
    passages = _of_component(component, book)
    if not passages or not _many(book):
        return []
    first, *others = _last_two(_written(passages, level=3))
    heading = Heading(2, _("What people wrote"), listed=False)
    return [Together([heading, first, *others[:1]]), *others[1:]]


def story(book: Book) -> Story:
    """The chapter of all that stands nowhere else: everything where it is little, else what was said at the end."""
    at_the_end = _of_open_questions(book)
    if _many(book):
        return _chapter(written.at_the_end(), at_the_end, book)
    passages = [
        passage for component in book.framework.components for passage in _of_component(component, book)
    ]
    return _chapter(_("What people wrote"), [*passages, *at_the_end], book)


def _chapter(title: str, passages: list[_Passage], book: Book) -> Story:
    if not passages:
        return []
    head = [*chapter(title), Body(_("Read it to understand what is behind the numbers."))]
    texts = _last_two(_written(passages, level=2))
    if height([*head, *texts]) <= book.room or any(height([text]) > LONG for text in texts):
        return [*head, *texts]
    return _in_few_columns(head, texts, book)


def _in_few_columns(head: Story, texts: Story, book: Book) -> Story:
    """In two columns; without what stands below the heading where that spares a page for a few lines."""
    bare = head[:-1]
    whole = in_columns(texts, most=book.room, first=book.room - height(head))
    shorter = in_columns(texts, most=book.room, first=book.room - height(bare))
    return [*bare, *shorter] if len(shorter) < len(whole) else [*head, *whole]


def _many(book: Book) -> bool:
    found = [_of_component(component, book) for component in book.framework.components]
    texts = sum(len(texts) for passages in found for _title, texts in passages)
    return texts >= MANY * sum(map(bool, found)) > 0


def _of_component(component: Component, book: Book) -> list[_Passage]:
    return [passage for area in component.areas for passage in _of_area(area, book)]


def _of_area(area: Area, book: Book) -> Iterator[_Passage]:
    for theme in area.themes:
        if texts := book.comments.get(theme.id):
            yield book.title(theme.id), _quotes(texts)
    yield from _digest(area, book)
    if texts := book.comments.get(area.id):
        yield _("{area} as a whole", area=book.title(area.id)), _quotes(texts)
    if texts := book.words.get((WordsKind.EVIDENCE, area.id)):
        yield written.how_they_know(area), _quotes(texts)


def _digest(part: Area | OpenQuestion, book: Book) -> Iterator[_Passage]:
    if digest := written.digest(part, book.result, book.framework):
        yield written.summed_up(part), tuple(Body(line) for line in digest.splitlines() if line.strip())


def _quotes(texts: tuple[str, ...]) -> tuple[Quote, ...]:
    return tuple(map(Quote, texts))


def _of_open_questions(book: Book) -> list[_Passage]:
    passages: list[_Passage] = []
    for question in book.framework.open_questions:
        passages += _digest(question, book)
        if texts := book.words.get((WordsKind.OPEN, question.id)):
            passages.append((in_words(question.text), _quotes(texts)))
    return passages


def _written(passages: list[_Passage], *, level: int) -> Story:
    story: Story = []
    for title, texts in passages:
        first, *others = texts
        story += [Together([lesser(level, title), first]), *others]
    return story


def _last_two(story: Story) -> Story:
    """The last two in one piece, so that no text stands alone on a page."""
    return [*story[:-2], Together(story[-2:])] if len(story) > 1 else story
