"""How to read it in a few lines: only what nobody can do without, and as much of it as there is room for."""

from pet.language import gettext as _
from pet.report.flowables import Fine, in_columns
from pet.report.sections.book import Book, Story, lesser
from pet.report.text import bold, join, text
from pet.words import reading

MOST = 4


def story(book: Book, *, most: int = MOST) -> Story:
    """A paragraph each in two columns; nothing for none.

    Args:
        book: the report.
        most: how many paragraphs.
    """
    wanted = reading.essentials(book.result, book.framework)[:most]
    if not wanted:
        return []
    said = [Fine(join([bold(_("{term}.", term=term)), text(meaning)])) for term, meaning in wanted]
    return [lesser(2, _("How to read it, in short")), *in_columns(said, most=book.room)]
