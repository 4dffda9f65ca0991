"""What is said of those who did not answer, and of the spread between groups."""

from dataclasses import replace

import pytest

from pet import language
from pet.analysis.kinds import Pattern
from pet.analysis.options import Breakdown
from pet.analysis.result_groups import Between, BreakdownResult
from pet.words import reading, uncertainty
from tests.support import invented

THEME = invented.theme(agreement=0.7, interval=(0.62, 0.78))
TERM = "Had everybody answered"
MISSING = {"respondents": 13, "invited": 20}


def result(*themes, **fields):
    return invented.result(themes or (THEME,), **{**MISSING, **fields})


def _points(made):
    return reading.points(made, invented.framework())


def breakdown(of, shares):
    between = tuple(Between(theme=name, groups=3, eta_squared=share) for name, share in shares.items())
    return BreakdownResult(breakdown=of, groups=3, shown=3, rest=0, withheld=None, between=between)


def test_the_sentence_says_what_is_and_what_would_most_likely_be():
    assert uncertainty.sentence(THEME, result()) == (
        "Agreement: 70%. Had everybody answered: most likely 62% to 78%."
    )


def test_two_ends_that_read_the_same_are_one():
    theme = replace(THEME, interval=(0.698, 0.703))
    assert uncertainty.sentence(theme, result()) == (
        "Agreement: 70%. Had everybody answered: most likely around 70%."
    )
    assert uncertainty.interval(theme) == "70%"
    assert uncertainty.interval(THEME) == "62% to 78%"


@pytest.mark.parametrize(
    ("theme", "fields"),
    [
        ({"interval": None}, {}),
        ({"agreement": None}, {}),
        ({"pattern": Pattern.UNSURE}, {}),
        ({}, {"invited": 13}),
        ({}, {"invited": None}),
    ],
)
def test_nothing_is_supposed_where_nothing_is_known_or_nobody_is_missing(theme, fields):
    supposed = replace(THEME, **theme)
    assert uncertainty.sentence(supposed, result(**fields)) == ""
    assert uncertainty.explained(result(supposed, **fields)) == ""
    assert [term for term, _said in _points(result(supposed, **fields)) if term == TERM] == []


def test_what_is_taken_for_granted_is_said_once_and_not_at_each_theme():
    made = result(THEME, replace(THEME, id="t2"), invented.theme("t3"))
    assert [said for term, said in _points(made) if term == TERM] == [
        (
            "Not everybody who was asked has answered. Agreement on a theme is given from 0% (half at one end of the "
            "scale, half at the other) to 100% (the same answer from everybody), and beside it where it would most likely "
            "lie, in nine of ten cases, had all of them answered. This takes for granted that staying away had nothing to "
            "do with what people think, which nobody knows."
        )
    ]


def test_the_table_holds_the_themes_with_an_interval_if_anybody_is_missing():
    known, unknown = THEME, invented.theme("t2")
    assert uncertainty.uncertain(result(known, unknown)) == (known,)
    assert uncertainty.uncertain(result(known, unknown, invited=13)) == ()
    assert [uncertainty.interval(unknown), uncertainty.agreement(replace(unknown, agreement=None))] == [
        "–",
        "–",
    ]
    assert "13 of 20 people answered" in uncertainty.supposed(result())


def test_themes_are_listed_from_a_twentieth_in_the_order_of_the_framework():
    themes = [invented.theme(f"t{number}") for number in range(1, 5)]
    made = result(
        *themes,
        breakdowns=(
            breakdown(Breakdown.PARTNER, {"t1": 0.0, "t3": 0.31, "t4": 0.049}),
            breakdown(Breakdown.ROLE, {"t2": 0.05}),
            breakdown(Breakdown.LEADS, {}),
        ),
    )
    assert [theme.id for theme in uncertainty.differing(made)] == ["t2", "t3"]
    assert uncertainty.compared(made) == (Breakdown.PARTNER, Breakdown.ROLE)
    shares = [uncertainty.share_between(made, of, "t3") for of in (Breakdown.PARTNER, Breakdown.ROLE)]
    assert shares == ["31%", "–"]
    assert uncertainty.differing(result(*themes)) == ()


def test_no_sentence_passes_the_translators_by():
    made = result(THEME, breakdowns=(breakdown(Breakdown.PARTNER, {"t1": 0.3}),))
    with language.use(language.PSEUDO):
        said = [
            uncertainty.sentence(THEME, made),
            uncertainty.sentence(replace(THEME, interval=(0.7, 0.7)), made),
            uncertainty.explained(made),
            uncertainty.supposed(made),
            uncertainty.spread(),
            *map(uncertainty.between, Breakdown),
        ]
    assert [text for text in said if not (text.startswith("⟦") and text.endswith("⟧"))] == []
