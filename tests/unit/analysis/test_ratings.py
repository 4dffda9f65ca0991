"""Ratings are checked when they are made, and nobody can change them after."""

import numpy as np
import pytest

from pet.analysis.ratings import Grouping, Ratings
from tests.support.rounds import framework

ONE = np.array([[4]], dtype=np.int8)


@pytest.mark.parametrize(
    "values",
    [
        [[6]],
        [[-4]],
        [[259]],  # 3 as one byte
        [[3.9]],
        [[float("nan")]],
        [[3, 3]],
        [3],
    ],
)
def test_what_is_not_a_rating_is_refused(values):
    with pytest.raises(ValueError, match=r"values must|outside the scale"):
        Ratings(framework(1), np.array(values))


@pytest.mark.parametrize(
    "extra",
    [{"partners": Grouping(("A",), [0, 0])}, {"roles": Grouping(("A",), [])}, {"persons": ("a", "b")}],
)
def test_what_does_not_fit_the_number_of_people_is_refused(extra):
    with pytest.raises(ValueError, match="one entry per respondent"):
        Ratings(framework(1), ONE, **extra)


@pytest.mark.parametrize("members", [[1], [-2], [[0]]])
def test_a_group_that_does_not_exist_is_refused(members):
    with pytest.raises(ValueError, match="one index"):
        Grouping(("A",), members)


def test_two_groups_of_one_name_are_refused_because_they_would_be_shown_as_one():
    with pytest.raises(ValueError, match="name of its own"):
        Grouping(("Teacher", "Teacher"), [0, 1])


def test_ratings_are_read_only_and_no_view_of_what_they_were_made_from():
    values = ONE.copy()
    ratings = Ratings(framework(1), values)
    values[0, 0] = 1
    assert ratings.values.tolist() == [[4]]
    with pytest.raises(ValueError, match="read-only"):
        ratings.values[0, 0] = 1
