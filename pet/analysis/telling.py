"""When a median and a word together say what each of a few people answered (R8)."""

from collections import Counter
from functools import lru_cache
from itertools import combinations_with_replacement

import numpy as np

from pet.analysis import scores
from pet.analysis.agreement import agreement, level
from pet.analysis.options import Thresholds

MOST_PEOPLE = 13
"""Beyond this a median and a word always leave many ways to have answered; smaller groups are enumerated."""


@lru_cache(maxsize=256)
def telling_medians(people: int, points: int, thresholds: Thresholds) -> frozenset[float]:
    """The medians beside which one of the agreement words would leave a single way to have answered.

    Six people with the median 4.5 and high agreement can only be three times 4 and three times 5. Beside such a
    median no word is said at all, so that its absence tells nothing either.

    Args:
        people: valid answers of the group.
        points: K.
        thresholds: where agreement becomes a word.

    Returns:
        Medians in half points; none for more than `MOST_PEOPLE` people.
    """
    if not 1 < people <= MOST_PEOPLE:
        return frozenset()
    answers = np.array(list(combinations_with_replacement(range(points), people)))
    counts = (answers[:, :, None] == np.arange(points)).sum(axis=1)
    words = (level(value, points, thresholds) for value in agreement(counts).tolist())
    ways = Counter(zip(scores.median(counts).tolist(), words, strict=True))
    return frozenset(median for (median, _word), number in ways.items() if number == 1)
