"""The part of a result about groups: what of each is shown, and where they differ."""

from dataclasses import dataclass

from pet.analysis.kinds import Withheld
from pet.analysis.options import Breakdown
from pet.analysis.result_themes import Composite, Measures


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
