"""The part of a result that is proposed to talk about: themes for a meeting, and what to ask of the whole."""

from dataclasses import dataclass

from pet.analysis.kinds import Comfort, Section

MEETINGS = (45, 60, 90, 120)
"""The lengths of meeting, in minutes, that an agenda is proposed for."""
USUAL_MEETING = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """A theme proposed for the conversation.

    Attributes:
        theme: the theme.
        section: its place in the meeting.
        reason: the id of the rule that chose it; words are made when shown.
        minutes: how long to talk about it in meetings of 45, 60, 90 and 120 minutes (`MEETINGS`);
            0 where the meeting has no time for it.
        questions: ids of its dialogue questions, such as `split.1`.
    """

    theme: str
    section: Section
    reason: str
    minutes: tuple[int, ...]
    questions: tuple[str, ...]

    def minutes_in(self, meeting: int) -> int:
        """How long to talk about it in a meeting of one of the lengths."""
        return self.minutes[MEETINGS.index(meeting)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComfortNote:
    """Something to ask of the answers as a whole: have we been too kind? Never about a person.

    Attributes:
        rule: which rule it comes from.
        parts: the themes, areas or components it is about; empty where it is about the whole.
        share: how much it is about, rounded to a twentieth; `None` where the rule has no share.
    """

    rule: Comfort
    parts: tuple[str, ...] = ()
    share: float | None = None
