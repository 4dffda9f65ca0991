"""Where the answers to a theme lie: median, mean, interpolated quantiles and the 0-100 score.

Every function takes counts: an array of answers per scale point 1..K on the last axis and anything on the axes
before it (themes; groups x themes). Counts may be weights instead of whole people. What is undefined is NaN.
Worked examples are in docs/statistics.md.
"""

import numpy as np
import numpy.typing as npt

Counts = npt.ArrayLike
FloatArray = npt.NDArray[np.float64]

QUARTILES = (0.25, 0.5, 0.75)
TIE = 1e-9
"""Cumulative weights this close, as a share of the total, count as equal: sums of weights are not exact."""


def valid(counts: Counts) -> FloatArray:
    """n, the ratings on the scale (shape: that of `counts` without its last axis)."""
    people: FloatArray = np.asarray(counts, dtype=np.float64).sum(axis=-1)
    return people


def shares(counts: Counts) -> FloatArray:
    """The share of each point, 0 to 1; NaN without ratings (shape: that of `counts`)."""
    table = np.asarray(counts, dtype=np.float64)
    return divided(table, valid(table)[..., np.newaxis])


def mean(counts: Counts) -> FloatArray:
    """The mean rating, 1 to K; NaN without ratings."""
    table = np.asarray(counts, dtype=np.float64)
    return divided(table @ np.arange(1, table.shape[-1] + 1), valid(table))


def score(counts: Counts) -> FloatArray:
    """The mean as a share of the way along the scale: 100 (mean - 1) / (K - 1), 0 to 100; NaN without ratings."""
    table = np.asarray(counts, dtype=np.float64)
    return divided(100 * (table @ np.arange(table.shape[-1])), valid(table) * (table.shape[-1] - 1))


def median(counts: Counts) -> FloatArray:
    """The ordinary median, 1 to K in half points; NaN without ratings.

    The smallest point by which more than half of the ratings are reached; if exactly half are reached by one
    point, the midpoint between it and the next point that anybody chose.
    """
    table = np.asarray(counts, dtype=np.float64)
    lower, upper, _ = _points_around(table, 0.5)
    return _where_rated(table, (lower + upper) / 2 + 1)


def interpolated_quantile(counts: Counts, share: float) -> FloatArray:
    """The point below which `share` of the ratings lie when each point is a bar one step wide.

    M - 1/2 + (share n - below) / equal, where M is the point that holds the quantile, `below` the ratings below
    it and `equal` the ratings at it. If `share` is reached exactly at the end of a bar, the midpoint between
    that point and the next point that anybody chose. For the median this is what `interp.median` of the R
    package psych (Revelle) gives; its other quantiles look up position (n + 1) share instead, so that they
    change when every answer is doubled. Ours do not.

    Args:
        counts: answers per point.
        share: above 0 and below 1.

    Returns:
        0.5 to K + 0.5; NaN without ratings.
    """
    table = np.asarray(counts, dtype=np.float64)
    lower, upper, reached = _points_around(table, share)
    equal = np.take_along_axis(table, lower[..., np.newaxis], axis=-1)[..., 0]
    below = np.take_along_axis(reached, lower[..., np.newaxis], axis=-1)[..., 0] - equal
    inside = lower + 0.5 + divided(share * valid(table) - below, equal)
    return _where_rated(table, np.where(lower == upper, inside, (lower + upper) / 2 + 1))


def interpolated_median(counts: Counts) -> FloatArray:
    """The interpolated median, 0.5 to K + 0.5: the typical answer with more shades than the plain median."""
    return interpolated_quantile(counts, 0.5)


def quartiles(counts: Counts) -> FloatArray:
    """Lower and upper interpolated quartile on a new last axis of size 2; the middle half of the answers."""
    lower, _, upper = QUARTILES
    return np.stack([interpolated_quantile(counts, lower), interpolated_quantile(counts, upper)], axis=-1)


def divided(numerator: npt.ArrayLike, denominator: npt.ArrayLike) -> FloatArray:
    """The quotient, NaN wherever the denominator is 0."""
    top, bottom = np.broadcast_arrays(
        np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    )
    quotient: FloatArray = np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom != 0)
    return quotient


def _points_around(
    table: FloatArray, share: float
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], FloatArray]:
    """The first points (from 0) by which `share` of the ratings is reached and passed, and cumulative counts."""
    reached = table.cumsum(axis=-1)
    total = reached[..., -1:]
    surplus = reached - share * total
    slack = TIE * total
    return (surplus >= -slack).argmax(axis=-1), (surplus > slack).argmax(axis=-1), reached


def _where_rated(table: FloatArray, values: FloatArray) -> FloatArray:
    return np.where(valid(table) > 0, values, np.nan)
