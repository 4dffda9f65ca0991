"""Which partners count together where every partner counts the same, so that no weight tells of a few people.

The weights of a partner's people are known to anybody who knows how many of them answered. If a partner of three and
one of four count the same, every sum of thirds and quarters comes about in one way only: it tells what the three
and what the four answered. So partners whose distribution is not shown are put into pools, in each of which all
people weigh the same. What can be worked out from the weighted whole is then what could be worked out if each pool
were a group with a distribution; so it obeys the rules of such a group: R2 and R8 in each pool, and R5 beside roles.
"""

from dataclasses import dataclass

import numpy as np

from pet.analysis.crossing import Plane, published
from pet.analysis.options import Options
from pet.analysis.privacy import safe_rest, too_close
from pet.analysis.tally import Counts
from pet.analysis.visibility import BoolArray, Depth, Groups, Shown, heads, thresholds

SMALLEST_REST = 2
"""The fewest partners in what is hidden of a pool, where one of them is too small by itself."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The roles that are published beside the partners, and how many people are in both."""

    roles: Shown
    crossed: Plane


@dataclass(frozen=True, slots=True)
class _Theme:
    """The partners on one theme, the unknown one last: people counted (depths x partners) and what is seen."""

    counted: Counts
    seen: BoolArray
    limits: tuple[int, int, int]

    def safe(self, pool: list[int]) -> bool:
        """Whether what is not seen of a pool could be published as a group, at each depth (R2)."""
        return all(
            safe_rest([int(counted[p]) for p in pool if counted[p] and not seen[p]], k, SMALLEST_REST)
            for counted, seen, k in zip(self.counted, self.seen, self.limits, strict=True)
        )


def pools(partners: Groups, shown: Shown, beside: Beside | None, options: Options) -> Counts:
    """Per partner and theme the first partner of its pool; a partner shown with its distribution is its own.

    The others are pooled by size, the smallest first, so that people weigh nearly what they would by themselves.
    Where pools and roles together would single people out, all of the others are one pool; that is the rest which
    has been tested already. Decided by head counts and names alone.

    Args:
        partners: the partners, counted.
        shown: what may be seen of them, all rules applied.
        beside: the same of the roles, if they are known.
        options: what the round has promised.

    Returns:
        Partners x themes, with people of no known partner as the last one.
    """
    counted = heads(partners.tally)
    nobody = np.zeros_like(shown.depths[:, :1])
    seen = np.concatenate([shown.depths, nobody], axis=1)
    labels = np.empty(counted.shape[1:], dtype=np.intp)
    for place in range(counted.shape[2]):
        theme = _Theme(counted[..., place], seen[..., place], thresholds(options))
        found = _labels(len(labels), _pooled(theme))
        if beside is not None and _singles_out(theme, found, beside, place):
            found = _labels(len(labels), [_unseen(theme)])
        labels[:, place] = found
    return labels


def _unseen(theme: _Theme) -> list[int]:
    """Partners without a distribution, the fewest ratings first."""
    valid = theme.counted[Depth.FULL]
    rest = np.flatnonzero((theme.counted[Depth.BASE] > 0) & ~theme.seen[Depth.FULL]).tolist()
    return sorted(rest, key=lambda partner: (int(valid[partner]), partner))


def _pooled(theme: _Theme) -> list[list[int]]:
    found: list[list[int]] = []
    pool: list[int] = []
    for partner in _unseen(theme):
        pool.append(partner)
        if theme.safe(pool):
            found.append(pool)
            pool = []
    found += [pool] if pool else []
    while len(found) > 1 and not theme.safe(found[-1]):
        last = found.pop()
        found[-1] += last
    return found


def _labels(partners: int, found: list[list[int]]) -> Counts:
    labels = np.arange(partners)
    for pool in found:
        labels[pool] = min(pool, default=0)
    return labels


def _singles_out(theme: _Theme, labels: Counts, beside: Beside, place: int) -> bool:
    """R5 at each depth: the partners seen and what is unseen of each pool, beside the roles as published."""
    for depth, k in zip(Depth, theme.limits, strict=True):
        people = beside.crossed.depths[depth, :, :, place]
        seen = theme.seen[depth]
        unseen = (people.sum(axis=1) > 0) & ~seen
        rows = [[partner] for partner in np.flatnonzero(seen).tolist()]
        rows += [np.flatnonzero(unseen & (labels == label)).tolist() for label in np.unique(labels[unseen])]
        columns = published(beside.roles.depths[depth, :, place], people.sum(axis=0))
        if k > 1 and too_close(people, rows, columns, k):
            return True
    return False
