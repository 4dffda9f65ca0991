"""Who answered in two rounds: people by what tells them apart, partners of open rounds by their names."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pet.analysis.options import Mode
from pet.analysis.ratings import NoRating, Ratings
from pet.analysis.visibility import BoolArray, Depth

IntArray = npt.NDArray[np.intp]
Columns = tuple[int, int]
"""The place of a theme in the earlier and in the later framework."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Those who answered in both rounds.

    Attributes:
        then, now: the answers of the two rounds.
        rows_then, rows_now: per person the row in each.
    """

    then: Ratings
    now: Ratings
    rows_then: IntArray
    rows_now: IntArray

    @property
    def people(self) -> int:
        """How many they are."""
        return len(self.rows_now)

    def among(self, columns: Columns | None, depth: Depth) -> tuple[BoolArray, BoolArray]:
        """Which respondents then, and which now, are among them.

        Args:
            columns: a theme: only those who count for it in both rounds; without it, all of them.
            depth: what they must have said to count.
        """
        both = np.ones(self.people, dtype=np.bool_) if columns is None else self._both(columns, depth)
        return (
            _flags(self.then.respondents, self.rows_then[both]),
            _flags(self.now.respondents, self.rows_now[both]),
        )

    def ratings(self, columns: Columns) -> tuple[IntArray, IntArray]:
        """The ratings of a theme then and now, of those who rated it both times."""
        both = self._both(columns, Depth.FULL)
        return (
            self.then.values[self.rows_then[both], columns[0]].astype(np.intp),
            self.now.values[self.rows_now[both], columns[1]].astype(np.intp),
        )

    def _both(self, columns: Columns, depth: Depth) -> BoolArray:
        found: BoolArray = (
            counting(self.then, columns[0], depth)[self.rows_then]
            & counting(self.now, columns[1], depth)[self.rows_now]
        )
        return found


def recognised(then: Ratings, now: Ratings, mode: Mode) -> Recognised | None:
    """Who answered both times; `None` where nobody did, or nobody is to be recognised.

    Whoever is in a round twice cannot be told from a namesake, and is not recognised.

    Args:
        then: the answers of the earlier round.
        now: the answers of this one.
        mode: what both have promised.
    """
    if mode is Mode.ANONYMOUS:
        return None
    there, here = _rows(then, mode), _rows(now, mode)
    both = sorted(there.keys() & here.keys())
    if not both:
        return None
    rows = (np.array([of[key] for key in both], dtype=np.intp) for of in (there, here))
    return Recognised(then, now, *rows)


def counting(ratings: Ratings, column: int, depth: Depth) -> BoolArray:
    """Whether each respondent counts for a theme: with a rating, or for `BASE` with “Don't know” as well."""
    values = ratings.values[:, column]
    rated: BoolArray = values > 0
    return rated | (values == NoRating.DONT_KNOW) if depth is Depth.BASE else rated


def _rows(ratings: Ratings, mode: Mode) -> dict[str, int]:
    names = _partners(ratings) if mode is Mode.OPEN else ratings.persons or ()
    times = Counter(names)
    return {name: row for row, name in enumerate(names) if name and times[name] == 1}


def _partners(ratings: Ratings) -> Sequence[str | None]:
    if ratings.partners is None:
        return ()
    names = (*ratings.partners.names, None)  # -1 is the last: not known
    return [names[member] for member in ratings.partners.members.tolist()]


def _flags(respondents: int, rows: IntArray) -> BoolArray:
    flags = np.zeros(respondents, dtype=np.bool_)
    flags[rows] = True
    return flags
