"""Two breakdowns at once (R5), leaders made of roles, and how many were asked: each rule by itself, by head counts."""

import numpy as np
import pytest

from pet.analysis.crossing import LEADS, MEMBERS, beside, leads, numbers_asked_told, plane, published
from pet.analysis.kinds import Withheld
from pet.analysis.options import Breakdown, Mode, Options
from pet.analysis.tally import count
from pet.analysis.visibility import Depth, Groups, alone
from tests.support.rounds import BLANK, DK, NOT_ASKED, ROLES, ratings

K5 = Options()
KNOWN = {**ROLES, "clerk": False, "aide": False}
PARTNER_FIRST = Options(first_comparison=Breakdown.PARTNER)


def sorted_people(cells):
    """People by partner and role: `{("A", "head"): 3}` with everybody at 4, or rows in the place of a number."""
    return [
        (partner, role, row)
        for (partner, role), rows in cells.items()
        for row in (rows if isinstance(rows, list) else [[4]] * rows)
    ]


class Crossed:
    """Partners and roles of a round, counted, and each seen by itself."""

    def __init__(self, cells, options=K5):
        people = ratings(sorted_people(cells), roles=KNOWN)
        counted = count(people)
        self.options = options
        self.partner = groups(Breakdown.PARTNER, people.partners, counted.tally, counted.partner)
        self.role = groups(Breakdown.ROLE, people.roles, counted.tally, counted.role)
        self.plane = plane(counted, len(self.partner.names), len(self.role.names))

    def alone(self):
        return alone(self.partner, self.options), alone(self.role, self.options)

    def beside(self):
        return beside(*self.alone(), self.plane, self.options)

    def leads(self):
        leading = np.array([KNOWN[role] for role in self.role.names])
        return leads(self.role, self.alone()[1], leading)


def groups(breakdown, grouping, tally, index):
    ids = grouping.role_ids or (None,) * len(grouping.names)
    return Groups(breakdown, grouping.names, ids, tally.grouped(index, len(grouping.names)))


def test_the_plane_has_everybody_once_the_unknown_last():
    crossed = Crossed(
        {("A", "head"): [[4], [DK], [BLANK]], ("B", "teacher"): 2, (None, "head"): 4, ("A", None): 1}
    ).plane
    assert crossed.people.tolist() == [[3, 0, 1], [0, 2, 0], [4, 0, 0]]
    assert crossed.depths[Depth.BASE, :, :, 0].tolist() == [[2, 0, 1], [0, 2, 0], [4, 0, 0]]
    assert crossed.depths[Depth.SUMMARY, :, :, 0].tolist() == [[1, 0, 1], [0, 2, 0], [4, 0, 0]]
    assert crossed.depths[Depth.FULL].tolist() == crossed.depths[Depth.SUMMARY].tolist()


@pytest.mark.parametrize(
    ("seen", "people", "expected"),
    [
        ([True, False, True], [3, 0, 4, 0], [[0], [2]]),
        ([True, False], [3, 1, 0], [[0], [1]]),
        ([True, False], [3, 2, 1], [[0], [1, 2]]),
        ([True, True], [3, 2, 1], [[0], [1], [2]]),
        ([False, False], [0, 0, 0], []),
    ],
)
def test_what_is_published_is_each_group_seen_and_the_rest_of_which_anybody_is(seen, people, expected):
    assert published(np.array(seen), np.array(people)) == expected


def one_head_each(schools, teachers, heads_of_z, head=None):
    """Schools with one head and some teachers each, and a school of heads alone."""
    cells = {(name, "head"): [head or [4]] for name in schools[:1]}
    cells |= {(name, "head"): [[4] * len(head or [4])] for name in schools[1:]}
    cells |= {(name, "teacher"): [[4] * len(head or [4])] * teachers for name in schools}
    return cells | {("Z", "head"): [[4] * len(head or [4])] * heads_of_z}


@pytest.mark.parametrize(("options", "withheld"), [(K5, (1, 0)), (PARTNER_FIRST, (0, 1))])
def test_the_breakdown_that_was_not_chosen_gives_way_as_a_whole(options, withheld):
    """Heads less school Z, and the schools less Z, differ by four heads."""
    found = Crossed(one_head_each("ABCD", 6, 6), options).beside()
    assert [one.withheld for one in found] == [
        Withheld.ONE_BREAKDOWN if given else None for given in withheld
    ]
    assert [bool(one.groups.all()) for one in found] == [not given for given in withheld]
    assert [bool(one.depths.any()) for one in found] == [not given for given in withheld]


