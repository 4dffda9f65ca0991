"""Method and definitions, for those who want to check."""

from pet.language import gettext as _
from pet.report.flowables import Body, Heading, Note
from pet.report.sections.book import Book, Story, chapter
from pet.report.text import bold, join, text
from pet.words import method


def story(book: Book) -> Story:
    """What was computed, how, and how small groups are protected."""
    return [
        *chapter(_("Method and definitions"), running=_("Method")),
        *(
            Body(join([bold(_("{term}.", term=term)), text(meaning)]))
            for term, meaning in method.definitions(book.result, book.framework)
        ),
        Heading(2, _("Small groups"), listed=False),
        Body(method.privacy(book.result)),
        Note(method.origin(book.result, book.framework)),
    ]
