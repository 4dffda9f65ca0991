"""At a glance: the finding as a heading, radar, strip, four sentences, what has changed, what to talk about first.

All of it on one page where that is possible; else strip and agenda stand on the next, or where radar and strip have
room beside the sentences, the agenda alone with what follows.
"""

from collections.abc import Iterator
from itertools import chain

from pet.charts import build
from pet.language import gettext as _
from pet.report import styles
from pet.report.flowables import Body, Fine, Heading, NumberedList, SideBySide, Together
from pet.report.prose import Words
from pet.report.sections.book import Book, Story, chapter, height, lesser
from pet.report.text import Markup, fill
from pet.words import agenda, sections

RADAR_SHARES = (0.56, 0.52, 0.48, 0.44)  # of the width, beside the sentences: as large as the page allows
TOGETHER_SHARES = (0.58, 0.54, 0.5, 0.46)  # of the width, where the strip stands below the radar
RADAR_WIDTHS = (styles.WIDTH, 440.0, 380.0, 330.0)  # points, above the sentences


def story(book: Book, *, after: Story | None = None, missing: bool = False) -> Story:
    """The page that a reader in a hurry takes away.

    Args:
        book: the report.
        after: what follows the themes to talk about first, on the same page where there is room.
        missing: whether it says whose voice is missing.
    """
    said = book.glance.missing if missing else ""
    below: Story = [lesser(2, sections.missing()), Body(said)] if said else []
    return [*_page(book, below, follows=bool(after)), *(after or [])]


def _page(book: Book, below: Story, *, follows: bool) -> Story:
    head = chapter(book.glance.headline, kicker=_("At a glance"), bookmark=_("At a glance"))
    for everything in _on_one_page(book, below):
        page = [*head, *everything]
        if height(page) <= book.room:
            return page
    first = _first(book, reasons=True)
    together = _as_large_as_fits(head, book) if first and follows and not below else []
    if together:  # the agenda begins the next page, and what follows fills it
        return [*together, Together(first)]
    strip = _strip(book)
    for picture in _beside(book, Fine) if below else ():
        if height([*head, *picture, *strip]) <= book.room:
            return [*head, *picture, *strip, Together([*below, *first])]
    for picture in chain(_above(book), _beside(book)):
        if height([*head, *picture, *below]) <= book.room:
            break
    return [*head, *picture, *below, Together([*strip, *first])]


def _as_large_as_fits(head: Story, book: Book) -> Story:
    """Radar, strip and sentences on one page, or nothing where not even the smallest fit."""
    for share in TOGETHER_SHARES:
        together = [*head, *_together(book, share)]
        if height(together) <= book.room:
            return together
    return []


def _on_one_page(book: Book, below: Story) -> Iterator[Story]:
    """Everything, ever smaller."""
    together = _together(book)
    yield [*together, *below, *_first(book, reasons=True)]
    for share in TOGETHER_SHARES if together and book.result.agenda else ():
        yield [*_together(book, share, under=_first_in_small(book)), *below]
    yield [*together, *below, *_first(book, reasons=False)]
    strip = _strip(book)
    for picture in _beside(book):
        for reasons in (True, False):
            yield [*picture, *below, *strip, *_first(book, reasons=reasons)]


def _together(book: Book, share: float = TOGETHER_SHARES[0], under: Story | None = None) -> Story:
    """Radar and strip below each other, and beside them the sentences in smaller type, and what stands under those."""
    spec = build.radar(book.result, book.framework)
    if spec is None:
        return []
    wide = (styles.WIDTH - styles.GAP) * share
    pictures = [*book.chart(spec, width=wide, reading=True), *_strip(book, wide)]
    said = [*_sentences(book, Fine), *(under or [])]
    return [SideBySide(pictures, said, share=share, gap=styles.GAP)]


def _beside(book: Book, kind: type[Words] = Body) -> Iterator[Story]:
    """The radar beside the sentences, ever smaller; the sentences alone where there is no radar."""
    spec = build.radar(book.result, book.framework)
    if spec is None:
        yield _sentences(book, kind)
        return
    for share in RADAR_SHARES:
        chart = book.chart(spec, width=(styles.WIDTH - styles.GAP) * share, reading=True)
        yield [SideBySide(chart, _sentences(book, kind), share=share, gap=styles.GAP)]


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


def _sentences(book: Book, kind: type[Words] = Body) -> Story:
    found = book.glance
    changed = ((sections.changed(), found.changed),) if found.changed else ()
    return [
        flowable
        for title, sentence in (*found.sentences, *changed)
        for flowable in (lesser(2, title), kind(sentence))
    ]


def _strip(book: Book, width: float = styles.WIDTH) -> Story:
    """The numbers of the radar once more, a line for each axis; alone where there is no radar."""
    spec = build.strip(book.result, book.framework)
    if spec is None:
        return []
    drawn = build.radar(book.result, book.framework) is not None
    title = _("The same numbers, one line each") if drawn else _("Typical answers, one line each")
    chart = book.chart(spec, width=width, reading=not drawn)
    return [Together([lesser(2, title), *chart])]


def _first(book: Book, *, reasons: bool) -> Story:
    """What to talk about first, and why where there is room."""
    if not book.result.agenda:
        return []
    return [
        Heading(2, _("Talk about these first"), listed=False),
        NumberedList(_to_talk_about(book, reasons=reasons)),
    ]


def _first_in_small(book: Book) -> Story:
    """The same for a column, with all reasons."""
    said = NumberedList(_to_talk_about(book, reasons=True), style=styles.paragraph("fine"))
    return [Heading(2, _("Talk about these first"), listed=False), said]


def _to_talk_about(book: Book, *, reasons: bool) -> list[Markup]:
    """The themes of the agenda in order."""
    return [
        fill(
            _("{theme}. {reason}"),
            theme=book.named(item.theme),
            reason=agenda.reason(item, book.result, book.framework),
        )
        if reasons
        else book.named(item.theme)
        for item in book.result.agenda
    ]
