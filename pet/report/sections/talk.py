"""What the conversation changed: in the words of whoever led it, or plainly that none is recorded."""

from pet.language import gettext as _
from pet.record.model import Record
from pet.report.flowables import Body, Heading, Quote
from pet.report.sections.book import Book, Story
from pet.report.text import clean
from pet.words import dates

LONGEST = 1600  # characters: some thirty lines, so that what follows stays near


def story(book: Book) -> Story:
    """The heading, when people met, what they talked about, and what that changed."""
    record = book.record
    said = " ".join(sentence for sentence in (_met(record), _talked_about(book)) if sentence)
    return [
        Heading(2, title(), listed=False),
        Body(said or _("No conversation about these results is recorded yet.")),
        *_note(record),
    ]


def title() -> str:
    """The heading."""
    return _("What the conversation changed")


def _met(record: Record) -> str:
    return _("We met on {day}.", day=dates.plain(record.met_on)) if record.met_on else ""


def _talked_about(book: Book) -> str:
    """The themes of the chosen agenda: of a proposal nobody knows whether it was followed."""
    if book.record.choice is None or not book.result.agenda:
        return ""
    titles = [book.title(item.theme) for item in book.result.agenda]
    return _("Chosen to talk about: {themes}.", themes=" · ".join(titles))


def _note(record: Record) -> Story:
    if record.talk_note:
        return [Quote(_shortened(record.talk_note))]
    return [Body(_("What it changed was not written down."))] if record.met_on else []


def _shortened(note: str) -> str:
    """The note with its line breaks, cut where it would fill more than half a page."""
    return note if len(note) <= LONGEST else clean(note, longest=LONGEST)
