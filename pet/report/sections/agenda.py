"""The conversation: the proposed or chosen agenda, and a page for each of its themes with boxes to write in."""

from pet.analysis.result_conversation import AgendaItem
from pet.language import gettext as _
from pet.report.flowables import (
    Column,
    DataTable,
    Heading,
    Lead,
    Note,
    NumberedList,
    Small,
    Together,
)
from pet.report.sections import themepage
from pet.report.sections.book import Book, Story, chapter, height
from pet.report.text import Markup, bold, fill
from pet.words import agenda, sections

_THEME = 0.5  # of the width that the minutes leave
_TIMES, _ONE_TIME = 0.072, 0.12  # of the width: for each length of meeting, and for one alone


def story(book: Book) -> Story:
    """The agenda and its theme pages; nothing where no theme is on it."""
    items = book.result.agenda
    if not items:
        return []
    themes = [flowable for item in items for flowable in themepage.story(item, book)]
    roomy = _plan(items, book, dense=False)
    return [*(roomy if height(roomy) <= book.room else _plan(items, book, dense=True)), *themes]


def _plan(items: tuple[AgendaItem, ...], book: Book, *, dense: bool) -> Story:
    """The minutes of the meeting, and how to lead it."""
    note = agenda.plan_note(items)
    return [
        *chapter(_("The conversation")),
        Lead(agenda.introduction(items)),
        _table(items, book, dense=dense),
        *([Small(note) if dense else Note(note)] if note else []),
        _manner(),
    ]


def _table(items: tuple[AgendaItem, ...], book: Book, *, dense: bool) -> DataTable:
    """Every part of the meeting with its minutes, for all four lengths or for the one that was chosen."""
    plan = agenda.plan(items, book.framework)
    opening = [
        bold(_("To begin")),
        _opening(book),
        *plan.opening,
    ]
    rows = [
        [_theme(item, book), agenda.reason(item, book.result, book.framework), *times]
        for item, (_title, times) in zip(items, plan.rows, strict=True)
    ]
    closing = [
        bold(_("To end")),
        _("Close with one list: who does what by when, when you look at it again, and who tells everybody."),
        *plan.closing,
    ]
    total = [bold(_("In all")), _("The whole meeting, in minutes."), *plan.total]
    times = _TIMES if len(plan.lengths) > 1 else _ONE_TIME
    words = 1 - times * len(plan.lengths)
    return DataTable(
        [_("Theme"), _("Why this one"), *plan.lengths],
        [opening, *rows, closing, total],
        columns=[
            Column(share=_THEME * words),
            Column(share=(1 - _THEME) * words),
            *(Column(share=times, align="right") for _length in plan.lengths),
        ],
        row_headers=False,
        dense=dense,
    )


def _theme(item: AgendaItem, book: Book) -> Markup:
    """A theme, and the part of the meeting in which it stands."""
    return fill(_("{theme}, in “{section}”"), theme=book.named(item.theme), section=sections.of(item))


def _opening(book: Book) -> str:
    """What the first minutes are for."""
    said = _("Say what this meeting is for, and that nobody has to tell how they answered.")
    if book.record.became:
        look = _("Then look together at “At a glance”, and at what became of the last actions.")
    else:
        look = _("Then look together at “At a glance”.")
    return f"{said} {look}"


def _manner() -> Together:
    return Together(
        [
            Heading(2, _("For whoever leads the meeting"), listed=False),
            NumberedList(
                [
                    _("Show the bar and read the statement aloud. Ask first what people see: only facts."),
                    _(
                        "Themes with 15 minutes or more: one minute for the bar, one in silence, two in pairs, four in "
                        "fours, five all together. That is 13; the rest is for writing down. Themes with ten to 14: choose "
                        "one of the questions; one minute for the bar, one in silence, two in pairs, five all together. "
                        "That is nine. Themes with less: the same, with half a minute for the bar and half a minute in "
                        "silence. That is eight."
                    ),
                    _("Collect reasons for every view before weighing any. Never ask who answered what."),
                    _(
                        "Write down what you see, what it means, and what happens next: who does what by when."
                    ),
                ]
            ),
        ]
    )
