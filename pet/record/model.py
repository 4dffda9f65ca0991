"""The record of a round, as plain values: what came out, what was agreed, and what became of what was agreed before.

A record holds what may be shown and nothing that may not: a result (in which what too few people are behind is
gone already) and what leads and facilitators wrote for all to read. Reports, slides, workbook, tables and archive are
made from a record alone; so the same record gives the same bytes, with or without a database.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self

from pet.analysis.agenda_choice import Choice, laid_over
from pet.analysis.result import Result
from pet.frameworks.model import FULL, Framework

FORMAT = "pet.record/1"
MOST_PRIORITIES = 5


class Status(StrEnum):
    """Where an action stands."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def has_ended(self) -> bool:
        """Whether nothing more is to be done."""
        return self in (Status.DONE, Status.DROPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something that was agreed: who does what by when.

    Attributes:
        what: what is done.
        aim: what should get better; may be empty where a theme says it.
        owner: who does it; may be empty.
        due: the day by which it is done; `None` where none was set.
        resource: what it needs; may be empty.
        theme: the id of the theme that it is about; `None` for none.
        partner: the name of the one partner whose action it is; empty for the whole partnership.
        is_priority: whether it is one of the few that a board sees.
        status: where it stands.
        note: how it goes, in a few words; may be empty.
        note_on: the day of that note.
        ended_on: the day it was done or dropped.
    """

    what: str
    aim: str = ""
    owner: str = ""
    due: date | None = None
    resource: str = ""
    theme: str | None = None
    partner: str = ""
    is_priority: bool = False
    status: Status = Status.PLANNED
    note: str = ""
    note_on: date | None = None
    ended_on: date | None = None

    def is_overdue(self, on: date | None) -> bool:
        """Whether its day has passed and it has not ended; never where it is not known what day it is."""
        return on is not None and self.due is not None and self.due < on and not self.status.has_ended

    def as_document(self) -> dict[str, Any]:
        """As plain values for JSON, in a fixed order."""
        return {
            "what": self.what,
            "aim": self.aim,
            "owner": self.owner,
            "due": _iso(self.due),
            "resource": self.resource,
            "theme": self.theme,
            "partner": self.partner,
            "is_priority": self.is_priority,
            "status": self.status.value,
            "note": self.note,
            "note_on": _iso(self.note_on),
            "ended_on": _iso(self.ended_on),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A round as it is handed on.

    Attributes:
        framework: what was asked, without what the round's form leaves out.
        source: the framework's file (YAML), whole; empty where a result is reported that no archive is made of.
        form: which themes of the source were asked: `full`, `core` or `pulse`.
        computed: the result as it was worked out and stored, with the proposed agenda.
        choice: what somebody chose in place of the proposed agenda; `None` for nothing.
        partnership: its name; may be empty.
        title: of the round; may be empty.
        opened_on, closed_on, met_on: the first and the last day of the round, and the day of the conversation.
        as_of: the day as of which actions are told: the last on which anything here changed, an action that became
            overdue included. So a record changes only when something in it does.
        talk_note: what the conversation changed, in the words of whoever led it.
        actions: what was agreed, in the order of the list.
        became_of: the title of the round before, whose actions `became` are; empty where there is none.
        became: what was agreed then, as it stands now.
    """

    framework: Framework
    computed: Result
    source: str = ""
    form: str = FULL
    choice: Choice | None = None
    partnership: str = ""
    title: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    met_on: date | None = None
    as_of: date | None = None
    talk_note: str = ""
    actions: tuple[Action, ...] = ()
    became_of: str = ""
    became: tuple[Action, ...] = ()

    @property
    def result(self) -> Result:
        """The result with the agenda that somebody chose in place of the proposed one."""
        return laid_over(self.computed, self.choice) if self.choice is not None else self.computed

    @property
    def priorities(self) -> tuple[Action, ...]:
        """The few that a board sees: those that were marked, or the first ones where none was.

        What is done or dropped comes last, so that it takes no place from what is still to be done.
        """
        marked = [action for action in self.actions if action.is_priority]
        in_order = sorted(marked or self.actions, key=lambda action: action.status.has_ended)
        return tuple(in_order[:MOST_PRIORITIES])

    @property
    def has_met(self) -> bool:
        """Whether the conversation was held by the day as of which this is told."""
        return self.met_on is not None and self.as_of is not None and self.met_on <= self.as_of

    def overdue(self) -> tuple[Action, ...]:
        """Actions of this round and of the one before whose day has passed."""
        return tuple(action for action in (*self.actions, *self.became) if action.is_overdue(self.as_of))

    def without_comments(self) -> Self:
        """The same without anything that people wrote, for those to whom it was released so."""
        computed = replace(self.computed, comments=(), words=(), digests=(), comments_withheld=0)
        return replace(self, computed=computed)

    def as_document(self) -> dict[str, Any]:
        """All but framework and result as plain values for JSON (docs/archive-format.md), in a fixed order."""
        return {
            "format": FORMAT,
            "partnership": self.partnership,
            "title": self.title,
            "form": self.form,
            "opened_on": _iso(self.opened_on),
            "closed_on": _iso(self.closed_on),
            "met_on": _iso(self.met_on),
            "as_of": _iso(self.as_of),
            "agenda": None if self.choice is None else self.choice.as_document(),
            "talk_note": self.talk_note,
            "actions": [action.as_document() for action in self.actions],
            "became_of": self.became_of,
            "became": [action.as_document() for action in self.became],
        }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
