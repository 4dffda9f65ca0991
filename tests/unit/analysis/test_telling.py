"""A summary never says what everybody in it answered: every way to have answered, tried one by one."""

from collections import Counter
from itertools import combinations_with_replacement

import numpy as np
import pytest

from pet.analysis.evaluate import evaluate
from pet.analysis.kinds import Detail
from pet.analysis.options import Options, Thresholds
from pet.analysis.telling import MOST_PEOPLE, telling_medians
from tests.support.rounds import ratings

SUMMARY = Thresholds(distribution_from=100)


def ways(people, points):
    return list(combinations_with_replacement(range(1, points + 1), people))


def test_half_of_six_on_either_side_of_a_half_point_with_high_agreement_is_one_way_only():
    assert telling_medians(6, 5, Thresholds()) == {1.5, 2.5, 3.5, 4.5}


def test_an_odd_number_on_five_points_leaves_several_ways_beside_every_word():
    assert [telling_medians(people, 5, Thresholds()) for people in (5, 7, 9)] == [frozenset()] * 3


def test_large_groups_are_not_enumerated():
    assert telling_medians(MOST_PEOPLE + 1, 5, Thresholds()) == frozenset()


@pytest.mark.parametrize("points", [3, 4, 5, 6, 7])
@pytest.mark.parametrize("people", [3, 4, 5, 6, 7])
def test_what_a_summary_of_a_group_shows_always_fits_several_ways_to_have_answered(people, points):
    seen = Counter()
    options = Options(smallest_group=3, thresholds=SUMMARY)
    answers = ways(people, points)
    others = [("B", None, [1] * len(answers))] * 3 + [("C", None, [1] * len(answers))] * 3
    asked = [("A", None, [way[person] for way in answers]) for person in range(people)]
    result = evaluate(ratings([*asked, *others], points=points), options=options)
    (shown,) = [group for group in result.groups["partner"] if group.name == "A"]
    for theme in shown.themes:
        assert theme.detail is Detail.SUMMARY
        assert (theme.counts, theme.agreement, theme.interpolated_median) == (None, None, None)
        seen[theme.median, theme.agreement_level] += 1
    assert min(seen.values()) > 1
    assert sum(seen.values()) == len(answers)


def test_the_word_is_kept_where_it_tells_nothing():
    values = np.array([4, 4, 4, 4, 5])
    result = evaluate(ratings([(None, None, [value]) for value in values.tolist()]))
    assert (result.themes[0].detail, result.themes[0].agreement_level) == (Detail.SUMMARY, "high")
