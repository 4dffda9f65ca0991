"""How often each rating, and each kind of no rating, was given: the one pass over the answers.

Everything after this works on counts, so its cost does not depend on how many people answered.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pet.analysis.ratings import Grouping, NoRating, Ratings

Counts = npt.NDArray[np.intp]

_STATES_BELOW = -min(NoRating)
"""What is added to a value so that the lowest no rating becomes 0."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers counted; any leading axes stand for groups of people.

    Attributes:
        people: respondents (...).
        states: answers per theme and value (..., themes, 4 + K): `NoRating` from -3 to 0, then points 1..K.
    """

    people: Counts
    states: Counts

    @property
    def ratings(self) -> Counts:
        """Answers per theme and point 1..K."""
        return self.states[..., _STATES_BELOW + 1 :]

    @property
    def valid(self) -> Counts:
        """Ratings on the scale per theme."""
        valid: Counts = self.ratings.sum(axis=-1)
        return valid

    def of(self, kind: NoRating) -> Counts:
        """Cells without a rating, of one kind, per theme."""
        return self.states[..., _STATES_BELOW + kind]

    @property
    def base(self) -> Counts:
        """What a "Don't know" is a share of: ratings and "Don't know" answers."""
        return self.valid + self.of(NoRating.DONT_KNOW)

    @property
    def asked(self) -> Counts:
        """Respondents that the theme was put to."""
        return self.people[..., np.newaxis] - self.of(NoRating.NOT_ASKED)

    def grouped(self, index: Counts, groups: int) -> "Tally":
        """The same answers by coarser groups.

        Args:
            index: per group of this tally the new group, or -1 for the one after the last.
            groups: how many new groups; the result has one more, for -1.
        """
        people = np.zeros(groups + 1, dtype=np.intp)
        states = np.zeros((groups + 1, *self.states.shape[1:]), dtype=np.intp)
        np.add.at(people, index, self.people)
        np.add.at(states, index, self.states)
        return Tally(people, states)

    def total(self) -> "Tally":
        """All groups together."""
        return Tally(self.people.sum(axis=0), self.states.sum(axis=0))


@dataclass(frozen=True, slots=True)
class Cells:
    """The answers by partner and role at once, for the combinations that occur.

    Attributes:
        tally: one group per combination.
        partner, role: per combination the index of the partner and of the role, -1 where not known.
    """

    tally: Tally
    partner: Counts
    role: Counts


def count(ratings: Ratings) -> Cells:
    """Count all answers by partner and role, in one pass over the matrix."""
    partner, role = (
        _members(grouping, ratings.respondents) for grouping in (ratings.partners, ratings.roles)
    )
    roles = int(role.max(initial=-1)) + 2
    codes, cell = np.unique((partner + 1) * roles + role + 1, return_inverse=True)
    themes, states = ratings.values.shape[1], _STATES_BELOW + 1 + ratings.framework.scale.size
    columns = np.arange(themes) * states + _STATES_BELOW
    places = (cell * (themes * states))[:, np.newaxis] + columns + ratings.values
    counted = np.bincount(places.ravel(), minlength=len(codes) * themes * states)
    tally = Tally(np.bincount(cell, minlength=len(codes)), counted.reshape(len(codes), themes, states))
    return Cells(tally, codes // roles - 1, codes % roles - 1)


def _members(grouping: Grouping | None, respondents: int) -> Counts:
    return np.full(respondents, -1, dtype=np.intp) if grouping is None else grouping.members
