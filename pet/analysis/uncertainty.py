"""What agreement might have been, had everybody answered who was asked: the Pólya posterior of A.

The people who did not answer are drawn from an urn that holds the answers given, and beside them one person's
weight spread evenly over the scale; whoever is drawn goes back with one more of the same (Dirichlet-multinomial;
Ghosh & Meeden 1997). It takes for granted that not answering has nothing to do with one's opinion.
Worked examples are in docs/statistics.md.
"""

from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import factorial

import numpy as np
import numpy.typing as npt

from pet.analysis.agreement import ROUNDING, steps_to_median
from pet.analysis.scores import Counts, FloatArray, divided, valid

SEED = 1
"""Fixed, so that the same answers always give the same interval."""
EXACT_UP_TO = 5
"""People who did not answer up to whom every way in which they could have answered is looked at."""
DRAWS = 4_000
PRIOR = 1.0
"""The weight in people of what is assumed before the first answer: the same for each point."""
QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True)
class Posterior:
    """What A of everybody who was asked might be, per theme; NaN where nobody answered or fewer than two people were asked.

    Attributes:
        mean: the expected A.
        lower, median, upper: its 5%, 50% and 95% quantile, each the smallest value that is reached so often.
    """

    mean: FloatArray
    lower: FloatArray
    median: FloatArray
    upper: FloatArray


def posterior(counts: Counts, unseen: int, *, prior: float = PRIOR, seed: int = SEED) -> Posterior:
    """The distribution of A over those who answered and those who did not.

    Exact for up to `EXACT_UP_TO` people, otherwise `DRAWS` random ways in which they could have answered. Each theme
    is drawn anew with the same seed, so that its interval depends on its own answers alone.

    Args:
        counts: answers per point 1..K on the last axis, whole people.
        unseen: how many people were asked and did not answer.
        prior: the weight of the assumption that all points are alike, in people.
        seed: of the random draws.
    """
    seen = np.asarray(counts, dtype=np.float64)
    themes = seen.reshape(-1, seen.shape[-1])
    if unseen <= EXACT_UP_TO:
        steps, weights = _every_way(themes, unseen, prior)
    else:
        steps = np.array([_drawn(theme, unseen, prior, seed) for theme in themes]).reshape(-1, DRAWS)
        weights = np.full(steps.shape, 1 / DRAWS)
    answered = valid(themes)[:, np.newaxis]
    people = answered + unseen
    values = np.where(
        (answered > 0) & (people >= 2), 1 - divided(2 * steps, people * (seen.shape[-1] - 1)), np.nan
    )
    mean, quantiles = (values * weights).sum(axis=1), _quantiles(values, weights)
    return Posterior(*(column.reshape(seen.shape[:-1]) for column in (mean, *quantiles)))


def _every_way(seen: FloatArray, unseen: int, prior: float) -> tuple[FloatArray, FloatArray]:
    """Steps to the median and probability (themes x ways) of each way in which so few people could have answered.

    The probability is unseen! / prod t_i! * prod a_i (a_i + 1) ... (a_i + t_i - 1), made to sum to one; a_i are
    the answers seen at a point and its part of the prior, t_i those unseen.
    """
    points = seen.shape[-1]
    ways = _compositions(unseen, points)
    factorials = np.array([factorial(people) for people in range(unseen + 1)])
    weights = np.broadcast_to(factorials[unseen] / factorials[ways].prod(axis=1), (len(seen), len(ways)))
    parts = (seen + prior / points)[..., np.newaxis] + np.arange(unseen)
    rising = np.concatenate([np.ones((*seen.shape, 1)), parts.cumprod(axis=-1)], axis=-1)
    for point in range(points):
        weights = weights * rising[:, point, ways[:, point]]
    return steps_to_median(seen[:, np.newaxis] + ways), weights / weights.sum(axis=1, keepdims=True)


def _compositions(people: int, points: int) -> npt.NDArray[np.intp]:
    """Every way in which so many people can be spread over the points, one per row."""
    chosen = np.array(list(combinations_with_replacement(range(points), people)), dtype=np.intp)
    return np.array([(chosen == point).sum(axis=1) for point in range(points)]).T


def _drawn(seen: FloatArray, unseen: int, prior: float, seed: int) -> FloatArray:
    """Steps to the median of one theme, for `DRAWS` ways in which those who did not answer could have answered."""
    random = np.random.default_rng(seed)
    shares = random.dirichlet(seen + prior / len(seen), size=DRAWS)
    return steps_to_median(seen + random.multinomial(unseen, shares))


def _quantiles(values: FloatArray, weights: FloatArray) -> list[FloatArray]:
    """Per theme the smallest value up to which each of `QUANTILES` of the weight lies."""
    order = values.argsort(axis=1)
    reached = np.take_along_axis(weights, order, axis=1).cumsum(axis=1)
    ordered = np.take_along_axis(values, order, axis=1)
    places = ((reached >= quantile - ROUNDING).argmax(axis=1) for quantile in QUANTILES)
    return [np.take_along_axis(ordered, place[:, np.newaxis], axis=1)[:, 0] for place in places]
