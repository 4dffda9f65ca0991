"""One breakdown by itself: what is seen of its groups on each theme, by head counts."""

from pet.analysis.kinds import Withheld
from pet.analysis.options import Breakdown, Options
from pet.analysis.tally import count
from pet.analysis.visibility import Depth, Groups, alone
from tests.support.rounds import BLANK, ratings


def seen(partners, options=None):
    """What may be seen of partners, given with the rows of their people."""
    people = ratings([(name, None, row) for name, rows in partners.items() for row in rows])
    counted = count(people)
    names = people.partners.names
    tally = counted.tally.grouped(counted.partner, len(names))
    return alone(Groups(Breakdown.PARTNER, names, (None,) * len(names), tally), options or Options())


def test_groups_of_which_none_is_shown_are_withheld_as_too_few():
    found = seen({"A": [[4]] * 6, "B": [[4]] * 4})
    assert (found.withheld, found.groups.tolist()) == (Withheld.TOO_FEW, [False, False])
    assert not found.depths.any()
    assert seen({"A": [[4]] * 6, "B": [[4]] * 5}).withheld is None


def test_a_group_that_is_hidden_stays_hidden_on_every_theme():
    """B hides beside C, whose people left the second theme out: there the six of B would need nobody."""
    found = seen({"A": [[4, 4]] * 12, "B": [[4, 4]] * 6, "C": [[4, int(BLANK)]] * 3})
    assert found.groups.tolist() == [True, False, False]
    assert found.depths[Depth.SUMMARY].tolist() == [[True, True], [False, False], [False, False]]


def test_withholding_a_breakdown_leaves_nothing_of_it():
    found = seen({"A": [[4]] * 12, "B": [[4]] * 12})
    assert found.depths.all()
    without = found.without(Withheld.ONE_BREAKDOWN)
    assert without.withheld is Withheld.ONE_BREAKDOWN
    assert not without.groups.any()
    assert not without.depths.any()
    assert without.depths.shape == found.depths.shape
