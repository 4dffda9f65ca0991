"""Every partner counts the same: the weights, what is made of them, and what is not said of people."""

import json
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pet.analysis import agreement, scores, weights
from pet.analysis.evaluate import evaluate
from pet.analysis.kinds import Detail, Pattern, Withheld
from pet.analysis.options import Breakdown, Mode, Options, Weighting
from pet.analysis.result_groups import GroupTheme
from pet.analysis.result_themes import ThemeResult
from tests.support.effort import EFFORT
from tests.support.rounds import BLANK, DK, group, ratings

VECTORS = [
    vector
    for vector in json.loads(
        (Path(__file__).parents[2] / "vectors" / "agreement-vectors.json").read_text("utf-8")
    )
    if vector["measure"] == "agreement_and_mean_weighted"
]
PARTNERS = Options(weighting=Weighting.PARTNERS)
OPEN = Options(mode=Mode.OPEN, weighting=Weighting.PARTNERS)

answers = st.lists(
    st.tuples(st.sampled_from("ABCDE"), st.sampled_from((1, 2, 3, 4, 5, DK, BLANK))), min_size=1, max_size=40
)


def table(people, points=5):
    """Answers by partner and point."""
    names = sorted({name for name, _ in people})
    counts = np.zeros((len(names), points), dtype=int)
    for name, answer in people:
        if answer > 0:
            counts[names.index(name), answer - 1] += 1
    return counts


def evaluated(people, options=PARTNERS):
    return evaluate(ratings([(name, None, [int(answer)]) for name, answer in people]), options=options)


def whole(people, options=PARTNERS):
    return next(iter(evaluated(people, options).themes), None)


def person_by_person(people):
    """The weighted cumulative shares written out person by person: the mean of every partner's own shares."""
    own = {}
    for name, answer in people:
        if answer > 0:
            own.setdefault(name, []).append(answer)
    return [
        sum(sum(answer == point for answer in given) / len(given) for given in own.values()) / len(own)
        for point in range(1, 6)
    ]


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_the_vectors_by_the_function_and_by_the_evaluation(vector):
    given, expected = vector["input"], vector["expected"]
    assert given.keys() == {"ratings", "orgs", "weighting"}
    people = list(zip(given["orgs"], given["ratings"], strict=True))
    by_partner = table(people)
    counts = weights.weighted_counts(by_partner)
    found = {
        "agreement": float(agreement.agreement(counts)),
        "mean": float(scores.mean(counts)),
        "median": float(scores.median(counts)),
        "n_eff": float(weights.effective(by_partner.sum(axis=1))),
    }
    theme = whole(people, OPEN)
    told = {
        "agreement": theme.agreement,
        "mean": theme.mean,
        "median": theme.median,
        "n_eff": theme.effective,
    }
    for measured in (found, told):
        assert measured == pytest.approx(expected, abs=vector["tolerance"], rel=0)
    assert counts.sum() == pytest.approx(len(people))


def test_both_vectors_are_here():
    assert [vector["name"] for vector in VECTORS] == ["weight_org", "weight_org_balanced"]


@settings(max_examples=200 * EFFORT)
@given(people=answers)
def test_weights_sum_to_the_partners_with_a_rating(people):
    valid = table(people).sum(axis=1)
    each = weights.per_person(valid)
    assert float((each * valid).sum()) == pytest.approx((valid > 0).sum())
    together = weights.per_person(valid[:, None], np.zeros((len(valid), 1), dtype=int))[:, 0]
    assert float((together * valid).sum()) == pytest.approx((valid > 0).sum())
    assert len({weight for weight, n in zip(together.tolist(), valid.tolist(), strict=True) if n}) <= 1


@settings(max_examples=200 * EFFORT)
@given(people=answers)
def test_where_nothing_is_hidden_the_whole_is_the_mean_of_the_partners(people):
    theme = whole(people, OPEN)
    if theme.valid:
        assert theme.shares == pytest.approx(person_by_person(people))


@settings(max_examples=100 * EFFORT)
@given(people=answers)
def test_doubling_every_answer_changes_no_agreement(people):
    once, twice = whole(people, OPEN), whole([*people, *people], OPEN)
    if once.valid and once.valid > 1:
        assert twice.agreement == pytest.approx(once.agreement)
        assert (twice.median, twice.shares) == (once.median, pytest.approx(once.shares))


@settings(max_examples=100 * EFFORT)
@given(
    given=st.lists(st.integers(1, 5), min_size=1, max_size=30),
    mode=st.sampled_from((Mode.OPEN, Mode.CONFIDENTIAL)),
)
def test_with_one_answer_from_each_partner_both_weightings_are_equal(given, mode):
    people = [(f"P{place:02}", answer) for place, answer in enumerate(given)]
    by_person = evaluated(people, Options(mode=mode))
    by_partner = evaluated(people, Options(mode=mode, weighting=Weighting.PARTNERS))
    for one, other in zip(by_person.themes, by_partner.themes, strict=True):
        assert replace(one, counts=None, effective=None) == replace(other, effective=None)
        assert other.effective == (other.valid if other.detail is Detail.DISTRIBUTION else None)


