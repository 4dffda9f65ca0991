"""What was agreed and what became of what was agreed before: tables of actions, and an empty one to fill in by hand."""

from collections.abc import Sequence
from dataclasses import replace

from reportlab.platypus import Flowable

from pet.charts.build.axes import stopped
from pet.language import gettext as _
from pet.language import ngettext
from pet.record.model import MOST_PRIORITIES, Action, Record
from pet.report.flowables import Body, Boxes, BulletList, Column, DataTable, Heading, Lead, Note, NumberedList
from pet.report.sections.book import Book, Story, height, lesser
from pet.report.text import Markup, bold, clean, fill, stacked, text
from pet.words import actions, agenda, board, dates
from pet.words.numbers import whole
from pet.words.phrases import sentence_start, spelled

MOST_EARLIER = 6
MOST_LINES = 5
FEWEST_ROWS, TALL = 3, 58.0  # of the boxes to fill in by hand: rows, and the height of each in points
_BETWEEN, _RESERVED = (
    10.0,
    160.0,
)  # points: between rows; for the chapter's head and for the chapter that follows
_BY_HAND = (0.42, 0.19, 0.16, 0.23)  # of the width: each box
LONGEST_WHAT, LONGEST_CELL = (
    220,
    130,
)  # characters in a cell: more is cut, so that five priorities fit on a page


def priorities(book: Book) -> Story:
    """The few that a board sees, and how many more there are; what is proposed instead where nothing was agreed."""
    record = book.record
    if not record.actions:
        above = [Lead(_("No actions are recorded for this round yet.")), *proposed(book)]
        return [*above, *by_hand(book, above)]
    return [
        Lead(actions.summary(record.actions, record.as_of)),
        *_as_of(book),
        table(record.priorities, book),
        *_rest(book),
    ]


def proposed(book: Book) -> Story:
    """The themes of the agenda and why each is on it."""
    items = book.result.agenda
    if not items:
        return []
    said = [
        fill(
            _("{topic}. {reason}"),
            topic=book.named(item.theme),
            reason=agenda.reason(item, book.result, book.framework),
        )
        for item in items
    ]
    title = _("Proposed to talk about") if book.record.choice is None else _("Chosen to talk about")
    return [Heading(2, title, listed=False), NumberedList(said)]


def by_hand(book: Book, above: Story) -> Story:
    """Empty boxes to fill in when people meet, as many rows as leave room for what became of the last actions."""
    head = [
        Heading(2, _("What do we agree to do?"), listed=False),
        Body(_("Fill in by hand when you meet: three to five priorities are enough.")),
    ]
    room = book.room - height([*above, *head]) - _RESERVED
    rows = min(max(int(room / (TALL + _BETWEEN)), FEWEST_ROWS), MOST_PRIORITIES)
    named = [_("What and why"), _("Who"), _("By when"), _("What it needs")]
    boxes = [Boxes([(name, "") for name in named], height=TALL, shares=_BY_HAND) for _row in range(rows)]
    return [*head, *boxes]


def earlier(book: Book) -> Story:
    """What became of the actions of the round before, those that a board saw first."""
    record = book.record
    if not record.became:
        return [Body(_none_before(record))]
    shown = sorted(record.became, key=lambda action: not action.is_priority)[:MOST_EARLIER]
    more = len(record.became) - len(shown)
    return [
        Lead(actions.summary(record.became, record.as_of)),
        *([Note(_from(record))] if record.became_of else []),
        _became(shown, book),
        *([Note(_more(more))] if more else []),
    ]


def _none_before(record: Record) -> str:
    if record.became_of:
        return _("No actions are recorded for the round before, “{round}”.", round=record.became_of)
    if record.computed.change is not None:
        return _("No actions are recorded for the earlier round.")
    return _("No earlier round is set beside this one, so there are no earlier actions.")


def _from(record: Record) -> str:
    """Of which round, and as of when."""
    agreed = _("Agreed after “{round}”.", round=record.became_of)
    return " ".join([agreed, actions.as_of(record.as_of)]).strip()


