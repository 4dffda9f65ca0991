"""The conversation: the proposed or chosen agenda, and a page for each of its themes with boxes to write in."""

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

_TIMES, _ONE_TIME = 0.072, 0.12  # of the width: for each length of meeting, and for one alone


def story(book: Book) -> Story:
    """The agenda and its theme pages; nothing where no theme is on it."""
    items = book.result.agenda
    if not items:
        return []
    return [
        *chapter(_("The conversation")),
        Lead(agenda.introduction(items)),
        _table(items, book),
        *([Note(note)] if (note := agenda.plan_note(items)) else []),
        *_manner(),
        *(flowable for item in items for flowable in themepage.story(item, book)),
    ]


def _table(items: tuple[AgendaItem, ...], book: Book) -> DataTable:
    """Every part of the meeting with its minutes, for all four lengths or for the one that was chosen."""
    plan = agenda.plan(items, book.framework)
    opening = [
        _("To begin"),
        "",
        _("Say what this meeting is for, and that nobody has to tell how they answered."),
        *plan.opening,
    ]
    rows = [
        [
            sections.of(item),
            bold(book.title(item.theme)),
            agenda.reason(item, book.result, book.framework),
            *times,
        ]
        for item, (_title, times) in zip(items, plan.rows, strict=True)
    ]
    closing = [
        _("To end"),
        "",
        _("Close with one list: who does what by when, and when you look at it again."),
        *plan.closing,
    ]
    total = [_("In all"), "", _("The whole meeting, in minutes."), *plan.total]
    times = _TIMES if len(plan.lengths) > 1 else _ONE_TIME
    words = 1 - times * len(plan.lengths)
    return DataTable(
        [_("Found under"), _("Theme"), _("Why this one"), *plan.lengths],
        [opening, *rows, closing, total],
        columns=[
            Column(share=0.22 * words),
            Column(share=0.26 * words),
            Column(share=0.52 * words),
            *(Column(share=times, align="right") for _length in plan.lengths),
        ],
        row_headers=False,
    )


def _manner() -> Story:
    return [
        Heading(2, _("For whoever leads the meeting"), listed=False),
        NumberedList(
            [
                _("Show the bar and read the statement aloud. Ask first what people see: only facts."),
                _(
                    "For themes with 15 minutes or more: one silent minute, two minutes in pairs, four in fours, "
                    "five all together. For shorter ones: choose one of the questions, then one silent minute, "
                    "two in pairs, and five all together."
                ),
                _("Collect reasons for every view before weighing any. Never ask who answered what."),
                _("Write down what you see, what it means, and what happens next: who does what by when."),
            ]
        ),
    ]
