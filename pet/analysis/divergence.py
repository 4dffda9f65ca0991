"""How far apart two groups are: W1 in scale steps, its direction, and whether chance could have done it.

Counts are as in `pet.analysis.scores`; the counts of the two groups need the same shape, or shapes that NumPy
broadcasts. Worked examples are in docs/statistics.md.
"""

from functools import lru_cache
from math import lgamma

import numpy as np
import numpy.typing as npt

from pet.analysis.agreement import ROUNDING, reaches
from pet.analysis.options import Thresholds
from pet.analysis.scores import Counts, FloatArray, divided, mean, valid

SEED = 1
"""Fixed, so that the same answers always give the same p."""
EXACT_UP_TO = 50_000
"""Tables of counts that the two groups can have up to which all of them are looked at."""
DRAWS = 9_999
HOPELESS = 1e-9
"""Where it is less likely than this that any draw comes as far apart as what was observed, nothing is drawn."""
_EDGE = 1e-15

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

    Not people are sorted but the tables of counts they make, each with its number of ways (multivariate
    hypergeometric). Exact if there are at most `EXACT_UP_TO` tables, otherwise `DRAWS` random ones, and the
    observed one counts as one more. Ties count; all comparisons are between whole numbers.

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
    drawn = int(smaller.sum())
    if not drawn:
        return float("nan")
    observed = int(_spread(smaller, together))
    if tables(together, drawn) <= EXACT_UP_TO:
        return _exact_p(together, drawn, observed)
    if DRAWS * _bound(together, drawn, observed) < HOPELESS:
        return 1 / (DRAWS + 1)
    random = np.random.default_rng(seed)
    drawings = random.multivariate_hypergeometric(together, drawn, DRAWS, method="marginals")
    return float((1 + (_spread(drawings, together) >= observed).sum()) / (DRAWS + 1))


def tables(together: Counts, drawn: int) -> float:
    """How many different counts a group of `drawn` people can have, taken from these answers per point.

    The coefficient of x^drawn in the product of 1 + x + ... + x^c_i over all points: one running sum for each.
    Exact up to 2^53.
    """
    ways = np.zeros(drawn + 1)
    ways[0] = 1
    for people in np.asarray(together).tolist():
        reached = ways.cumsum()
        reached[people + 1 :] -= reached[: -people - 1].copy()
        ways = reached
    return float(ways[drawn])


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


def _exact_p(together: IntArray, drawn: int, observed: int) -> float:
    """The share of all ways of sorting whose spread is at least as large, from point to point of the scale.

    Counts that are as far apart before the scale has ended stay so whatever follows: they are added up at once,
    with all ways of going on. The ways are kept as logarithms, for there are far too many for any whole number.
    """
    people, reached_by_all = int(together.sum()), together.cumsum()
    logs = _log_factorials(1 << people.bit_length())  # one table serves many themes
    in_group, spread, ways = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64), np.zeros(1)
    far = 0.0
    for count, up_to in zip(together.tolist(), reached_by_all.tolist(), strict=True):
        later = people - up_to
        row, chosen = _choices(drawn - in_group, count, later)
        in_group, ways = in_group[row] + chosen, ways[row] + _log_ways(logs, count, chosen)
        spread = spread[row] + np.abs(people * in_group - drawn * up_to)
        done = spread >= observed
        rest = _log_ways(logs, later, drawn - in_group[done])
        far += _shares(ways[done] + rest, logs, people, drawn)
        in_group, spread, ways = in_group[~done], spread[~done], ways[~done]
    near = _shares(ways, logs, people, drawn)
    return far / (far + near)


def _choices(missing: IntArray, count: int, later: int) -> tuple[npt.NDArray[np.intp], IntArray]:
    """Every number of the `count` people at a point that each row can take so that `later` ones can fill it up."""
    least, most = np.maximum(missing - later, 0), np.minimum(missing, count)
    choices = most - least + 1
    row = np.repeat(np.arange(len(missing)), choices)
    first = np.repeat(choices.cumsum() - choices, choices)
    return row, np.arange(len(row)) - first + least[row]


def _shares(ways: FloatArray, logs: FloatArray, people: int, drawn: int) -> float:
    """These logarithms of ways, as a share of all ways of choosing the group."""
    return float(np.exp(ways - _log_ways(logs, people, np.array(drawn))).sum())


def _log_ways(logs: FloatArray, people: int, chosen: IntArray) -> FloatArray:
    found: FloatArray = logs[people] - logs[chosen] - logs[people - chosen]
    return found


@lru_cache(maxsize=16)
def _log_factorials(most: int) -> FloatArray:
    return np.array([lgamma(number + 1) for number in range(most + 1)])


def _bound(together: IntArray, drawn: int, observed: int) -> float:
    """An upper bound of p (Chernoff's, which holds for drawing without putting back: Hoeffding 1963, section 6).

    W1 to all people is a sum of differences over the inner points of the scale, so that one of them must have its
    part of it; the parts are as large as each point can be expected to vary. Two points or more were chosen.
    """
    people = int(together.sum())
    up_to = together.cumsum()[:-1] / people
    up_to = up_to[(up_to > 0) & (up_to < 1)]
    varies = np.sqrt(up_to * (1 - up_to))
    apart = observed / (people * drawn) * varies / varies.sum()
    ends = np.clip(np.stack([up_to - apart, up_to + apart]), _EDGE, 1 - _EDGE)
    surprise = ends * np.log(ends / up_to) + (1 - ends) * np.log((1 - ends) / (1 - up_to))
    return float(np.exp(-drawn * surprise).sum())
