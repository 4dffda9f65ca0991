"""The report: from a result to a tagged PDF, in the order of a good meeting."""

from pet.analysis.result import Result
from pet.frameworks.model import Framework
from pet.language import locale
from pet.report.page import Meta, PaperName, render
from pet.report.sections import (
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
    toofew,
)
from pet.report.sections.book import Book, Story
from pet.words import promise
from pet.words.phrases import in_words


def build(result: Result, framework: Framework, *, page: PaperName = "a4") -> bytes:
    """The report as a tagged PDF; the same result gives the same bytes.

    Args:
        result: what to report; nothing that it withholds can be in the report.
        framework: the framework that was answered, of the same key and version.
        page: the paper.
    """
    book = Book(result, framework, page)
    return render(_story(book), _meta(book), page=page)


def _story(book: Book) -> Story:
    if book.result.withheld is not None:
        return [*cover.story(book), *toofew.story(book)]
    return [
        *cover.story(book),
        *cover.contents(),
        *reading.story(book),
        *people.story(book),
        *glance.story(book),
        *meeting.story(book),
        *overview.story(book),
        *components.story(book),
        *groups.story(book),
        *change.story(book),
        *comments.story(book),
        *comfort.story(book),
        *agenda.story(book),
        *method.story(book),
        *appendix.story(book),
    ]


def _meta(book: Book) -> Meta:
    title = book.result.title or in_words(book.framework.title)
    return Meta(
        title=title,
        language=str(locale()).replace("_", "-"),
        subject=promise.answered(book.result),
        running=title,
        footer=promise.groups(book.result),
    )
