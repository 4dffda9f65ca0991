"""For the appendix: how agreement might look had everybody answered, and where the spread lies."""

from pet.language import gettext as _
from pet.report import styles
from pet.report.flowables import Column, DataTable, Heading, Legend, SideBySide, Together
from pet.report.sections.book import Book, Story, height
from pet.report.text import text
from pet.words import uncertainty as words

MOST_BESIDE = 3  # columns of tables that stand beside each other
SHARE = 0.52  # of a column of numbers beside that of the themes
HIGHEST = 0.75  # of a page: tables beside each other do not break


def story(book: Book) -> Story:
    """The two tables, where there is something to tell: beside each other where both are narrow and short."""
    had, spread = _had_everybody_answered(book), _where_the_spread_lies(book)
    if not had or not spread or len(words.compared(book.result)) >= MOST_BESIDE:
        return [*had, *spread]
    beside: Story = [SideBySide(had, spread, gap=styles.GAP)]
    return beside if height(beside) <= HIGHEST * book.room else [*had, *spread]


def supposed_rows(book: Book) -> list[list[str]]:
    """Agreement, and between which values it would most likely lie, per theme of which that is known."""
    themes = words.uncertain(book.result)
    return [[_numbered(theme.id, book), words.agreement(theme), words.interval(theme)] for theme in themes]


def spread_rows(book: Book) -> list[list[str]]:
    """How much of the spread lies between the groups of each breakdown, per theme where it is worth a line."""
    compared = words.compared(book.result)
    return [
        [_numbered(theme.id, book), *(words.share_between(book.result, of, theme.id) for of in compared)]
        for theme in words.differing(book.result)
    ]


def _had_everybody_answered(book: Book) -> Story:
    header = [_("Theme"), _("Agreement"), _("If all had answered")]
    return _table(_("Had everybody answered"), words.supposed(book.result), header, supposed_rows(book))


def _where_the_spread_lies(book: Book) -> Story:
    header = [_("Theme"), *map(words.between, words.compared(book.result))]
    return _table(_("Where the spread lies"), words.spread(), header, spread_rows(book))


def _table(heading: str, note: str, header: list[str], rows: list[list[str]]) -> Story:
    if not rows:
        return []
    columns = [Column(share=1.0), *(Column(share=SHARE, align="right") for _head in header[1:])]
    opening = Together([Heading(2, heading, listed=False), Legend(note)])
    opening.keeps_next = True
    return [opening, DataTable([text(head) for head in header], rows, columns=columns, dense=True)]


def _numbered(theme_id: str, book: Book) -> str:
    return _("{number} {title}", number=book.framework.numbers[theme_id], title=book.title(theme_id))
