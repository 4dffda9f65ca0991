"""The privacy rules laid over the counts: which group may be seen on which theme, and how closely.

What may be seen of a theme narrows in three steps, each inside the one before: how many know and don't know
(counted in ratings and "Don't know" answers), words about the ratings, the whole distribution (both counted in
ratings). `pet.analysis.crossing` looks at two breakdowns at once.
"""

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from pet.analysis.kinds import Withheld
from pet.analysis.options import Breakdown, Options
from pet.analysis.privacy import Step, narrowing, partition
from pet.analysis.tally import Counts, Tally

BoolArray = npt.NDArray[np.bool_]


class Depth(IntEnum):
    """The steps in which a group's answers to a theme may be seen."""

    BASE = 0
    SUMMARY = 1
    FULL = 2


def thresholds(options: Options) -> tuple[int, int, int]:
    """The fewest people for each depth."""
    return options.smallest_group, options.smallest_group, options.distribution_size


def heads(tally: Tally) -> Counts:
    """The people that each depth counts: depths x groups x themes."""
    return np.stack([tally.base, tally.valid, tally.valid])


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of one breakdown, counted.

    Attributes:
        breakdown: which.
        names: the groups in fixed order.
        role_ids: per group the framework's role, or `None`.
        tally: one entry per group, and a last one for people whose group is not known.
    """

    breakdown: Breakdown
    names: tuple[str, ...]
    role_ids: tuple[str | None, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be seen of the groups of one breakdown.

    Attributes:
        groups: per group, whether anything is.
        depths: whether each depth is (depths x groups x themes).
        crossed: themes withheld because of the other breakdown.
        withheld: why the whole breakdown is not shown.
    """

    groups: BoolArray
    depths: BoolArray
    crossed: BoolArray
    withheld: Withheld | None = None

    def without(self, reason: Withheld) -> "Shown":
        """The breakdown withheld as a whole, for this reason."""
        return replace(
            self, groups=np.zeros_like(self.groups), depths=np.zeros_like(self.depths), withheld=reason
        )


def alone(groups: Groups, options: Options) -> Shown:
    """R1, R2 and R8 for one breakdown by itself."""
    people = groups.tally.people
    split = partition(_named(groups, people), k=options.smallest_group, unnamed=int(people[-1]))
    counted = heads(groups.tally)
    themes = counted.shape[2]
    depths = np.zeros((len(Depth), len(groups.names), themes), dtype=np.bool_)
    known: dict[bytes, BoolArray] = {}
    for theme in range(themes):
        # Most themes are answered by the same numbers of people: what holds for them is found once.
        key = counted[..., theme].tobytes()
        if key not in known:
            known[key] = _theme(groups, counted[..., theme], options, split.hidden)
        depths[..., theme] = known[key]
    seen = np.array([name in split.visible for name in groups.names], dtype=np.bool_)
    crossed = np.zeros(themes, dtype=np.bool_)
    return Shown(seen, depths, crossed, None if split.shown else Withheld.TOO_FEW)


def _theme(groups: Groups, counted: Counts, options: Options, hidden: tuple[str, ...]) -> BoolArray:
    steps = [
        Step(_named(groups, people), k, int(people[-1]))
        for people, k in zip(counted, thresholds(options), strict=True)
    ]
    splits = narrowing(steps, kept_back=hidden)
    return np.array([[name in split.visible for name in groups.names] for split in splits], dtype=np.bool_)


def _named(groups: Groups, people: Counts) -> dict[str, int]:
    return dict(zip(groups.names, people[:-1].tolist(), strict=True))
