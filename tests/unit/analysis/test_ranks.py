"""Kruskal-Wallis H and eta squared of ranks: against ranks of single people, and their laws."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pet.analysis import ranks
from pet.analysis.evaluate import evaluate
from pet.analysis.options import Breakdown, Mode, Options, Weighting
from tests.support import rounds

TABLES = st.tuples(st.integers(2, 6), st.integers(2, 7)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 6), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


def by_hand(table):
    """H of single people with mid-ranks and the correction for ties, in fractions; `None` where undefined."""
    people = sorted(
        (point, group) for group, row in enumerate(table) for point, n in enumerate(row) for _ in range(n)
    )
    n, sizes = len(people), [sum(row) for row in table]
    if sum(size > 0 for size in sizes) < 2:
        return None
    sums, ties, place = [Fraction(0)] * len(table), 0, 0
    for _, same in itertools.groupby(people, key=lambda person: person[0]):
        tied = list(same)
        ties += len(tied) ** 3 - len(tied)
        for _, group in tied:
            sums[group] += place + Fraction(len(tied) + 1, 2)
        place += len(tied)
    correction = 1 - Fraction(ties, n**3 - n)
    if not correction:
        return None
    total = sum(rank**2 / size for rank, size in zip(sums, sizes, strict=True) if size)
    return (Fraction(12, n * (n + 1)) * total - 3 * (n + 1)) / correction


@given(TABLES)
def test_h_is_that_of_ranked_people(table):
    expected, found = by_hand(table), float(ranks.kruskal_wallis(table))
    assert math.isnan(found) if expected is None else found == pytest.approx(float(expected), abs=1e-9)


@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_groups_changes_nothing(table, random):
    shuffled = random.sample(table, len(table))
    for measure in (ranks.kruskal_wallis, ranks.eta_squared):
        assert float(measure(shuffled)) == pytest.approx(float(measure(table)), abs=1e-9, nan_ok=True)


@given(TABLES)
def test_groups_without_ratings_and_points_nobody_chose_change_nothing(table):
    wider = [[0, *row, 0] for row in table] + [[0] * (len(table[0]) + 2)]
    for measure in (ranks.kruskal_wallis, ranks.eta_squared):
        assert float(measure(wider)) == pytest.approx(float(measure(table)), abs=1e-9, nan_ok=True)


@given(TABLES)
def test_a_scale_read_backwards_gives_the_same(table):
    back = [row[::-1] for row in table]
    assert float(ranks.eta_squared(back)) == pytest.approx(
        float(ranks.eta_squared(table)), abs=1e-9, nan_ok=True
    )


@given(TABLES)
def test_eta_squared_is_never_above_one(table):
    found = float(ranks.eta_squared(table))
    assert math.isnan(found) or found <= 1 + 1e-9


def test_chance_alone_gives_zero_on_average_however_many_groups_there_are():
    rng = np.random.default_rng(3)
    for groups, size in ((2, 30), (6, 5), (30, 2)):
        answers = rng.integers(0, 5, size=(2_000, groups, size))
        tables = (answers[..., np.newaxis] == np.arange(5)).sum(axis=2)
        assert float(ranks.eta_squared(tables).mean()) == pytest.approx(0, abs=0.01)


def test_themes_at_once():
    tables = np.random.default_rng(1).integers(0, 5, size=(7, 3, 5))
    assert ranks.eta_squared(tables).tolist() == [float(ranks.eta_squared(table)) for table in tables]


@pytest.mark.parametrize(
    "table",
    [
        [[0, 0, 4], [0, 0, 2]],
        [[1, 2, 3], [0, 0, 0]],
        [[0, 0, 0], [0, 0, 0]],
    ],
    ids=["all the same", "one group", "nobody"],
)
def test_undefined(table):
    assert math.isnan(ranks.kruskal_wallis(table))
    assert math.isnan(ranks.eta_squared(table))


def test_groups_of_one_person_each_tell_nothing_about_what_lies_between():
    assert float(ranks.kruskal_wallis([[1, 0], [0, 1]])) == pytest.approx(1)
    assert math.isnan(ranks.eta_squared([[1, 0], [0, 1]]))


# What the result tells.


def partners(*groups):
    return [(name, None, [answer]) for name, answers in groups for answer in answers]


HIGH, LOW = [5, 4, 5, 5, 4, 4, 5, 5, 3, 5, 4, 5], [1, 2, 3, 2, 2, 1, 2, 2, 3, 1, 2, 4]


def between(people, **fields):
    result = evaluate(rounds.ratings(people), options=Options(**fields))
    found = result.breakdown(Breakdown.PARTNER)
    return {one.theme: (one.groups, one.eta_squared) for one in found.between}


def test_the_result_compares_the_groups_whose_distribution_is_shown():
    high, low = [0, 0, 1, 4, 7], [3, 6, 2, 1, 0]
    people = partners(("A", HIGH), ("B", LOW), ("C", HIGH), ("D", [3] * 6), ("E", [4] * 6))
    assert between(people) == {"t1": (3, float(ranks.eta_squared([high, low, high])))}


def test_nothing_is_told_of_one_group_or_where_all_answers_are_the_same():
    assert between(partners(("A", HIGH), ("B", LOW[:8]), ("C", HIGH[:7]))) == {}
    assert between(partners(("A", [4] * 12), ("B", [4] * 12))) == {}


def test_less_than_chance_is_told_as_nothing():
    even = [1, 2, 3, 4, 5] * 3
    assert float(ranks.eta_squared([[3] * 5, [3] * 5])) < 0
    assert between(partners(("A", even), ("B", even))) == {"t1": (2, 0.0)}


def test_in_an_open_round_every_partner_counts():
    people = partners(("A", [5, 5]), ("B", [1, 1]), ("C", [3]))
    assert between(people, mode=Mode.OPEN) == {
        "t1": (3, float(ranks.eta_squared([[0, 0, 0, 0, 2], [2, 0, 0, 0, 0], [0, 0, 1, 0, 0]])))
    }


def test_where_every_partner_counts_the_same_ranks_of_people_have_no_place():
    people = partners(("A", HIGH), ("B", LOW), ("C", HIGH))
    assert len(between(people)) == 1
    assert between(people, weighting=Weighting.PARTNERS) == {}


def test_where_every_partner_counts_the_same_so_do_they_in_delta():
    people = partners(("A", HIGH), ("B", LOW), ("C", [*HIGH, *HIGH, 1, 1]))
    result = evaluate(rounds.ratings(people), options=Options(weighting=Weighting.PARTNERS))
    found = {group.name: group.themes[0].gap_delta for group in result.groups[Breakdown.PARTNER]}
    pairs = [np.mean(np.sign(np.subtract.outer(LOW, others))) for others in (HIGH, [*HIGH, *HIGH, 1, 1])]
    assert found["B"] == pytest.approx(np.mean(pairs))


def test_delta_is_told_where_the_distribution_is():
    people = partners(("A", HIGH), ("B", LOW), ("C", [3] * 5), ("D", [4] * 5))
    result = evaluate(rounds.ratings(people))
    found = {group.name: group.themes[0].gap_delta for group in result.groups[Breakdown.PARTNER]}
    others = [*LOW, *[3] * 5, *[4] * 5]
    delta = np.mean([np.sign(own - other) for own in HIGH for other in others])
    assert found["A"] == pytest.approx(delta)
    assert found["B"] < 0
    assert (found["C"], found["D"]) == (None, None)
