"""The result of one round: everything computed once, as plain numbers and rule ids.

A result holds no sentence and nothing that too few people are behind: such a value is already `None` here and
its `withheld` says why, so that no page, chart, PDF or file made from a result can leak it. `as_dict()` is the
documented JSON, format `pet.result/1` (docs/result-format.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from typing import Any

from pet.analysis.kinds import (
    Comfort,
    Detail,
    Level,
    Pattern,
    Section,
    Withheld,
    WordsKind,
)
from pet.analysis.options import Breakdown, Mode, Thresholds, Weighting
from pet.analysis.result_change import Change, FrameworkRef

FORMAT = "pet.result/1"
METHOD = "2"
"""The method (docs/statistics.md) by which results are worked out now."""
READABLE_METHODS = frozenset({"2"})
"""Methods whose stored results this version can read and show: `METHOD`, and every earlier one of which somebody may keep any."""
MEETINGS = (45, 60, 90, 120)
"""The lengths of meeting, in minutes, that an agenda is proposed for."""
USUAL_MEETING = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What is known of one theme's answers in the whole or in a group; `None` is withheld or undefined.

    Attributes:
        id: the theme.
        valid: ratings on the scale.
        dont_know: "Don't know" answers; `dont_know_share` is of valid + don't know, 0 to 1.
        detail: how much of the distribution is shown.
        withheld: why something is `None`; `None` where nothing is withheld.
        counts: answers per point, 1..K, in people; `None` where every partner counts the same.
        shares: the same as shares, 0 to 1, in the weighting of the result.
        bins: answers below, at and above the middle of the scale (small-partnership mode).
        mean: 1 to K.
        median: 1 to K in half points.
        interpolated_median: 0.5 to K + 0.5.
        quartiles: interpolated lower and upper quartile.
        score: 100 (mean - 1) / (K - 1).
        agreement: A, 0 to 1; undefined below two answers.
        agreement_level: A in words.
    """

    id: str
    valid: int | None
    dont_know: int | None
    dont_know_share: float | None
    detail: Detail
    withheld: Withheld | None
    counts: tuple[int, ...] | None = None
    shares: tuple[float, ...] | None = None
    bins: tuple[int, int, int] | None = None
    mean: float | None = None
    median: float | None = None
    interpolated_median: float | None = None
    quartiles: tuple[float, float] | None = None
    score: float | None = None
    agreement: float | None = None
    agreement_level: Level | None = None

    @property
    def answers(self) -> tuple[float, ...] | None:
        """Answers per point as they count in the weighting of the result, together as many as there are."""
        if self.counts is not None or self.shares is None or self.valid is None:
            return self.counts
        return tuple(share * self.valid for share in self.shares)

    @property
    def typical(self) -> float | None:
        """The typical answer: the interpolated median, or the plain one where only a summary is shown."""
        return self.median if self.interpolated_median is None else self.interpolated_median


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeResult(Measures):
    """One theme, everybody together.

    Attributes:
        asked: how many respondents this theme was put to; `None` where that would count a role that is not shown.
        not_applicable: "Doesn't apply to us" answers.
        unanswered: left blank by people who were asked.
        pattern: the shape of the answers.
        section: where the theme belongs in the conversation.
        camps: for a split view, the last point of the lower and the first of the upper camp.
        minority: for the minority note, the share on the other side of the middle, rounded to a twentieth.
        tentative: too few answers to speak of everybody (never in open mode).
        could_be_chance: people answering at random would agree as much more often than once in twenty.
        interval: the 5% and the 95% quantile of A, had everybody answered who was asked (Polya posterior).
        effective: where every partner counts the same, the number of people whose answers would be as certain:
            (sum w)^2 / sum w^2.
    """

    asked: int | None
    not_applicable: int | None
    unanswered: int | None
    pattern: Pattern
    section: Section
    camps: tuple[int, int] | None = None
    minority: float | None = None
    tentative: bool = False
    could_be_chance: bool = False
    interval: tuple[float, float] | None = None
    effective: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTheme(Measures):
    """One theme in one group.

    Attributes:
        gap_steps: W1 against all others (for leaders: against everybody else), in scale steps.
        gap_share: the same as a share of the scale's range, 0 to 1.
        gap_p: permutation p of that gap; computed only where the gap is large enough to be flagged.
        gap_delta: Cliff's delta against the others, -1 to 1, positive where the group answers higher.
        gap_flagged: the gap is large and unlikely to be chance: worth asking about.
        higher: whether the group answers higher than the others, where flagged; `None` where the shapes differ
            rather than the level.
    """

    gap_steps: float | None = None
    gap_share: float | None = None
    gap_p: float | None = None
    gap_delta: float | None = None
    gap_flagged: bool | None = None
    higher: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Composite:
    """An area or a component, made from its shown themes only (R3).

    Attributes:
        id: the area or component.
        typical: mean of the themes' typical answers, 1 to K: the line of the radar.
        band: means of the themes' interpolated quartiles: the band of the radar.
        score: mean of theme scores, 0 to 100.
        agreement: mean of the themes' A, 0 to 1.
        agreement_level: that mean in words, also where only a summary is shown.
        lowest_theme: the shown theme whose answers lie furthest apart.
        themes_used: shown themes behind `typical`, of `themes_total`.
        withheld: why there is no `typical`.
        everybody: beside a group's `typical`: everybody's over the very same themes, of the same kind of median.
            The whole's own composite may stand on other themes and is no like-for-like comparison.
    """

    id: str
    typical: float | None
    band: tuple[float, float] | None
    score: float | None
    agreement: float | None
    agreement_level: Level | None
    lowest_theme: str | None
    themes_used: int
    themes_total: int
    withheld: Withheld | None
    everybody: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupResult:
    """One group of a breakdown.

    Attributes:
        name: as given with the answers; `leads` and `members` in the breakdown of that name.
        role: the id of the framework's role, if it is one.
        valid: how many people of the group answered; `None` where withheld.
        withheld: why the group is not shown.
        themes, areas, components: empty where the group is not shown.
    """

    name: str
    role: str | None
    valid: int | None
    withheld: Withheld | None
    themes: tuple[GroupTheme, ...] = ()
    areas: tuple[Composite, ...] = ()
    components: tuple[Composite, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether anything but the name is shown."""
        return self.withheld is None

    def theme(self, theme_id: str) -> GroupTheme | None:
        """What is known of this theme in this group."""
        return next((theme for theme in self.themes if theme.id == theme_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """One number for how much the groups of a breakdown differ on a theme; for the appendix.

    Attributes:
        theme: the theme.
        groups: how many groups it compares: those shown with their distribution.
        eta_squared: bias-corrected eta squared of ranks, (H - k + 1) / (n - k), 0 to 1.
    """

    theme: str
    groups: int
    eta_squared: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakdownResult:
    """One way of sorting respondents, and what of it is shown.

    Attributes:
        breakdown: which.
        groups: how many groups have at least one respondent.
        shown: how many of them are shown.
        rest: people in the groups that are not shown (or whose group is unknown), together; `None` if the
            breakdown is not shown at all.
        withheld: why the whole breakdown is not shown.
        themes_withheld: themes on which it is not shown because of the other breakdown (R5).
        between: how much of the spread lies between its groups, per theme with a distribution of two groups or more.
    """

    breakdown: Breakdown
    groups: int
    shown: int
    rest: int | None
    withheld: Withheld | None
    themes_withheld: tuple[str, ...] = ()
    between: tuple[Between, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A difference between groups that is worth asking about.

    Attributes:
        theme: the theme.
        breakdown: how people were sorted.
        group: the group that stands apart from all others.
        higher: whether it answers higher; `None` where the shapes differ rather than the level.
        steps: W1 in scale steps; `None` where only a summary of the group is shown.
    """

    theme: str
    breakdown: Breakdown
    group: str
    higher: bool | None
    steps: float | None


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
class CommentGroup:
    """What people wrote about a theme, or about an area where a theme has too few comments (R9).

    Attributes:
        area: the area.
        theme: the theme, or `None` where comments of the area are pooled.
        texts: in an order that says nothing.
    """

    area: str
    theme: str | None
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How people know what they answered on an area, or what they answered to an open question (R9).

    Attributes:
        kind: which of the two.
        part: the area, or the open question.
        texts: in an order that says nothing.
    """

    kind: WordsKind
    part: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What the reader wrote in place of what few people wrote on one area, or to one open question (R9).

    Attributes:
        area: the area, or the open question.
        text: in the reader's own words.
    """

    area: str
    text: str


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
