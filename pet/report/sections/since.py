"""What has changed since the last round, in short: who is compared, what moved, and the components then and now."""

from pet.charts import build
from pet.language import gettext as _
from pet.report import styles
from pet.report.flowables import Body, DataTable, Heading, Note, SideBySide, Together
from pet.report.sections.book import Book, Story, lesser, numeric
from pet.words import change as words
from pet.words import pairs, tally

SAID = 0.45  # of the width: the sentences, beside the table


def story(book: Book) -> Story:
    """The few sentences and the table, or nothing without an earlier round."""
    change = book.result.change
    if change is None:
        return []
    return [
        Together(
            [
                Heading(2, words.headline(change, book.result), listed=False),
                *_beside(Body(" ".join(_moved(book))), _table(book)),
                Note(words.who(change, book.result)),
            ]
        )
    ]


def _beside(said: Body, table: Story) -> Story:
    """The sentences beside the table, or alone."""
    return [SideBySide([said], table, share=SAID, gap=styles.GAP)] if table else [said]


def _table(book: Book) -> Story:
    """The components then and now, over the same themes, and whose answers these are."""
    spec = build.change_table(book.result, book.framework)
    if spec is None:
        return []
    wide = (styles.WIDTH - styles.GAP) * (1 - SAID)
    table = DataTable(spec.header, spec.rows, columns=numeric(spec.header, wide), dense=True)
    return [*_whose(book), table]


def _whose(book: Book) -> Story:
    """Whose answers the table holds, right above it: they may not be everybody's."""
    change = book.result.change
    return [] if change is None else [lesser(3, pairs.whose(change, book.result))]


def _moved(book: Book) -> list[str]:
    """What went up and down, that this is neither good nor bad by itself, and how much stayed."""
    change = book.result.change
    if change is None:
        return []
    asked = (
        _("Neither is good or bad by itself: ask what happened in between.") if book.glance.changed else ""
    )
    return [sentence for sentence in (book.glance.changed, asked, tally.rest(change)) if sentence]
