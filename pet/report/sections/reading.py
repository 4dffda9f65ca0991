"""How to read the report, before the first number."""

from itertools import groupby

from pet.analysis.kinds import Detail, Pattern, Section
from pet.charts import build
from pet.language import gettext as _
from pet.report.flowables import Body, BulletList, Callout, Heading, Lead, SectionStart, Together
from pet.report.sections.book import Book, Story
from pet.report.text import bold, join, text
from pet.words import findings, glance, patterns, promise, reading

_SAY_LITTLE = (Pattern.TOO_FEW, Pattern.UNSURE)  # a bar of too few answers is no example


def story(book: Book) -> Story:
    """A short paragraph for each thing that the reader will meet, and the one caution if few answered."""
    caution = promise.caution(book.result)
    return [
        SectionStart(_("About this report")),
        Heading(1, _("How to read this report")),
        *([Callout([Body(caution)])] if caution else []),
        *_points(book),
        *_example(book),
    ]


def _points(book: Book) -> Story:
    """A paragraph each; the names that stand beside themes are a list, a line each."""
    names = set(patterns.sayings(book.result))
    story: Story = []
    for are_names, points in groupby(reading.points(book.result, book.framework), names.__contains__):
        said = [join([bold(_("{term}.", term=term)), text(meaning)]) for term, meaning in points]
        story += [BulletList(said)] if are_names else [Body(sentence) for sentence in said]
    return story


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
    return [
        Together(
            [
                Heading(2, _("An example from this report"), listed=False),
                Lead(book.statement(found.id)),
                *book.chart(build.bars(book.result, book.framework, [found.id])),
                Body(
                    _("It says: {sentences}", sentences=" ".join(sentence for sentence in said if sentence))
                ),
            ]
        )
    ]
