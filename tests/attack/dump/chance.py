"""What somebody who only guesses gets right.

Where everybody of a group could be everybody, a guess is a random permutation: how many of m it gets right is known
exactly (the rencontres numbers), and so is how many it gets right so rarely that it is no chance any more.
"""

from itertools import accumulate
from math import factorial, sqrt

RARELY = 1e-9


def most_by_chance(groups, *, rarely=RARELY):
    """So many right guesses are exceeded by chance more rarely than `rarely`, in groups of these sizes."""
    chances = [1.0]
    for size in groups:
        chances = _added(chances, [_fixed(size, right) for right in range(size + 1)])
    beyond = 1.0
    for right, upto in enumerate(accumulate(chances)):
        beyond = 1 - upto
        if beyond < rarely:
            return right
    return len(chances)


def _fixed(size, right):
    """The chance that a random permutation of `size` leaves exactly `right` in place."""
    rest = size - right
    return sum((-1) ** k / factorial(k) for k in range(rest + 1)) / factorial(right)


def _added(one, other):
    total = [0.0] * (len(one) + len(other) - 1)
    for i, p in enumerate(one):
        for j, q in enumerate(other):
            total[i + j] += p * q
    return total


def likeness(orders):
    """How far orders agree with the order in which people came, in standard deviations of chance (Kendall, 1938).

    Args:
        orders: of several places, such as the pages of a file, each the numbers of those who came as they lie there.
    """
    agreeing, variance = 0, 0.0
    for order in orders:
        size = len(order)
        agreeing += sum((b > a) - (b < a) for i, a in enumerate(order) for b in order[i + 1 :])
        variance += size * (size - 1) * (2 * size + 5) / 18
    return abs(agreeing) / sqrt(variance) if variance else 0.0
