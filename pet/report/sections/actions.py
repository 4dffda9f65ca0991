"""What was agreed, what became of what was agreed before, and an empty table for what will be: who, what, by when."""

from collections.abc import Sequence
from datetime import date

from pet.language import gettext as _
from pet.record.model import Action
from pet.report.flowables import (
    Boxes,
    Column,
    DataTable,
    Fine,
    Heading,
    Lead,
    Note,
    Quote,
    SectionStart,
    Together,
)
from pet.report.sections.book import Book, Story, following, height
from pet.report.text import Markup, bold, clean, stacked
from pet.words import actions as words
from pet.words.phrases import sentence_end

_COLUMNS = (Column(share=0.6), Column(share=0.2), Column(), Column(share=0.2))
_TO_WRITE_IN = (0.4, 0.2, 0.16, 0.24)  # of the width
_LOOK_AGAIN = (0.4, 0.6)  # of the width
_EMPTY, _BETWEEN, _AGAIN = 5, 14.0, 48.0  # rows to write in; points between them, and of the row below them


def story(book: Book) -> Story:
    """What the conversation changed, and what was agreed."""
    parts = [*_changed(book), *_agreed(book)]
    if height(parts) > book.room:
        parts = [*_changed(book), *_agreed(book, dense=True)]
    for first in parts[:1]:
        first.before = 0.0
    return [SectionStart(_("What we agreed")), *parts] if parts else []


def became(book: Book) -> Story:
    """What became of the actions of the round before; nothing where there were none."""
    record = book.record
    if not record.became:
        return []
    said = Fine(" ".join([words.summary(record.became, record.as_of), words.as_of(record.as_of)]).strip())
    said.keeps_next = True
    heading = Heading(2, _("What became of the last actions"), listed=False)
    return [Together([heading, said, _table(record.became, book, dense=True)])]


def empty(book: Book) -> Story:
    """A page to write down what is agreed."""
    above: Story = [
        Heading(1, _("What we agree")),
        Lead(_("Few actions that happen are worth more than many that do not: three to five are enough.")),
    ]
    named = [_("What"), _("Who"), _("By when"), _("What it needs")]
    again = Boxes(
        [(_("We look at it again on"), ""), (_("Who tells everybody"), "")],
        height=_AGAIN,
        shares=_LOOK_AGAIN,
    )
    high = (book.room - height([*above, again]) - _BETWEEN) / _EMPTY - _BETWEEN
    rows = [Boxes([(name, "") for name in named], height=high, shares=_TO_WRITE_IN) for _row in range(_EMPTY)]
    return [SectionStart(_("What we agree")), *above, *rows, again]


def _changed(book: Book) -> Story:
    """What the conversation changed, in the words of whoever led it."""
    if not book.record.talk_note:
        return []
    return following(_("What the conversation changed"), [Quote(book.record.talk_note)])


def _agreed(book: Book, *, dense: bool = False) -> Story:
    record = book.record
    if not record.actions:
        return []
    said = words.summary(record.actions, record.as_of)
    table = _table(record.actions, book, dense=dense)
    return following(_("What we agreed"), [Lead(said), table, *_as_of(record.as_of)])


def _as_of(day: date | None) -> Story:
    return [Note(words.as_of(day))] if day else []


def _table(actions: Sequence[Action], book: Book, *, dense: bool = False) -> DataTable:
    rows = [
        [_what(action, book), words.owner(action), words.due(action), _status(action, book)]
        for action in actions
    ]
    header = [_("What"), _("Who"), _("By when"), _("Where it stands")]
    return DataTable(header, rows, columns=_COLUMNS, dense=dense)


def _what(action: Action, book: Book) -> Markup:
    """The action in bold, and below it what should get better, what it needs, and how it goes."""
    title = words.theme(action, book.framework)
    said = [
        action.aim,
        _("Theme: {title}", title=title) if title else "",
        _("Needs: {resource}", resource=action.resource) if action.resource else "",
        words.note(action),
    ]
    what = bold(sentence_end(clean(action.what)))
    said = [part if part.endswith(")") else sentence_end(part) for part in said if part]
    return stacked([what, " ".join(said)]) if said else what


def _status(action: Action, book: Book) -> str:
    return words.ended(action) or words.status(action, book.record.as_of)
