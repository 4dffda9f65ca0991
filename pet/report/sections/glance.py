"""At a glance: the finding as a heading, the radar across the page, four sentences, and what to talk about first."""

from pet.charts import build
from pet.language import gettext as _
from pet.report import styles
from pet.report.flowables import Body, Heading, Note, NumberedList, SideBySide, Strong
from pet.report.sections.book import Book, Story, chapter
from pet.report.text import bold, fill
from pet.words import agenda

RADAR_SHARE = 0.6


def story(book: Book) -> Story:
    """The page that a reader in a hurry takes away."""
    sentences: Story = [
        flowable for title, sentence in book.glance.sentences for flowable in (Strong(title), Body(sentence))
    ]
    profile = _profile(book)
    return [
        *chapter(book.glance.headline, kicker=_("At a glance"), bookmark=_("At a glance")),
        *([SideBySide(profile, sentences, share=RADAR_SHARE, gap=styles.GAP)] if profile else sentences),
        *_first(book),
    ]


def _profile(book: Book) -> Story:
    width = (styles.WIDTH - styles.GAP) * RADAR_SHARE
    spec = build.radar(book.result, book.framework) or build.strip(book.result, book.framework)
    chart = book.chart(spec, width=width, reading=True)
    missing = book.glance.missing
    return (
        [
            *chart,
            Note(fill(_("{title} {missing}"), title=bold(_("Whose voice is missing?")), missing=missing)),
        ]
        if chart and missing
        else chart
    )


def _first(book: Book) -> Story:
    if not book.result.agenda:
        return []
    return [
        Heading(2, _("Talk about these first"), listed=False),
        NumberedList(
            [
                fill(
                    _("{topic}. {reason}"),
                    topic=bold(book.title(item.theme)),
                    reason=agenda.reason(item, book.result, book.framework),
                )
                for item in book.result.agenda
            ]
        ),
    ]
