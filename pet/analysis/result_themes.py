"""The part of a result about themes, and about the areas and components made from them."""

from dataclasses import dataclass

from pet.analysis.kinds import Detail, Level, Pattern, Section, Withheld


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
