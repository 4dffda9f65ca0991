"""How close together the answers of one group lie: agreement A, its words, and what chance alone would do.

A = 1 - 2 AD_md / (K - 1) is one minus Leik's D (1966): 1 if everybody gives the same answer, 0 if half give the
lowest and half the highest. Counts are as in `pet.analysis.scores`; worked examples are in docs/statistics.md.
"""

from math import floor

import numpy as np
import numpy.typing as npt

from pet.analysis import chance
from pet.analysis.kinds import Level
from pet.analysis.options import Thresholds
from pet.analysis.scores import Counts, FloatArray, divided, valid

ROUNDING = 1e-9
"""Values this close to a threshold reach it: 7/12 computed in two ways must not fall on two sides."""


def steps_to_median(counts: Counts) -> FloatArray:
    """S, how many steps all people together are away from the middle answer: the sum of min(C_i, n - C_i).

    C_i counts the answers up to point i, for i = 1..K-1: whoever is on the smaller side of a gap between two
    points would have to cross it. A whole number for whole people, which keeps everything made of it exact.
    """
    reached = np.asarray(counts, dtype=np.float64).cumsum(axis=-1)
    inner, total = reached[..., :-1], reached[..., -1:]
    steps: FloatArray = np.minimum(inner, total - inner).sum(axis=-1)
    return steps


def ad_median(counts: Counts) -> FloatArray:
    """AD_md, the average deviation from the median in steps, 0 to (K - 1) / 2; NaN without ratings.

    mean |x - median| (Burke, Finkelstein & Dusig 1999).
    """
    return divided(steps_to_median(counts), valid(counts))


def leik_d(counts: Counts) -> FloatArray:
    """Leik's ordinal dispersion D = 2/(K - 1) * sum min(F_i, 1 - F_i), 0 to 1; NaN without ratings (Leik 1966)."""
    table = np.asarray(counts, dtype=np.float64)
    return divided(2 * steps_to_median(table), valid(table) * (table.shape[-1] - 1))


def agreement(counts: Counts) -> FloatArray:
    """A = 1 - D, 0 to 1; NaN below two answers, for one voice agrees with nobody."""
    table = np.asarray(counts, dtype=np.float64)
    return np.where(valid(table) >= 2, 1 - leik_d(table), np.nan)


def level(value: float | None, points: int, thresholds: Thresholds) -> Level | None:
    """Agreement in words: high, medium or low; `None` where A is undefined (`None` or NaN).

    Medium starts at an average deviation of K/6 (Burke & Dunlap 2002), high at half a step on five points.
    """
    if value is None or np.isnan(value):
        return None
    if reaches(value, thresholds.high_agreement):
        return Level.HIGH
    return Level.MEDIUM if reaches(value, thresholds.medium_for(points)) else Level.LOW


def reaches(value: float, threshold: float) -> bool:
    """Whether a value is at or above a threshold; never for NaN."""
    return bool(value >= threshold - ROUNDING)


def below(value: float, other: float) -> bool:
    """Whether a value is smaller than another by more than rounding."""
    return not reaches(value, other)


def null_p_uniform(counts: Counts) -> FloatArray:
    """P(A at least as high) if everybody answered at random, each point equally likely; NaN below two answers.

    Exact (see `pet.analysis.chance`). Takes a whole number of people; how they spread may be weighted. Its use is
    one caution, "could be chance"; p itself is never shown to participants.
    """
    table = np.asarray(counts, dtype=np.float64)
    people, steps = valid(table), steps_to_median(table)
    pairs = zip(people.ravel().tolist(), steps.ravel().tolist(), strict=True)
    values = [_p(round(n), table.shape[-1], floor(s + ROUNDING)) for n, s in pairs]
    return np.array(values, dtype=np.float64).reshape(people.shape)


def could_be_chance(counts: Counts, thresholds: Thresholds) -> npt.NDArray[np.bool_]:
    """Whether people answering at random would agree as much more often than `thresholds.chance_p`.

    False below two answers. The exact distribution is asked only where Hoeffding's bound leaves it open, so
    that large rounds cost nothing.
    """
    table = np.asarray(counts, dtype=np.float64)
    possible = np.atleast_1d(_bound(table) > thresholds.chance_p)
    rows = table.reshape(-1, table.shape[-1])[possible.ravel()]
    possible[possible] = null_p_uniform(rows) > thresholds.chance_p
    return possible.reshape(table.shape[:-1])


def critical_uniform(n: int, points: int, p: float = 0.05) -> float | None:
    """The smallest A of n answers that people answering at random reach with a probability of at most p.

    `None` if even full agreement is more likely than that, as with fewer than three or four answers.
    """
    if n < 2:
        return None
    smallest, cumulative = chance.distribution(n, points)
    unlikely = int(np.searchsorted(cumulative, p + ROUNDING, side="right"))
    return 1 - 2 * (smallest + unlikely - 1) / (n * (points - 1)) if unlikely else None


def _p(n: int, points: int, steps: int) -> float:
    if n < 2:
        return np.nan
    smallest, cumulative = chance.distribution(n, points)
    if steps < smallest:
        return 0.0
    return float(min(1.0, cumulative[min(steps - smallest, len(cumulative) - 1)]))


def _bound(table: FloatArray) -> FloatArray:
    """An upper bound of the chance p, NaN without ratings.

    S is the least of the sums of |x - M| over all points M, so P(S <= s) is at most the sum over M of
    P(sum |x - M| <= s), each bounded by Hoeffding (1963).
    """
    points = np.arange(table.shape[-1])
    distances = np.abs(points[:, np.newaxis] - points)
    short = np.maximum(distances.mean(axis=1) - ad_median(table)[..., np.newaxis], 0)
    people = valid(table)[..., np.newaxis]
    bound: FloatArray = np.exp(-2 * people * (short / distances.max(axis=1)) ** 2).sum(axis=-1)
    return bound
