"""The whole report where too few answered: how many, why nothing is shown, and what can be done."""

from pet.language import gettext as _
from pet.report.flowables import Body, BulletList, Heading, Lead
from pet.report.sections.book import Book, Story, chapter
from pet.words import promise, toofew


def story(book: Book) -> Story:
    """One honest page."""
    return [
        *chapter(toofew.title(), bookmark=_("Too few answers")),
        Lead(_("{answered}.", answered=promise.answered(book.result))),
        Body(toofew.why(book.result)),
        Heading(2, _("What you can do"), listed=False),
        BulletList(toofew.what_to_do()),
    ]
