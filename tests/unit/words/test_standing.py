"""Where a component or an area stands, by equality."""

import pytest

from pet.analysis.kinds import Detail, Level, Withheld
from pet.analysis.options import Mode
from pet.words import standing
from tests.support import invented

FRAMEWORK = invented.framework()
SUMMARY = {"agreement": None, "band": None, "score": None}


def _area(*agreements, **fields):
    """The first area, of two themes, with the agreement of each."""
    themes = [invented.theme(f"t{n}", agreement=value) for n, value in enumerate(agreements, 1)]
    made = {"lowest_theme": "t2", "themes_used": 2, "themes_total": 2, **fields}
    return invented.composite("a11", **made), FRAMEWORK, invented.result(themes)


@pytest.mark.parametrize(
    ("typical", "place"),
    [
        (1.0, "near “Strongly disagree” (1.0)"),
        (3.75, "near “Agree” (3.8)"),
        (3.74, "between “In between” and “Agree” (3.7)"),
        (3.26, "between “In between” and “Agree” (3.3)"),
        (3.25, "near “In between” (3.3)"),
        (5.0, "near “Strongly agree” (5.0)"),
        (4.5, "between “Agree” and “Strongly agree” (4.5)"),
    ],
)
def test_an_area_is_placed_by_the_words_of_the_scale(typical, place):
    said = standing.of_area(*_area(0.7, 0.7, typical=typical))
    assert said == f"The typical answer lies {place}. Answers are mixed."


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (Level.HIGH, "Answers lie close together, least so on the topic number 2."),
        (Level.MEDIUM, "Answers are mixed; they lie furthest apart on the topic number 2."),
        (Level.LOW, "Answers lie far apart, furthest on the topic number 2."),
    ],
)
def test_the_theme_that_lies_furthest_apart_is_named(level, expected):
    said = standing.of_area(*_area(0.8, 0.6, agreement_level=level))
    assert said == f"The typical answer lies near “Agree” (3.9). {expected}"


@pytest.mark.parametrize(
    ("agreements", "fields"),
    [
        ((0.604, 0.6), {}),
        ((0.8, 0.6), {"lowest_theme": None}),
        ((0.8,), {"themes_used": 1, "themes_total": 1}),
    ],
    ids=["as good as alike", "not known", "the only one"],
)
def test_no_theme_is_named_where_none_stands_out(agreements, fields):
    said = standing.of_area(*_area(*agreements, **fields))
    assert said == "The typical answer lies near “Agree” (3.9). Answers are mixed."


def test_where_only_a_summary_is_shown_an_area_gets_words_and_no_number():
    themes = [
        invented.summary_theme("t1", agreement_level=Level.HIGH),
        invented.summary_theme("t2", agreement_level=Level.LOW),
    ]
    part = invented.composite("a11", lowest_theme="t2", themes_used=2, themes_total=2, **SUMMARY)
    assert standing.of_area(part, FRAMEWORK, invented.result(themes)) == (
        "The typical answer lies near “Agree”. Answers are mixed; they lie furthest apart on the topic number 2."
    )


def test_themes_that_are_missing_are_counted():
    said = standing.of_area(*_area(0.8, lowest_theme="t1", themes_used=1))
    assert said == (
        "The typical answer lies near “Agree” (3.9). Answers are mixed. "
        "Made from 1 of its 2 themes: too few answered the others."
    )


def test_a_component_keeps_its_number_and_names_the_theme_too():
    themes = [invented.theme(f"t{n}", agreement=value) for n, value in enumerate((0.9, 0.5, 0.7, 0.8), 1)]
    part = invented.composite("c1", lowest_theme="t2")
    assert standing.of(part, FRAMEWORK, invented.result(themes)) == (
        "Typical answer: 3.9 on the scale of 1 to 5. "
        "Answers are mixed; they lie furthest apart on the topic number 2."
    )


@pytest.mark.parametrize("of", [standing.of, standing.of_area])
def test_why_nothing_is_shown(of):
    hidden = {"typical": None, "agreement": None, "agreement_level": None, "themes_used": 0}
    part = invented.composite("c1", **hidden, withheld=Withheld.TOO_FEW)
    assert of(part, FRAMEWORK, invented.result([])) == (
        "Not shown, so that nobody can be recognised: fewer than five people are behind it, or it would let "
        "somebody work out the answers of so few."
    )
    assert of(invented.replace(part, withheld=None), FRAMEWORK, invented.result([])) == ""


def test_one_sheet_has_a_place_and_no_closeness():
    part = invented.composite("a11", agreement=None, agreement_level=None, themes_used=2, themes_total=2)
    result = invented.result([], mode=Mode.OPEN, respondents=1)
    assert standing.of_area(part, FRAMEWORK, result) == "The typical answer lies near “Agree”."


def test_details_are_of_the_themes_of_the_area_only():
    """A theme elsewhere that lies as far apart does not take the name from this one."""
    part, framework, result = _area(0.8, 0.6)
    elsewhere = invented.theme("t3", agreement=0.6, detail=Detail.DISTRIBUTION)
    more = invented.replace(result, themes=(*result.themes, elsewhere))
    assert "furthest apart on the topic number 2" in standing.of_area(part, framework, more)
