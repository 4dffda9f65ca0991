"""The full report, in the order of a good meeting."""

from pet.analysis.result import Result
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.record.model import Record
from pet.report.flowables import Together
from pet.report.page import PaperName
from pet.report.sections import (
    actions,
    agenda,
    appendix,
    change,
    comfort,
    comments,
    components,
    cover,
    glance,
    groups,
    meeting,
    method,
    overview,
    people,
    reading,
)
from pet.report.sections.book import CHAPTER_GAP, Book, Story, height


def build(result: Result, framework: Framework, *, page: PaperName = "a4") -> bytes:
    """The full report of a result that belongs to no round; the same result gives the same bytes.

    Args:
        result: what to report; nothing that it withholds can be in the report.
        framework: the framework that was answered, of the same key and version.
        page: the paper.
    """
    from pet.report import editions  # noqa: PLC0415 -- it imports this module for the story

    return editions.build(Record(framework=framework, computed=result), editions.Edition.FULL, page=page)


def story(book: Book) -> Story:
    """Everything that is shown, from the cover to the numbers behind the charts and how they were found."""
    return [
        *cover.story(
            book,
            edition=_("Full report"),
            about=_("Everything that may be shown: to prepare the conversation, and to look things up."),
        ),
        *cover.contents(),
        *reading.story(book),
        *_opening(book),
        *meeting.story(book),
        *overview.story(book),
        *components.story(book),
        *groups.story(book),
        *change.story(book),
        *comments.story(book),
        *comfort.story(book),
        *agenda.story(book),
        *actions.story(book),
        *appendix.story(book),
        *method.story(book),
    ]


def _opening(book: Book) -> Story:
    """Who took part, what became of the last actions where that page has room for it, and the findings at a glance."""
    who, became = people.story(book), actions.became(book)
    if became and height([*who, *became]) <= book.room:
        together = Together([*who, *became])
        together.before, together.running = CHAPTER_GAP, _("About this report")
        return [together, *glance.story(book)]
    return [*who, *glance.story(book, after=became)]
