"""Have we been too kind? A few notes on the answers as a whole, each with a question for the room."""

from pet.report.flowables import Lead, NumberedList
from pet.report.sections.book import Book, Story, following
from pet.report.text import bold, join, text
from pet.words import comfort


def story(book: Book) -> Story:
    """The notes and their questions; nothing where nothing stands out."""
    found = comfort.of(book.result, book.framework)
    if found is None:
        return []
    notes = [join([text(note.said), bold(note.question)]) for note in found.notes]
    return following(found.title, [Lead(found.introduction), NumberedList(notes)])
