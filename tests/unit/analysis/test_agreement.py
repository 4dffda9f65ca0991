"""Agreement A and what chance would do: published numbers, laws, and brute force over every way to answer."""

import itertools
import statistics
from math import isnan

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pet.analysis import agreement as ag
from pet.analysis import chance, scores
from pet.analysis.kinds import Level
from pet.analysis.options import Thresholds

COUNTS = st.integers(3, 7).flatmap(lambda k: st.lists(st.integers(0, 12), min_size=k, max_size=k))
SEVERAL = COUNTS.filter(lambda counts: sum(counts) >= 2)
PUBLISHED_CRITICAL = {  # design/method.md section 3, two decimals
    5: {3: 1, 4: 1, 5: 0.90, 6: 0.83, 8: 0.75, 10: 0.70, 12: 0.67, 15: 0.63, 20: 0.575, 30: 0.53},
    4: {3: None, 4: 1, 5: 0.87, 6: 0.89, 8: 0.75, 10: 0.67, 12: 0.67, 15: 0.60, 20: 0.57, 30: 0.53},
}


def ratings_of(counts):
    return [point for point, count in enumerate(counts, start=1) for _ in range(count)]


def every_way_to_answer(people, points):
    """All counts that so many people can give, and how many ways of answering lead to each."""
    answers = itertools.product(range(points), repeat=people)
    tables, ways = np.unique([np.bincount(a, minlength=points) for a in answers], axis=0, return_counts=True)
    return tables, ways / points**people


@given(COUNTS.filter(any))
def test_ad_is_the_mean_distance_to_the_median(counts):
    ratings = ratings_of(counts)
    middle = statistics.median(ratings)
    assert ag.ad_median(counts) == pytest.approx(statistics.fmean(abs(r - middle) for r in ratings))


@given(SEVERAL)
def test_agreement_is_one_less_the_scaled_average_deviation(counts):
    expected = 1 - 2 * float(ag.ad_median(counts)) / (len(counts) - 1)
    assert ag.agreement(counts) == pytest.approx(expected)
    assert 0 <= ag.agreement(counts) <= 1
    assert ag.leik_d(counts) == pytest.approx(1 - expected)


@given(SEVERAL, st.integers(2, 6))
def test_giving_every_answer_several_times_changes_nothing_at_all(counts, times):
    assert ag.agreement([times * count for count in counts]) == ag.agreement(counts)


@given(st.lists(st.integers(1, 5), min_size=2, max_size=30), st.randoms())
def test_the_order_of_people_changes_nothing(ratings, random):
    shuffled = random.sample(ratings, len(ratings))
    one, other = (np.bincount(people, minlength=6)[1:] for people in (ratings, shuffled))
    assert ag.agreement(one) == ag.agreement(other)


@given(SEVERAL, st.data())
def test_a_step_towards_the_median_never_lowers_agreement(counts, data):
    middle = float(scores.median(counts))
    movable = [p for p, count in enumerate(counts, start=1) if count and abs(p - middle) >= 1]
    assume(movable)
    point = data.draw(st.sampled_from(movable))
    moved = list(counts)
    moved[point - 1] -= 1
    moved[point - 1 + (1 if point < middle else -1)] += 1
    assert ag.agreement(moved) >= ag.agreement(counts)


@given(SEVERAL)
def test_agreement_is_at_least_the_distance_of_the_score_from_the_middle(counts):
    assert ag.agreement(counts) >= abs(2 * float(scores.score(counts)) / 100 - 1) - 1e-12


@given(SEVERAL)
def test_turning_the_scale_round_changes_no_agreement(counts):
    assert ag.agreement(counts[::-1]) == ag.agreement(counts)


@pytest.mark.parametrize("counts", [[0, 0, 0, 0, 0], [0, 0, 1, 0, 0]])
def test_fewer_than_two_answers_have_no_agreement(counts):
    assert isnan(ag.agreement(counts))
    assert isnan(ag.null_p_uniform(counts))
    assert ag.could_be_chance(counts, Thresholds()) == np.False_


