"""At a glance: the finding as a heading, the radar across the page, four sentences, and what to talk about first."""

from pet.charts import build
from pet.language import gettext as _
from pet.report import styles
from pet.report.flowables import Body, Heading, Note, NumberedList, SideBySide, Strong, Together
from pet.report.sections.book import Book, Story, chapter, height
from pet.report.text import bold, fill
from pet.words import agenda

RADAR_SHARES = (0.6, 0.56, 0.52)  # of the width: as large as the page allows


def story(book: Book) -> Story:
    """The page that a reader in a hurry takes away, and the strip that follows the radar."""
    head = chapter(book.glance.headline, kicker=_("At a glance"), bookmark=_("At a glance"))
    rest = _first(book)
    return [*_picture(head, rest, book), *rest, *_strip(book)]


def _picture(head: Story, rest: Story, book: Book) -> Story:
    """The radar beside the four sentences, a little smaller where that keeps the page in one piece."""
    spec = build.radar(book.result, book.framework) or build.strip(book.result, book.framework)
    if spec is None:
        return [*head, *_sentences(book)]
    for share in RADAR_SHARES:
        chart = book.chart(spec, width=(styles.WIDTH - styles.GAP) * share, reading=True)
        beside = SideBySide([*chart, *_missing(book)], _sentences(book), share=share, gap=styles.GAP)
        if height([*head, beside, *rest]) <= book.room:
            break
    return [*head, beside]


def _sentences(book: Book) -> Story:
    return [
        flowable for title, sentence in book.glance.sentences for flowable in (Strong(title), Body(sentence))
    ]


def _missing(book: Book) -> Story:
    missing = book.glance.missing
    if not missing:
        return []
    return [Note(fill(_("{title} {missing}"), title=bold(_("Whose voice is missing?")), missing=missing))]


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


def _strip(book: Book) -> Story:
    """The numbers of the radar once more, a line for each axis: on this page where there is room."""
    if build.radar(book.result, book.framework) is None:
        return []
    chart = book.chart(build.strip(book.result, book.framework), reading=True)
    return [Together([Heading(2, _("The same numbers, one line each"), listed=False), *chart])]
