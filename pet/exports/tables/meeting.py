"""The tables of the conversation: its themes, and what was agreed."""

from dataclasses import dataclass

from pet.analysis.agenda import MOVED
from pet.analysis.agenda_choice import meetings
from pet.analysis.result_conversation import MEETINGS, AgendaItem
from pet.exports.tables import values
from pet.exports.tables.columns import code, whole, yes_no
from pet.exports.tables.measures import theme_columns
from pet.exports.tables.model import Column, Kind, Of, Table, as_written, one_line, table
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.record.model import Action, Record
from pet.words import questions
from pet.words.phrases import topic

_QUESTIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A theme of the conversation and its place."""

    position: int
    item: AgendaItem


def agenda(record: Record) -> Table:
    """The themes of the conversation, as proposed or as chosen."""
    framework = record.framework
    rows = [_Item(position=place, item=item) for place, item in enumerate(record.result.agenda, start=1)]
    offered = meetings(record.result.agenda)
    columns: list[Of[_Item]] = [
        (_position(), lambda row: row.position),
        *theme_columns(framework, _of_item),
        (
            code("section", _("Part of the meeting"), _("Where it belongs."), values.parts_of_the_agenda()),
            lambda row: values.CHANGED if row.item.reason == MOVED else row.item.section,
        ),
        (
            code("reason", _("Why"), _("Why it is on the agenda."), values.why_on_the_agenda()),
            lambda row: row.item.reason,
        ),
        *(_minutes(meeting, offered) for meeting in MEETINGS),
        *(_question(place, framework) for place in range(_QUESTIONS)),
    ]
    return table("agenda", columns, rows)


def _of_item(row: _Item) -> str:
    return row.item.theme


def _position() -> Column:
    return whole("position", _("Place"), _("Its place in the list, from 1."), "")


def _minutes(meeting: int, offered: tuple[int, ...]) -> Of[_Item]:
    column = whole(
        f"minutes_{meeting}",
        _("Minutes of {meeting}", meeting=meeting),
        _(
            "How long to talk about it in a meeting of {meeting} minutes; 0 where it has no time for it, empty where "
            "another length was chosen.",
            meeting=meeting,
        ),
        _("minutes"),
    )
    return column, lambda row: row.item.minutes_in(meeting) if meeting in offered else None


def _question(place: int, framework: Framework) -> Of[_Item]:
    column = Column(
        name=f"question_{place + 1}",
        label=_("Question {number}", number=place + 1),
        meaning=_("A question to ask the room."),
    )
    return column, lambda row: _asked(row.item, place, framework)


def _asked(item: AgendaItem, place: int, framework: Framework) -> str | None:
    if place >= len(item.questions):
        return None
    return one_line(questions.text(item.questions[place], topic(framework, item.theme)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Agreed:
    """An action, and when it was agreed."""

    agreed: str
    position: int
    action: Action
    is_priority: bool
    is_overdue: bool


def actions(record: Record) -> Table:
    """What was agreed after this round, and what became of what was agreed after the one before."""
    columns: list[Of[_Agreed]] = [
        (code("agreed", _("Agreed"), _("After which round it was agreed."), values.rounds()), _when),
        (_position(), lambda row: row.position),
        *_what(),
        *theme_columns(record.framework, _of_action),
        *_standing(),
    ]
    own = [_agreed("this", *one, record) for one in enumerate(record.actions, start=1)]
    became = [_agreed("earlier", *one, record) for one in enumerate(record.became, start=1)]
    return table("actions", columns, [*own, *became])


def _of_action(row: _Agreed) -> str | None:
    return row.action.theme


def _when(row: _Agreed) -> str:
    return row.agreed


def _agreed(agreed: str, position: int, action: Action, record: Record) -> _Agreed:
    among_few = any(action is one for one in record.priorities)
    return _Agreed(
        agreed=agreed,
        position=position,
        action=action,
        is_priority=among_few if agreed == "this" else action.is_priority,
        is_overdue=action.is_overdue(record.as_of),
    )


def _what() -> list[Of[_Agreed]]:
    return [
        (
            Column(name="what", label=_("What"), meaning=_("What is done.")),
            lambda row: as_written(row.action.what),
        ),
        (
            Column(name="aim", label=_("Aim"), meaning=_("What should get better.")),
            lambda row: as_written(row.action.aim),
        ),
        (
            Column(name="owner", label=_("Who"), meaning=_("Who does it.")),
            lambda row: one_line(row.action.owner),
        ),
        (
            Column(
                name="partner",
                label=_("Partner"),
                meaning=_("The one partner whose action it is; empty for the whole partnership."),
            ),
            lambda row: one_line(row.action.partner),
        ),
        (
            Column(name="due", label=_("By when"), meaning=_("The day by which it is done."), kind=Kind.DATE),
            lambda row: row.action.due,
        ),
        (
            Column(name="resource", label=_("What it needs"), meaning=_("Money, time or people.")),
            lambda row: as_written(row.action.resource),
        ),
    ]


def _standing() -> list[Of[_Agreed]]:
    return [
        (
            yes_no("is_priority", _("Priority"), _("Whether it is one of the few that a board sees.")),
            lambda row: row.is_priority,
        ),
        (
            code("status", _("Status"), _("Where it stands."), values.statuses()),
            lambda row: row.action.status,
        ),
        (
            yes_no(
                "is_overdue",
                _("Overdue"),
                _("Its day had passed, and it had not ended, when the file was made."),
            ),
            lambda row: row.is_overdue,
        ),
        (
            Column(name="note", label=_("How it goes"), meaning=_("In a few words.")),
            lambda row: as_written(row.action.note),
        ),
        (
            Column(name="note_on", label=_("Noted on"), meaning=_("The day of that note."), kind=Kind.DATE),
            lambda row: row.action.note_on,
        ),
        (
            Column(
                name="ended_on",
                label=_("Ended on"),
                meaning=_("The day it was done or dropped."),
                kind=Kind.DATE,
            ),
            lambda row: row.action.ended_on,
        ),
    ]