def test_one_answer_has_a_deviation_and_nobody_has_none():
    assert ag.ad_median([0, 0, 1, 0, 0]) == 0
    assert isnan(ag.ad_median([0, 0, 0, 0, 0]))


@pytest.mark.parametrize(
    ("value", "points", "expected"),
    [
        (None, 5, None),
        (float("nan"), 5, None),
        (1.0, 5, Level.HIGH),
        (0.75, 5, Level.HIGH),
        (0.7499, 5, Level.MEDIUM),
        (7 / 12, 5, Level.MEDIUM),
        (0.5833, 5, Level.LOW),
        (5 / 9, 4, Level.MEDIUM),
        (0.5555, 4, Level.LOW),
        (0.0, 4, Level.LOW),
    ],
)
def test_agreement_in_words(value, points, expected):
    assert ag.level(value, points, Thresholds()) is expected


def test_the_last_binary_digit_decides_nothing():
    assert ag.reaches(0.3, 0.1 + 0.2)
    assert not ag.reaches(0.3 - 1e-6, 0.3)
    assert not ag.reaches(float("nan"), 0.0)


def test_a_threshold_can_be_chosen():
    assert ag.level(0.5, 5, Thresholds(medium_agreement=0.5)) is Level.MEDIUM
    assert ag.level(0.6, 5, Thresholds(medium_agreement=0.5, high_agreement=0.6)) is Level.HIGH


