"""Whether the people who answered both times may be set beside what is published of both rounds (R7).

They are one more set of people about whom something is published, in each of the two rounds. Nothing else about
them is: no group of pairs, no pairs beside an unpaired comparison. Everything here decides by head counts and names
alone, never by what people answered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

import numpy as np

from pet.analysis.kinds import Detail
from pet.analysis.options import Breakdown
from pet.analysis.ratings import Grouping, Ratings
from pet.analysis.recognised import Columns, IntArray, Recognised, counting
from pet.analysis.result import Result
from pet.analysis.result_groups import GroupResult, GroupTheme
from pet.analysis.visibility import BoolArray, Depth


def pairs_allowed(people: int, pairs: int, k: int, *, whole_shown: bool = True) -> bool:
    """R7 by head counts: enough pairs, and whoever is not one of them can hide behind others.

    Args:
        people: everybody who answered in a round.
        pairs: how many of them answered in the other round too.
        k: the fewest people behind anything shown.
        whole_shown: whether the round is published as a whole too, as `evaluate` always does.

    Example:
        >>> pairs_allowed(26, 18, 5), pairs_allowed(26, 4, 5), pairs_allowed(26, 24, 5)
        (True, False, False)
    """
    alone = people - pairs
    return pairs >= max(k, 1) and (not whole_shown or alone == 0 or alone >= k)


def people_apart(groups: Sequence[IntArray], paired: BoolArray) -> int:
    """The fewest people in whom the pairs can differ from anything made of the published groups.

    People who are alike in all of the groups make an atom; whatever is made of published sums counts all people of an
    atom alike. So in each atom it is wrong about the pairs or about the others: the sum over the atoms of
    min(pairs, others).

    Args:
        groups: per breakdown the group of each person.
        paired: whether each person is one of the pairs.
    """
    atoms = reduce(_crossed, groups)
    of_pairs, of_others = (np.bincount(atoms[mask], minlength=atoms.max() + 1) for mask in (paired, ~paired))
    return int(np.minimum(of_pairs, of_others).sum())


def pairs_safe(groups: Sequence[IntArray], paired: BoolArray, k: int) -> bool:
    """R7 for one set of people in one round, beside everything published of these.

    Either the pairs are a join of published groups, so that they add no sum that is not known already; or they
    differ from whatever can be made of the groups in at least `k` people.
    """
    if not pairs_allowed(len(paired), int(paired.sum()), k):
        return False
    return any(_is_join(of, paired) for of in groups) or people_apart(groups, paired) >= k


def _crossed(one: IntArray, other: IntArray) -> IntArray:
    codes: IntArray = one * (other.max(initial=0) + 1) + other
    return codes


def _is_join(groups: IntArray, paired: BoolArray) -> bool:
    inside = np.bincount(groups, weights=paired)
    return bool(((inside == 0) | (inside == np.bincount(groups))).all())


@dataclass(frozen=True, slots=True)
class Round:
    """A round as answered and as shown.

    Attributes:
        ratings, result: the answers, and what is shown of them.
        pairs: those by whom the round was itself compared with the one before: one more published set.
        told: the themes on which they were, with the place of each in both frameworks.
    """

    ratings: Ratings
    result: Result
    pairs: Recognised | None = None
    told: Mapping[str, Columns] = field(default_factory=dict)

    def published(self, theme: str | None = None, depth: Depth = Depth.BASE) -> list[IntArray]:
        """Per way of sorting people the published set that each respondent is in, 0 for the rest.

        Leaders and everybody else are joins of roles (`crossing.leads`), so they are no further sets.

        Args:
            theme: what is published of this theme; without it, of the respondents.
            depth: how closely.
        """
        found = [np.zeros(self.ratings.respondents, dtype=np.intp)]
        for breakdown, grouping in (
            (Breakdown.PARTNER, self.ratings.partners),
            (Breakdown.ROLE, self.ratings.roles),
        ):
            if grouping is not None:
                seen = _seen(self.result.groups.get(breakdown, ()), theme, depth)
                found.append(_labels(grouping, seen))
        if self.pairs is not None and (theme is None or theme in self.told):
            among = self.pairs.among(None if theme is None else self.told[theme], depth)
            found.append(among[1].astype(np.intp))
        return found


def _seen(groups: Sequence[GroupResult], theme: str | None, depth: Depth) -> set[str]:
    if theme is None:
        return {group.name for group in groups if group.shown}
    return {group.name for group in groups if (of := group.theme(theme)) is not None and _at(of, depth)}


def _at(theme: GroupTheme, depth: Depth) -> bool:
    if depth is Depth.BASE:
        return theme.valid is not None
    return theme.detail is Detail.DISTRIBUTION if depth is Depth.FULL else theme.detail is not Detail.NONE


def _labels(grouping: Grouping, seen: set[str]) -> IntArray:
    labels = [place if name in seen else 0 for place, name in enumerate(grouping.names, start=1)]
    found: IntArray = np.array([*labels, 0], dtype=np.intp)[grouping.members]  # -1 is the last, the unknown
    return found


@dataclass(frozen=True, slots=True)
class Pairing:
    """The people who answered both times, beside everything published of the two rounds."""

    then: Round
    now: Round
    pairs: Recognised

    def allowed(self, k: int) -> bool:
        """R7 on the respondents of both rounds."""
        return self._safe(None, Depth.BASE, k)

    def allowed_on(self, columns: Columns, sizes: tuple[int, int, int]) -> bool:
        """R7 on one theme, in both rounds.

        Args:
            columns: the theme.
            sizes: the fewest people for each depth. The numbers are about ratings; how many of the pairs rated is about
                who could judge. Hence all three depths.
        """
        return all(self._safe(columns, depth, k) for depth, k in zip(Depth, sizes, strict=True))

    def _safe(self, columns: Columns | None, depth: Depth, k: int) -> bool:
        among = self.pairs.among(columns, depth)
        for place, (asked, paired) in enumerate(zip((self.then, self.now), among, strict=True)):
            if columns is None:
                theme, counts = None, np.ones(len(paired), dtype=np.bool_)
            else:
                theme = asked.ratings.framework.theme_ids[columns[place]]
                counts = counting(asked.ratings, columns[place], depth)
            if not pairs_safe([of[counts] for of in asked.published(theme, depth)], paired[counts], k):
                return False
        return True