@settings(max_examples=100 * EFFORT)
@given(people=answers, options=st.sampled_from((PARTNERS, OPEN, Options(mode=Mode.OPEN), Options())))
def test_shares_are_those_of_the_counts_and_sum_to_one(people, options):
    result = evaluated(people, options)
    by_group = [theme for groups in result.groups.values() for found in groups for theme in found.themes]
    for theme in (*result.themes, *by_group):
        assert (theme.shares is not None) == (theme.detail is Detail.DISTRIBUTION and theme.valid > 0)
        if theme.shares is not None:
            assert sum(theme.shares) == pytest.approx(1)
            assert sum(theme.answers) == pytest.approx(theme.valid)
        if theme.counts is not None and theme.valid:
            assert theme.shares == pytest.approx([count / theme.valid for count in theme.counts])


@settings(max_examples=100 * EFFORT)
@given(
    people=answers,
    options=st.sampled_from((PARTNERS, OPEN, replace(PARTNERS, small_partnership=True, smallest_group=3))),
)
def test_where_every_partner_counts_the_same_nobody_is_counted_per_answer(people, options):
    heads = {"valid", "dont_know", "asked", "not_applicable", "unanswered"}
    result = evaluated(people, options)
    by_group = [theme for groups in result.groups.values() for found in groups for theme in found.themes]
    for theme in (*result.themes, *by_group):
        kind = ThemeResult if isinstance(theme, ThemeResult) else GroupTheme
        whole_numbers = {
            field.name
            for field in fields(kind)
            if isinstance(value := getattr(theme, field.name), int) and not isinstance(value, bool)
        }
        assert whole_numbers <= heads
        assert (theme.counts, theme.bins, getattr(theme, "gap_p", None)) == (None, None, None)
        assert theme.detail is not Detail.THREE_BINS


@settings(max_examples=100 * EFFORT)
@given(
    sizes=st.lists(st.integers(1, 25), min_size=2, max_size=6),
    seed=st.integers(0, 2**32 - 1),
    smallest=st.sampled_from((3, 5, 7)),
)
def test_who_of_the_partners_not_shown_gave_an_answer_changes_nothing(sizes, seed, smallest):
    """Answers handed around inside a pool: what is published of everybody stays the same."""
    rng = np.random.default_rng(seed)
    given = [rng.integers(1, 6, size).tolist() for size in sizes]
    options = Options(weighting=Weighting.PARTNERS, smallest_group=smallest)
    people = [(f"P{n}", answer) for n, own in enumerate(given) for answer in own]
    theme = whole(people, options)
    if theme is None or theme.shares is None:
        return
    smallest_two = sorted(range(len(sizes)), key=lambda n: (sizes[n], n))[:2]
    if min(sizes) < options.distribution_size:
        pooled = [answer for n in smallest_two for answer in given[n]]
        rng.shuffle(pooled)
        for n in smallest_two:
            given[n] = [pooled.pop() for _ in given[n]]
        moved = [(f"P{n}", answer) for n, own in enumerate(given) for answer in own]
        assert whole(moved, options).shares == pytest.approx(theme.shares)


def test_a_large_partner_no_longer_hides_the_others():
    people = [("A", 5)] * 30 + [("B", 1)] * 10 + [("C", 2)] * 10
    by_person, by_partner = whole(people, Options()), whole(people)
    assert by_person.shares == pytest.approx((0.2, 0.2, 0, 0, 0.6))
    assert by_partner.shares == pytest.approx((1 / 3, 1 / 3, 0, 0, 1 / 3))
    assert (by_person.median, by_partner.median) == (5, 2)
    assert by_partner.effective == pytest.approx(9 / (1 / 30 + 1 / 10 + 1 / 10))
    assert (by_person.effective, by_partner.counts, by_partner.valid) == (None, None, 50)


def test_small_partners_of_like_size_count_together():
    """Sizes 3, 4, 5 and 12, 15: twelve people of three partners weigh a quarter each, the others by themselves."""
    people = [(name, answer) for name, n, answer in
              (("A", 3, 1), ("B", 4, 2), ("C", 5, 3), ("D", 12, 4), ("E", 15, 5)) for _ in range(n)]  # fmt: skip
    theme = whole(people)
    assert theme.shares == pytest.approx((3 / 4 / 5, 4 / 4 / 5, 5 / 4 / 5, 1 / 5, 1 / 5))
    assert theme.effective == pytest.approx(25 / (12 / 16 + 1 / 12 + 1 / 15))


def test_people_of_no_known_partner_count_together_as_one():
    people = [("A", 1)] * 10 + [("B", 3)] * 10 + [(None, 5)] * 20
    assert whole(people).shares == pytest.approx((1 / 3, 0, 1 / 3, 0, 1 / 3))
    assert whole(people, OPEN).shares == pytest.approx((1 / 3, 0, 1 / 3, 0, 1 / 3))


