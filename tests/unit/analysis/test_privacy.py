from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pet.analysis.kinds import Detail
from pet.analysis.options import Mode, Options, Thresholds
from pet.analysis.privacy import (
    MOST_GROUPS_CROSSED,
    Rest,
    Step,
    Violation,
    narrowing,
    on_one_side,
    partition,
    too_close,
    total_detail,
    violations,
)
from pet.errors import PetError

sizes = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 12), max_size=8)


@given(
    sizes=sizes, k=st.integers(1, 10), unnamed=st.integers(0, 12), kept=st.sets(st.sampled_from("ABCDEFGH"))
)
def test_nothing_shown_and_no_rest_holds_fewer_than_k(sizes, k, unnamed, kept):
    found = partition(sizes, k=k, unnamed=unnamed, kept_back=kept)
    rest = sum(sizes.values()) + unnamed - sum(sizes[name] for name in found.visible)
    assert all(sizes[name] >= k and name not in kept for name in found.visible)
    assert {*found.visible, *found.hidden} == {name for name, n in sizes.items() if n}
    assert not found.visible or rest == 0 or rest >= k
    assert found.rest == (Rest(rest, len(found.hidden) + bool(unnamed)) if found.visible and rest else None)


@given(sizes=sizes, k=st.integers(2, 10))
def test_no_group_is_hidden_without_need(sizes, k):
    found = partition(sizes, k=k)
    beside = [name for name in found.hidden if sizes[name] >= k]
    if beside:
        last = max(beside, key=lambda name: (sizes[name], name))
        others = [sizes[name] for name in found.hidden if name != last]
        assert sum(others) < k or len(others) < 2


@given(sizes=sizes, k=st.integers(1, 10), order=st.permutations("ABCDEFGH"))
def test_the_order_in_which_groups_are_given_decides_nothing(sizes, k, order):
    mixed = {name: sizes[name] for name in order if name in sizes}
    assert set(partition(mixed, k=k).visible) == set(partition(sizes, k=k).visible)


def test_three_units_are_kept_where_two_weightings_are_published():
    assert partition({"A": 9, "B": 8, "C": 3, "D": 3}, k=5, units=3).visible == ("A",)


def test_people_without_a_group_are_one_more_hidden_group():
    assert partition({"A": 9, "B": 8}, k=5, unnamed=1).visible == ("A",)
    assert partition({"A": 9, "B": 8, "C": 4}, k=5, unnamed=1).visible == ("A", "B")


def test_people_without_a_group_who_are_many_enough_need_nobody_beside_them():
    found = partition({"A": 9, "B": 8}, k=5, unnamed=5)
    assert (found.visible, found.rest) == (("A", "B"), Rest(5, 1))


def test_each_step_lies_inside_the_one_before():
    first, second = narrowing([Step({"A": 12, "B": 6, "C": 6}, 5), Step({"A": 12, "B": 6, "C": 6}, 10)])
    assert (first.visible, second.visible) == (("A", "B", "C"), ("A",))
    kept = narrowing([Step({"A": 12, "B": 12}, 5), Step({"A": 12, "B": 12}, 10)], kept_back=["B"])
    assert [step.visible for step in kept] == [("A",), ("A",)]


def test_a_single_group_without_a_distribution_takes_another_one_with_it():
    without = narrowing([Step({"A": 20, "B": 20, "C": 6}, 5), Step({"A": 20, "B": 20, "C": 6}, 10)])
    assert without[1].visible == ("B",)


@given(
    cells=st.lists(st.integers(0, 6), min_size=9, max_size=9).map(
        lambda cells: np.array(cells).reshape(3, 3)
    ),
    k=st.integers(2, 8),
)
def test_violations_are_what_trying_every_pair_of_unions_finds(cells, k):
    rows = [[i] for i in range(3) if cells[i].sum() >= k]
    columns = [[i] for i in range(3) if cells[:, i].sum() >= k]
    if len(rows) < 3 or len(columns) < 3:
        return
    fewest = {}
    for b in product((0, 1), repeat=3):
        if 0 < sum(b) < 3:
            differ = [
                int(sum(cells[i, j] for i in range(3) for j in range(3) if a[i] != b[j]))
                for a in product((0, 1), repeat=3)
            ]
            fewest[b] = min(differ)
    expected = {b: n for b, n in fewest.items() if 0 < n < k}
    found = violations(cells, rows, columns, k)
    assert {tuple(int(j in v.groups) for j in range(3)): v.people for v in found} == expected
    assert too_close(cells, rows, columns, k) == bool(expected) == too_close(cells.T, columns, rows, k)


def test_the_hidden_rest_counts_as_a_published_group():
    heads_and_teachers = np.array([[6, 0], [1, 2], [0, 3]])
    assert violations(heads_and_teachers, [[0], [1, 2]], [[0], [1]], 5) == (
        Violation((0,), 1),
        Violation((1,), 1),
    )


def test_more_groups_than_can_be_tested_are_refused():
    many = [[i] for i in range(MOST_GROUPS_CROSSED + 1)]
    cells = 10 * np.eye(len(many), dtype=int)
    assert too_close(cells, many, many, 5)
    assert not too_close(cells[:-1, :-1], many[:-1], many[:-1], 5)
    assert not too_close(np.full((len(many), 2), 9), many, [[0], [1]], 5)


@pytest.mark.parametrize(
    ("valid", "options", "detail"),
    [
        (4, Options(), Detail.NONE),
        (5, Options(), Detail.SUMMARY),
        (9, Options(), Detail.SUMMARY),
        (10, Options(), Detail.DISTRIBUTION),
        (5, Options(small_partnership=True), Detail.THREE_BINS),
        (10, Options(small_partnership=True), Detail.DISTRIBUTION),
        (3, Options(smallest_group=3), Detail.SUMMARY),
        (11, Options(smallest_group=12), Detail.NONE),
        (12, Options(smallest_group=12), Detail.DISTRIBUTION),
        (0, Options(mode=Mode.OPEN), Detail.NONE),
        (1, Options(mode=Mode.OPEN), Detail.DISTRIBUTION),
        (10, Options(thresholds=Thresholds(distribution_from=12)), Detail.SUMMARY),
    ],
)
def test_how_much_of_everybody_is_shown(valid, options, detail):
    assert total_detail(valid, options) is detail


def test_a_group_of_two_hides_nobody():
    with pytest.raises(PetError, match="must be 3 or more"):
        Options(smallest_group=2)
    assert Options(mode=Mode.OPEN, smallest_group=2).smallest_group == 1


@pytest.mark.parametrize(
    ("sizes", "unnamed", "shown"), [({"A": 3}, 2, True), ({"A": 3}, 1, False), ({"A": 5}, 0, True)]
)
def test_everybody_together_are_all_whether_their_group_is_known_or_not(sizes, unnamed, shown):
    assert partition(sizes, k=5, unnamed=unnamed).total_shown is shown


def test_every_step_keeps_as_many_groups_in_its_rest():
    sizes = {"A": 9, "B": 8, "C": 3, "D": 3}
    assert [step.visible for step in narrowing([Step(sizes, 5)] * 2, units=3)] == [("A",), ("A",)]


@pytest.mark.parametrize(
    ("hidden", "expected"),
    [("", True), ("a", True), ("ab", True), ("cd", True), ("bc", False), ("abcd", False)],
)
def test_hidden_groups_lie_on_one_side_or_across(hidden, expected):
    groups = np.array([letter in hidden for letter in "abcd"])
    assert on_one_side(groups, np.array([True, True, False, False])) is expected
