"""At a glance: the finding as a heading, radar, strip, four sentences, what has changed, what to talk about first.

All of it on one page where that is possible; else the radar fills a page, and strip and agenda stand on the next.
"""

from collections.abc import Iterator
from itertools import chain

from pet.charts import build
from pet.language import gettext as _
from pet.report import styles
from pet.report.flowables import Body, Heading, NumberedList, SideBySide, Together
from pet.report.sections.book import Book, Story, chapter, height, lesser
from pet.report.text import bold, fill
from pet.words import agenda, sections

RADAR_SHARES = (0.56, 0.52, 0.48, 0.44)  # of the width, beside the sentences: as large as the page allows
RADAR_WIDTHS = (styles.WIDTH, 440.0, 380.0, 330.0)  # points, above the sentences


def story(book: Book) -> Story:
    """The page that a reader in a hurry takes away."""
    head = chapter(book.glance.headline, kicker=_("At a glance"), bookmark=_("At a glance"))
    strip = _strip(book)
    for picture in _beside(book):
        for reasons in (True, False):
            page = [*head, *picture, *strip, *_first(book, reasons=reasons)]
            if height(page) <= book.room:
                return page
    for picture in chain(_above(book), _beside(book)):
        if height([*head, *picture]) <= book.room:
            break
    return [*head, *picture, Together([*strip, *_first(book, reasons=True)])]


def _beside(book: Book) -> Iterator[Story]:
    """The radar beside the sentences, ever smaller; the sentences alone where there is no radar."""
    spec = build.radar(book.result, book.framework)
    if spec is None:
        yield _sentences(book)
        return
    for share in RADAR_SHARES:
        chart = book.chart(spec, width=(styles.WIDTH - styles.GAP) * share, reading=True)
        yield [SideBySide(chart, _sentences(book), share=share, gap=styles.GAP)]


def _above(book: Book) -> Iterator[Story]:
    """The radar across the page and the sentences below it in two columns, ever smaller."""
    spec = build.radar(book.result, book.framework)
    if spec is None:
        yield _sentences(book)
        return
    for width in RADAR_WIDTHS:
        said = _sentences(book)
        half = 2 * ((len(said) // 2 + 1) // 2)  # a title stays with its sentence
        yield [*book.chart(spec, width=width, reading=True), SideBySide(said[:half], said[half:])]


def _sentences(book: Book) -> Story:
    found = book.glance
    changed = ((sections.changed(), found.changed),) if found.changed else ()
    return [
        flowable
        for title, sentence in (*found.sentences, *changed)
        for flowable in (lesser(2, title), Body(sentence))
    ]


def _strip(book: Book) -> Story:
    """The numbers of the radar once more, a line for each axis; alone where there is no radar."""
    spec = build.strip(book.result, book.framework)
    if spec is None:
        return []
    drawn = build.radar(book.result, book.framework) is not None
    title = _("The same numbers, one line each") if drawn else _("Typical answers, one line each")
    chart = book.chart(spec, reading=not drawn)
    return [Together([lesser(2, title), *chart])]


def _first(book: Book, *, reasons: bool) -> Story:
    """What to talk about first, and why where there is room."""
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
                if reasons
                else bold(book.title(item.theme))
                for item in book.result.agenda
            ]
        ),
    ]
