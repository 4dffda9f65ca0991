"""What A might have been with those who did not answer: laws, an urn by hand, and what the result tells of it."""

import itertools
import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pet.analysis import uncertainty as un
from pet.analysis.agreement import agreement
from pet.analysis.evaluate import evaluate
from pet.analysis.options import Mode, Options, Weighting
from tests.support import rounds
from tests.support.rounds import BLANK, DK, NOT_ASKED

COUNTS = (
    st.integers(3, 7)
    .flatmap(lambda k: st.lists(st.integers(0, 9), min_size=k, max_size=k))
    .filter(lambda counts: sum(counts) >= 2)
)


def urn(counts, unseen):
    """P(A) in fractions: people drawn one after the other, each put back with one more of the same."""
    points, found = len(counts), {}
    for drawn in itertools.product(range(points), repeat=unseen):
        weights, chance = [count + Fraction(1, points) for count in counts], Fraction(1)
        for point in drawn:
            chance *= weights[point] / sum(weights)
            weights[point] += 1
        steps = exact_steps([count + drawn.count(point) for point, count in enumerate(counts)])
        found[steps] = found.get(steps, 0) + chance
    people = sum(counts) + unseen
    return {1 - Fraction(2 * steps, people * (points - 1)): chance for steps, chance in found.items()}


def exact_steps(counts):
    reached = list(itertools.accumulate(counts))
    return sum(min(below, reached[-1] - below) for below in reached[:-1])


def quantile(chances, share):
    reached = Fraction(0)
    for value in sorted(chances):
        reached += chances[value]
        if reached >= share:
            return value
    raise AssertionError(reached)


@given(COUNTS.filter(lambda counts: len(counts) <= 5), st.integers(1, 4))
def test_few_missing_people_are_an_urn_looked_through_to_the_end(counts, unseen):
    chances, found = urn(counts, unseen), un.posterior(counts, unseen)
    assert float(found.mean) == pytest.approx(float(sum(a * p for a, p in chances.items())), abs=1e-12)
    expected = [quantile(chances, Fraction(share)) for share in ("1/20", "1/2", "19/20")]
    assert [float(found.lower), float(found.median), float(found.upper)] == pytest.approx(
        [float(value) for value in expected], abs=1e-12
    )


@given(COUNTS)
def test_with_everybody_answered_it_is_what_was_observed(counts):
    found, observed = un.posterior(counts, 0), float(agreement(counts))
    values = [found.mean, found.lower, found.median, found.upper]
    assert [float(value) for value in values] == pytest.approx([observed] * 4, abs=1e-12)


@given(COUNTS, st.integers(0, 30))
def test_nothing_lies_outside_of_the_possible(counts, unseen):
    found = un.posterior(counts, unseen)
    values = [float(value) for value in (found.lower, found.median, found.upper)]
    assert values == sorted(values)
    assert values[0] >= -1e-12
    assert values[2] <= 1
    assert -1e-12 <= float(found.mean) <= 1 + 1e-12


@given(COUNTS, st.sampled_from((0, 3, 20)))
def test_a_scale_read_backwards_gives_the_same(counts, unseen):
    there, back = un.posterior(counts, unseen), un.posterior(counts[::-1], unseen)
    slack = 1e-12 if unseen <= un.EXACT_UP_TO else 0.1
    for name in ("mean", "lower", "median", "upper"):
        assert float(getattr(there, name)) == pytest.approx(float(getattr(back, name)), abs=slack)


def test_the_more_people_are_missing_the_wider_it_is_on_average():
    counts = np.random.default_rng(5).integers(0, 6, size=(60, 5)) + 1
    widths = [
        float((found.upper - found.lower).mean())
        for found in (un.posterior(counts, unseen) for unseen in (0, 1, 3, 5, 8, 15, 40))
    ]
    assert widths == sorted(widths)
    assert widths[0] == 0
    assert widths[-1] > 3 * widths[1]


def test_drawing_comes_close_to_looking_through(monkeypatch):
    counts = [[1, 2, 4, 6, 3], [0, 0, 3, 9, 9], [5, 1, 0, 2, 6]]
    exact = un.posterior(counts, 5)
    monkeypatch.setattr(un, "EXACT_UP_TO", 4)
    drawn = un.posterior(counts, 5)
    assert (drawn.mean != exact.mean).all()
    assert drawn.mean == pytest.approx(exact.mean, abs=0.005)
    for name in ("lower", "median", "upper"):
        assert getattr(drawn, name) == pytest.approx(getattr(exact, name), abs=0.03)


