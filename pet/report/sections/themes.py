"""A few themes together: their bars on one line, and beneath what was asked and what the answers say."""

from collections.abc import Sequence

from pet.analysis.result_themes import ThemeResult
from pet.charts import build
from pet.language import gettext as _
from pet.report import styles
from pet.report.flowables import Column, DataTable
from pet.report.sections.book import Book, Story
from pet.report.text import Markup, bold, join, text
from pet.words import findings


def story(
    themes: Sequence[ThemeResult], book: Book, *, finding: str | None = None, dense: bool = False
) -> Story:
    """The bars of the themes and a table of statements and findings.

    Args:
        themes: at least one, in order.
        book: the report.
        finding: what the bars show together, in a sentence, if they are chosen for it.
        dense: whether the rows of the table stand close.
    """
    return [*bars(themes, book, finding=finding), table(themes, book, dense=dense)]


def bars(
    themes: Sequence[ThemeResult], book: Book, *, width: float = styles.WIDTH, finding: str | None = None
) -> Story:
    """The bars of the themes on one figure.

    Args:
        themes: at least one, in order.
        book: the report.
        width: of the bars before they are fitted into the text area, in points.
        finding: what the bars show together, in a sentence, if they are chosen for it.
    """
    ids = [theme.id for theme in themes]
    return book.chart(build.bars(book.result, book.framework, ids, finding=finding), width=width)


def table(themes: Sequence[ThemeResult], book: Book, *, dense: bool = False) -> DataTable:
    """What was asked and what the answers say, a row for each theme."""
    return DataTable(
        [_("Theme"), _("Statement"), _("What the answers say")],
        [[bold(book.title(theme.id)), book.statement(theme.id), said(theme, book)] for theme in themes],
        columns=[Column(share=0.22), Column(share=0.38), Column(share=0.4)],
        dense=dense,
    )


def said(theme: ThemeResult, book: Book) -> Markup:
    """The sentence of a theme and its caution, if it has one."""
    caution = findings.caution(theme, book.result)
    sentence = text(findings.sentence(theme, book.framework, book.result))
    return join([sentence, text(caution)]) if caution else sentence
