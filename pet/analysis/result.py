"""The result of one round: everything computed once, as plain numbers and rule ids.

A result holds no sentence and nothing that too few people are behind: such a value is already `None` here and
its `withheld` says why, so that no page, chart, PDF or file made from a result can leak it. `as_dict()` is the
documented JSON, format `pet.result/1` (docs/result-format.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from typing import Any

from pet.analysis.kinds import Withheld
from pet.analysis.options import Breakdown, Mode, Thresholds, Weighting
from pet.analysis.result_change import Change, FrameworkRef
from pet.analysis.result_conversation import AgendaItem, ComfortNote
from pet.analysis.result_groups import BreakdownResult, Gap, GroupResult
from pet.analysis.result_texts import CommentGroup, Digest, Words
from pet.analysis.result_themes import Composite, ThemeResult

FORMAT = "pet.result/1"
METHOD = "2"
"""The method (docs/statistics.md) by which results are worked out now."""
READABLE_METHODS = frozenset({"2"})
"""Methods whose stored results this version can read and show: `METHOD`, and every earlier one of which somebody may keep any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Everything computed from one round.

    Attributes:
        title: what the round is called.
        framework: what was asked.
        points: K, the points of its scale.
        mode, smallest_group, small_partnership, weighting, thresholds: what was promised and how it was computed.
        respondents: people who answered; `invited` were asked, if known.
        withheld: why nothing but the number of respondents is shown.
        themes, areas, components: in the order of the framework.
        breakdowns: what of each breakdown is shown.
        groups: the groups by breakdown, in fixed order; empty where not given.
        gaps: at most five differences between groups.
        agenda: at most six themes in the order of a good meeting.
        comments: what may be shown of what people wrote about themes.
        words: what may be shown of how they know, by area, and of their answers to the open questions.
        digests: what their reader wrote in place of them, where few people answered; at most one for each area and open
            question.
        comments_withheld: how many texts of all these kinds may not be shown.
        comfort: what to ask of the answers as a whole; empty where nothing stands out.
        change: this round beside an earlier one, if there is one.
        method: the version of the method by which it was worked out.
    """

    title: str
    framework: FrameworkRef
    points: int
    mode: Mode
    smallest_group: int
    small_partnership: bool
    weighting: Weighting
    thresholds: Thresholds
    respondents: int
    invited: int | None
    withheld: Withheld | None
    themes: tuple[ThemeResult, ...]
    areas: tuple[Composite, ...]
    components: tuple[Composite, ...]
    breakdowns: tuple[BreakdownResult, ...]
    groups: Mapping[Breakdown, tuple[GroupResult, ...]]
    gaps: tuple[Gap, ...]
    agenda: tuple[AgendaItem, ...]
    comments: tuple[CommentGroup, ...]
    words: tuple[Words, ...]
    digests: tuple[Digest, ...] = ()
    comments_withheld: int
    comfort: tuple[ComfortNote, ...] = ()
    change: Change | None = None
    method: str = field(default_factory=lambda: METHOD)

    def theme(self, theme_id: str) -> ThemeResult:
        """The result of one theme.

        Raises:
            KeyError: the framework has no such theme.
        """
        for theme in self.themes:
            if theme.id == theme_id:
                return theme
        raise KeyError(theme_id)

    def breakdown(self, breakdown: Breakdown) -> BreakdownResult | None:
        """What is shown of a breakdown, or `None` if the answers did not come with it."""
        return next((found for found in self.breakdowns if found.breakdown is breakdown), None)

    def as_dict(self) -> dict[str, Any]:
        """The documented JSON as plain values, numbers not rounded."""
        return {"format": FORMAT, "method": self.method, **_plain(self)}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, StrEnum) else value
