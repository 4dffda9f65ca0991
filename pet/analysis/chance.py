"""What people who answer at random would do: the distribution of how far they are from their middle answer.

S is the number of steps that all people together are away from the median (`agreement.steps_to_median`), the sum
of min(C_i, n - C_i) over i = 1..K-1, where C_i counts the answers up to point i. Agreement falls as S grows, so
P(S <= s) is the probability of agreeing at least as much.
"""

from functools import lru_cache
from math import exp, log

import numpy as np
import numpy.typing as npt

from pet.analysis.scores import FloatArray

NEGLIGIBLE = 1e-15
"""Probabilities below this are left out."""
CENTRAL_ERROR = 1e-9
"""How far the distribution for many answers may be from the exact one."""


@lru_cache(maxsize=64)
def distribution(n: int, points: int) -> tuple[int, FloatArray]:
    """P(S <= s) if n answers fall on each of the points with equal probability.

    Exact to 1e-10 up to some hundred answers, and to `CENTRAL_ERROR` beyond.

    Args:
        n: answers, two or more.
        points: K.

    Returns:
        The smallest S that has a probability worth keeping, and P(S <= s) for each s from there upwards.
    """
    margin = 1 / points if points % 2 == 0 else 1 / (2 * points)
    if 2 * exp(-2 * n * margin**2) < CENTRAL_ERROR:
        return 0, central(n, points)
    return walk(n, points)


def walk(n: int, points: int) -> tuple[int, FloatArray]:
    """The same point by point, with no more left out than `NEGLIGIBLE` probabilities.

    C_i is a Markov chain, and S grows by min(C_i, n - C_i) with each point. The state is the joint distribution of C_i
    (rows) and S (columns), kept only where C_i has a probability worth keeping. Given C_{i-1} = c, each of the n - c
    others is at point i with probability 1/(K - i + 1).
    """
    factorials = np.concatenate([[0.0], np.log(np.arange(1, n + 1)).cumsum()])
    here, state, smallest = np.array([0]), np.ones((1, 1)), 0
    for i in range(1, points):
        there = np.flatnonzero(
            _binomial(factorials, np.array([n]), np.arange(n + 1), i / points)[0] > NEGLIGIBLE
        )
        moves = _binomial(factorials, n - here, there - here[:, np.newaxis], 1 / (points - i + 1))
        added = np.minimum(there, n - there)
        state = _shifted(moves.T @ state, added - added.min())
        here, smallest = there, smallest + int(added.min())
    return smallest, state.sum(axis=0).cumsum()


def _binomial(
    factorials: FloatArray, trials: npt.NDArray[np.intp], successes: npt.NDArray[np.intp], p: float
) -> FloatArray:
    """Binomial probabilities, one row per number of trials; 0 where successes are impossible."""
    n = trials[:, np.newaxis]
    possible = (successes >= 0) & (successes <= n)
    k = np.where(possible, successes, 0)
    logs = factorials[n] - factorials[k] - factorials[n - k] + k * log(p) + (n - k) * log(1 - p)
    return np.where(possible, np.exp(logs), 0.0)


def _shifted(rows: FloatArray, by: npt.NDArray[np.intp]) -> FloatArray:
    """Each row moved to the right by its own number of columns."""
    moved = np.zeros((len(rows), rows.shape[1] + by.max()))
    moved[np.arange(len(rows))[:, np.newaxis], by[:, np.newaxis] + np.arange(rows.shape[1])] = rows
    return moved


def central(n: int, points: int) -> FloatArray:
    """P(S <= s) for s = 0, 1, ... if n is so large that the median is all but certain to be in the middle.

    Then S is the sum of n independent distances to the middle point; with an even number of points that of n
    distances to the nearer of the two middle points, plus the smaller of the two halves of people. Left out is
    only that the median lies elsewhere, with a probability of at most 2 exp(-2 n margin^2) (Hoeffding 1963).
    """
    half = (points - 1) // 2
    one = np.full(half + 1, 2 / points)
    if points % 2:
        one[0] = 1 / points
    most = n * half + n // 2
    length = 1 << most.bit_length()
    wave = np.fft.rfft(one, length) ** n
    if points % 2 == 0:
        factorials = np.concatenate([[0.0], np.log(np.arange(1, n + 1)).cumsum()])
        lower = _binomial(factorials, np.array([n]), np.arange(n + 1), 0.5)[0]
        people = np.arange(n + 1)
        wave *= np.fft.rfft(np.bincount(np.minimum(people, n - people), weights=lower), length)
    return np.maximum(np.fft.irfft(wave, length)[: most + 1], 0.0).cumsum()
