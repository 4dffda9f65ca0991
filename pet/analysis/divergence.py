"""How far apart two groups are: W1 in scale steps, its direction, and whether chance could have done it.

Counts are as in `pet.analysis.scores`; the counts of the two groups need the same shape, or shapes that NumPy
broadcasts. Worked examples are in docs/statistics.md.
"""

from math import comb

import numpy as np
import numpy.typing as npt

from pet.analysis.agreement import ROUNDING, reaches
from pet.analysis.options import Thresholds
from pet.analysis.scores import Counts, FloatArray, divided, mean, valid

SEED = 1
"""Fixed, so that the same answers always give the same p."""
EXACT_UP_TO = 50_000
"""Ways of sorting the people into the two groups up to which all of them are looked at."""
DRAWS = 9_999

IntArray = npt.NDArray[np.int64]


def wasserstein(a: Counts, b: Counts) -> FloatArray:
    """W1 = sum |F_a - F_b|, 0 to K - 1 steps; NaN if a group has no ratings.

    How far the people of one group would have to move on average for both groups to answer alike (earth
    mover's distance; Vallender 1974 for the formula in one dimension).
    """
    steps: FloatArray = np.abs(_shares_up_to(a) - _shares_up_to(b)).sum(axis=-1)
    return steps


def share_of_range(steps: npt.ArrayLike, points: int) -> FloatArray:
    """Steps as a share of the whole scale: steps / (K - 1), 0 to 1."""
    return np.asarray(steps, dtype=np.float64) / (points - 1)


def mean_difference(a: Counts, b: Counts) -> FloatArray:
    """mean(a) - mean(b) in steps, positive where `a` answers higher; NaN if a group has no ratings.

    Never larger than W1. Where W1 is larger, the shapes differ and not only the level.
    """
    return mean(a) - mean(b)


def cliffs_delta(a: Counts, b: Counts) -> FloatArray:
    """P(a > b) - P(a < b) for one person of each group, -1 to 1; NaN if a group has no ratings (Cliff 1993)."""
    first, second = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    below = second.cumsum(axis=-1) - second
    above = valid(second)[..., np.newaxis] - second.cumsum(axis=-1)
    return divided((first * (below - above)).sum(axis=-1), valid(first) * valid(second))


def permutation_p(a: Counts, b: Counts, *, seed: int = SEED) -> float:
    """How often W1 is at least as large when the same people are sorted into the two groups at random.

    Exact if there are at most `EXACT_UP_TO` ways of sorting them: not people are enumerated but the tables of
    counts they make, each with its number of ways (multivariate hypergeometric). Otherwise `DRAWS` random
    tables, and the observed one counts as one more. Ties count; all comparisons are between whole numbers.

    Args:
        a: answers of one group per point (K,), whole people.
        b: answers of the other; the result does not depend on which is which.
        seed: of the random draws.

    Returns:
        p, above 0 to 1; NaN if a group has no ratings.
    """
    first, second = (np.asarray(counts).astype(np.int64) for counts in (a, b))
    together = first + second
    smaller = min(first, second, key=np.sum)
    people, drawn = int(together.sum()), int(smaller.sum())
    if not drawn:
        return float("nan")
    observed = _spread(smaller, together)
    if comb(people, drawn) <= EXACT_UP_TO:
        tables, ways = _tables(together, drawn)
        return float(ways[_spread(tables, together) >= observed].sum() / comb(people, drawn))
    tables = np.random.default_rng(seed).multivariate_hypergeometric(
        together, drawn, DRAWS, method="marginals"
    )
    return float((1 + (_spread(tables, together) >= observed).sum()) / (DRAWS + 1))


def is_gap(share: float, p: float, thresholds: Thresholds) -> bool:
    """Whether a difference is worth asking about: large as a share of the range, and unlikely to be chance.

    Args:
        share: W1 as a share of the range; NaN where a group has no ratings.
        p: from `permutation_p`.
        thresholds: the choices of the method.
    """
    return reaches(share, thresholds.group_gap_share) and p <= thresholds.group_gap_p + ROUNDING


def _shares_up_to(counts: Counts) -> FloatArray:
    reached = np.asarray(counts, dtype=np.float64).cumsum(axis=-1)
    return divided(reached, reached[..., -1:])


def _spread(group: IntArray, together: IntArray) -> IntArray:
    """W1 between a group and the others, times the sizes of both: a whole number, so that ties are exact."""
    up_to, all_up_to = group.cumsum(axis=-1), together.cumsum(axis=-1)
    spread: IntArray = np.abs(all_up_to[-1] * up_to - up_to[..., -1:] * all_up_to).sum(axis=-1)
    return spread


def _tables(together: IntArray, drawn: int) -> tuple[IntArray, IntArray]:
    """All counts that a group of `drawn` people can have, and in how many ways each comes about."""
    tables, ways = np.zeros((1, 0), dtype=np.int64), np.ones(1, dtype=np.int64)
    left = together.sum() - together.cumsum()
    for people, later in zip(together.tolist(), left.tolist(), strict=True):
        choices = np.arange(min(people, drawn) + 1)
        missing = drawn - tables.sum(axis=1)[:, np.newaxis] - choices
        row, chosen = np.nonzero((missing >= 0) & (missing <= later))
        tables = np.column_stack([tables[row], chosen])
        ways = ways[row] * np.array([comb(people, choice) for choice in choices.tolist()])[chosen]
    return tables, ways