def _became(found: Sequence[Action], book: Book) -> DataTable:
    return table(found, book, standing=_("Outcome"))


def _more(more: int) -> str:
    return ngettext(
        "{count} more is not listed here; the sentence above counts it.",
        "{count} more are not listed here; the sentence above counts them.",
        more,
        count=sentence_start(spelled(more)),
    )


def table(found: Sequence[Action], book: Book, *, standing: str = "") -> DataTable:
    """A row for each action: what and to what end, who, by when, what it needs, where it stands.

    Args:
        found: the actions.
        book: the report.
        standing: what the last column is called, if not as for actions that are still to be done.
    """
    # Few words: where a table goes on over the page, its head is drawn again, and must not read like a sentence.
    head = [_("What and why"), _("Who"), _("By when"), _("Needs"), standing or _("Status")]
    return DataTable(
        [text(cell) for cell in head],
        [_row(action, book) for action in found],
        columns=[Column(share=0.35), Column(share=0.16), Column(), Column(share=0.16), Column(share=0.33)],
    )


def _row(action: Action, book: Book) -> list[Markup]:
    return [
        _what(action, book),
        _cell(actions.owner(action)),
        _cell(actions.due(action)),
        _cell(actions.resource(action)),
        _standing(action, book),
    ]


def _what(action: Action, book: Book) -> Markup:
    """What is done, and below it to what end and about which theme."""
    what = bold(clean(action.what, longest=LONGEST_WHAT))
    title = actions.theme(action, book.framework)
    below = (action.aim, _("Theme: {title}", title=title) if title else "")
    return stacked([what, *(clean(part, longest=LONGEST_CELL) for part in below if part)])


def _standing(action: Action, book: Book) -> Markup:
    """Where it stands, and below it how it goes and since when that is known."""
    said = bold(actions.ended(action) or actions.status(action, book.record.as_of))
    note = _note(action)
    return stacked([said, note]) if note else said


def _note(action: Action) -> str:
    """As much of its note as a cell holds, with its day on one line, unless the cell says that day already."""
    short = clean(action.note, longest=LONGEST_CELL)
    if action.note_on is None or (actions.ended(action) and action.note_on == action.ended_on):
        return short
    day = dates.plain(action.note_on)
    return actions.note(replace(action, note=short)).replace(f"({day})", f"({day.replace(' ', chr(0xA0))})")


def _cell(words: str) -> Markup:
    return text(words, longest=LONGEST_CELL)


def _as_of(book: Book) -> list[Flowable]:
    said = actions.as_of(book.record.as_of)
    return [Note(said)] if said else []


def _rest(book: Book) -> Story:
    """The actions that are no priorities: each in a line while they are few, else how many they are."""
    record = book.record
    rest = [action for action in record.actions if action not in record.priorities]
    if not rest:
        return []
    if len(rest) <= MOST_LINES:
        return [lesser(2, _("Also agreed")), BulletList([_line(action, book) for action in rest])]
    return [Note(_counted(rest))]


def _counted(rest: Sequence[Action]) -> str:
    """How many actions are not listed, and how many of these the board’s questions count as lacking something."""
    said = ngettext(
        "{count} more action was agreed that is not among the priorities.",
        "{count} more actions were agreed that are not among the priorities.",
        len(rest),
        count=whole(len(rest)),
    )
    lacking = sum(board.without_owner(action) or board.without_date(action) for action in rest)
    if not lacking:
        return said
    what = ngettext(
        "{count} of them has no owner or no date yet.",
        "{count} of them have no owner or no date yet.",
        lacking,
        count=sentence_start(spelled(lacking)),
    )
    return f"{said} {what}"


def _line(action: Action, book: Book) -> Markup:
    """What, who, by when and where it stands in one line."""
    return fill(
        _("{what} {owner} · {due} · {status}"),
        what=bold(stopped(clean(action.what, longest=LONGEST_CELL))),
        owner=_cell(actions.owner(action)),
        due=actions.due(action),
        status=actions.status(action, book.record.as_of),
    )
