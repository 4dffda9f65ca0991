"""Charts where every partner counts the same: per cent without head counts."""

import pytest

from pet.analysis.evaluate import evaluate
from pet.analysis.options import Breakdown, Mode, Options, Weighting
from pet.charts import build
from pet.charts.draw import figure
from tests.support.rounds import DK, framework, ratings

FRAMEWORK = framework(3)
PEOPLE = [("A", None, [5, 4, 5])] * 30 + [("B", None, [1, 4, 4])] * 10 + [("C", None, [1, 5, DK])] * 10
ROUND = evaluate(ratings(PEOPLE, 3), options=Options(weighting=Weighting.PARTNERS))


@pytest.mark.parametrize("asked", [None, False, True])
def test_bars_are_per_cent_of_the_weighted_answers(asked):
    (row,) = build.bars(ROUND, FRAMEWORK, ["t1"], per_cent=asked).rows
    assert row.shares == pytest.approx((2 / 3, 0, 0, 0, 1 / 3))
    assert (row.numbers, row.answers, row.people) == (("67", "0", "0", "0", "33"), "50", "50 answers")


def test_the_legend_says_that_numbers_are_per_cent():
    made = build.bars(ROUND, FRAMEWORK, ["t1", "t3"])
    assert made.unit == "per cent"
    assert made.rows[1].dont_know.label == "20%"
    assert made.table.header[1:6] == tuple(f"Point {n} (%)" for n in range(1, 6))
    assert figure(made, width=480) is not None


def test_a_group_has_no_bar_beside_everybody_it_counts_otherwise_in():
    assert build.group_bars(ROUND, FRAMEWORK, "t1", Breakdown.PARTNER, "A") is None
    by_people = evaluate(ratings(PEOPLE, 3), options=Options())
    assert build.group_bars(by_people, FRAMEWORK, "t1", Breakdown.PARTNER, "A") is not None


def test_no_dot_stands_for_a_person():
    few = PEOPLE[:12] + PEOPLE[30:42]
    for weighting, dotted in ((Weighting.PEOPLE, True), (Weighting.PARTNERS, False)):
        result = evaluate(ratings(few, 3), options=Options(mode=Mode.OPEN, weighting=weighting))
        made = build.theme_strip(result, FRAMEWORK, ["t1"])
        assert (made.rows[0].answers is not None) == dotted
