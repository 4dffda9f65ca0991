"""“Questions a board may ask”: each with a line that says where its answer stands."""

from pet.language import gettext as _
from pet.report.flowables import Body, NumberedList
from pet.report.sections.book import Book, Story
from pet.report.text import Markup, italic, join, text
from pet.words import board


def story(book: Book) -> Story:
    """The questions, or that the record gives rise to none."""
    found = board.questions(book.record)
    if not found:
        return [
            Body(
                _("Nothing in this report stands out as a question. Ask what you would like to hear more of.")
            )
        ]
    return [NumberedList([_item(one) for one in found])]


def _item(question: board.Question) -> Markup:
    return join([text(question.text), italic(question.hint)])
