"""One's own answers beside everybody's, in words."""

import pytest

from pet.words import own
from tests.support.results import STRENGTH, Answers, framework, result

FRAMEWORK = framework(components=3, themes=1)
ROUND = result(FRAMEWORK, Answers(STRENGTH), on={"c3a1t1": Answers((1, 1, 0, 0, 0))})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (1, "“Strongly disagree”"),
        (5, "“Strongly agree”"),
        ("dont_know", "Don’t know"),
        ("not_applicable", "Doesn’t apply"),
        (None, "no answer"),
    ],
)
def test_an_answer_by_its_label(given, said):
    assert own.answer(given, FRAMEWORK) == said


def test_the_typical_answer_or_why_it_is_not_shown():
    assert [own.typical(theme, FRAMEWORK) for theme in ROUND.themes] == ["“Agree”", "“Agree”", "not shown"]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"c1a1t1": 4, "c2a1t1": 1, "c3a1t1": 1}, "On 1 of 2 statements you gave the typical answer."),
        ({"c1a1t1": 4, "c2a1t1": "dont_know"}, "On 1 of 1 statement you gave the typical answer."),
        ({"c3a1t1": 1, "c1a1t1": None}, ""),
        ({}, ""),
    ],
)
def test_what_is_withheld_is_not_compared(answers, said):
    assert own.summary(ROUND, answers) == said


def test_between_two_labels_both_are_typical():
    halved = result(FRAMEWORK, Answers((0, 0, 6, 6, 0)))
    assert halved.themes[0].median == 3.5
    for mine, alike in ((2, 0), (3, 1), (4, 1), (5, 0)):
        assert own.summary(halved, {"c1a1t1": mine}).startswith(f"On {alike} of 1")
