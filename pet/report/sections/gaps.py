"""The largest gaps between a group and everybody else: two bars where they may be shown, words where not."""

from pet.analysis.result_groups import Gap
from pet.charts import build
from pet.language import gettext as _
from pet.report import styles
from pet.report.flowables import BulletList, Fine, Heading, Small, Together
from pet.report.sections.book import Book, Story, lesser
from pet.report.text import bold, join, text
from pet.words import groups


def story(book: Book) -> Story:
    """The largest gaps; nothing where none is worth asking about."""
    if not book.result.gaps:
        return []
    introduction = _("Here one group answers quite differently from everybody else. No side is wrong.")
    drawn = [story for gap in book.result.gaps if (story := _gap(gap, book))]
    first = drawn[0] if drawn else []
    return [
        Together([Heading(2, _("Worth asking about"), listed=False), Fine(introduction), *first]),
        *(Together(story) for story in drawn[1:]),
        *_only_in_words(book),
    ]


def _gap(gap: Gap, book: Book) -> Story:
    """Two bars, where the distribution of the group may be shown."""
    chart = book.chart(build.group_bars(book.result, book.framework, gap.theme, gap.breakdown, gap.group))
    if not chart:
        return []
    return [
        lesser(3, groups.gap_heading(gap, book.result, book.framework)),
        Fine(book.statement(gap.theme)),
        *chart,
        Small(groups.gap_sentence(gap, book.result, book.framework)),
    ]


def _only_in_words(book: Book) -> Story:
    """Gaps of groups of which only a summary may be shown."""
    said = [
        join(
            [
                bold(_("{term}.", term=book.title(gap.theme))),
                text(book.statement(gap.theme)),
                text(groups.gap_sentence(gap, book.result, book.framework)),
            ]
        )
        for gap in book.result.gaps
        if build.group_bars(book.result, book.framework, gap.theme, gap.breakdown, gap.group) is None
    ]
    return [BulletList(said, style=styles.paragraph("fine"))] if said else []
