"""The shape of the answers to one theme: the first of an ordered list of rules that fits (docs/statistics.md)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from math import floor

import numpy as np
import numpy.typing as npt

from pet.analysis.agreement import ROUNDING, agreement, below, reaches
from pet.analysis.kinds import Detail, Pattern, Section
from pet.analysis.options import Thresholds
from pet.analysis.scores import Counts, median

FEWEST_ANSWERS = 2
"""One answer has no shape, in open mode too."""
DECIMALS = 9
"""Weighted answers that differ by less than this do not differ."""
WITH_MINORITY_NOTE = frozenset(
    {Pattern.SHARED_STRENGTH, Pattern.SHARED_CHALLENGE, Pattern.SHARED_MIDDLE, Pattern.SCATTERED}
)

_SECTIONS = {
    Pattern.TOO_FEW: Section.REST,
    Pattern.UNSURE: Section.UNKNOWN,
    Pattern.GROUP_GAP: Section.DIFFER,
    Pattern.SPLIT: Section.DIFFER,
    Pattern.FEW_APART: Section.DIFFER,
    Pattern.SHARED_STRENGTH: Section.SHARE,
    Pattern.SHARED_CHALLENGE: Section.CHALLENGE,
    Pattern.SHARED_MIDDLE: Section.REST,
    Pattern.SCATTERED: Section.DIFFER,
    Pattern.VIEWS_DIFFER: Section.DIFFER,
}


@dataclass(frozen=True, slots=True)
class _Theme:
    """What the rules look at."""

    counts: tuple[float, ...]
    dont_know: int
    gap: bool
    agreement: float
    median: float
    k: int
    thresholds: Thresholds

    @property
    def valid(self) -> int:
        return round(sum(self.counts))

    @property
    def shared(self) -> bool:
        return reaches(self.agreement, self.thresholds.medium_for(len(self.counts)))


def patterns(
    counts: Counts, dont_know: npt.ArrayLike, gaps: npt.ArrayLike, *, k: int, thresholds: Thresholds
) -> tuple[Pattern, ...]:
    """The pattern of each theme.

    Args:
        counts: answers per theme and point (themes, K); where they are weighted, their sum is that of the people.
        dont_know: "Don't know" answers per theme (themes,).
        gaps: per theme whether two groups that are shown lie far apart, see `divergence.is_gap` (themes,).
        k: the smallest group; 1 in open mode, where two answers are enough.
        thresholds: the choices of the method.
    """
    table = np.asarray(counts)
    columns = (
        table,
        np.asarray(dont_know),
        np.asarray(gaps, dtype=np.bool_),
        agreement(table),
        median(table),
    )
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return tuple(
        _first_fit(_Theme(tuple(answers), int(unsure), gap, a, middle, k, thresholds))
        for answers, unsure, gap, a, middle in rows
    )


def pattern(
    counts: Counts, dont_know: int = 0, *, gap: bool = False, k: int, thresholds: Thresholds
) -> Pattern:
    """The pattern of one theme; arguments as for `patterns`, for one theme."""
    return patterns(np.asarray(counts)[np.newaxis], [dont_know], [gap], k=k, thresholds=thresholds)[0]


def camps(counts: Counts) -> tuple[int, int] | None:
    """The last point of the lower and the first of the upper camp, if the answers (K,) form two camps.

    Points a < b at least half the scale apart (b - a >= (K - 1) / 2, and never neighbours), about a third of
    the people up to a and as many from b on (RAND/UCLA's counts for a panel in disagreement), fewer people
    between them than in either camp, and no point between as tall as the peak of either camp. Of several such
    pairs the one with the fewest people between, then the largest smaller camp, then the widest: so a and b are
    points that somebody chose.
    """
    answers = np.asarray(counts).tolist()
    points, apart = len(answers), max(2, len(answers) // 2)
    pairs = ((a, b) for a in range(1, points) for b in range(a + apart, points + 1))
    fitting = [(a, b) for a, b in pairs if _are_camps(answers, a, b)]
    return min(fitting, key=lambda pair: _clearness(answers, *pair), default=None)


def minority_share(counts: Counts, found: Pattern, thresholds: Thresholds) -> float | None:
    """The share of people on the other side of the middle where the minority note is due, else `None`.

    Due with the patterns 5 to 8 from `thresholds.minority_people` ratings on, where at least
    `minority_voices` people and `minority_share` of all lie on the other side of the scale's middle from the
    median, and fewer people at the middle than there. If the median is the middle of the scale there is no
    majority on one side, hence no minority on the other.

    Returns:
        The share rounded to a twentieth, so that it gives no head count away, 0.15 to 0.5 by default.
    """
    answers = np.asarray(counts).tolist()
    people = round(sum(answers))
    if found not in WITH_MINORITY_NOTE or people < thresholds.minority_people:
        return None
    low, middle, high = sides(answers)
    typical, centre = float(median(answers)), (len(answers) + 1) / 2
    others = {-1: high, 0: 0, 1: low}[(typical > centre) - (typical < centre)]
    enough = reaches(others, thresholds.minority_voices) and reaches(
        others / people, thresholds.minority_share
    )
    return floor(others / people * 20 + 0.5 + ROUNDING) / 20 if enough and below(middle, others) else None


def sides(counts: Counts) -> tuple[float, float, float]:
    """Answers below, at and above the middle of the scale; with an even number of points nobody is at it."""
    answers = np.asarray(counts).tolist()
    half = len(answers) // 2
    return sum(answers[:half]), sum(answers[half : len(answers) - half]), sum(answers[len(answers) - half :])


def section_of(found: Pattern, minority: float | None) -> Section:
    """Where a theme belongs in the conversation; a minority note moves it to where views differ."""
    return _SECTIONS[found] if minority is None else Section.DIFFER


def as_shown(found: Pattern, detail: Detail) -> Pattern:
    """The pattern as it may be named: where only a summary is shown, split and scattered read alike (R0)."""
    hidden = detail is Detail.SUMMARY and found in {Pattern.SPLIT, Pattern.SCATTERED}
    return Pattern.VIEWS_DIFFER if hidden else found


def _clearness(answers: list[float], a: int, b: int) -> tuple[float, float, int]:
    smaller = min(sum(answers[:a]), sum(answers[b - 1 :]))
    return round(sum(answers[a : b - 1]), DECIMALS), -round(smaller, DECIMALS), a - b


def _are_camps(answers: list[float], a: int, b: int) -> bool:
    people = round(sum(answers))
    needed = (people + 1) // 3 if people >= 8 else -(-2 * people // 5)
    lower, between, upper = answers[:a], answers[a : b - 1], answers[b - 1 :]
    smaller = min(sum(lower), sum(upper))
    return (
        reaches(smaller, needed)
        and below(sum(between), smaller)
        and below(max(between), min(max(lower), max(upper)))
    )


def _is_too_few(theme: _Theme) -> bool:
    fewest = max(theme.k, FEWEST_ANSWERS)
    if theme.valid + theme.dont_know < fewest:
        return True
    return theme.valid < fewest and not _is_unsure(theme)


def _is_unsure(theme: _Theme) -> bool:
    limits = theme.thresholds
    return theme.dont_know >= limits.unsure_people and reaches(
        theme.dont_know / (theme.valid + theme.dont_know), limits.unsure_share
    )


def _is_group_gap(theme: _Theme) -> bool:
    return theme.gap


def _is_split(theme: _Theme) -> bool:
    return camps(theme.counts) is not None


def _is_few_apart(theme: _Theme) -> bool:
    """Whether one or a few lie beyond an empty point, far from the median, and the others close together."""
    limits, people = theme.thresholds, theme.valid
    if people < limits.few_apart_people:
        return False
    for start, stop in _bodies(theme.counts):
        body = [count if start <= i < stop else 0 for i, count in enumerate(theme.counts)]
        apart = [i + 1 for i, count in enumerate(theme.counts) if count > body[i]]
        few = reaches(limits.few_apart_share, (people - sum(body)) / people)
        far = all(reaches(abs(point - theme.median), limits.few_apart_steps) for point in apart)
        if apart and few and far and reaches(float(agreement(body)), limits.high_agreement):
            return True
    return False


def _bodies(counts: tuple[float, ...]) -> Iterator[tuple[int, int]]:
    """Stretches of the scale that begin at its start or after an empty point, and end at its end or before one."""
    empty = [i for i, count in enumerate(counts) if count == 0]
    starts, stops = [0, *(i + 1 for i in empty)], [len(counts), *empty]
    return ((start, stop) for start, stop in product(starts, stops) if start < stop)


def _is_strength(theme: _Theme) -> bool:
    return theme.shared and reaches(sides(theme.counts)[2] / theme.valid, theme.thresholds.side_share)


def _is_challenge(theme: _Theme) -> bool:
    return theme.shared and reaches(sides(theme.counts)[0] / theme.valid, theme.thresholds.side_share)


def _is_shared(theme: _Theme) -> bool:
    return theme.shared


_RULES: tuple[tuple[Pattern, Callable[[_Theme], bool]], ...] = (
    (Pattern.TOO_FEW, _is_too_few),
    (Pattern.UNSURE, _is_unsure),
    (Pattern.GROUP_GAP, _is_group_gap),
    (Pattern.SPLIT, _is_split),
    (Pattern.FEW_APART, _is_few_apart),
    (Pattern.SHARED_STRENGTH, _is_strength),
    (Pattern.SHARED_CHALLENGE, _is_challenge),
    (Pattern.SHARED_MIDDLE, _is_shared),
)


def _first_fit(theme: _Theme) -> Pattern:
    return next((name for name, fits in _RULES if fits(theme)), Pattern.SCATTERED)
