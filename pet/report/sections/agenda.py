"""The conversation: the proposed agenda, and a page for each of its themes with boxes to write in."""

from pet.analysis.agenda import CLOSING_MINUTES, OPENING_MINUTES
from pet.analysis.result import AgendaItem
from pet.language import gettext as _
from pet.report.flowables import (
    Column,
    DataTable,
    Heading,
    Lead,
    Note,
    NumberedList,
)
from pet.report.sections import themepage
from pet.report.sections.book import Book, Story, chapter
from pet.report.text import bold
from pet.words import agenda, sections


def story(book: Book) -> Story:
    """The agenda and its theme pages; nothing where no theme is proposed."""
    items = book.result.agenda
    if not items:
        return []
    return [
        *chapter(_("The conversation")),
        Lead(_("A proposal for one meeting. Whoever leads it chooses, leaves out and reorders.")),
        _table(items, book),
        Note(_plan(sum(item.minutes for item in items))),
        *_manner(),
        *(flowable for item in items for flowable in themepage.story(item, book)),
    ]


def _table(items: tuple[AgendaItem, ...], book: Book) -> DataTable:
    rows = [
        [
            sections.title(item.section),
            bold(book.title(item.theme)),
            agenda.reason(item, book.result, book.framework),
            agenda.minutes(item.minutes),
        ]
        for item in items
    ]
    opening = [
        _("To begin"),
        "",
        _("Say what this meeting is for, and that nobody has to tell how they answered."),
        agenda.minutes(OPENING_MINUTES),
    ]
    closing = [
        _("To end"),
        "",
        _("Close with one list: who does what by when, and when you look at it again."),
        agenda.minutes(CLOSING_MINUTES),
    ]
    return DataTable(
        [_("Found under"), _("Theme"), _("Why this one"), _("Time")],
        [opening, *rows, closing],
        columns=[
            Column(share=0.2),
            Column(share=0.22),
            Column(share=0.44),
            Column(share=0.14, align="right"),
        ],
        row_headers=False,
    )


def _plan(talk: int) -> str:
    return _(
        "{total} in all: {opening} to begin, {talk} for the themes, {closing} to end.",
        total=agenda.minutes(OPENING_MINUTES + talk + CLOSING_MINUTES),
        opening=agenda.minutes(OPENING_MINUTES),
        talk=agenda.minutes(talk),
        closing=agenda.minutes(CLOSING_MINUTES),
    )


def _manner() -> Story:
    return [
        Heading(2, _("For whoever leads the meeting"), listed=False),
        NumberedList(
            [
                _("Show the bar and read the statement aloud. Ask first what people see: only facts."),
                _(
                    "For themes with 15 minutes or more: one silent minute, two minutes in pairs, four in fours, "
                    "five all together. For shorter ones: one silent minute, then pairs, then all."
                ),
                _("Collect reasons for every view before weighing any. Never ask who answered what."),
                _("Write down what you see, what it means, and what happens next: who does what by when."),
            ]
        ),
    ]
