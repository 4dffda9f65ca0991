"""What holds whatever people answer: laws of the whole result, in every mode and both weightings."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pet.analysis.change import Earlier
from pet.analysis.evaluate import evaluate
from pet.analysis.kinds import Level, WordsKind
from pet.analysis.options import Mode, Options, Weighting
from pet.analysis.ratings import Comment
from pet.analysis.result import Result
from tests.support.effort import EFFORT
from tests.support.rounds import BLANK, DK, NA, NOT_ASKED
from tests.support.two_rounds import named

THEMES = 7
SILENT = (DK, NA, BLANK, NOT_ASKED)
PLACES = [("t1", None), ("t5", None), ("a1", WordsKind.EVIDENCE), ("q2", WordsKind.OPEN)]
LEVELS = (None, Level.LOW, Level.MEDIUM, Level.HIGH)
RATINGS = (  # without `camps`, which are told only of split themes; “Don’t know” can name a theme unsure
    "valid", "counts", "shares", "bins", "mean", "median", "interpolated_median", "quartiles", "score", "agreement",
    "agreement_level", "effective", "could_be_chance", "tentative",
)  # fmt: skip
PEOPLE_COUNT = st.builds(Options, mode=st.sampled_from(Mode), smallest_group=st.sampled_from((3, 5)))
OPEN = st.sampled_from([Options(mode=Mode.OPEN, weighting=weighting) for weighting in Weighting])
EVERY = st.builds(
    Options,
    mode=st.sampled_from(Mode),
    smallest_group=st.sampled_from((3, 5)),
    small_partnership=st.booleans(),
    invited=st.sampled_from((None, 60)),
    weighting=st.sampled_from(Weighting),
)


@dataclass(frozen=True)
class Answered:
    """People as (person, partner, role, answers), and what they wrote as (row, part, kind, text)."""

    people: list
    wrote: tuple = ()

    @property
    def comments(self):
        return [Comment(part, text, row, kind) for row, part, kind, text in self.wrote]

    def mixed(self, random):
        """The same in another order."""
        rows = random.permutation(len(self.people)).tolist()
        now_at = {row: place for place, row in enumerate(rows)}
        wrote = [(now_at[row], *rest) for row, *rest in self.wrote]
        return Answered(
            [self.people[row] for row in rows], tuple(wrote[i] for i in random.permutation(len(wrote)))
        )

    def with_answers(self, change):
        """The same people, each with `change(row, theme, answer)` in the place of every answer."""
        rows = [
            [change(i, j, answer) for j, answer in enumerate(row)] for i, (*_, row) in enumerate(self.people)
        ]
        return Answered([(*who[:3], row) for who, row in zip(self.people, rows, strict=True)], self.wrote)


def evaluated(answered, options, earlier=None):
    return evaluate(named(answered.people), answered.comments, options, earlier)


def invented(random, *, most=45):
    """A round of people of a few partners and roles, some kind, some silent, some of whom write."""
    number = int(random.integers(1, most))
    answers = random.choice(
        [1, 2, 3, 4, 5, *SILENT], p=[0.1, 0.15, 0.15, 0.2, 0.15, *[0.0625] * 4], size=(number, THEMES)
    )
    answers[random.random(number) < random.choice([0, 0.5])] = 4
    people = [
        (
            f"p{n}",
            "ABC"[n % random.integers(1, 4)],
            random.choice(["head", "teacher", "governor"]),
            row.tolist(),
        )
        for n, row in enumerate(answers)
    ]
    wrote = [
        (int(random.integers(number)), *PLACES[random.integers(len(PLACES))], f"Text {n}")
        for n in range(random.integers(0, 30))
    ]
    return Answered(people, tuple(wrote))


SEEDS = st.integers(0, 2**32 - 1).map(np.random.default_rng)


def measured(result: Result) -> Iterator[tuple[object, object]]:
    """Every place where numbers of a theme's ratings stand: of everybody, then of each group."""
    yield from ((theme.id, theme) for theme in result.themes)
    for breakdown, groups in result.groups.items():
        for group in groups:
            yield from (((breakdown, group.name, theme.id), theme) for theme in group.themes)


def of_ratings(result: Result) -> dict[object, dict[str, object]]:
    """The numbers of ratings, wherever there are any; whether somebody did not know is not among them."""
    return {
        where: {name: getattr(theme, name, None) for name in RATINGS}
        for where, theme in measured(result)
        if theme.valid
    }


