"""The two tables of the appendix on who did not answer and where the spread lies."""

import pytest

from pet.analysis.kinds import Detail
from pet.analysis.options import Breakdown
from pet.analysis.result_groups import Between, BreakdownResult
from pet.record.model import Record
from pet.report.flowables import DataTable, SideBySide
from pet.report.sections import uncertainty
from pet.report.sections.book import Book
from tests.support import invented

FRAMEWORK = invented.framework()
THEMES = (
    invented.theme("t1", agreement=0.7, interval=(0.62, 0.78)),
    invented.theme("t2"),
    invented.summary_theme("t3", detail=Detail.SUMMARY),
)


def between(of, **shares):
    found = tuple(Between(theme=name, groups=2, eta_squared=share) for name, share in shares.items())
    return BreakdownResult(breakdown=of, groups=2, shown=2, rest=0, withheld=None, between=found)


def book(themes=THEMES, **fields):
    result = invented.result(themes, **{"respondents": 13, "invited": 20, **fields})
    return Book(Record(framework=FRAMEWORK, computed=result))


def test_both_tables_hold_what_is_known_and_no_more():
    shown = book(breakdowns=(between(Breakdown.PARTNER, t1=0.01, t2=0.31), between(Breakdown.ROLE, t1=0.02)))
    assert uncertainty.supposed_rows(shown) == [["1.1a Theme 1", "70%", "62% to 78%"]]
    assert uncertainty.spread_rows(shown) == [["1.1b Theme 2", "31%", "–"]]
    assert tables(shown) == 2
    assert len(uncertainty.story(shown)) == 1  # beside each other


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"invited": 13}, 0),
        ({"invited": None}, 0),
        ({"themes": THEMES[1:]}, 0),
        ({}, 1),
        ({"invited": 13, "breakdowns": (between(Breakdown.PARTNER, t1=0.04),)}, 0),
        ({"invited": 13, "breakdowns": (between(Breakdown.PARTNER, t1=0.06),)}, 1),
    ],
)
def test_there_is_no_table_without_anything_in_it(fields, expected):
    story = uncertainty.story(book(**fields))
    assert tables(book(**fields)) == expected
    assert len(story) == 2 * expected


def tables(shown):
    """How many, also of those beside each other."""
    columns = [
        child
        for one in uncertainty.story(shown)
        for child in ([*one.left.children, *one.right.children] if isinstance(one, SideBySide) else [one])
    ]
    return sum(isinstance(one, DataTable) for one in columns)
