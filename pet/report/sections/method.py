"""Method and definitions, for those who want to check."""

from pet.language import gettext as _
from pet.report.flowables import Fine, Note, in_columns
from pet.report.sections.book import Book, Story, chapter, height
from pet.report.text import bold, join, text
from pet.words import method


def story(book: Book) -> Story:
    """What was computed, how, and how small groups are protected."""
    head = chapter(_("Method and definitions"), running=_("Method"))
    terms = [
        *method.definitions(book.result, book.framework),
        (_("Small groups"), method.privacy(book.result)),
    ]
    said = [Fine(join([bold(_("{term}.", term=term)), text(meaning)])) for term, meaning in terms]
    return [
        *head,
        *in_columns(said, most=book.room, first=book.room - height(head)),
        Note(method.origin(book.result, book.framework)),
    ]
