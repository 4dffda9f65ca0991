"""The edition for the conversation: what people read before they meet, and write in when they do.

The findings come first, on the second and third page: whoever reads no further knows what the partnership shares,
where it differs, and what to talk about first.
"""

from pet.language import gettext as _
from pet.record.model import Record
from pet.report.flowables import SectionStart
from pet.report.sections import actions, agenda, cover, essentials, glance, people, reading
from pet.report.sections.book import Book, Story
from pet.words import dates


def story(book: Book) -> Story:
    """From the cover to an empty table for what is agreed."""
    return [
        *_cover(book),
        *glance.story(book, after=actions.became(book), missing=True),
        SectionStart(_("Who took part")),
        *people.story(book, missing=False),
        *agenda.story(book),
        *actions.empty(book),
    ]


def _cover(book: Book) -> Story:
    """The cover, with as much of how to read the report as leaves it one page."""
    for most in (None, essentials.MOST):
        page = cover.story(
            book,
            edition=_("For the conversation"),
            about=_about(book.record),
            below=reading.short(book, most=most),
        )
        if len(page) == 1:
            break
    return page


def _about(record: Record) -> str:
    """When to read it, as long as the meeting lies ahead; and as of when it tells what became of actions."""
    ahead = "" if record.has_met else _("Read it before you meet, and write in it when you do.")
    if not record.became or record.as_of is None:
        return ahead
    told = _("What became of the last actions is told as of {day}.", day=dates.plain(record.as_of))
    return " ".join(part for part in (ahead, told) if part)
