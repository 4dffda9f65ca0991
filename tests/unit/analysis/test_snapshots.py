"""R6: a result may follow another of the same round only if nobody is told by the difference."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pet.analysis.evaluate import evaluate
from pet.analysis.options import Breakdown, Mode, Options
from pet.analysis.ratings import Grouping, NoRating, Ratings
from pet.analysis.snapshots import (
    TOTAL,
    as_document,
    changed,
    distributions_only,
    from_document,
    may_publish,
    shows_the_same,
    snapshot,
)
from tests.support import invented

CASES = [
    case
    for case in json.loads((Path(__file__).parents[2] / "vectors" / "disclosure-cases.json").read_text())
    if case["rule"] == "R6 snapshots"
]
FRAMEWORK = invented.framework()


def people(number, *, start=1, version=1):
    return {f"p{place}": version for place in range(start, start + number)}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_design_s_cases(case):
    def read(given):
        return {name: group["people_versions"] for name, group in given.items()}

    earlier = [read(one) for one in case["input"]["published_before"]]
    found = may_publish(earlier, read(case["input"]["candidate"]), case["params"]["k"])
    assert found is case["expected"]["publish"]


def test_there_are_cases():
    assert len(CASES) == 3


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        (people(9), people(9), True),
        (people(9), people(13), False),
        (people(9), people(14), True),
        (people(9), people(4), True),
        (people(9), people(8), False),
        (people(9), {**people(9), **people(5, version=2)}, True),
        (people(9), {**people(9), **people(4, version=2)}, False),
        (people(9), people(9, start=4), True),  # three gone and three new are six
        (people(9), people(9, start=3), False),
    ],
)
def test_nobody_or_enough_have_changed(before, after, allowed):
    assert may_publish([{TOTAL: before}], {TOTAL: after}, 5) is allowed
    assert may_publish([{TOTAL: after}], {TOTAL: before}, 5) is allowed


def test_without_an_earlier_one_anything_may_be_published():
    assert may_publish([], {TOTAL: people(1)}, 5)


def test_a_group_that_only_one_of_them_shows_is_counted_whole():
    total = people(20)
    assert may_publish([{TOTAL: total}], {TOTAL: total, "A": people(6)}, 5)
    assert not may_publish([{TOTAL: total, "A": people(4)}], {TOTAL: total}, 5)


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 3)),
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 3)),
)
def test_changed_counts_each_person_once(before, after):
    assert changed(before, after) == changed(after, before) <= len(before.keys() | after.keys())
    assert (changed(before, after) == 0) is (before == after)


def rated(schools, roles, values=None):
    """One respondent for each letter of the school and of the role; everybody answers 4 unless said otherwise."""
    names, kinds = sorted(set(schools)), [role.id for role in FRAMEWORK.roles]
    rows = [[4] * len(FRAMEWORK.themes) for _ in schools] if values is None else values
    return Ratings(
        FRAMEWORK,
        rows,
        partners=Grouping(tuple(names), [names.index(one) for one in schools]),
        roles=Grouping(tuple(kinds), [int(one) for one in roles], tuple(kinds)),
    )


def sizes(found):
    """How many are in each group that is shown."""
    return {name: len(who) for name, who in found.items() if not name.startswith("cell")}


def taken(ratings):
    result = evaluate(ratings, (), Options(mode=Mode.CONFIDENTIAL))
    return result, snapshot(result, ratings, people(ratings.respondents))


def test_a_snapshot_has_everybody_each_group_shown_and_their_cells():
    ratings = rated("A" * 8 + "B" * 7 + "CCDD", "0" * 19)
    result, found = taken(ratings)
    assert [group.name for group in result.groups[Breakdown.PARTNER] if group.shown] == ["A"]
    shown = {name: len(who) for name, who in found.items() if not name.startswith("cell")}
    assert shown == {"total": 19, "partner: A": 8, "role: head": 19}
    assert sorted(len(who) for name, who in found.items() if name.startswith("cell")) == [8, 11]


def test_the_cells_are_the_atoms_of_all_groups():
    ratings = rated("A" * 9 + "B" * 9, "000011111" * 2)
    _result, found = taken(ratings)
    assert {name for name in found if not name.startswith("cell")} == {
        TOTAL,
        *("partner: A", "partner: B", "role: head", "role: teacher", "leads: leads", "leads: members"),
    }
    assert len(found["leads: leads"]) == len(found["role: head"]) == 8
    cells = [set(who) for name, who in found.items() if name.startswith("cell")]
    assert sum(map(len, cells)) == len(set().union(*cells)) == 18
    for who in found.values():
        inside = [cell for cell in cells if cell & set(who)]
        assert set().union(*inside) == set(who)


def test_who_is_of_no_known_group_is_in_no_group():
    """Six of no known partner, and six of no known role, who are no leaders, like the caretakers."""
    rows = [[4] * len(FRAMEWORK.themes)] * 24
    schools = Grouping(("A", "B"), [0] * 9 + [1] * 9 + [-1] * 6)
    kinds = Grouping(("caretaker", "head"), [0] * 9 + [-1] * 6 + [1] * 9, (None, "head"))
    found = taken(Ratings(FRAMEWORK, rows, partners=schools))[1]
    assert sizes(found) == {TOTAL: 24, "partner: A": 9, "partner: B": 9}
    assert sorted(len(who) for name, who in found.items() if name.startswith("cell")) == [6, 9, 9]
    found = taken(Ratings(FRAMEWORK, rows, roles=kinds))[1]
    assert sizes(found) == {
        TOTAL: 24,
        "role: caretaker": 9,
        "role: head": 9,
        "leads: leads": 9,
        "leads: members": 15,
    }


def test_without_groups_there_is_one_cell():
    found = taken(Ratings(FRAMEWORK, [[4] * len(FRAMEWORK.themes)] * 9))[1]
    assert sizes(found) == {TOTAL: 9}
    assert [len(who) for who in found.values()] == [9, 9]


def test_a_cell_is_no_group_that_is_shown():
    """Two schools of other sizes have other cells; what is shown is the same."""
    one, other = (
        {TOTAL: people(12), "partner: A": people(6), name: people(3)} for name in ("cell: a", "cell: b")
    )
    assert shows_the_same(one, other)
    assert not shows_the_same(one, {TOTAL: people(12), "cell: a": people(3)})


def test_it_holds_nothing_of_what_was_answered():
    low, high = ([[value] * len(FRAMEWORK.themes) for _ in range(18)] for value in (1, 5))
    schools, roles = "A" * 9 + "B" * 9, "0" * 18
    assert taken(rated(schools, roles, low))[1] == taken(rated(schools, roles, high))[1]


def test_a_document_comes_back_as_it_was():
    _result, found = taken(rated("A" * 9 + "B" * 9, "000011111" * 2))
    document = json.loads(json.dumps(as_document(found)))
    assert from_document(document) == found


def test_a_rest_that_one_joins_is_seen_in_its_cell():
    """A grows by five and the whole by six: what is not shown has grown by one."""
    before = taken(rated("A" * 9 + "BBBCCC", "0" * 15))[1]
    after = taken(rated("A" * 9 + "BBBCCC" + "A" * 5 + "B", "0" * 21))[1]
    assert shows_the_same(before, after)
    assert [changed(before[name], after[name]) for name in (TOTAL, "partner: A")] == [6, 5]
    assert not may_publish([before], after, 5)
    whole = taken(rated("A" * 9 + "BBBCCC" + "A" * 5, "0" * 20))[1]
    assert may_publish([before], whole, 5)


def test_other_groups_that_are_shown_are_noticed():
    before = taken(rated("A" * 9 + "B" * 9, "0" * 18))[1]
    after = taken(rated("A" * 9 + "BBBCCC", "0" * 15))[1]
    assert not shows_the_same(before, after)


def test_distributions_only_has_the_distributions_and_nothing_else():
    values = [[row % 5 + 1] * len(FRAMEWORK.themes) for row in range(18)]
    values[0] = [NoRating.DONT_KNOW] * len(FRAMEWORK.themes)
    ratings = rated("A" * 9 + "B" * 9, "000011111" * 2, values)
    result, _found = taken(ratings)
    again = distributions_only(result, FRAMEWORK)
    assert (again.partners, again.roles, again.persons) == (None, None, None)
    assert again.respondents == 18
    for column in range(len(FRAMEWORK.themes)):
        there = sorted(value for value in ratings.values[:, column].tolist() if value > 0)
        assert sorted(value for value in again.values[:, column].tolist() if value > 0) == there


def test_what_a_result_shows_in_words_alone_stays_unknown():
    ratings = rated("A" * 7, "0" * 7)
    result, _found = taken(ratings)
    assert set(distributions_only(result, FRAMEWORK).values.ravel().tolist()) == {int(NoRating.NOT_ASKED)}


def test_of_a_result_that_is_withheld_nothing_is_laid_down():
    result, _found = taken(rated("A" * 3, "0" * 3))
    assert result.withheld is not None
    again = distributions_only(result, FRAMEWORK)
    assert (again.respondents, set(again.values.ravel().tolist())) == (3, {int(NoRating.NOT_ASKED)})
