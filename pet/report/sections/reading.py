"""How to read the report, before the first number."""

from pet.analysis.kinds import Detail, Pattern, Section
from pet.charts import build
from pet.language import gettext as _
from pet.report.flowables import (
    Body,
    Callout,
    Fine,
    Heading,
    SectionStart,
    Together,
    in_columns,
)
from pet.report.sections.book import Book, Story, following, height, lesser
from pet.report.text import bold, join, text
from pet.words import findings, glance, patterns, promise, reading

_SAY_LITTLE = (Pattern.TOO_FEW, Pattern.UNSURE)  # a bar of too few answers is no example


def story(book: Book) -> Story:
    """A short paragraph for each thing that the reader will meet, the one caution, and an example where it has room.

    The names of patterns stand beside the themes in the numbers: what each says is told there, with its rule.
    """
    named = set(patterns.sayings(book.result))
    points = [point for point in reading.points(book.result, book.framework) if point not in named]
    terms: Story = [_fine(*point) for point in points]
    heading, running, caution = _("How to read this report"), _("About this report"), _caution(book)
    piece = following(heading, [*caution, *in_columns(terms, most=book.room)], running=running)
    if height(piece) > book.room:
        above = [Heading(1, heading), *caution]
        piece = [
            SectionStart(running),
            *above,
            *in_columns(terms, most=book.room, first=book.room - height(above)),
        ]
    return [*piece, *_example(book)]


def short(book: Book, *, most: int | None = None) -> Story:
    """What a reader must know to read the bars and words, in two columns; and the one caution if few answered.

    Args:
        book: the report.
        most: how many paragraphs; by default all.
    """
    wanted = reading.essentials(book.result, book.framework)[:most]
    said = [_fine(*point) for point in wanted]
    return [
        *_caution(book),
        lesser(2, _("How to read it, in short")),
        *in_columns(said, most=book.room),
    ]


def _caution(book: Book) -> Story:
    caution = promise.caution(book.result)
    return [Callout([Body(caution)])] if caution else []


def _fine(term: str, meaning: str) -> Fine:
    return Fine(join([bold(_("{term}.", term=term)), text(meaning)]))


def _example(book: Book) -> Story:
    """One bar of this report and what it says; the liveliest one that may be shown in full."""
    shown = [
        theme
        for theme in book.result.themes
        if theme.detail is Detail.DISTRIBUTION and theme.pattern not in _SAY_LITTLE
    ]
    differing = [theme for theme in glance.themes_of(Section.DIFFER, book.result) if theme in shown]
    found = next(iter([*differing, *shown]), None)
    if found is None:
        return []
    said = [findings.sentence(found, book.framework, book.result), findings.agreement(found, book.framework)]
    told = _("It says: {sentences}", sentences=" ".join(sentence for sentence in said if sentence))
    bar = book.chart(build.bars(book.result, book.framework, [found.id]))
    example = Together(
        [lesser(2, _("An example from this report")), Body(book.statement(found.id)), *bar, Body(told)]
    )
    example.optional = True
    return [example]