def test_five_heads_of_five_schools_can_be_told_beside_their_schools():
    partner, role = Crossed(one_head_each("ABCDE", 6, 6)).beside()
    assert (partner.withheld, role.withheld) == (None, None)
    assert partner.groups.all()
    assert partner.depths[Depth.SUMMARY].all()
    assert not partner.crossed.any()


@pytest.mark.parametrize(("options", "second"), [(K5, 0), (PARTNER_FIRST, 1)])
def test_a_theme_gives_way_where_its_answers_would_tell(options, second):
    """On the second theme four of the heads of schools answered, on the third four rated and one does not know."""
    crossed = Crossed(one_head_each("ABCDE", 6, 6, [4, int(BLANK), int(DK)]), options)
    before, found = crossed.alone(), crossed.beside()
    assert found[second].crossed.tolist() == [False, True, True]
    assert found[second].depths[Depth.SUMMARY, :, 0].all()
    assert not found[second].depths[:, :, 1:].any()
    assert found[second].groups.all()
    assert (found[1 - second].depths == before[1 - second].depths).all()


def test_only_the_distributions_give_way_where_only_they_would_tell():
    """Six heads are enough for a summary and too few for a distribution."""
    crossed = Crossed(one_head_each("ABCDEF", 11, 12))
    partner, role = crossed.beside()
    assert crossed.alone()[0].depths[Depth.FULL].all()
    assert not partner.depths[Depth.FULL].any()
    assert partner.depths[Depth.SUMMARY].all()
    assert not partner.crossed.any()
    assert role.depths[Depth.FULL].all()


def test_in_open_rounds_nothing_gives_way():
    partner, role = Crossed(one_head_each("ABCD", 6, 6), Options(mode=Mode.OPEN)).beside()
    assert partner.depths.all()
    assert role.depths.all()


def test_a_breakdown_that_is_withheld_already_leaves_the_other_one_alone():
    crossed = Crossed({("A", "head"): 4, ("B", "teacher"): 4, ("A", "teacher"): 9})
    alone_, found = crossed.alone(), crossed.beside()
    assert [one.withheld for one in found] == [one.withheld for one in alone_]


# Leaders and everybody else


def test_leaders_and_everybody_else_are_joins_of_roles():
    sides, shown = Crossed(
        {("A", "head"): 9, ("A", "deputy"): 6, ("A", "teacher"): 8, ("A", "governor"): 7}
    ).leads()
    assert (sides.breakdown, sides.names, sides.role_ids) == (Breakdown.LEADS, (LEADS, MEMBERS), (None, None))
    assert sides.tally.people.tolist() == [15, 15, 0]
    assert shown.groups.tolist() == [True, True]
    assert shown.depths.all(axis=2)[Depth.SUMMARY].tolist() == [True, True]
    assert shown.withheld is None


def test_hidden_roles_of_one_side_leave_both_sides_shown():
    _, shown = Crossed({("A", "head"): 12, ("A", "teacher"): 3, ("A", "governor"): 8, ("A", None): 4}).leads()
    assert shown.groups.tolist() == [True, True]
    assert shown.depths[Depth.FULL].all()


def test_hidden_roles_across_the_line_hide_both_sides():
    _, shown = Crossed(
        {("A", "head"): 9, ("A", "deputy"): 3, ("A", "teacher"): 9, ("A", "governor"): 2}
    ).leads()
    assert shown.withheld is Withheld.TOO_FEW
    assert not shown.groups.any()
    assert not shown.depths.any()


def test_a_side_with_nobody_on_it_is_not_shown():
    _, shown = Crossed({("A", "teacher"): 9, ("A", "governor"): 8}).leads()
    assert (shown.withheld, shown.groups.tolist()) == (Withheld.TOO_FEW, [False, False])


def test_the_sides_are_seen_as_closely_as_the_roles_they_are_made_of():
    """Deputies rated the second theme too seldom, as did governors; of the third the distributions are too few."""
    blank = int(BLANK)
    _, shown = Crossed(
        {
            ("A", "head"): [[4, 4, 4]] * 12,
            ("A", "deputy"): [[4, 4, 4]] * 3 + [[4, blank, 4]] * 8,
            ("A", "teacher"): [[4, 4, 4]] * 12,
            ("A", "governor"): [[4, 4, 4]] * 2 + [[4, blank, blank]] * 6 + [[4, blank, 4]] * 3,
        }
    ).leads()
    assert shown.groups.tolist() == [True, True]
    assert shown.depths[Depth.FULL, 0].tolist() == [True, False, False]
    assert shown.depths[Depth.SUMMARY, 0].tolist() == [True, False, True]
    assert shown.depths[Depth.BASE, 0].tolist() == [True, False, True]
    assert (shown.depths[:, 0] == shown.depths[:, 1]).all()


