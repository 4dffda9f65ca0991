"""Whose answers count how much: every person the same, or every partner the same (docs/statistics.md).

Weights are for everybody together. Inside a group every person counts the same in both weightings.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pet.analysis.agreement import ROUNDING
from pet.analysis.options import Breakdown
from pet.analysis.scores import Counts, FloatArray, divided
from pet.analysis.tally import Tally
from pet.analysis.visibility import Groups


def per_person(valid: npt.ArrayLike, pools: npt.ArrayLike | None = None) -> FloatArray:
    """The weight of each person by partner: 1 / (valid raters of their partner), so that a partner weighs 1.

    Partners of a pool weigh together as much as they are partners, and all of their people the same.

    Args:
        valid: people with a rating, by partner (and theme).
        pools: partners with the same number count together; by partner and theme. By default each by itself.

    Returns:
        In the shape of `valid`; 0 where nobody gave a rating.
    """
    people = np.asarray(valid, dtype=np.float64)
    rows = people.reshape(len(people), -1)
    labels = np.arange(len(people))[:, np.newaxis] if pools is None else np.asarray(pools)
    place = np.broadcast_to(labels, rows.shape), np.arange(rows.shape[1])
    together, partners = np.zeros_like(rows), np.zeros_like(rows)
    np.add.at(together, place, rows)
    np.add.at(partners, place, rows > 0)
    each = np.where(rows > 0, divided(partners, together)[place], 0.0)
    return each.reshape(people.shape)


def weighted_counts(by_partner: Counts, each: npt.ArrayLike | None = None) -> FloatArray:
    """The answers of everybody per point with every partner counting the same, as many as people answered.

    Every measure takes them in the place of counts: it looks at shares only, and at how many people there are.

    Args:
        by_partner: answers per point by partner (partners x K, or partners x themes x K).
        each: the weight of each person, see `per_person`; by default with each partner by itself.
    """
    answers = np.asarray(by_partner, dtype=np.float64)
    people = answers.sum(axis=-1)
    weights = per_person(people) if each is None else np.asarray(each)
    summed = (answers * weights[..., np.newaxis]).sum(axis=0)
    scale = divided(people.sum(axis=0), summed.sum(axis=-1))
    return _exact(np.where(np.isnan(scale), 0.0, scale)[..., np.newaxis] * summed)


def effective(valid: npt.ArrayLike, each: npt.ArrayLike | None = None) -> FloatArray:
    """n_eff = (sum w)^2 / sum w^2: as many people with equal weights would be as certain; NaN without ratings.

    Kish (1965). It is n where all weigh the same, else less.

    Args:
        valid: people with a rating, by partner (and theme).
        each: the weight of each of them, see `per_person`.
    """
    people = np.asarray(valid, dtype=np.float64)
    weights = per_person(people) if each is None else np.asarray(each, dtype=np.float64)
    return _exact(divided((people * weights).sum(axis=0) ** 2, (people * weights**2).sum(axis=0)))


def _exact(values: FloatArray) -> FloatArray:
    """Whole numbers where only rounding keeps them from it: equal weights give back the very counts."""
    near = np.rint(values)
    exact: FloatArray = np.where(np.abs(values - near) < ROUNDING, near, values)
    return exact


@dataclass(frozen=True, slots=True)
class Whole:
    """Everybody together, as they count in the result.

    Attributes:
        tally: the answers in people.
        each: where every partner counts the same, the weight of each person (partners x themes).
        ratings: answers per theme and point as they count; their sum is that of the people.
        effective: per theme n_eff, where every partner counts the same.
    """

    tally: Tally
    ratings: FloatArray
    each: FloatArray | None = None
    effective: FloatArray | None = None

    @property
    def as_certain(self) -> FloatArray:
        """The ratings of as many people as they are as certain as: n_eff rounded down to whole people."""
        if self.effective is None:
            return self.ratings
        people = np.floor(np.nan_to_num(self.effective) + ROUNDING)
        share = np.nan_to_num(divided(people, self.ratings.sum(axis=-1)))
        return share[:, np.newaxis] * self.ratings

    def people(self, theme: int) -> int:
        """How many people a theme's answers are as certain as."""
        if self.effective is None:
            return int(self.tally.valid[theme])
        return int(np.floor(np.nan_to_num(self.effective[theme]) + ROUNDING))

    def beside(self, groups: Groups) -> FloatArray:
        """The answers of each group (the unknown one last) as they count where it stands beside all others.

        Partners are held against all other partners, each counting the same; groups of people against all other
        people.
        """
        if self.each is None or groups.breakdown is not Breakdown.PARTNER:
            return groups.tally.ratings.astype(np.float64)
        weighted: FloatArray = groups.tally.ratings * self.each[..., np.newaxis]
        return weighted


def by_people(total: Tally) -> Whole:
    """Everybody together, every person the same."""
    return Whole(total, total.ratings.astype(np.float64))


def by_partner(partners: Tally, pools: npt.ArrayLike) -> Whole:
    """Everybody together, every partner the same.

    Args:
        partners: the answers by partner, those of no known partner together as one more.
        pools: see `pet.analysis.pools`.
    """
    each = per_person(partners.valid, pools)
    return Whole(
        partners.total(), weighted_counts(partners.ratings, each), each, effective(partners.valid, each)
    )
