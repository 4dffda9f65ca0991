"""Differences between groups: a true distance, its direction, and p against brute force over people."""

import itertools
import statistics
from fractions import Fraction
from math import comb, isnan, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pet.analysis import divergence as dv
from pet.analysis.agreement import ad_median
from pet.analysis.options import Thresholds
from pet.analysis.scores import median

POINTS = st.integers(3, 7)


def groups(number, most=9):
    """So many groups' counts on one scale, none of them empty."""
    return POINTS.flatmap(
        lambda k: st.tuples(
            *[st.lists(st.integers(0, most), min_size=k, max_size=k).filter(any) for _ in range(number)]
        )
    )


def ratings_of(counts):
    return [point for point, count in enumerate(counts, start=1) for _ in range(count)]


def exact_w1(a, b, points):
    """W1 in fractions, from single ratings."""
    below = [
        abs(Fraction(sum(r <= point for r in a), len(a)) - Fraction(sum(r <= point for r in b), len(b)))
        for point in range(1, points)
    ]
    return sum(below)


def brute_force_p(a, b):
    """p over all relabellings of single people."""
    points, people = len(a), ratings_of(a) + ratings_of(b)
    observed, hits = exact_w1(ratings_of(a), ratings_of(b), points), 0
    for chosen in itertools.combinations(range(len(people)), sum(a)):
        first = [people[i] for i in chosen]
        other = [people[i] for i in range(len(people)) if i not in set(chosen)]
        hits += exact_w1(first, other, points) >= observed
    return hits / comb(len(people), sum(a))


@given(groups(2))
def test_steps_are_those_of_single_ratings(pair):
    a, b = pair
    assert dv.wasserstein(a, b) == pytest.approx(float(exact_w1(ratings_of(a), ratings_of(b), len(a))))


@given(groups(3))
def test_steps_are_a_distance(three):
    a, b, c = three
    assert dv.wasserstein(a, b) == dv.wasserstein(b, a)
    assert dv.wasserstein(a, c) <= dv.wasserstein(a, b) + dv.wasserstein(b, c) + 1e-12
    assert dv.wasserstein(a, a) == 0
    assert (dv.wasserstein(a, b) < 1e-12) == (np.outer(a, [sum(b)]) == np.outer(b, [sum(a)])).all()


@given(groups(1))
def test_steps_to_everybody_at_the_median_are_the_average_deviation(one):
    (counts,) = one
    at_median = [0] * len(counts)
    at_median[int(median(counts)) - 1] = 1
    assert dv.wasserstein(counts, at_median) == pytest.approx(float(ad_median(counts)))


@given(groups(2))
def test_the_difference_of_means_is_never_larger(pair):
    a, b = pair
    expected = statistics.fmean(ratings_of(a)) - statistics.fmean(ratings_of(b))
    assert dv.mean_difference(a, b) == pytest.approx(expected)
    assert abs(dv.mean_difference(a, b)) <= dv.wasserstein(a, b) + 1e-12


@given(groups(2))
def test_delta_compares_every_pair_of_people(pair):
    a, b = pair
    signs = [(x > y) - (x < y) for x in ratings_of(a) for y in ratings_of(b)]
    assert dv.cliffs_delta(a, b) == pytest.approx(statistics.fmean(signs))
    assert dv.cliffs_delta(b, a) == pytest.approx(-float(dv.cliffs_delta(a, b)))


@given(groups(2), st.integers(2, 4))
def test_giving_every_answer_several_times_changes_no_distance(pair, times):
    a, b = pair
    more = [times * count for count in a]
    assert dv.wasserstein(more, b) == pytest.approx(float(dv.wasserstein(a, b)))
    assert dv.cliffs_delta(more, b) == pytest.approx(float(dv.cliffs_delta(a, b)))


@pytest.mark.parametrize("measure", [dv.wasserstein, dv.mean_difference, dv.cliffs_delta, dv.permutation_p])
def test_a_group_without_ratings_has_no_distance(measure):
    assert isnan(measure([0, 0, 0], [1, 2, 3]))
    assert isnan(measure([1, 2, 3], [0, 0, 0]))


@pytest.mark.parametrize("measure", [dv.wasserstein, dv.mean_difference, dv.cliffs_delta])
def test_groups_by_themes_at_once(measure):
    rng = np.random.default_rng(7)
    a, b = rng.integers(0, 4, size=(3, 6, 5)) + 1, rng.integers(0, 4, size=(6, 5)) + 1
    together = measure(a, b)
    assert together.shape == (3, 6)
    assert together[2, 4] == measure(a[2, 4], b[4])


def test_a_share_of_the_range():
    assert dv.share_of_range([0, 1, 4], 5).tolist() == [0.0, 0.25, 1.0]
    assert dv.share_of_range(1.5, 4) == 0.5


@given(groups(2, most=3).filter(lambda pair: sum(map(sum, pair)) <= 9))
def test_p_is_exact_against_every_relabelling_of_people(pair):
    a, b = pair
    assert dv.permutation_p(a, b) == pytest.approx(brute_force_p(a, b), abs=1e-12)


@given(groups(1, most=5), st.integers(1, 12))
def test_tables_are_counted_without_making_them(one, drawn):
    (together,) = one
    drawn = min(drawn, sum(together))
    made = [row for row in itertools.product(*[range(n + 1) for n in together]) if sum(row) == drawn]
    assert dv.tables(together, drawn) == len(made)


