from dataclasses import replace

import pytest

from pet.analysis.kinds import Detail, Pattern
from pet.analysis.options import Breakdown, Mode, Weighting
from pet.analysis.result_groups import BreakdownResult
from pet.words import method, patterns, promise, reading
from tests.support import invented

FRAMEWORK = invented.framework()


@pytest.mark.parametrize(
    ("mode", "name", "sentences"),
    [
        (
            Mode.ANONYMOUS,
            "Anonymous round",
            (
                "Nothing links an answer to the person who gave it.",
                "Groups smaller than five are not shown.",
            ),
        ),
        (
            Mode.CONFIDENTIAL,
            "Confidential round",
            ("Nobody sees what another person answered.", "Groups smaller than five are not shown."),
        ),
        (
            Mode.OPEN,
            "Open round",
            ("Each partner gave one joint answer sheet. There is nothing to hide; every sheet is signed.",),
        ),
    ],
)
def test_the_promise_of_each_mode(mode, name, sentences):
    assert promise.name(mode) == name
    assert promise.sentences(invented.result([], mode=mode)) == sentences


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "13 people answered"),
        ({"respondents": 1}, "1 person answered"),
        ({"respondents": 2042}, "2,042 people answered"),
        ({"invited": 20}, "13 of 20 people answered"),
        ({"mode": Mode.OPEN, "respondents": 4}, "4 partners answered"),
        ({"mode": Mode.OPEN, "respondents": 1}, "One partner answered"),
    ],
)
def test_how_many_answered(fields, expected):
    assert promise.answered(invented.result([], **fields)) == expected


def test_few_answers_are_cautioned_once_for_the_whole():
    few = invented.result([invented.summary_theme()], respondents=7)
    bins = invented.result([invented.summary_theme(detail=Detail.THREE_BINS, bins=(1, 1, 5))], respondents=7)
    assert promise.caution(few) == (
        "Only seven people answered. Take everything here as a first impression to talk about. "
        "Only typical answers are shown and no counts, so that nobody can be recognised."
    )
    assert promise.caution(bins) == (
        "Only seven people answered. Take everything here as a first impression to talk about. "
        "Answers are counted as low, middle and high only, so that nobody can be recognised."
    )
    assert promise.caution(invented.result([], respondents=10)) is None
    assert promise.caution(invented.result([], respondents=4, mode=Mode.OPEN)) is None


def test_only_what_the_reader_will_meet_is_explained():
    with_bars = [term for term, _meaning in reading.points(invented.result([invented.theme()]), FRAMEWORK)]
    assert with_bars == [
        "The questionnaire",
        "The answers",
        "The bars",
        "Typical answer",
        "Close, mixed, far apart",
        "Shared strength",
        "What you will not find",
    ]
    without = [
        term for term, _meaning in reading.points(invented.result([invented.summary_theme()]), FRAMEWORK)
    ]
    assert without == [term for term in with_bars if term != "The bars"]


def test_the_method_names_gaps_only_where_groups_are_shown():
    shown = BreakdownResult(breakdown=Breakdown.ROLE, groups=2, shown=2, rest=0, withheld=None)
    terms = [
        [term for term, _meaning in method.definitions(result, FRAMEWORK)]
        for result in (
            invented.result([]),
            invented.result([], breakdowns=(shown,)),
            invented.result([], mode=Mode.OPEN),
        )
    ]
    assert ["Seen differently" in found for found in terms] == [False, True, False]
    assert ["Few answers" in found for found in terms] == [True, True, False]


def test_the_thresholds_are_the_results_own():
    agreement = dict(method.definitions(invented.result([]), FRAMEWORK))["Agreement"]
    assert "Close: 0.75 or more. Mixed: 0.583 or more." in agreement


def test_where_close_ends_and_far_apart_begins_is_said_in_steps():
    told = dict(reading.points(invented.result([]), FRAMEWORK))["Close, mixed, far apart"]
    assert "Close: on average within half a step of the typical answer." in told
    assert "Far apart: on average more than about four fifths of a step from it." in told


@pytest.mark.parametrize(
    ("themes", "said"),
    [
        ([invented.theme(asked=13)], False),
        ([invented.theme(asked=13), invented.theme("t2", asked=12)], True),
        ([invented.theme(asked=None)], True),  # how many is withheld, that it is not all is not
    ],
)
def test_that_not_everybody_was_asked_everything_is_said_where_it_is_so(themes, said):
    told = dict(reading.points(invented.result(themes), FRAMEWORK))["The questionnaire"]
    assert told.startswith("It has three components.")
    assert ("Not every statement was put to everybody." in told) is said


def test_every_pattern_that_a_result_uses_is_defined_and_no_other():
    themes = [invented.theme(pattern=pattern, interpolated_median=3.0) for pattern in Pattern]
    named = {patterns.name(pattern) for pattern in Pattern}
    found = [term for term, _meaning in method.definitions(invented.result(themes), FRAMEWORK)]
    assert named - set(found) == {"Seen differently"}  # is explained where groups are compared
    one = invented.result([invented.theme(pattern=Pattern.FEW_APART)])
    defined = {term for term, _meaning in method.definitions(one, FRAMEWORK)} & named
    assert defined == {"A few apart"}


def test_the_minority_note_and_chance_are_defined_where_they_are_used():
    plain, noted = (
        dict(method.definitions(invented.result([theme]), FRAMEWORK))
        for theme in (invented.theme(), invented.theme(minority=0.2, could_be_chance=True))
    )
    assert "Some differ" not in plain
    assert "at least three and at least 15% lie on the other side" in noted["Some differ"]
    assert "Could be chance" not in plain["Few answers"]
    assert "Could be chance" in noted["Few answers"]


@pytest.mark.parametrize(
    ("points", "limit"), [(3, "half a step"), (5, "one step"), (6, "1.25 steps"), (7, "1.5 steps")]
)
def test_from_where_on_a_gap_is_listed(points, limit):
    shown = BreakdownResult(breakdown=Breakdown.ROLE, groups=2, shown=2, rest=0, withheld=None)
    told = dict(method.definitions(invented.result([], breakdowns=(shown,), points=points), FRAMEWORK))
    assert f"Listed where that is {limit} or more" in told["Seen differently"]


def test_privacy_of_small_groups_in_words():
    assert method.privacy(invented.result([], smallest_group=7)) == (
        "Nothing is shown of fewer than seven people. Where a hidden group could be worked out from the total, "
        "the next smallest group is hidden as well. Counts of a group’s answers are shown only from 14 people on."
    )
    assert method.privacy(invented.result([], mode=Mode.OPEN)) == (
        "Every sheet is signed by its partner, so nothing is hidden and nothing is held back."
    )


@pytest.mark.parametrize("mode", Mode)
def test_the_method_says_whose_answers_count_how_much_only_where_it_is_the_partners(mode):
    term = "Every partner counts the same"
    by_people = invented.result([], mode=mode)
    assert term not in dict(method.definitions(by_people, FRAMEWORK))
    by_partners = replace(by_people, weighting=Weighting.PARTNERS)
    said = dict(method.definitions(by_partners, FRAMEWORK))[term]
    whole = (
        "For everybody together, each partner weighs the same, however many of its people answered a theme. "
        "Inside a group, every person counts the same."
    )
    small = " Partners too small to be shown by themselves are counted together, all their people the same."
    assert said == (whole if mode is Mode.OPEN else whole + small)
