"""The pattern rules one by one, their order, and laws that hold for every theme."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pet.analysis.kinds import Detail, Pattern, Section
from pet.analysis.options import Thresholds
from pet.analysis.patterns import (
    as_shown,
    camps,
    minority_share,
    pattern,
    patterns,
    section_of,
    sides,
)

CHOICES = Thresholds()
COUNTS = st.integers(3, 7).flatmap(lambda k: st.lists(st.integers(0, 9), min_size=k, max_size=k))
TURNED_ROUND = {
    Pattern.SHARED_STRENGTH: Pattern.SHARED_CHALLENGE,
    Pattern.SHARED_CHALLENGE: Pattern.SHARED_STRENGTH,
}


def named(counts, dont_know=0, *, gap=False, k=5):
    return pattern(counts, dont_know, gap=gap, k=k, thresholds=CHOICES)


@pytest.mark.parametrize(
    ("counts", "dont_know", "k", "expected"),
    [
        ([0, 0, 0, 4, 0], 0, 5, Pattern.TOO_FEW),  # four answers, five are needed
        ([0, 0, 0, 5, 0], 0, 5, Pattern.SHARED_STRENGTH),
        ([0, 0, 0, 4, 0], 1, 5, Pattern.TOO_FEW),  # five people, but only four rate and one is no pattern
        ([0, 0, 0, 2, 0], 3, 5, Pattern.UNSURE),  # five people, three unsure
        ([0, 0, 0, 1, 0], 3, 5, Pattern.TOO_FEW),
        ([0, 0, 0, 3, 0], 0, 3, Pattern.SHARED_STRENGTH),
        ([0, 0, 0, 0, 0], 5, 5, Pattern.UNSURE),
        ([0, 0, 0, 0, 0], 0, 5, Pattern.TOO_FEW),
        ([0, 0, 0, 1, 0], 0, 1, Pattern.TOO_FEW),  # open mode: one sheet
        ([0, 0, 0, 2, 0], 0, 1, Pattern.SHARED_STRENGTH),  # open mode: two sheets
        ([0, 0, 0, 1, 0], 1, 1, Pattern.TOO_FEW),  # open mode: two sheets, one rating
        ([1, 0, 0, 0, 1], 0, 1, Pattern.SPLIT),
    ],
)
def test_too_few_and_unsure(counts, dont_know, k, expected):
    assert named(counts, dont_know, k=k) is expected


@pytest.mark.parametrize(
    ("counts", "dont_know", "expected"),
    [
        ([0, 0, 0, 6, 0], 3, Pattern.UNSURE),  # exactly a third
        ([0, 0, 0, 7, 0], 3, Pattern.SHARED_STRENGTH),
        ([0, 0, 0, 5, 0], 2, Pattern.SHARED_STRENGTH),  # two people are too few to call it unsure
        ([5, 0, 0, 0, 5], 5, Pattern.UNSURE),  # before split
    ],
)
def test_a_third_and_three_people_who_do_not_know(counts, dont_know, expected):
    assert named(counts, dont_know) is expected


def test_rules_are_tried_in_order():
    split = [6, 0, 0, 0, 6]
    assert named(split) is Pattern.SPLIT
    assert named(split, gap=True) is Pattern.GROUP_GAP
    assert named(split, 6, gap=True) is Pattern.UNSURE
    assert named([2, 0, 0, 0, 2], gap=True) is Pattern.TOO_FEW


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([5, 0, 0, 0, 5], (1, 5)),  # the widest of the pairs with nobody between
        ([3, 2, 0, 1, 4], (2, 4)),
        ([0, 4, 2, 4, 0], (2, 4)),
        ([0, 4, 0, 4], (2, 4)),
        ([2, 0, 0, 0, 4], None),  # six people: 40 % are three
        ([3, 0, 0, 0, 3], (1, 5)),
        ([3, 0, 0, 0, 7], (1, 5)),  # ten people: three are enough
        ([2, 0, 0, 0, 8], None),
        ([3, 0, 0, 0, 8], None),  # eleven: four are needed
        ([4, 0, 0, 0, 7], (1, 5)),
        ([2, 2, 2, 2, 2], None),  # no valley: the middle is as tall as the hills
        ([3, 3, 2, 3, 3], (2, 4)),
        ([4, 0, 3, 0, 5], (3, 5)),  # nobody between and the smaller camp as large as can be
        ([4, 0, 3, 1, 4], (1, 3)),
        ([1, 3, 3, 4, 2], None),  # the middle as tall as the lower hill
        ([0, 5, 5, 0, 0], None),  # neighbours are no camps
        ([5, 5, 0], None),
        ([5, 0, 5], (1, 3)),
        ([4, 0, 0, 4, 0, 0, 0], (1, 4)),  # seven points: three steps apart
        ([4, 0, 4, 0, 0, 0, 0], None),
        ([0, 0, 4, 2, 1, 4, 0], (3, 6)),
        ([0, 0, 4, 2, 2, 4, 0], None),  # as many between as in a camp
        ([3, 0, 0, 0, 4], (1, 5)),  # seven people: three are needed
        ([2, 0, 0, 0, 5], None),
        ([0, 0, 0, 0, 0], None),
        ([1, 0, 0, 0, 0], None),
    ],
)
def test_camps(counts, expected):
    assert camps(counts) == expected


@pytest.mark.parametrize(
    ("shares", "published"),
    [
        ([0.2] * 5, (12, 48, 44)),  # anything goes
        ([0.45, 0.05, 0, 0.05, 0.45], (31, 85, 95)),  # a true extreme split
        ([1 / 30, 3 / 30, 8 / 30, 13 / 30, 5 / 30], (1, 5, 1)),  # a typical mixed shape
    ],
)
def test_how_often_camps_are_seen_is_as_published(shares, published):
    """design/method.md section 8: of 2,000 draws each at n = 6, 12 and 30, in per cent."""
    rng = np.random.default_rng(11)
    for people, expected in zip((6, 12, 30), published, strict=True):
        draws = rng.multinomial(people, shares, size=2000)
        found = 100 * np.mean([camps(draw) is not None for draw in draws])
        assert found == pytest.approx(expected, abs=3)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([1, 0, 0, 2, 9], Pattern.FEW_APART),
        ([1, 0, 0, 2, 6], Pattern.SHARED_STRENGTH),  # nine people: never named below ten
        ([0, 1, 0, 2, 9], Pattern.FEW_APART),
        ([0, 1, 1, 2, 8], Pattern.SHARED_STRENGTH),  # no empty point between
        ([0, 0, 1, 0, 11], Pattern.FEW_APART),  # two steps from the median
        ([0, 1, 0, 11, 0], Pattern.FEW_APART),
        ([2, 0, 0, 2, 9], Pattern.SHARED_STRENGTH),  # 2 of 13 are more than 15 %
        ([3, 0, 0, 8, 9], Pattern.FEW_APART),  # 3 of 20 are exactly 15 %
        ([1, 0, 18, 0, 1], Pattern.FEW_APART),  # on both sides
        ([0, 9, 2, 0, 1], Pattern.FEW_APART),
        ([0, 0, 9, 9, 0, 0, 1], Pattern.FEW_APART),
        ([1, 0, 0, 4, 5, 8, 8], Pattern.SHARED_STRENGTH),  # the others are not close enough together
    ],
)
def test_one_or_a_few_voices_apart(counts, expected):
    assert named(counts) is expected


def test_one_of_ten_can_stand_apart_and_one_of_nine_cannot():
    assert named([1, 0, 0, 2, 7]) is Pattern.FEW_APART
    assert named([1, 0, 0, 2, 6]) is Pattern.SHARED_STRENGTH


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([3, 0, 0, 0, 5], (1, 5)),  # three of eight: the rule for panels
        ([2, 0, 0, 0, 5], None),  # two of seven are less than 40 %
        ([3, 0, 0, 0, 4], (1, 5)),
        ([2.9, 0, 0, 0, 4.1], None),  # three people of seven, weighted
    ],
)
def test_how_many_make_a_camp(counts, expected):
    assert camps(counts) == expected


def test_how_far_apart_a_few_are_can_be_chosen():
    far = Thresholds(few_apart_steps=3)
    assert pattern([0, 1, 0, 2, 9], k=5, thresholds=far) is Pattern.FEW_APART
    assert pattern([0, 0, 1, 0, 11], k=5, thresholds=far) is Pattern.SHARED_STRENGTH


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([0, 0, 0, 2, 8], Pattern.SHARED_STRENGTH),
        ([0, 0, 3, 9, 0], Pattern.SHARED_STRENGTH),  # exactly three quarters above the middle
        ([0, 0, 4, 9, 0], Pattern.SHARED_MIDDLE),
        ([6, 3, 1, 0, 0], Pattern.SHARED_CHALLENGE),
        ([0, 9, 3, 0, 0], Pattern.SHARED_CHALLENGE),
        ([0, 9, 4, 0, 0], Pattern.SHARED_MIDDLE),
        ([0, 1, 8, 1, 0], Pattern.SHARED_MIDDLE),
        ([0, 5, 5, 0], Pattern.SHARED_MIDDLE),
        ([0, 0, 4, 5], Pattern.SHARED_STRENGTH),
        ([3, 5, 0, 0], Pattern.SHARED_CHALLENGE),
        ([2, 2, 2, 2], Pattern.SCATTERED),
        ([2, 2, 2, 2, 2], Pattern.SCATTERED),
    ],
)
def test_shared_or_scattered(counts, expected):
    assert named(counts) is expected


@given(COUNTS, st.integers(0, 8), st.booleans(), st.sampled_from([1, 3, 5, 8]))
def test_turning_the_scale_round_swaps_strength_and_challenge(counts, dont_know, gap, k):
    found, turned = (named(c, dont_know, gap=gap, k=k) for c in (counts, counts[::-1]))
    assert turned is TURNED_ROUND.get(found, found)
    assert minority_share(counts, found, CHOICES) == minority_share(counts[::-1], turned, CHOICES)
    assert (camps(counts) is None) == (camps(counts[::-1]) is None)


@given(COUNTS.filter(lambda counts: camps(counts) is not None))
def test_each_camp_ends_at_a_point_that_somebody_chose(counts):
    lower, upper = camps(counts)
    assert upper - lower >= max(2, (len(counts) - 1) / 2)
    assert counts[lower - 1] > 0
    assert counts[upper - 1] > 0


@given(st.lists(st.lists(st.integers(0, 9), min_size=5, max_size=5), max_size=6))
def test_many_themes_at_once_are_the_same_as_one_by_one(themes):
    unsure, gaps = [i % 4 for i in range(len(themes))], [i % 3 == 0 for i in range(len(themes))]
    table = np.array(themes).reshape(-1, 5)
    together = patterns(table, unsure, gaps, k=5, thresholds=CHOICES)
    rows = zip(themes, unsure, gaps, strict=True)
    assert together == tuple(named(theme, dk, gap=gap) for theme, dk, gap in rows)


@pytest.mark.parametrize(
    ("counts", "found", "expected"),
    [
        ([1, 2, 0, 6, 3], Pattern.SHARED_STRENGTH, 0.25),  # three of twelve disagree
        ([3, 6, 0, 2, 1], Pattern.SHARED_CHALLENGE, 0.25),
        ([1, 1, 0, 7, 3], Pattern.SHARED_STRENGTH, None),  # two are too few
        ([1, 2, 3, 4, 2], Pattern.SCATTERED, None),  # as many at the middle as beyond
        ([1, 2, 2, 5, 2], Pattern.SCATTERED, 0.25),
        ([0, 3, 0, 8, 9], Pattern.SHARED_STRENGTH, 0.15),  # exactly 15 %
        ([0, 3, 0, 4, 3], Pattern.SHARED_STRENGTH, 0.3),  # ten people are enough
        ([0, 3, 0, 9, 9], Pattern.SHARED_STRENGTH, None),
        ([0, 3, 0, 6, 0], Pattern.SHARED_STRENGTH, None),  # nine people
        ([4, 0, 0, 7, 0], Pattern.SPLIT, None),  # other patterns speak for themselves
        ([1, 2, 0, 6, 3], Pattern.FEW_APART, None),
        ([1, 2, 0, 6, 3], Pattern.GROUP_GAP, None),
        ([3, 0, 6, 0, 3], Pattern.SCATTERED, None),  # the median is the middle: nobody is in the majority
        ([2, 4, 4, 2], Pattern.SCATTERED, None),
        ([1, 2, 6, 3], Pattern.SHARED_STRENGTH, 0.25),  # four points have no middle point
        ([2, 2, 0, 8, 2], Pattern.SHARED_STRENGTH, 0.3),  # 4 of 14 = 0.286
        ([2, 3, 1, 8, 2], Pattern.SCATTERED, 0.3),  # 5 of 16 = 0.3125
        ([5, 6, 0, 20, 9], Pattern.SCATTERED, 0.3),  # 11 of 40 = 0.275, halves upwards
    ],
)
def test_the_minority_note(counts, found, expected):
    assert minority_share(counts, found, CHOICES) == expected


def test_three_of_twelve_who_disagree_never_vanish_under_a_strength():
    counts = [0, 3, 0, 6, 3]
    found = named(counts)
    assert found is Pattern.SHARED_STRENGTH
    assert section_of(found, minority_share(counts, found, CHOICES)) is Section.DIFFER


@pytest.mark.parametrize(
    ("found", "section"),
    [
        (Pattern.TOO_FEW, Section.REST),
        (Pattern.UNSURE, Section.UNKNOWN),
        (Pattern.GROUP_GAP, Section.DIFFER),
        (Pattern.SPLIT, Section.DIFFER),
        (Pattern.FEW_APART, Section.DIFFER),
        (Pattern.SHARED_STRENGTH, Section.SHARE),
        (Pattern.SHARED_CHALLENGE, Section.CHALLENGE),
        (Pattern.SHARED_MIDDLE, Section.REST),
        (Pattern.SCATTERED, Section.DIFFER),
        (Pattern.VIEWS_DIFFER, Section.DIFFER),
    ],
)
def test_sections(found, section):
    assert section_of(found, None) is section
    assert section_of(found, 0.25) is Section.DIFFER


def test_every_pattern_has_its_place():
    assert {found: section_of(found, None) for found in Pattern}.keys() == set(Pattern)


@pytest.mark.parametrize("found", Pattern)
@pytest.mark.parametrize("detail", Detail)
def test_without_a_distribution_split_and_scattered_read_alike(found, detail):
    alike = detail is Detail.SUMMARY and found in {Pattern.SPLIT, Pattern.SCATTERED}
    assert as_shown(found, detail) is (Pattern.VIEWS_DIFFER if alike else found)


@pytest.mark.parametrize(
    ("counts", "expected"), [([1, 2, 3, 4, 5], (3, 3, 9)), ([1, 2, 3, 4], (3, 0, 7)), ([1, 2, 3], (1, 2, 3))]
)
def test_sides_of_the_middle(counts, expected):
    assert sides(counts) == expected
