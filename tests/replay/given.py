"""What a case gives: every key is either taken or a failure, and answers are read in every form they come in."""

from math import isfinite

import numpy as np

from tests.support.rounds import BLANK, DK, NA

NO_RATINGS = {"not_sure": DK, "not_applicable": NA, "blank": BLANK}
_NEEDED = object()


class UnknownError(Exception):
    """The case holds something that the replay does not know."""


class Given:
    """The keys of an object of a case, to be taken one by one until none is left."""

    def __init__(self, values, what):
        if not isinstance(values, dict):
            raise UnknownError(f"{what} is no object: {values!r}")
        self._left, self._what = dict(values), what

    def __contains__(self, key):
        return key in self._left

    def take(self, *names, default=_NEEDED):
        """The value under the first of these names that is there."""
        for name in names:
            if name in self._left:
                return self._left.pop(name)
        if default is _NEEDED:
            raise UnknownError(f"{self._what} has no {' or '.join(map(repr, names))}")
        return default

    def finish(self):
        """Nothing may be left over."""
        if self._left:
            raise UnknownError(f"{self._what} has unknown keys: {', '.join(map(repr, sorted(self._left)))}")


class Scale:
    """The points of a case; the product counts them from 1."""

    def __init__(self, given):
        scale = Given(given, "scale")
        self.points = whole(scale.take("points"))
        self.first = whole(scale.take("min", default=1))
        last = whole(scale.take("max", default=self.first + self.points - 1))
        scale.finish()
        if self.points < 2 or last - self.first + 1 != self.points:
            raise UnknownError(f"this is no scale: {given}")

    def point(self, rating):
        """The point of the product, 1 to K, of a rating of the case; a blank where there is none."""
        if rating is None:
            return BLANK
        point = whole(rating) - self.first + 1
        if not 1 <= point <= self.points:
            raise UnknownError(f"{rating} is not on the scale")
        return point

    def rating(self, value):
        """A value of the product on the scale of the case."""
        return None if value is None else value + self.first - 1

    def counted(self, ratings):
        """Answers per point, of ratings; blanks are not counted."""
        points = [point for point in map(self.point, listed(ratings)) if point != BLANK]
        return np.bincount(np.array(points, dtype=int), minlength=self.points + 1)[1:].tolist()

    def counts(self, given):
        """Answers per point, as they are given."""
        counts = [whole(count) for count in listed(given)]
        if len(counts) != self.points or min(counts) < 0:
            raise UnknownError(f"these are no counts of {self.points} points: {given}")
        return counts

    def group(self, given, counts=("counts",), ratings=("ratings",)):
        """Answers per point of one group, given as counts or as ratings."""
        if any(name in given for name in counts):
            return self.counts(given.take(*counts))
        return self.counted(given.take(*ratings, *counts))


def no_ratings(given):
    """How many cells hold no rating, by kind."""
    return {kind: whole(given.take(name, default=0) or 0) for name, kind in NO_RATINGS.items()}


def whole(value):
    """A whole number, as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or value % 1:
        raise UnknownError(f"{value!r} is no whole number")
    return int(value)


def listed(value, length=None):
    """A list, of this length if one is given."""
    if not isinstance(value, list):
        raise UnknownError(f"{value!r} is no list")
    if length is not None and len(value) != length:
        raise UnknownError(f"{value!r} has not {length} values")
    return value


def named(value, what):
    """What belongs to each name."""
    if not isinstance(value, dict):
        raise UnknownError(f"{what} is no object: {value!r}")
    return value


def number_of(value):
    """A number, as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise UnknownError(f"{value!r} is no number")
    return value
