"""Each shown group beside all others: how far apart, whether that is worth asking about, and where it leads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pet.analysis.agreement import ROUNDING
from pet.analysis.divergence import (
    cliffs_delta,
    is_gap,
    mean_difference,
    permutation_p,
    share_of_range,
    wasserstein,
)
from pet.analysis.options import Breakdown, Thresholds
from pet.analysis.result_groups import Gap, GroupResult
from pet.analysis.tally import Counts
from pet.analysis.visibility import BoolArray, Depth, Groups, Shown
from pet.analysis.weights import Whole

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Each group against all others on each theme (groups x themes); NaN or false where that is not shown.

    Attributes:
        steps: W1 in scale steps.
        share: the same as a share of the range.
        p: permutation p, only where the share is large enough to be flagged.
        flagged: the gap is large and unlikely to be chance.
        difference: mean of the group less mean of the others, in steps.
        delta: Cliff's delta, positive where the group answers higher.
    """

    steps: FloatArray
    share: FloatArray
    p: FloatArray
    flagged: BoolArray
    difference: FloatArray
    delta: FloatArray

    def higher(self, group: int, theme: int) -> bool | None:
        """Which way a flagged gap goes; `None` where it is the shape that differs, not the level.

        The difference of the means is never larger than W1; below half of it, most of the distance cancels out.
        """
        difference = float(self.difference[group, theme])
        if not self.flagged[group, theme] or abs(difference) < self.steps[group, theme] / 2:
            return None
        return difference > 0


def compare(groups: Groups, shown: Shown, whole: Whole, thresholds: Thresholds) -> Comparison:
    """Compare each shown group with all others.

    Many looks make chance findings likely, so p is multiplied by the number of comparisons made on the theme
    within the breakdown (Bonferroni) before it is held against the threshold. People are sorted at random, each
    the same: p is of people in both weightings.
    """
    people = groups.tally.ratings[:-1]
    other_people = whole.tally.ratings - people
    own, others = _sides(groups, whole)
    compared = shown.depths[Depth.SUMMARY] & (other_people.sum(axis=-1) > 0)
    steps = np.where(compared, wasserstein(own, others), np.nan)
    share = share_of_range(steps, own.shape[-1])
    p = np.full(steps.shape, np.nan)
    flagged = np.zeros(steps.shape, dtype=np.bool_)
    looks = _looks(groups, compared)
    for place in zip(*np.nonzero(share >= thresholds.group_gap_share - ROUNDING), strict=True):
        p[place] = permutation_p(people[place], other_people[place])
        flagged[place] = is_gap(share[place], min(1.0, p[place] * looks[place[1]]), thresholds)
    return Comparison(steps, share, p, flagged, mean_difference(own, others), cliffs_delta(own, others))


def _sides(groups: Groups, whole: Whole) -> tuple[FloatArray, FloatArray]:
    """The answers of each group and of all others, as they count beside each other."""
    weighted = whole.beside(groups)
    others = weighted.sum(axis=0) - weighted[:-1]
    chosen = whole.tally.ratings > groups.tally.ratings[:-1]
    return weighted[:-1], np.where(chosen, others, 0.0)


def _looks(groups: Groups, compared: BoolArray) -> Counts:
    """Comparisons per theme; two groups that are each other's "all others" make one, not two."""
    compared_groups = compared.sum(axis=0)
    one_pair = (compared_groups == 2) & ((groups.tally.valid > 0).sum(axis=0) == 2)
    return np.where(one_pair, 1, compared_groups)


def naming(groups: Groups, comparison: Comparison, whole: Whole, thresholds: Thresholds) -> BoolArray:
    """The themes that a gap of this breakdown may name "seen differently".

    The flagged groups must together have given at least `group_gap_people_share` of the ratings: one partner
    of fifty that stands apart is worth asking about, but does not say how the whole sees the theme. Leaders
    beside everybody else always count: the two sides are the whole.
    """
    found: BoolArray = np.any(comparison.flagged, axis=0)
    if groups.breakdown is Breakdown.LEADS:
        return found
    weight = whole.beside(groups).sum(axis=-1)
    flagged = np.where(comparison.flagged, weight[:-1], 0.0).sum(axis=0)
    enough: BoolArray = flagged >= thresholds.group_gap_people_share * weight.sum(axis=0) - ROUNDING
    return found & enough


def listed(groups: Mapping[Breakdown, Sequence[GroupResult]], thresholds: Thresholds) -> tuple[Gap, ...]:
    """The largest flagged gaps, one for a theme; those without a number come last, in fixed order.

    Made from what is shown of the groups, so that the order tells nothing about a gap whose size is withheld. A partner
    of which only a summary is shown is not listed: unnamed it could be found by its typical answers, and named it would
    be one small school that is said to stand apart.
    """
    found = sorted(_flagged(groups), key=lambda gap: -(gap.steps or 0.0))
    first: dict[str, Gap] = {}
    for gap in found:
        first.setdefault(gap.theme, gap)
    return tuple(first.values())[: thresholds.gaps_listed]


def _flagged(groups: Mapping[Breakdown, Sequence[GroupResult]]) -> Iterator[Gap]:
    for breakdown, results in groups.items():
        # Everybody else stands as far from the leaders as the leaders from everybody else: said once.
        for group in results[:1] if breakdown is Breakdown.LEADS else results:
            for theme in group.themes:
                if theme.gap_flagged and (breakdown is not Breakdown.PARTNER or theme.gap_steps is not None):
                    yield Gap(
                        theme=theme.id,
                        breakdown=breakdown,
                        group=group.name,
                        higher=theme.higher,
                        steps=theme.gap_steps,
                    )
