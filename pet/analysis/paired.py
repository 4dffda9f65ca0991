"""The same people twice: how many answered higher, the same or lower, and whether chance could have done it.

Everything is made from whole numbers: a person counts once, whatever the weighting of a result. Worked examples are in
docs/statistics.md.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pet.analysis import scores
from pet.analysis.agreement import agreement

IntArray = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class PairedChange:
    """One theme, answered by the same people then and now.

    Attributes:
        people: how many.
        higher, same, lower: how many of them answered higher, the same, lower now.
        before, after: the interpolated median of their answers then and now.
        mean_change: their mean now less their mean then, in steps.
        dominance: d_w = (higher - lower) / people, -1 to 1 (Cliff 1993).
        p: of the exact two-sided sign test on those who changed.
        agreement_before, agreement_after: A of their answers then and now; `None` for a single person.
    """

    people: int
    higher: int
    same: int
    lower: int
    before: float
    after: float
    mean_change: float
    dominance: float
    p: float
    agreement_before: float | None
    agreement_after: float | None


def paired_change(before: npt.ArrayLike, after: npt.ArrayLike, points: int) -> PairedChange | None:
    """What changed for people who answered a theme twice; `None` if there is nobody.

    Args:
        before: their ratings then, 1 to K.
        after: their ratings now, in the same order of people.
        points: K.
    """
    then, now = (np.asarray(ratings, dtype=np.intp) for ratings in (before, after))
    people = len(then)
    if not people:
        return None
    steps = now - then
    higher, lower = int((steps > 0).sum()), int((steps < 0).sum())
    counts = np.stack([np.bincount(ratings, minlength=points + 1)[1:] for ratings in (then, now)])
    typical, together = scores.interpolated_median(counts).tolist(), agreement(counts).tolist()
    return PairedChange(
        people=people,
        higher=higher,
        same=people - higher - lower,
        lower=lower,
        before=typical[0],
        after=typical[1],
        mean_change=int(steps.sum()) / people,
        dominance=(higher - lower) / people,
        p=sign_test_p(higher, lower),
        agreement_before=together[0] if people > 1 else None,
        agreement_after=together[1] if people > 1 else None,
    )


def sign_test_p(higher: int, lower: int) -> float:
    """How often a fair coin per person who changed would favour one direction at least as much; 1 if nobody did.

    Exact and two-sided (Arbuthnot 1710; Dixon & Mood 1946): 2 P(X <= min(higher, lower)), at most 1, for X binomial
    with one half. Computed in whole numbers.
    """
    changed = higher + lower
    ways = at_most = 1
    for count in range(1, min(higher, lower) + 1):
        ways = ways * (changed - count + 1) // count
        at_most += ways
    return min(1.0, 2 * at_most / (1 << changed))
