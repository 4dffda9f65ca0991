"""The editions of a record: each a story for its readers, made into a tagged PDF."""

from collections.abc import Callable
from enum import StrEnum

from pet.language import gettext as _
from pet.language import locale
from pet.record.model import Record
from pet.record.progress import Progress, part, silent
from pet.report import brief, conversation, document, improvement, posters
from pet.report.page import Meta, PaperName, render
from pet.report.sections import cover, toofew
from pet.report.sections.book import Book, Story
from pet.report.text import clean
from pet.words import promise

_LONGEST_TITLE = 150  # characters of the document's title without the edition
_STORY_SHARE = 0.35  # of the time: making the story, before its pages are drawn


class Edition(StrEnum):
    """For whom and when a report is made."""

    CONVERSATION = "conversation"
    IMPROVEMENT = "improvement"
    FULL = "full"
    BRIEF = "brief"
    POSTERS = "posters"


_STORIES: dict[Edition, Callable[[Book], Story]] = {
    Edition.CONVERSATION: conversation.story,
    Edition.IMPROVEMENT: improvement.story,
    Edition.FULL: document.story,
    Edition.BRIEF: brief.story,
    Edition.POSTERS: posters.story,
}


def build(record: Record, edition: Edition, *, page: PaperName = "a4", progress: Progress = silent) -> bytes:
    """An edition as a tagged PDF; the same record gives the same bytes.

    Args:
        record: what to report; nothing that its result withholds can be in the report.
        edition: for whom.
        page: the paper; posters have their own.
        progress: told how far it has come.
    """
    enough = record.result.withheld is None
    paper: PaperName = "a3" if edition is Edition.POSTERS and enough else page
    book = Book(record, paper)
    story = _STORIES[edition](book) if enough else [*cover.story(book), *toofew.story(book)]
    progress(_STORY_SHARE)
    return render(story, _meta(book, edition), page=paper, progress=part(progress, _STORY_SHARE, 1.0))


def name(edition: Edition) -> str:
    """What people call the edition."""
    return {
        Edition.CONVERSATION: _("For the conversation"),
        Edition.IMPROVEMENT: _("Improvement report"),
        Edition.FULL: _("Full report"),
        Edition.BRIEF: _("Brief"),
        Edition.POSTERS: _("Posters"),
    }[edition]


def _meta(book: Book, edition: Edition) -> Meta:
    title = clean(book.name, longest=_LONGEST_TITLE)
    return Meta(
        title=title
        if edition is Edition.FULL
        else _("{title}: {edition}", title=title, edition=name(edition)),
        language=str(locale()).replace("_", "-"),
        subject=promise.answered(book.result),
        running=book.record.partnership or title,
        footer=promise.groups(book.result),
    )
