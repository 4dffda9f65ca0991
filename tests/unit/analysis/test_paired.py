"""The same people twice: counts, directions and the sign test."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pet.analysis.paired import paired_change, sign_test_p

PAIRS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=30)


def changed(pairs, points=5):
    return paired_change([before for before, _ in pairs], [after for _, after in pairs], points)


def test_ten_people_by_hand():
    pairs = [(2, 3), (3, 3), (2, 4), (4, 4), (3, 4), (1, 2), (4, 3), (3, 4), (2, 2), (3, 5)]
    found = changed(pairs)
    assert (found.people, found.higher, found.same, found.lower) == (10, 6, 3, 1)
    assert (found.mean_change, found.dominance, found.p) == (0.7, 0.5, 0.125)
    assert (found.agreement_before, found.agreement_after) == pytest.approx((0.65, 0.6))
    assert (found.before, found.after) == pytest.approx((2.75, 3.5))


def test_nobody_and_a_single_person():
    assert changed([]) is None
    found = changed([(2, 4)])
    assert (found.people, found.mean_change, found.dominance, found.p) == (1, 2, 1, 1)
    assert found.agreement_before is found.agreement_after is None


@pytest.mark.parametrize(
    ("higher", "lower", "p"),
    [(0, 0, 1), (1, 0, 1), (3, 3, 1), (5, 0, 1 / 16), (6, 1, 0.125), (1, 6, 0.125), (40, 0, 2**-39)],
)
def test_sign_test(higher, lower, p):
    assert sign_test_p(higher, lower) == p


@given(st.integers(0, 60), st.integers(0, 60))
def test_sign_test_is_the_two_tails_of_a_fair_coin(higher, lower):
    changed = higher + lower
    far = abs(higher - lower)
    tails = sum(comb(changed, i) for i in range(changed + 1) if abs(2 * i - changed) >= far)
    assert sign_test_p(higher, lower) == pytest.approx(tails / 2**changed, rel=1e-12)


def test_sign_test_of_very_many_people():
    assert sign_test_p(6000, 4000) == pytest.approx(0, abs=1e-80)
    assert sign_test_p(5000, 5000) == 1


@given(PAIRS)
def test_swapping_then_and_now_turns_everything_round(pairs):
    there, back = changed(pairs), changed([(after, before) for before, after in pairs])
    assert (back.higher, back.same, back.lower) == (there.lower, there.same, there.higher)
    assert (back.mean_change, back.dominance, back.p) == (-there.mean_change, -there.dominance, there.p)
    assert (back.before, back.after) == (there.after, there.before)
    assert (back.agreement_before, back.agreement_after) == (there.agreement_after, there.agreement_before)


@given(PAIRS, st.randoms())
def test_the_order_of_people_changes_nothing(pairs, random):
    mixed = list(pairs)
    random.shuffle(mixed)
    assert changed(mixed) == changed(pairs)
