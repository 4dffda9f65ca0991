"""What the bars, the theme strip and the map say."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pet.analysis.kinds import Withheld
from pet.analysis.options import Breakdown, Thresholds
from pet.charts import build
from pet.charts.build.segments import Unit, lengths, numbers
from pet.charts.draw import figure
from pet.charts.spec.bars import BarRow, DontKnow, Kind
from pet.charts.spec.quadrant import Dot
from tests.support.charts import texts
from tests.support.results import (
    CHALLENGE,
    MIDDLE,
    STRENGTH,
    TWO_CAMPS,
    Answers,
    framework,
    open_round,
    result,
)

FRAMEWORK = framework(components=2, areas=1, themes=2)
ROUND = result(
    FRAMEWORK,
    Answers(TWO_CAMPS, 2),
    on={"c1a1t2": Answers(STRENGTH), "c2a1t1": Answers(CHALLENGE, 1), "c2a1t2": Answers(MIDDLE, 25)},
)
ROLES = {"head": Answers((1, 2, 2, 4, 3), 1), "teacher": Answers((6, 5, 2, 1, 1), 3)}


def test_a_bar_has_every_answer_and_dont_know_beside_it():
    made = build.bars(ROUND, FRAMEWORK, ["c1a1t1"])
    assert made.rows == (
        BarRow(
            label="Purpose and ambition: theme 1",
            kind=Kind.POINTS,
            shares=(7 / 41, 8 / 41, 3 / 41, 14 / 41, 9 / 41),
            numbers=("7", "8", "3", "14", "9"),
            word="far apart",
            people="41 answers",
            answers="41",
            dont_know=DontKnow(people=2, share=2 / 43, label="2"),
        ),
    )
    assert (made.labelled, made.legend, made.typical, made.unit) == (False, True, "typical answer", "")
    assert made.finding == "Two camps on purpose and ambition, theme 1"
    assert made.description == (
        "Two camps on purpose and ambition, theme 1. The numbers are answers. Purpose and ambition: theme 1: "
        "Strongly disagree 7, Disagree 8, In between 3, Agree 14, and Strongly agree 9; don’t know 2; "
        "41 answers, far apart."
    )


def test_the_table_holds_the_numbers_of_the_bars():
    made = build.bars(ROUND, FRAMEWORK, ["c2a1t2", "c1a1t2"])
    assert made.table.header == (
        "Theme",
        "Strongly disagree",
        "Disagree",
        "In between",
        "Agree",
        "Strongly agree",
        "Don’t know",
        "Answers",
        "How close together",
    )
    assert made.table.rows == (
        ("Relationships and trust: theme 2", "2", "5", "20", "9", "3", "25", "39", "mixed"),
        ("Purpose and ambition: theme 2", "0", "0", "3", "24", "16", "0", "43", "close"),
    )
    assert [row.dont_know for row in made.rows] == [
        DontKnow(people=None, share=25 / 64, label="25"),
        DontKnow(people=0, share=0.0, label="0"),
    ]
    assert made.finding == "On 1 of 2 themes the answers lie close together"
    assert made.labelled


def test_themes_that_the_result_does_not_hold_are_left_out():
    assert build.bars(ROUND, FRAMEWORK, ["nothing"]) is None
    made = build.bars(ROUND, FRAMEWORK, ["nothing", "c1a1t1"], legend=False)
    assert (made.name, made.legend) == ("bars-c1a1t1", False)


def test_names_tell_charts_apart():
    one, other, turned = (
        build.bars(ROUND, FRAMEWORK, ids).name
        for ids in (["c1a1t1", "c1a1t2"], ["c1a1t1", "c2a1t1"], ["c1a1t2", "c1a1t1"])
    )
    assert len({one, other, turned}) == 3


def test_many_answers_are_per_cent():
    whole = result(FRAMEWORK, Answers((1, 102, 300, 800, 797), 90))
    made = build.bars(whole, FRAMEWORK, ["c1a1t1"])
    assert made.rows[0].numbers == ("<1", "5", "15", "40", "40")
    assert made.rows[0].people == "2,000 answers"
    assert made.rows[0].dont_know == DontKnow(people=None, share=90 / 2090, label="4%")
    assert made.unit == "per cent"
    assert made.reading.endswith("The numbers are per cent of the answers.")
    assert made.table.header[1] == "Strongly disagree (%)"


def test_a_summary_has_no_bar():
    made = build.bars(result(FRAMEWORK, Answers((0, 1, 1, 3, 2), 1)), FRAMEWORK, ["c1a1t1"])
    assert made.rows == (
        BarRow(
            label="Purpose and ambition: theme 1",
            kind=Kind.SUMMARY,
            median=4.0,
            median_word="“Agree”",
            word="mixed",
            people="7 answers",
            answers="7",
        ),
    )
    assert made.table.header == ("Theme", "Typical answer", "Don’t know", "Answers", "How close together")
    assert made.table.rows == (("Purpose and ambition: theme 1", "“Agree”", "–", "7", "mixed"),)


def test_a_small_partnership_has_three_parts():
    whole = result(FRAMEWORK, Answers((1, 1, 1, 2, 2)), small_partnership=True)
    made = build.bars(whole, FRAMEWORK, ["c1a1t1"])
    row = made.rows[0]
    assert (row.kind, row.shares, row.numbers) == (Kind.BINS, (2 / 7, 1 / 7, 4 / 7), ("2", "1", "4"))
    assert made.table.header[:4] == ("Theme", "Below the middle", "In the middle", "Above the middle")


def test_a_withheld_theme_says_so_and_no_more():
    hidden = replace(
        ROUND.themes[0],
        valid=None,
        dont_know=None,
        dont_know_share=None,
        counts=None,
        median=None,
        interpolated_median=None,
        quartiles=None,
        score=None,
        mean=None,
        agreement=None,
        agreement_level=None,
        withheld=Withheld.TOO_FEW,
    )
    whole = replace(ROUND, themes=(hidden, *ROUND.themes[1:]))
    made = build.bars(whole, FRAMEWORK, ["c1a1t1", "c1a1t2"])
    assert made.rows[0] == BarRow(label="Purpose and ambition: theme 1", kind=Kind.NOTHING, word="not shown")
    assert made.table.rows[0] == ("Purpose and ambition: theme 1", *["–"] * 7, "not shown")
    strip = build.theme_strip(whole, FRAMEWORK, ["c1a1t1", "c1a1t2"])
    assert (strip.rows[0].typical, strip.rows[0].band, strip.rows[0].answers) == (None, None, None)
    assert strip.table.rows[0] == ("Purpose and ambition: theme 1", "–", "–", "not shown")
    assert "1.1a" not in {dot.number for dot in build.quadrant(whole, FRAMEWORK).dots}


def test_a_group_stands_above_all_others_in_steps_of_five_per_cent():
    whole = result(FRAMEWORK, ROLES, roles=True)
    made = build.group_bars(whole, FRAMEWORK, "c1a1t1", Breakdown.ROLE, "head")
    assert [(row.label, row.numbers, row.people) for row in made.rows] == [
        ("Headteachers", ("10", "15", "15", "35", "25"), "12 answers"),
        ("All others", ("40", "35", "15", "5", "5"), "15 answers"),
    ]
    assert [row.dont_know.label for row in made.rows] == ["10%", "15%"]
    assert [row.shares for row in made.rows] == [(0.1, 0.15, 0.15, 0.35, 0.25), (0.4, 0.35, 0.15, 0.05, 0.05)]
    assert made.unit == "per cent, in steps of five"
    assert made.reading.endswith("in steps of five, so they may not add up to 100.")
    assert [row[-2] for row in made.table.rows] == ["12", "15"]
    assert made.finding == "Headteachers and others see purpose and ambition, theme 1 differently"


def test_groups_without_a_gap_are_compared_and_no_more():
    whole = result(FRAMEWORK, {"head": ROLES["head"], "teacher": ROLES["head"]}, roles=True)
    made = build.group_bars(whole, FRAMEWORK, "c1a1t1", Breakdown.ROLE, "head")
    assert made.finding == "Headteachers and others on purpose and ambition, theme 1"


@pytest.mark.parametrize(
    "others",
    [Answers((2, 2, 2, 2, 1)), Answers((0, 0, 3, 0, 0))],
)
def test_without_a_distribution_on_both_sides_there_is_no_comparison(others):
    whole = result(FRAMEWORK, {"head": ROLES["head"], "teacher": others}, roles=True)
    for group in ("head", "teacher", "nobody"):
        assert build.group_bars(whole, FRAMEWORK, "c1a1t1", Breakdown.ROLE, group) is None


def test_the_others_too_must_be_enough_for_a_distribution():
    whole = result(FRAMEWORK, ROLES, roles=True)
    stricter = replace(whole, thresholds=Thresholds(distribution_from=16))
    assert build.group_bars(stricter, FRAMEWORK, "c1a1t1", Breakdown.ROLE, "head") is None
    just = replace(whole, thresholds=Thresholds(distribution_from=15))
    assert build.group_bars(just, FRAMEWORK, "c1a1t1", Breakdown.ROLE, "head") is not None


@given(st.lists(st.integers(0, 60), min_size=3, max_size=7).filter(any))
def test_steps_of_five_are_the_nearest_and_all_that_a_bar_shows(counts):
    written = [int(number) for number in numbers(counts, Unit.FIVES)]
    exact = [100 * share for share in lengths(counts, Unit.PER_CENT)]
    assert all(number % 5 == 0 for number in written)
    assert all(abs(a - b) <= 2.5 + 1e-9 for a, b in zip(written, exact, strict=True))
    assert all(
        written[a] == written[b] for a in range(len(counts)) for b in range(a) if counts[a] == counts[b]
    )
    total = sum(written)
    assert lengths(counts, Unit.FIVES) == pytest.approx([number / total for number in written])


def test_equal_counts_read_the_same_even_if_the_sum_is_not_a_hundred():
    assert numbers((4, 4, 4, 3, 3), Unit.FIVES) == ("20", "20", "20", "15", "15")
    assert lengths((4, 4, 4, 3, 3), Unit.FIVES) == pytest.approx([4 / 18, 4 / 18, 4 / 18, 3 / 18, 3 / 18])
    assert numbers((1, 39, 0), Unit.FIVES) == ("5", "100", "0")


@pytest.mark.parametrize(("count", "dots"), [(5, (5, 5, 5, 5, 5)), (7, None)])
def test_few_answers_are_dots(count, dots):
    whole = result(FRAMEWORK, Answers((count,) * 5))
    made = build.theme_strip(whole, FRAMEWORK, ["c1a1t1"])
    assert made.rows[0].answers == dots
    assert made.reading.endswith("Small dots: one for each answer.") is (dots is not None)


def test_themes_stand_in_the_order_asked_for():
    ids = ["c2a1t1", "c1a1t1", "c2a1t2"]
    labels = [row.label for row in build.theme_strip(ROUND, FRAMEWORK, ids).rows]
    assert labels == [row.label for row in build.bars(ROUND, FRAMEWORK, ids).rows]
    assert labels[0] == "Relationships and trust: theme 1"


def test_the_map_has_a_numbered_dot_per_theme_and_fills_the_agenda():
    made = build.quadrant(ROUND, FRAMEWORK)
    chosen = {item.theme for item in ROUND.agenda}
    assert made.dots == tuple(
        Dot(
            theme=theme.id,
            number=FRAMEWORK.numbers[theme.id],
            label=FRAMEWORK.theme(theme.id).title.to("en"),
            strength=theme.score,
            agreement=theme.agreement,
            chosen=theme.id in chosen,
        )
        for theme in ROUND.themes
    )
    assert made.cut == pytest.approx(0.583, abs=0.001)
    assert made.finding == "On 1 of 4 themes the answers lie far apart"
    assert made.table.rows[0] == ("1.1a", "Purpose and ambition: theme 1", "3.2", "0.40", "far apart")
    assert (
        "1.1a Purpose and ambition: theme 1: average answer 3.2, agreement 0.40, far apart."
        in made.description
    )


def test_the_map_counts_among_its_own_themes_where_others_are_not_on_it():
    themes = (*ROUND.themes[:3], replace(ROUND.themes[3], score=None))
    made = build.quadrant(replace(ROUND, themes=themes), FRAMEWORK)
    assert made.finding.endswith(" of the 3 themes on the map the answers lie far apart")
    assert made.description.startswith(made.finding)


def test_the_map_says_its_directions_in_words():
    made = build.quadrant(ROUND, FRAMEWORK)
    assert (made.across, made.up) == (
        ("lower answers", "higher answers"),
        ("answers far apart", "answers close together"),
    )
    said = [text for text, _box in texts(figure(made, width=430))]
    numbers_of = {dot.number for dot in made.dots}
    assert [text for text in said if re.search(r"\d", text) and text not in numbers_of] == []
    assert "100" not in made.reading + made.description + " ".join(made.table.header)


def test_the_map_names_the_themes_that_are_plotted():
    hidden = replace(ROUND.themes[0], score=None, mean=None, agreement=None, agreement_level=None)
    made = build.quadrant(replace(ROUND, themes=(hidden, *ROUND.themes[1:])), FRAMEWORK)
    assert [dot.theme for dot in made.dots] == ["c1a1t2", "c2a1t1", "c2a1t2"]


def test_the_sentence_of_a_section_heads_its_bars():
    ids = ["c1a1t1", "c1a1t2"]
    made = build.bars(ROUND, FRAMEWORK, ids, finding="We differ on two things")
    assert made.finding == "We differ on two things"
    assert made.description.startswith("We differ on two things. The numbers are answers. ")


ONE_SHEET = open_round(FRAMEWORK, ("Ashgrove",))


def test_what_is_not_defined_for_one_answer_is_left_out():
    made = build.bars(ONE_SHEET, FRAMEWORK, ["c1a1t1", "c1a1t2"])
    assert made.description == (
        "The answers to 2 themes. The numbers are answers. "
        "Purpose and ambition: theme 1: Strongly disagree 1, Disagree 0, In between 0, Agree 0, "
        "and Strongly agree 0; don’t know 0; 1 answer. "
        "Purpose and ambition: theme 2: Strongly disagree 1, Disagree 0, In between 0, Agree 0, "
        "and Strongly agree 0; don’t know 0; 1 answer."
    )
    strip = build.theme_strip(ONE_SHEET, FRAMEWORK, ["c1a1t1"])
    assert strip.description.endswith("Purpose and ambition: theme 1: 1.0, middle half 0.8 to 1.3.")


@pytest.mark.parametrize("points", [4, 6])
def test_a_scale_without_a_middle_point_has_two_parts(points):
    of = framework(points, components=1, themes=1)
    counts = (2, *[0] * (points - 3), 1, 4)
    made = build.bars(result(of, Answers(counts), small_partnership=True), of, ["c1a1t1"])
    row = made.rows[0]
    assert (row.kind, row.shares, row.numbers) == (Kind.BINS, (2 / 7, 5 / 7), ("2", "5"))
    assert made.bins == ("Below the middle", "Above the middle")
    assert made.table.header[:3] == ("Theme", "Below the middle", "Above the middle")
    assert made.table.rows[0][1:3] == ("2", "5")
    said = [text for text, _box in texts(figure(made, width=430))]
    assert [text for text in said if "middle" in text] == ["Below the middle", "Above the middle"]
