"""R7, the rule for pairs: by head counts, beside published groups, and who is recognised."""

from itertools import product

import numpy as np
import pytest

from pet.analysis.options import Mode, Options
from pet.analysis.pairing import Pairing, Round, pairs_allowed, pairs_safe, people_apart
from pet.analysis.recognised import recognised
from pet.analysis.visibility import Depth
from tests.support.rounds import DK
from tests.support.two_rounds import asked, named


def labels(words):
    return np.unique(list(words), return_inverse=True)[1]


def flags(word):
    return np.array([letter == "P" for letter in word])


@pytest.mark.parametrize(
    ("people", "pairs", "allowed"),
    [
        (26, 18, True),
        (26, 4, False),
        (26, 5, True),
        (26, 21, True),
        (26, 22, False),
        (26, 26, True),
        (5, 5, True),
    ],
)
def test_pairs_and_the_others_are_nobody_or_enough(people, pairs, allowed):
    assert pairs_allowed(people, pairs, 5) is allowed


def test_pairs_by_themselves_give_nobody_else_away():
    assert pairs_allowed(26, 25, 5, whole_shown=False)
    assert not pairs_allowed(26, 4, 5, whole_shown=False)
    assert not pairs_allowed(0, 0, 1)


def test_in_each_atom_the_pairs_or_the_others_are_wrong():
    partner, role = labels("AAAABBBBBB"), labels("hhtthhtttt")
    #                                                        A/h: 1 of 2, A/t: 0 of 2, B/h: 2 of 2, B/t: 1 of 4
    assert people_apart([partner, role], flags("P...PPP...")) == 1 + 0 + 0 + 1
    assert people_apart([partner], flags("P...PPP...")) == 1 + 3
    assert people_apart([np.zeros(10, dtype=int)], flags("P...PPP...")) == 4


def test_pairs_that_are_a_published_group_tell_nothing_new():
    """A new partner joins, everybody else answers again."""
    partner = labels("A" * 8 + "B" * 8)
    assert pairs_safe([partner], flags("P" * 8 + "." * 8), 5)
    assert not pairs_safe([partner], flags("P" * 8 + "P" * 2 + "." * 6), 5)
    assert not pairs_safe([labels("A" * 16)], flags("P" * 15 + "."), 5)


def test_pairs_that_are_a_group_and_one_more_give_the_one_away():
    partner, role = labels("A" * 8 + "B" * 8), labels("h" + "t" * 7 + "h" + "t" * 7)
    assert pairs_safe([partner], flags("P" * 8 + "." * 8), 5)
    assert not pairs_safe([partner, role], flags("P" * 9 + "." * 7), 5)


def test_the_fewest_people_apart_is_what_brute_force_finds():
    """Any number per group, added up and laid on the pairs, is wrong about at least so many people."""
    rng = np.random.default_rng(3)
    for _ in range(40):
        partner, role, paired = rng.integers(0, 2, 8), rng.integers(0, 2, 8), rng.integers(0, 2, 8) > 0
        atoms = partner * 2 + role
        least = min(int((np.array(choice)[atoms] != paired).sum()) for choice in product((0, 1), repeat=4))
        assert people_apart([partner, role], paired) == least


ROW = ("A", "head", [3])


def test_people_are_recognised_whatever_the_order():
    then = named([("b", *ROW), ("a", *ROW), ("c", *ROW)])
    now = named([("x", *ROW), ("a", *ROW), ("b", *ROW)])
    found = recognised(then, now, Mode.CONFIDENTIAL)
    pairs = [(then.persons[i], now.persons[j]) for i, j in zip(found.rows_then, found.rows_now, strict=True)]
    assert sorted(pairs) == [("a", "a"), ("b", "b")]
    assert found.people == 2


def test_who_is_in_a_round_twice_is_not_recognised():
    then = named([("a", *ROW), ("a", *ROW), ("b", *ROW)])
    now = named([("a", *ROW), ("b", *ROW)])
    assert recognised(then, now, Mode.CONFIDENTIAL).people == 1


