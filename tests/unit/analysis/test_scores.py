"""Where the answers lie: examples, edges, and laws against plain slow definitions."""

import statistics
from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pet.analysis import scores

COUNTS = st.integers(3, 7).flatmap(lambda k: st.lists(st.integers(0, 12), min_size=k, max_size=k))
SOME = COUNTS.filter(any)
SHARES = st.sampled_from([0.05, 0.25, 1 / 3, 0.5, 0.6, 0.75, 0.9])
MEASURES = [
    scores.mean,
    scores.median,
    scores.score,
    scores.interpolated_median,
    lambda counts: scores.quartiles(counts)[..., 0],
    lambda counts: scores.quartiles(counts)[..., 1],
]


def ratings_of(counts):
    return [point for point, count in enumerate(counts, start=1) for _ in range(count)]


def share_below(counts, value):
    """The share of the ratings below a value if each point is a bar from half a step below to half above."""
    parts = [count * min(max(value - point + 0.5, 0), 1) for point, count in enumerate(counts, start=1)]
    return sum(parts) / sum(counts)


@given(SOME)
def test_mean_and_median_are_those_of_the_single_ratings(counts):
    ratings = ratings_of(counts)
    assert scores.mean(counts) == pytest.approx(statistics.fmean(ratings))
    assert scores.median(counts) == statistics.median(ratings)


@given(SOME)
def test_the_interpolated_median_is_that_of_the_r_package_psych(counts):
    middle = statistics.median(ratings_of(counts))
    below, equal = (sum(rule(r) for r in ratings_of(counts)) for rule in (middle.__gt__, middle.__eq__))
    expected = middle - 0.5 + (sum(counts) / 2 - below) / equal if equal > 1 else middle
    assert scores.interpolated_median(counts) == pytest.approx(expected)


@given(SOME, SHARES)
def test_an_interpolated_quantile_has_its_share_of_ratings_below_it(counts, share):
    assert share_below(counts, float(scores.interpolated_quantile(counts, share))) == pytest.approx(share)


@pytest.mark.parametrize(
    ("counts", "share", "expected"),
    [
        ([1, 0, 0, 0, 1], 0.5, 3.0),  # reached exactly, then a gap: its midpoint
        ([0, 2, 2, 0, 0], 0.5, 2.5),
        ([0, 0, 0, 3, 0], 0.25, 3.75),
        ([3, 0, 0, 1], 0.75, 2.5),
        ([1, 1, 1, 1], 0.25, 1.5),
        ([0, 1, 2, 5, 2], 0.5, 3.9),
    ],
)
def test_interpolated_quantiles_by_hand(counts, share, expected):
    assert scores.interpolated_quantile(counts, share) == pytest.approx(expected)


@given(SOME)
def test_quartiles_are_in_order_around_the_interpolated_median(counts):
    lower, upper = scores.quartiles(counts)
    assert 0.5 <= lower <= scores.interpolated_median(counts) <= upper <= len(counts) + 0.5


@pytest.mark.parametrize("measure", MEASURES)
@given(counts=SOME, times=st.integers(2, 5))
def test_giving_every_answer_several_times_changes_nothing(measure, counts, times):
    assert measure([times * count for count in counts]) == pytest.approx(float(measure(counts)), abs=1e-12)


@pytest.mark.parametrize("measure", MEASURES)
@given(counts=SOME, weight=st.sampled_from([0.1, 1 / 3, 1 / 7]))
def test_weights_count_like_people(measure, counts, weight):
    assert measure([weight * count for count in counts]) == pytest.approx(float(measure(counts)))


def test_weights_that_meet_at_a_half_only_but_for_the_last_binary_digit():
    weights = [0.3, 0.0, 0.1 + 0.2]
    assert weights[0] != weights[2]
    assert scores.median(weights) == 2
    assert scores.interpolated_median(weights) == 2


@given(SOME)
def test_turning_the_scale_round_mirrors_every_position(counts):
    mirrored, ends = counts[::-1], len(counts) + 1
    for measure in (scores.mean, scores.median, scores.interpolated_median):
        assert measure(mirrored) == pytest.approx(ends - float(measure(counts)))
    assert scores.score(mirrored) == pytest.approx(100 - float(scores.score(counts)))
    assert scores.quartiles(mirrored)[::-1] == pytest.approx(ends - scores.quartiles(counts))


@pytest.mark.parametrize("measure", MEASURES)
def test_nobody_has_no_value_and_no_warning(measure):
    assert isnan(measure([0, 0, 0, 0, 0]))


@pytest.mark.parametrize("measure", [*MEASURES, scores.valid])
def test_leading_axes_are_kept(measure):
    counts = np.random.default_rng(4).integers(0, 5, size=(3, 4, 5))
    counts[1, 2] = 0
    together = measure(counts)
    assert together.shape == (3, 4)
    one_by_one = [[float(measure(counts[g, t])) for t in range(4)] for g in range(3)]
    np.testing.assert_array_equal(together, one_by_one)


def test_the_score_runs_from_0_to_100():
    assert scores.score([[4, 0, 0, 0], [0, 0, 0, 4], [1, 1, 1, 1]]).tolist() == [0.0, 100.0, 50.0]


def test_valid_counts_the_ratings():
    assert scores.valid([[1, 2, 3], [0, 0, 0]]).tolist() == [6.0, 0.0]


def test_division_by_nothing_is_undefined():
    np.testing.assert_array_equal(scores.divided([1, 0, 3], [2, 0, 0]), [0.5, np.nan, np.nan])
