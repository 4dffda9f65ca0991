"""The rules that keep small groups from being seen, as pure functions (docs/privacy.md).

Rule names follow that page: R1 hides a group that is too small, R2 hides enough beside it that the rest cannot
be worked out by subtraction, R5 looks at two breakdowns at once, R8 says how much of a distribution is shown.
Everything here decides by head counts and names alone, never by what people answered.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pet.analysis.kinds import Detail
from pet.analysis.options import Options

MOST_GROUPS_CROSSED = 12
"""Two breakdowns that both publish more groups than this are not tested but refused: 2^12 unions are looked at."""

Counts = npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Rest:
    """The groups that are not shown, taken together; their sum is public as the total less what is shown."""

    people: int
    groups: int


@dataclass(frozen=True, slots=True)
class Partition:
    """Which groups of one breakdown are shown.

    Attributes:
        visible: groups shown one by one, in the order given.
        hidden: groups not shown, in the order given; groups without anybody are in neither.
        rest: the hidden groups together, or `None` where nothing is hidden or nothing is shown.
        total_shown: whether everybody together are enough to be shown.
    """

    visible: tuple[str, ...]
    hidden: tuple[str, ...]
    rest: Rest | None
    total_shown: bool

    @property
    def shown(self) -> bool:
        """Whether the breakdown is shown at all."""
        return bool(self.visible)


@dataclass(frozen=True, slots=True)
class Step:
    """Something shown of groups: whom it counts, how many of them it takes, and who is in no known group."""

    sizes: Mapping[str, int]
    k: int
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class Violation:
    """Published groups of the second breakdown that, joined, come too close to groups of the first.

    Attributes:
        groups: their positions in `groups_b`.
        people: the fewest people in whom the two sides can be made to differ.
    """

    groups: tuple[int, ...]
    people: int


def partition(
    sizes: Mapping[str, int], *, k: int, units: int = 2, kept_back: Collection[str] = (), unnamed: int = 0
) -> Partition:
    """R1 and R2: hide groups under `k`, then the smallest others until the hidden rest is safe as well.

    The rest is safe when it holds at least `k` people in at least `units` groups, or when every hidden group
    holds `k` people by itself. Ties go by name, so that no answer can decide them.

    Args:
        sizes: people by group.
        k: the fewest people behind anything shown.
        units: the fewest groups in a rest with a small group in it; 3 where two weightings are published.
        kept_back: groups that an earlier rule hides already.
        unnamed: people whose group is not known: one more group that is never shown.

    Example:
        >>> partition({"A": 9, "B": 6, "C": 2, "D": 1}, k=5).visible
        ('A',)
    """
    hidden = {name: n for name, n in sizes.items() if n and (n < k or name in kept_back)}
    visible = {name: n for name, n in sizes.items() if n and name not in hidden}
    outside = [unnamed] if unnamed else []
    smallest_first = sorted(visible, key=lambda name: (visible[name], name), reverse=True)
    while visible and not safe_rest([*hidden.values(), *outside], k, units):
        name = smallest_first.pop()
        hidden[name] = visible.pop(name)
    together = [*hidden.values(), *outside]
    return Partition(
        visible=tuple(visible),
        hidden=tuple(name for name in sizes if name in hidden),
        rest=Rest(sum(together), len(together)) if visible and together else None,
        total_shown=sum(sizes.values()) + unnamed >= k,
    )


def safe_rest(together: list[int], k: int, units: int) -> bool:
    """R2: whether groups of these many people may be known together, none of them by itself."""
    if not together or min(together) >= k:
        return True
    return sum(together) >= k and len(together) >= units


def narrowing(
    steps: Sequence[Step], *, units: int = 2, kept_back: Collection[str] = ()
) -> tuple[Partition, ...]:
    """R2 step by step, each step counted in its own people and inside the one before.

    A group hidden at one step stays hidden at all later ones. The last step is R8's: distributions obey the
    complement rule too, since the total's less those of all other groups is the distribution of the group left
    out; so the groups without one must together be as many people as one needs.
    """
    found: list[Partition] = []
    for step in steps:
        split = partition(step.sizes, k=step.k, units=units, kept_back=kept_back, unnamed=step.unnamed)
        kept_back = [name for name in step.sizes if name not in split.visible]
        found.append(split)
    return tuple(found)


def violations(
    cells: Counts, groups_a: Sequence[Sequence[int]], groups_b: Sequence[Sequence[int]], k: int
) -> tuple[Violation, ...]:
    """R5: the joins of published groups of one breakdown that single people out by the other.

    For each proper union B of groups of the second breakdown, s(B) = sum over groups a of the first of
    min(n(a and B), n(a and not B)) is the fewest people in whom B can differ from a union of groups of the
    first; 0 < s(B) < k lets these few be worked out by subtraction. Holds where every published group has k
    people; the hidden rest of each breakdown counts as a published group.

    Args:
        cells: people by raw group of the first breakdown (rows) and of the second (columns).
        groups_a: per published group the rows it is made of.
        groups_b: per published group the columns it is made of.
        k: the fewest people who may differ.
    """
    table = _joined(cells, groups_a, groups_b)
    unions = _proper_unions(len(groups_b))
    inside = table @ unions.T
    fewest = np.minimum(inside, table.sum(axis=1, keepdims=True) - inside).sum(axis=0)
    return tuple(
        Violation(tuple(map(int, np.flatnonzero(unions[found]))), int(fewest[found]))
        for found in np.flatnonzero((fewest > 0) & (fewest < k))
    )


def too_close(
    cells: Counts, groups_a: Sequence[Sequence[int]], groups_b: Sequence[Sequence[int]], k: int
) -> bool:
    """Whether two breakdowns together single out fewer than `k` people (R5); who is first does not matter."""
    if min(len(groups_a), len(groups_b)) < 2:
        return False
    if len(groups_a) < len(groups_b):
        cells, groups_a, groups_b = cells.T, groups_b, groups_a
    return len(groups_b) > MOST_GROUPS_CROSSED or bool(violations(cells, groups_a, groups_b, k))


def _joined(cells: Counts, groups_a: Sequence[Sequence[int]], groups_b: Sequence[Sequence[int]]) -> Counts:
    rows = np.array([cells[list(group)].sum(axis=0) for group in groups_a]).reshape(-1, cells.shape[1])
    return np.array([rows[:, list(group)].sum(axis=1) for group in groups_b]).reshape(-1, len(rows)).T


@lru_cache(maxsize=MOST_GROUPS_CROSSED + 1)
def _proper_unions(groups: int) -> Counts:
    """Every choice of some but not all of `groups`, one per row, as 0 and 1."""
    masks = np.arange(1, 2**groups - 1).reshape(-1, 1)
    return (masks >> np.arange(groups)) & 1


def total_detail(valid: int, options: Options) -> Detail:
    """R8 for everybody together: how much is shown of a theme with this many valid answers."""
    if valid < max(options.smallest_group, 1):
        return Detail.NONE
    if options.is_open or valid >= options.thresholds.distribution_from:
        return Detail.DISTRIBUTION
    return Detail.THREE_BINS if options.small_partnership else Detail.SUMMARY


def on_one_side(hidden: npt.NDArray[np.bool_], side: npt.NDArray[np.bool_]) -> bool:
    """Whether the hidden groups all lie on the same side, so that both sides are joins of what is published.

    Args:
        hidden: per group whether it is hidden.
        side: per group whether it is on the first of the two sides.
    """
    return not hidden.any() or bool(side[hidden].all()) or not side[hidden].any()