def test_nobody_is_recognised_in_anonymous_rounds_nor_without_names():
    one = named([("a", *ROW)])
    assert recognised(one, one, Mode.ANONYMOUS) is None
    assert recognised(one, named([("b", *ROW)]), Mode.CONFIDENTIAL) is None


def test_open_rounds_recognise_partners_by_name():
    then = named([("1", "Elm", None, [3]), ("2", "Oak", None, [3]), ("3", None, None, [3])])
    now = named([("9", "Oak", None, [3]), ("8", None, None, [3])])
    found = recognised(then, now, Mode.OPEN)
    assert (found.rows_then.tolist(), found.rows_now.tolist()) == ([1], [0])


# What is published of a round


def published_round():
    """A of twelve; B of seven, of whom three do not know the second theme; C and D hidden; one of no known partner."""
    rows = [("A", [4, 4])] * 12 + [("B", [4, 4])] * 4 + [("B", [4, DK])] * 3
    rows += [("C", [4, 4])] * 3 + [("D", [4, 4])] * 2 + [(None, [4, 4])]
    people = [(f"p{place}", partner, "teacher", row) for place, (partner, row) in enumerate(rows)]
    return asked(people, Options())


@pytest.mark.parametrize(
    ("theme", "depth", "of_a", "of_b"),
    [
        (None, Depth.BASE, 1, 2),
        ("t1", Depth.BASE, 1, 2),
        ("t1", Depth.SUMMARY, 1, 2),
        ("t1", Depth.FULL, 1, 0),
        ("t2", Depth.BASE, 1, 2),
        ("t2", Depth.SUMMARY, 1, 0),
        ("t2", Depth.FULL, 1, 0),
    ],
)
def test_the_published_sets_are_the_groups_as_closely_as_they_are_shown(theme, depth, of_a, of_b):
    one = published_round()
    whole, partner, role = Round(one.ratings, one.result).published(theme, depth)
    assert whole.tolist() == [0] * 25
    assert partner.tolist() == [of_a] * 12 + [of_b] * 7 + [0] * 6
    assert role.tolist() == [1] * 25


def test_without_groups_the_whole_is_all_that_is_published():
    one = asked([(f"p{place}", None, None, [4]) for place in range(12)], Options())
    assert [found.tolist() for found in Round(one.ratings, one.result).published()] == [[0] * 12]


def test_those_paired_with_the_round_before_are_one_more_published_set():
    """Twenty answered before; on the first theme, of which alone that was told, the last of them did not know."""
    one = published_round()
    before = named([(f"p{place}", "A", None, [4 if place < 19 else DK, 4]) for place in range(20)])
    pairs = recognised(before, one.ratings, Mode.CONFIDENTIAL)
    shown = Round(one.ratings, one.result, pairs, {"t1": (0, 0)})
    assert shown.published()[-1].tolist() == [1] * 20 + [0] * 5
    assert shown.published("t1", Depth.BASE)[-1].tolist() == [1] * 20 + [0] * 5
    assert shown.published("t1", Depth.FULL)[-1].tolist() == [1] * 19 + [0] * 6
    assert [len(shown.published(theme)) for theme in (None, "t1", "t2")] == [4, 4, 3]


def test_one_person_paired_is_enough_where_everybody_signs():
    assert pairs_allowed(1, 1, 1)


def test_pairs_who_do_not_know_are_pairs_among_those_who_could_judge():
    """All who rated now are pairs. Of the eight who did not know three are none, and would be told by the rest."""
    now = [(f"p{n}", None, None, [4 if n < 12 else DK]) for n in range(20)]
    then = [(f"p{n}", None, None, [4]) for n in (*range(17), *range(30, 40))]
    sizes = (5, 5, 10)
    assert not pairing_of(then, now).allowed_on((0, 0), sizes)
    assert pairing_of(then, now[:17]).allowed_on((0, 0), sizes)


def pairing_of(then, now):
    one, two = asked(then, Options()), asked(now, Options())
    pairs = recognised(one.ratings, two.ratings, Mode.CONFIDENTIAL)
    return Pairing(Round(one.ratings, one.result), Round(two.ratings, two.result), pairs)
