"""Posters for a data walk: one theme on a sheet of A3, readable from where people stand, with room for notes.

The themes of the agenda, or the first few that are shown where there is none: a wall full of all themes says nothing.
"""

from dataclasses import dataclass

from pet.analysis.agenda import item, reason
from pet.analysis.agenda_choice import can_be_chosen
from pet.analysis.result_conversation import AgendaItem
from pet.analysis.result_themes import ThemeResult
from pet.charts import build
from pet.charts.draw import figure
from pet.language import gettext as _
from pet.report.flowables import Body, Heading, SectionStart
from pet.report.large import Large, LargeBoxes, LargeHeading, LargeList, LargePicture
from pet.report.page import PAPERS
from pet.report.sections.book import Book, Story
from pet.report.stack import Stack, tall
from pet.report.text import clean
from pet.words import agenda, findings, questions
from pet.words.phrases import topic

MOST, WITHOUT_AGENDA = 8, 6  # posters
PICTURE = (
    300.0  # points: the bar is made so wide and drawn across the sheet, its letters more than twice as large
)
LEAST_BOXES, MOST_BOXES, BOX_MARGIN = 215.0, 400.0, 30.0  # points
PAPER = PAPERS["a3"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How large the words are, and how long at most.

    Attributes:
        heading, statement, words: how many times as large as in the report.
        longest: the most characters of the heading, the statement and a question.
        asked: how many questions.
    """

    heading: float
    statement: float
    words: float
    longest: int = 320
    asked: int = 3


_LOOKS = (
    _Look(heading=1.7, statement=3.2, words=2.1),
    _Look(heading=1.6, statement=2.7, words=1.9),
    _Look(heading=1.4, statement=2.2, words=1.7),
    _Look(heading=1.2, statement=1.8, words=1.5),
    _Look(heading=1.2, statement=1.7, words=1.5, longest=170),
    _Look(heading=1.2, statement=1.7, words=1.5, longest=110, asked=2),
    _Look(heading=1.2, statement=1.5, words=1.5, longest=70, asked=1),
)


def story(book: Book) -> Story:
    """A page for each theme; one that says so where there is no theme to show."""
    found = chosen(book)
    if not found:
        return [
            Heading(1, _("No theme to show")),
            Body(_("Too few people answered each of the statements to make a poster of one.")),
        ]
    return [flowable for one in found for flowable in _poster(one, book)]


def chosen(book: Book) -> tuple[AgendaItem, ...]:
    """The themes of the agenda, at most eight, or the first six that are shown."""
    if book.result.agenda:
        return book.result.agenda[:MOST]
    shown = [theme for theme in book.result.themes if can_be_chosen(theme)]
    return tuple(item(theme, reason(theme, book.result.change), ()) for theme in shown[:WITHOUT_AGENDA])


def _poster(one: AgendaItem, book: Book) -> Story:
    """One page: as large as leaves room for notes."""
    for look in _LOOKS:
        page = _said(one, book, look)
        high = tall(Stack(page), PAPER.measure)
        if high + LEAST_BOXES + BOX_MARGIN <= PAPER.room:
            break
    return [*page, _boxes(PAPER.room - high - BOX_MARGIN, look)]


def _said(one: AgendaItem, book: Book, look: _Look) -> Story:
    theme = book.themes[one.theme]
    asked = questions.texts(one.questions, topic(book.framework, theme.id))[: look.asked]
    return [
        SectionStart(_where(theme, book)),
        LargeHeading(
            clean(_heading(one, book), longest=look.longest),
            kicker=clean(_kicker(theme, book), longest=90),
            bookmark=book.title(theme.id),
            times=look.heading,
        ),
        Large(clean(book.statement(theme.id), longest=look.longest), times=look.statement),
        *_bar(theme, book),
        *_sentence(theme, book, look),
        LargeList([clean(question, longest=look.longest) for question in asked], times=look.words),
    ]


def _heading(one: AgendaItem, book: Book) -> str:
    """What was found, or that it moved where that is why it was chosen."""
    moved = agenda.moved_heading(one, book.result, book.framework)
    return moved or findings.heading(book.themes[one.theme], book.framework, book.result)


def _where(theme: ThemeResult, book: Book) -> str:
    """The number of the theme and its component."""
    return _(
        "{number} {component}", number=book.framework.numbers[theme.id], component=_component(theme, book)
    )


def _component(theme: ThemeResult, book: Book) -> str:
    return next(
        book.title(component.id)
        for component in book.framework.components
        if theme.id in {one.id for one in component.themes}
    )


def _kicker(theme: ThemeResult, book: Book) -> str:
    return _(
        "{number} {title} · {component}",
        number=book.framework.numbers[theme.id],
        title=clean(book.title(theme.id), longest=40),
        component=_component(theme, book),
    )


def _bar(theme: ThemeResult, book: Book) -> Story:
    said = findings.sentence(theme, book.framework, book.result)
    spec = build.bars(book.result, book.framework, [theme.id], finding=said)
    if spec is None:
        return []
    book.drawn.append(spec)
    return [LargePicture(figure(spec, width=PICTURE), spec.description)]


def _sentence(theme: ThemeResult, book: Book, look: _Look) -> Story:
    """What the answers say, and the one caution."""
    said = (
        findings.sentence(theme, book.framework, book.result),
        findings.caution(theme, book.result) or "",
    )
    words = " ".join(sentence for sentence in said if sentence)
    return [Large(clean(words, longest=2 * look.longest), times=look.words)] if words else []


def _boxes(room: float, look: _Look) -> LargeBoxes:
    boxes = [
        (_("What do we see?"), _("only facts")),
        (_("So what?"), _("what it means for us")),
        (_("Now what?"), _("who does what by when")),
    ]
    return LargeBoxes(boxes, height=min(max(room, LEAST_BOXES), MOST_BOXES), times=look.words)
