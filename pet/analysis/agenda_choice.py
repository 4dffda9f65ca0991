"""What whoever leads the meeting chose in place of the proposed agenda, and how it is laid over a result.

A choice is made of themes that the result shows, so it gives nothing away either. It is never stored in a result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from pet.analysis.agenda import item, reason
from pet.analysis.kinds import Pattern
from pet.analysis.result import Result
from pet.analysis.result_conversation import MEETINGS, AgendaItem
from pet.analysis.result_themes import ThemeResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A theme and how many minutes it gets."""

    theme: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An agenda as somebody chose it.

    Attributes:
        meeting: the length of the meeting in minutes, one of `MEETINGS`.
        picks: the themes in the order in which they are talked about.
        note: for whoever leads the meeting; shown on no page of results and in no report.
    """

    meeting: int
    picks: tuple[Pick, ...]
    note: str = ""

    def as_document(self) -> dict[str, Any]:
        """As it is kept with a round."""
        picks = [[pick.theme, pick.minutes] for pick in self.picks]
        return {"meeting": self.meeting, "themes": picks, "note": self.note}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The other way round."""
        picks = tuple(Pick(theme=theme, minutes=minutes) for theme, minutes in document["themes"])
        return cls(meeting=document["meeting"], picks=picks, note=document["note"])


def can_be_chosen(theme: ThemeResult) -> bool:
    """Whether a theme can be on an agenda: enough of it is shown to talk about."""
    return theme.pattern is not Pattern.TOO_FEW


def of_proposal(items: Sequence[AgendaItem], meeting: int) -> Choice:
    """The proposal for a meeting of this length, as if somebody had chosen it."""
    found = [Pick(theme=one.theme, minutes=one.minutes_in(meeting)) for one in items]
    return Choice(meeting=meeting, picks=tuple(pick for pick in found if pick.minutes))


def meetings(items: Sequence[AgendaItem]) -> tuple[int, ...]:
    """The lengths of meeting that an agenda has minutes for: all of a proposal, one where somebody chose."""
    return tuple(meeting for meeting in MEETINGS if any(one.minutes_in(meeting) for one in items))


def laid_over(result: Result, choice: Choice) -> Result:
    """The result with the chosen agenda; the proposal stays where none of the chosen themes is shown any more."""
    shown = {theme.id: theme for theme in result.themes if can_be_chosen(theme)}
    proposed = {one.theme: one.reason for one in result.agenda}
    items = tuple(
        item(
            theme,
            proposed.get(theme.id) or reason(theme, result.change),
            _only(choice.meeting, pick.minutes),
        )
        for pick in choice.picks
        if (theme := shown.get(pick.theme)) is not None
    )
    return replace(result, agenda=items) if items else result


def _only(meeting: int, minutes: int) -> tuple[int, ...]:
    """Minutes in the one meeting that was chosen."""
    return tuple(minutes if length == meeting else 0 for length in MEETINGS)