def test_where_no_partner_is_known_every_person_counts_the_same():
    people = [(None, answer) for answer in (1, 2, 2, 3, 4, 4, 4, 5, 5, 5)]
    assert whole(people).shares == whole(people, Options()).shares
    assert whole(people).effective == 10


def test_weights_are_of_each_theme():
    rows = [("A", None, [5, 5])] * 10 + [("A", None, [5, BLANK])] * 10 + [("B", None, [1, 1])] * 10
    first, second = evaluate(ratings(rows), options=PARTNERS).themes
    assert first.shares == second.shares == (0.5, 0, 0, 0, 0.5)
    assert (first.effective, second.effective) == (pytest.approx(4 / (1 / 20 + 1 / 10)), 20)


@settings(max_examples=100 * EFFORT)
@given(sizes=st.lists(st.integers(1, 40), min_size=2, max_size=8))
def test_people_who_are_shown_in_full_are_as_certain_as_ten_or_more(sizes):
    theme = whole([(f"P{n}", 3) for n, size in enumerate(sizes) for _ in range(size)])
    if theme is not None and theme.effective is not None:
        assert 10 <= theme.effective <= theme.valid
        assert not theme.tentative


def test_agreement_of_fewer_people_than_answered_could_be_chance():
    """The same shape at both partners: as good as 210 people by people, as 38 by partners."""
    ten = (1, 2, 2, 2, 3, 3, 4, 4, 4, 5)
    people = [("A", answer) for answer in ten * 20] + [("B", answer) for answer in ten]
    by_person, by_partner = whole(people, Options()), whole(people)
    assert (by_person.agreement, by_partner.agreement) == pytest.approx((0.5, 0.5))
    assert by_partner.effective == pytest.approx(4 / (1 / 200 + 1 / 10))
    assert (by_person.could_be_chance, by_partner.could_be_chance) == (False, True)


def test_a_partner_stands_beside_all_other_partners_each_counting_the_same():
    people = [("A", 5)] * 10 + [("B", 1)] * 10 + [("C", 4)] * 90
    groups = evaluated(people).groups[Breakdown.PARTNER]
    first = groups[0].themes[0]
    assert first.gap_steps == pytest.approx(5 - (1 + 4) / 2)
    assert evaluated(people, Options()).groups[Breakdown.PARTNER][0].themes[0].gap_steps == pytest.approx(1.3)
    assert (first.shares, first.mean, first.gap_p, first.gap_flagged) == ((0, 0, 0, 0, 1), 5, None, True)


def test_inside_a_group_every_person_counts_the_same():
    rows = (
        group("A", [5] * 20, "teacher") + group("B", [1] * 10, "teacher") + group("B", [2] * 10, "governor")
    )
    by_person, by_partner = (
        evaluate(ratings(rows), options=options).groups[Breakdown.ROLE] for options in (Options(), PARTNERS)
    )
    for one, other in zip(by_person, by_partner, strict=True):
        assert one.themes[0].shares == other.themes[0].shares
        assert one.themes[0].gap_steps == other.themes[0].gap_steps


def test_low_middle_and_high_are_counts_of_people_and_not_told():
    people = [("A", answer) for answer in (1, 2, 3, 4, 5, 5)]
    small = Options(small_partnership=True)
    assert whole(people, small).bins == (2, 1, 3)
    theme = whole(people, replace(small, weighting=Weighting.PARTNERS))
    assert (theme.detail, theme.withheld, theme.bins) == (Detail.SUMMARY, Withheld.SUMMARY, None)


@pytest.mark.parametrize(
    ("people", "expected", "camps"),
    [
        ([("A", 1)] * 10 + [("B", 5)] * 10 + [("C", 3)] * 40, Pattern.SPLIT, (1, 3)),
        ([("A", 1)] * 10 + [("B", 5)] * 10 + [("C", 5)] * 40, Pattern.SPLIT, (1, 5)),
        ([("A", 5)] * 10 + [("B", 4)] * 12 + [("C", 4)] * 40, Pattern.SHARED_STRENGTH, None),
        ([("A", 2)] * 10 + [("B", 1)] * 10 + [("C", 5)] * 40, Pattern.SPLIT, (2, 5)),
    ],
)
def test_shapes_look_at_weighted_shares(people, expected, camps):
    calm = replace(PARTNERS, thresholds=replace(PARTNERS.thresholds, group_gap_share=2.0))
    theme = whole(people, calm)
    assert (theme.pattern, theme.camps) == (expected, camps)


def test_the_minority_note_is_of_weighted_shares():
    calm = replace(Options().thresholds, group_gap_share=2.0)
    people = [("A", 4)] * 60 + [("B", 5)] * 10 + [("C", 4)] * 10 + [("D", 1)] * 7 + [("D", 5)] * 3
    assert whole(people, Options(thresholds=calm)).minority is None
    assert whole(people, Options(thresholds=calm, weighting=Weighting.PARTNERS)).minority == 0.2