# Order


@settings(max_examples=40 * EFFORT)
@given(random=SEEDS, options=EVERY)
def test_the_order_of_people_and_of_what_they_wrote_changes_nothing_in_the_whole_result(random, options):
    first, second = invented(random), invented(random)
    before = evaluated(first, options)
    found = evaluated(second, options, Earlier(named(first.people), before))
    again_first, again = first.mixed(random), second.mixed(random)
    assert evaluated(again_first, options) == before
    assert evaluated(again, options, Earlier(named(again_first.people), before)) == found


# Twice as many


@settings(max_examples=60 * EFFORT)
@given(random=SEEDS, options=st.one_of(PEOPLE_COUNT, OPEN))
def test_doubling_every_answer_changes_no_agreement_of_anybody(random, options):
    answered = invented(random)
    twice = dict(measured(evaluated(Answered(answered.people * 2), options)))
    for where, once in measured(evaluated(answered, options)):
        if once.agreement is not None:
            assert twice[where].agreement == pytest.approx(once.agreement, abs=1e-12)
            assert twice[where].agreement_level is once.agreement_level


# One step


@settings(max_examples=100 * EFFORT)
@given(random=SEEDS, options=EVERY)
def test_one_person_one_step_towards_the_middle_answer_never_lowers_agreement(random, options):
    answered = invented(random)
    before = evaluated(answered, options)
    medians = {theme.id: theme.median for theme in before.themes if theme.median is not None}
    movable = [
        (i, j, 1 if answer < medians[f"t{j + 1}"] else -1)
        for i, (*_, row) in enumerate(answered.people)
        for j, answer in enumerate(row)
        if answer > 0 and f"t{j + 1}" in medians and abs(answer - medians[f"t{j + 1}"]) >= 1
    ]
    if not movable:
        return
    i, j, step = movable[random.integers(len(movable))]
    moved = answered.with_answers(lambda row, theme, answer: answer + step * ((row, theme) == (i, j)))
    one, other = before.theme(f"t{j + 1}"), evaluated(moved, options).theme(f"t{j + 1}")
    assert (other.agreement is None) == (one.agreement is None)
    if one.agreement is not None:
        assert other.agreement >= one.agreement - 1e-12
    if one.agreement_level is not None and other.agreement_level is not None:  # a telling median has no word
        assert LEVELS.index(other.agreement_level) >= LEVELS.index(one.agreement_level)


# Silence


def exchanged(answered, random, kinds):
    """The same round with each of these kinds of silence turned into any of them."""
    return answered.with_answers(
        lambda _row, _theme, answer: kinds[random.integers(len(kinds))] if answer in kinds else answer
    )


@settings(max_examples=100 * EFFORT)
@given(random=SEEDS, options=OPEN)
def test_no_kind_of_silence_is_in_a_number_of_ratings(random, options):
    answered = invented(random)
    first, second = (evaluated(a, options) for a in (answered, exchanged(answered, random, SILENT)))
    assert of_ratings(first) == of_ratings(second)
    assert (first.components, first.areas) == (second.components, second.areas)


@settings(max_examples=60 * EFFORT)
@given(random=SEEDS, options=PEOPLE_COUNT)
def test_what_is_shown_with_either_kind_of_silence_is_the_same(random, options):
    """Where a promise hides by head counts, “Don't know” decides what is seen, never what it is."""
    answered = invented(random)
    first, second = (evaluated(a, options) for a in (answered, exchanged(answered, random, SILENT)))
    one, other = of_ratings(first), of_ratings(second)
    for where in one.keys() & other.keys():
        if one[where]["counts"] is not None and other[where]["counts"] is not None:
            assert one[where] == other[where]


@settings(max_examples=100 * EFFORT)
@given(random=SEEDS, options=EVERY)
def test_not_for_us_and_blank_differ_in_their_own_numbers_alone(random, options):
    answered = invented(random)
    first, second = (evaluated(a, options) for a in (answered, exchanged(answered, random, (NA, BLANK))))
    assert without_silence(first) == without_silence(second)
    for one, other in zip(first.themes, second.themes, strict=True):
        if one.asked is not None and one.not_applicable is not None and other.not_applicable is not None:
            assert one.not_applicable + one.unanswered == other.not_applicable + other.unanswered


def without_silence(result):
    themes = tuple(replace(theme, not_applicable=None, unanswered=None) for theme in result.themes)
    return replace(result, themes=themes)