@pytest.mark.parametrize("unseen", [4, 12])
def test_a_theme_depends_on_its_own_answers_alone(unseen):
    counts = np.array([[1, 2, 4, 6, 3], [0, 0, 3, 9, 9], [5, 1, 0, 2, 6], [1, 2, 4, 6, 3]])
    together = un.posterior(counts, unseen)
    for place, one in enumerate(counts):
        alone = un.posterior(one, unseen)
        for name in ("mean", "lower", "median", "upper"):
            assert getattr(alone, name).shape == ()
            assert getattr(together, name)[place] == pytest.approx(float(getattr(alone, name)), abs=1e-12)
    assert un.posterior(counts.reshape(2, 2, 5), unseen).mean.shape == (2, 2)


def test_a_heavier_prior_pulls_towards_an_even_spread():
    strong = [0, 0, 0, 0, 12]
    means = [float(un.posterior(strong, 3, prior=prior).mean) for prior in (0.5, 1, 5)]
    assert means == sorted(means, reverse=True)
    assert len(set(means)) == 3


def test_fewer_than_two_people_agree_with_nobody():
    assert math.isnan(un.posterior([0, 0, 1, 0, 0], 0).median)
    assert math.isnan(un.posterior([0, 0, 0, 0, 0], 1).lower)
    assert not math.isnan(un.posterior([0, 0, 1, 0, 0], 1).lower)


# What the result tells.

ANSWERS = [4, 4, 5, 3, 4, 2, 5, 4, 3, 4, 5, 4]


def told(answers=ANSWERS, themes=1, **fields):
    people = [("A", "head", [answer] * themes) for answer in answers]
    return evaluate(rounds.ratings(people), options=Options(**fields)).themes[0]


def test_the_result_holds_the_two_quantiles():
    found = un.posterior([0, 1, 2, 6, 3], 3)
    assert told(invited=15).interval == (float(found.lower), float(found.upper))
    many = un.posterior([0, 1, 2, 6, 3], 8)
    assert told(invited=20).interval == (float(many.lower), float(many.upper))


def test_people_who_answered_but_not_this_are_not_missing():
    theme = told([*ANSWERS, DK, BLANK], invited=14)
    assert theme.interval == (theme.agreement, theme.agreement)


@pytest.mark.parametrize("weighting", list(Weighting))
def test_with_nobody_missing_the_result_holds_what_was_observed(weighting):
    theme = told(invited=12, weighting=weighting)
    assert theme.agreement is not None
    assert theme.interval == (theme.agreement, theme.agreement)


@pytest.mark.parametrize(
    "fields",
    [
        {"invited": None},
        {"invited": 11},
        {"invited": 15, "mode": Mode.OPEN},
        {"invited": 15, "weighting": Weighting.PARTNERS},
        {"invited": 15, "answers": ANSWERS[:9]},
        {"invited": 15, "answers": [*ANSWERS[:9], DK, DK, DK]},
        {"invited": 15, "answers": [*ANSWERS, NOT_ASKED]},
    ],
    ids=[
        "unknown",
        "fewer than answered",
        "open",
        "partners alike",
        "few",
        "few ratings",
        "not asked of one",
    ],
)
def test_no_interval_is_told(fields):
    assert told(**fields).interval is None


def test_no_interval_is_told_of_a_theme_for_some_roles():
    framed = rounds.framework(1)
    component = framed.components[0]
    (area,) = component.areas
    options = Options(invited=15)
    for roles, expected in (((), True), (tuple(rounds.ROLES), True), (("head", "deputy"), False)):
        theme = replace(area.themes[0], asked_of=roles)
        framed = replace(framed, components=(replace(component, areas=(replace(area, themes=(theme,)),)),))
        people = [("A", "head", [answer]) for answer in ANSWERS]
        found = evaluate(rounds.ratings(people, framed=framed), options=options).themes[0]
        assert (found.interval is not None) == expected


@pytest.mark.parametrize("unseen", [0, 2, 5, 6, 30])
def test_where_nobody_answered_there_is_nothing_to_say(unseen):
    """What is assumed before the first answer would be all there is."""
    found = un.posterior([[0, 0, 0, 0, 0], [0, 0, 1, 6, 3]], unseen)
    for column in (found.mean, found.lower, found.median, found.upper):
        assert np.isnan(column).tolist() == [True, False]