def test_tables_are_counted_right_however_many_people_there_are():
    assert dv.tables([10_000, 10_000, 0, 0, 0], 7_000) == 7_001
    assert dv.tables([9_000, 1, 1, 1, 1], 4_500) == 16
    assert dv.tables([4_000, 4_000, 4_000, 4_000, 4_000], 8_000) > dv.EXACT_UP_TO
    assert dv.tables([30] * 11, 160) > dv.EXACT_UP_TO


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ([0, 0, 1, 9, 20], [20, 9, 1, 0, 0]),
        ([2, 3, 0, 14, 16], [40, 38, 0, 30, 25]),
        ([600, 0, 0, 0, 380], [8_700, 0, 3, 0, 6_300]),
    ],
)
def test_p_is_exact_wherever_the_tables_can_be_looked_through(a, b):
    together = [x + y for x, y in zip(a, b, strict=True)]
    assert comb(sum(together), sum(a)) > 10**15
    assert dv.tables(together, sum(a)) <= dv.EXACT_UP_TO
    assert dv.permutation_p(a, b) == pytest.approx(by_tables(together, a), rel=1e-9)


def by_tables(together, observed):
    """p over all tables in whole numbers of any size."""
    people, drawn, sum_of = sum(together), sum(observed), itertools.accumulate

    def spread(row):
        return sum(
            abs(people * own - drawn * every)
            for own, every in zip(sum_of(row), sum_of(together), strict=True)
        )

    far, limit = 0, spread(observed)
    *first, last = together
    for row in itertools.product(*[range(min(n, drawn) + 1) for n in first]):
        rest = drawn - sum(row)
        if 0 <= rest <= last and spread((*row, rest)) >= limit:
            far += prod(comb(n, own) for n, own in zip(together, (*row, rest), strict=True))
    return float(Fraction(far, comb(people, drawn)))


def test_nothing_is_drawn_where_no_draw_could_come_as_far(monkeypatch):
    a, b = [100, 200, 300, 400, 900], [900, 900, 800, 400, 300]
    hopeless = dv.permutation_p(a, b)
    monkeypatch.setattr(dv, "HOPELESS", 0)
    assert dv.permutation_p(a, b) == hopeless == 1 / (dv.DRAWS + 1)
    near, other = [100, 200, 300, 400, 410], [270, 370, 600, 750, 900]
    drawn = dv.permutation_p(near, other)
    monkeypatch.undo()
    assert dv.permutation_p(near, other) == drawn > 0.01


@given(
    groups(2, most=3).filter(lambda pair: sum(map(sum, pair)) <= 10 and np.count_nonzero(np.sum(pair, 0)) > 1)
)
def test_the_bound_below_which_nothing_is_drawn_is_a_bound(pair):
    a, b = np.array(pair[0]), np.array(pair[1])
    smaller, together = min(a, b, key=sum), a + b
    bound = dv._bound(together, int(smaller.sum()), int(dv._spread(smaller, together)))  # noqa: SLF001 -- the proof of a shortcut
    assert bound >= dv.permutation_p(a, b) - 1e-12


def test_one_person_against_a_crowd_is_still_exact():
    assert dv.permutation_p([0, 0, 0, 0, 1], [999, 0, 0, 0, 0]) == pytest.approx(1 / 1000)
    assert dv.permutation_p([0, 0, 0, 1, 1], [150, 100, 5, 0, 0]) == pytest.approx(1 / comb(257, 2))


@pytest.mark.parametrize(("a", "b"), [([3, 3, 2, 1, 0], [0, 2, 2, 3, 2]), ([4, 3, 2, 0, 0], [1, 0, 2, 3, 3])])
def test_drawing_comes_close_to_counting(monkeypatch, a, b):
    exact = dv.permutation_p(a, b)
    monkeypatch.setattr(dv, "EXACT_UP_TO", 0)
    drawn = dv.permutation_p(a, b)
    assert drawn != exact
    assert drawn == pytest.approx(exact, abs=4 * (exact * (1 - exact) / dv.DRAWS) ** 0.5)


def test_drawing_is_the_same_each_time_and_counts_the_observed_table():
    a, b = [0, 0, 3, 15, 40], [50, 25, 14, 10, 9]
    assert dv.permutation_p(a, b) == dv.permutation_p(a, b) == 1 / (dv.DRAWS + 1)
    close, other = [13, 15, 29, 18, 15], [14, 16, 29, 17, 14]
    assert dv.permutation_p(close, other) == dv.permutation_p(close, other)
    assert dv.permutation_p(close, other, seed=2) != dv.permutation_p(close, other)


@given(groups(2, most=20))
def test_p_does_not_depend_on_which_group_comes_first(pair):
    a, b = pair
    assert dv.permutation_p(a, b) == dv.permutation_p(b, a)


def test_equal_groups_are_what_chance_does_always():
    assert dv.permutation_p([1, 2, 3, 2, 1], [1, 2, 3, 2, 1]) == 1
    assert dv.permutation_p([10, 20, 30, 20, 10], [10, 20, 30, 20, 10]) == 1


@pytest.mark.parametrize(
    ("share", "p", "expected"),
    [
        (0.25, 0.10, True),
        (0.1 + 0.15, 0.1, True),
        (0.249, 0.01, False),
        (0.6, 0.101, False),
        (float("nan"), 0.01, False),
        (0.6, float("nan"), False),
    ],
)
def test_a_gap_is_large_and_unlikely_to_be_chance(share, p, expected):
    assert dv.is_gap(share, p, Thresholds()) is expected