@pytest.mark.parametrize("points", [3, 4, 5, 6, 7])
def test_an_average_deviation_of_exactly_a_sixth_of_the_points_is_medium(points):
    """S = n K / 6 in whole steps must not fall below the line for the sake of the last binary digit."""
    people = [n for n in range(2, 200) if n * points % 6 == 0]
    values = [1 - 2 * (n * points // 6) / (n * (points - 1)) for n in people]
    assert {ag.level(value, points, Thresholds()) for value in values} == {Level.MEDIUM}


@pytest.mark.parametrize(
    ("people", "points"), [(2, 3), (7, 3), (6, 4), (2, 5), (3, 5), (6, 5), (4, 6), (4, 7)]
)
def test_chance_is_exact_against_every_way_to_answer(people, points):
    tables, shares = every_way_to_answer(people, points)
    values = ag.agreement(tables)
    expected = [shares[values >= value - 1e-12].sum() for value in values]
    assert ag.null_p_uniform(tables) == pytest.approx(expected)
    rare = [float(v) for v, p in zip(values, expected, strict=True) if p <= 0.05]
    assert ag.critical_uniform(people, points) == (pytest.approx(min(rare)) if rare else None)


@pytest.mark.parametrize(("points", "people"), [(k, n) for k, row in PUBLISHED_CRITICAL.items() for n in row])
def test_published_critical_values(points, people):
    expected = PUBLISHED_CRITICAL[points][people]
    found = ag.critical_uniform(people, points)
    assert found is None if expected is None else found == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(("people", "share"), [(5, 0.41), (8, 0.16), (12, 0.12), (20, 0.02)])
def test_published_shares_of_chance_agreement_at_the_medium_line(people, share):
    """Five people answering at random reach A >= .583 in 41 % of all cases, and so on (K = 5)."""
    steps = max(s for s in range(2 * people + 1) if 1 - 2 * s / (4 * people) >= 7 / 12 - 1e-12)
    far = [0] * 5
    far[2], far[3] = people - steps, steps
    if steps > people / 2:  # the rest of the steps by two at a time, on the other side
        far = [steps // 2, 0, people - steps // 2 - steps % 2, steps % 2, 0]
    assert ag.steps_to_median(far) == steps
    assert ag.null_p_uniform(far) == pytest.approx(share, abs=0.0051)


def test_one_and_no_answer_have_no_critical_value():
    assert ag.critical_uniform(0, 5) is None
    assert ag.critical_uniform(1, 5) is None


@pytest.mark.parametrize(("people", "points"), [(400, 3), (180, 4), (1100, 5), (400, 6), (2150, 7)])
def test_many_answers_go_a_shorter_way_to_the_same_chance(people, points):
    """Around the switch both ways give the same probabilities."""
    smallest, exact = chance.walk(people, points)
    short = chance.central(people, points)[smallest : smallest + len(exact)]
    np.testing.assert_allclose(short, exact, atol=1e-9)
    assert chance.distribution(people, points)[0] == 0 < smallest


@pytest.mark.parametrize(("people", "points"), [(150, 3), (80, 4), (500, 5), (150, 6), (700, 7)])
def test_the_shorter_way_is_not_taken_where_it_would_be_wrong(people, points):
    smallest, found = chance.distribution(people, points)
    exact = chance.walk(people, points)
    assert smallest == exact[0]
    np.testing.assert_array_equal(found, exact[1])


def test_thousands_of_answers_have_a_chance_too():
    even, close = [2000] * 5, [0, 0, 5000, 5000, 0]
    p = ag.null_p_uniform([even, close])
    assert p == pytest.approx([0.5, 0], abs=0.005)  # an even spread is what chance does on average
    assert ag.critical_uniform(10_000, 5) == pytest.approx(0.4 + 1.645 * (0.56 / 10_000) ** 0.5 / 2, abs=2e-4)


@pytest.mark.parametrize(("people", "points"), [(3, 5), (6, 5), (6, 4), (5, 3)])
def test_could_be_chance_says_what_the_exact_p_says(people, points):
    tables, _ = every_way_to_answer(people, points)
    expected = ag.null_p_uniform(tables) > 0.05
    assert ag.could_be_chance(tables, Thresholds()).tolist() == expected.tolist()


@given(st.lists(st.integers(0, 40), min_size=5, max_size=5).filter(lambda counts: sum(counts) >= 2))
def test_the_bound_hides_no_chance(counts):
    for limit in (0.001, 0.05, 0.3):
        expected = ag.null_p_uniform(counts) > limit
        assert ag.could_be_chance(counts, Thresholds(chance_p=limit)) == expected


def test_chance_keeps_leading_axes_and_its_own_threshold():
    counts = [[[0, 0, 3, 0, 0], [1, 1, 1, 1, 1]], [[0, 0, 0, 1, 2], [0, 0, 0, 0, 1]]]
    assert ag.could_be_chance(counts, Thresholds()).tolist() == [[False, True], [True, False]]
    assert ag.could_be_chance(counts, Thresholds(chance_p=0.24)).tolist() == [[False, True], [False, False]]


def test_two_answers_are_enough_for_a_critical_value():
    """Two of five points are the same in one of five cases: no more than one in five, and no less."""
    assert ag.critical_uniform(2, 5, 0.2) == 1
    assert ag.critical_uniform(2, 5, 0.19) is None


def test_hundreds_of_answers_from_one_mind_to_two_camps():
    """Exactly, and by the shorter way."""
    for people in (500, 10_000):
        fifth, half = people // 5, people // 2
        one, even, camps = [0, 0, people, 0, 0], [fifth] * 5, [half, 0, 0, 0, half]
        assert ag.null_p_uniform([one, even, camps]) == pytest.approx([0, 0.5, 1], abs=0.05)
        assert ag.null_p_uniform(one) == 0
        assert ag.null_p_uniform(camps) == 1


def test_a_chance_of_exactly_the_limit_is_no_caution():
    counts = [0, 0, 1, 4, 0]
    limit = float(ag.null_p_uniform(counts))
    assert not ag.could_be_chance(counts, Thresholds(chance_p=limit))
    assert ag.could_be_chance(counts, Thresholds(chance_p=limit * 0.99))
