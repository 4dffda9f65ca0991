"""What somebody typed about an action, looked at before it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from pet.errors import Problem
from pet.language import gettext as _
from pet.services.texts import many_lines, one_line

LONGEST_WHAT, LONGEST_AIM, LONGEST_OWNER, LONGEST_RESOURCE, LONGEST_NOTE = 500, 300, 200, 300, 2_000
FIRST_YEAR, LAST_YEAR = 2000, 2199
_LONGEST: Mapping[str, int] = {
    "what": LONGEST_WHAT,
    "aim": LONGEST_AIM,
    "owner": LONGEST_OWNER,
    "resource": LONGEST_RESOURCE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody wants an action to say.

    Attributes:
        what, aim, owner, due, resource: as in `pet.record.model.Action`.
        theme: the id of the theme that it is about; `None` for none.
        partner_id: the one partner whose action it is; `None` for the whole partnership.
        is_priority: whether it is one of the few that a board sees.
        reminders: whether its owner is reminded by letter.
        address: of its owner, where that was typed and is known; two people can have one name.
    """

    what: str
    aim: str = ""
    owner: str = ""
    due: date | None = None
    resource: str = ""
    theme: str | None = None
    partner_id: int | None = None
    is_priority: bool = False
    reminders: bool = True
    address: str = ""

    def cleaned(self) -> "Given":
        """The same without characters that no text contains."""
        return replace(
            self,
            what=one_line(self.what),
            aim=one_line(self.aim),
            owner=one_line(self.owner),
            resource=one_line(self.resource),
        )

    def problems(self) -> list[Problem]:
        """What is wrong with it by itself, by the names of its fields."""
        found = [] if self.what else [Problem("what", _("Say what is done."))]
        found += [
            Problem(name, _("Make this shorter: at most {most} characters.", most=most))
            for name, most in _LONGEST.items()
            if len(getattr(self, name)) > most
        ]
        if self.due is not None and not FIRST_YEAR <= self.due.year <= LAST_YEAR:
            found.append(Problem("due", no_day()))
        return found


def no_day() -> str:
    """What is said of something typed that is no day."""
    return _("Give a day, such as 2026-11-27, or leave it empty.")


def passed(due: date | None, today: date, before: date | None = None) -> list[Problem]:
    """That a day has passed which nobody had set `before`, or nothing: what was agreed earlier keeps its day."""
    if due is None or due >= today or due == before:
        return []
    return [Problem("due", _("This day has passed: give a later one, or leave it empty."))]


def note_of(typed: str) -> tuple[str, list[Problem]]:
    """How it goes, cleaned, and what is wrong with it."""
    note = many_lines(typed).strip()
    if len(note) <= LONGEST_NOTE:
        return note, []
    return note, [Problem("note", _("Make this shorter: at most {most} characters.", most=LONGEST_NOTE))]