# How many were asked


def asked_of(p_teachers, some=4):
    """Nine heads are shown; deputies and teachers are hidden together; the second theme is put to some of these."""
    return {
        ("P", "deputy"): [[4, some]] * 4,
        ("P", "governor"): [[4, some]] * 4,
        ("P", "teacher"): [[4, int(NOT_ASKED)]] * p_teachers,
        ("Q", "head"): [[4, 4]] * 9,
        ("Q", "teacher"): [[4, int(NOT_ASKED)]] * (4 - p_teachers),
        ("Q", "clerk"): [[4, int(NOT_ASKED)]] * 3,
    }


def told(crossed, *, beside_partners):
    partner, role = crossed.alone()
    more = (partner, crossed.plane) if beside_partners else ()
    return numbers_asked_told(crossed.role, role, 5, *more).tolist()


def test_how_many_were_asked_is_told_where_both_parts_of_the_hidden_roles_are_enough():
    crossed = Crossed(asked_of(1))
    assert crossed.alone()[1].groups.tolist() == [False, False, False, True, False]
    assert told(crossed, beside_partners=False) == [True, True]


@pytest.mark.parametrize(("p_teachers", "safe"), [(0, True), (1, False), (4, False)])
def test_beside_partners_both_parts_count_as_published_groups(p_teachers, safe):
    """P is those who were asked, and `p_teachers` more."""
    assert told(Crossed(asked_of(p_teachers)), beside_partners=True) == [True, safe]


def test_where_nobody_hidden_or_all_of_them_were_asked_nothing_more_is_told():
    assert told(Crossed(asked_of(1, int(NOT_ASKED))), beside_partners=True) == [True, True]


@pytest.mark.parametrize(("asked", "safe"), [(4, False), (5, True), (7, True), (8, False), (12, True)])
def test_each_part_of_the_hidden_roles_is_nobody_or_enough(asked, safe):
    """Four roles of three hidden people each; one of them may be split by nothing but the tally."""
    hidden = [[4, 4]] * asked + [[4, int(NOT_ASKED)]] * (12 - asked)
    cells = {("A", "head"): [[4, 4]] * 9}
    cells |= {
        ("A", role): hidden[3 * n : 3 * n + 3]
        for n, role in enumerate(("deputy", "teacher", "governor", "clerk"))
    }
    assert told(Crossed(cells), beside_partners=False) == [True, safe]


def test_a_hidden_role_of_one_person_across_the_line_hides_both_sides():
    cells = {("A", "head"): 9, ("A", "deputy"): 1, ("A", "teacher"): 9, ("A", "governor"): 4}
    assert Crossed(cells).leads()[1].withheld is Withheld.TOO_FEW


def test_people_of_no_known_role_are_on_the_side_of_everybody_else():
    cells = {("A", "head"): 9, ("A", "deputy"): 4, ("A", "teacher"): 9, ("A", None): 3}
    assert Crossed(cells).leads()[1].withheld is Withheld.TOO_FEW


def test_in_open_rounds_one_person_is_a_side():
    _, shown = Crossed({("A", "head"): 1, ("A", "teacher"): 1}, Options(mode=Mode.OPEN)).leads()
    assert shown.groups.tolist() == [True, True]


def test_people_of_no_known_role_are_one_more_part_of_the_hidden():
    cells = {
        ("A", "head"): [[4, 4]] * 9,
        ("A", "teacher"): [[4, 4]] * 3,
        ("A", None): [[4, int(NOT_ASKED)]] * 3,
    }
    assert told(Crossed(cells), beside_partners=False) == [True, False]


@pytest.mark.parametrize(
    "moved",
    [
        {("P", "governor"): 3, ("Q", "governor"): 1},  # one of those asked is at Q
        {("Q", "clerk"): 1},  # so is the only one of a role
        {("Q", None): 1},  # or of no known role
        {("P", "head"): 2, ("Q", "head"): 7},  # P is those asked and two of a role that is shown
    ],
    ids=["asked", "one of a role", "unknown", "shown"],
)
def test_one_asked_person_of_another_partner_is_told_by_the_difference(moved):
    everybody = {
        ("P", "deputy"): 4,
        ("P", "governor"): 4,
        ("Q", "head"): 9,
        ("Q", "teacher"): 4,
        ("Q", "aide"): 4,
    }
    rows = {
        who: [[4, int(NOT_ASKED) if who[1] in ("teacher", "aide") else 4]] * number
        for who, number in (everybody | moved).items()
    }
    assert told(Crossed(rows), beside_partners=True) == [True, False]
    assert told(Crossed(rows), beside_partners=False) == [True, True]
