"""What can be promised to so many people: modes, groups, and what may be kept with anonymous answers."""

from collections import Counter

import pytest

from pet.analysis.options import Breakdown, Mode, Weighting
from pet.services import promises
from pet.services.promises import Asks, Promise, broken, kept_apart, offered

USUAL = {"mode": Mode.CONFIDENTIAL, "smallest_group": 5}


def who(*groups):
    """Groups of people as (partner, role, how many)."""
    return Counter({(partner, role): number for partner, role, number in groups})


@pytest.mark.parametrize(
    ("people", "proposed", "modes"),
    [
        (0, Mode.OPEN, [Mode.OPEN]),
        (4, Mode.OPEN, [Mode.OPEN]),
        (5, Mode.CONFIDENTIAL, [Mode.CONFIDENTIAL, Mode.OPEN]),
        (9, Mode.CONFIDENTIAL, [Mode.CONFIDENTIAL, Mode.OPEN]),
        (10, Mode.CONFIDENTIAL, [Mode.CONFIDENTIAL, Mode.ANONYMOUS, Mode.OPEN]),
        (900, Mode.CONFIDENTIAL, [Mode.CONFIDENTIAL, Mode.ANONYMOUS, Mode.OPEN]),
    ],
)
def test_only_what_can_be_kept_with_so_many_is_offered(people, proposed, modes):
    offers = offered(who((1, "head", people)), partners=3)
    assert (offers.proposed, list(offers.modes)) == (proposed, modes)
    assert set(offers.refused) == set(Mode) - set(modes)
    assert offers.groups == ((5, 3) if people >= 5 else ())
    assert offers.small is (5 <= people < 10)


def test_four_people_are_told_what_to_do_instead():
    assert offered(who((1, "head", 4)), partners=2).refused[Mode.CONFIDENTIAL] == (
        "With four people nobody is anonymous. Ask two or more people in each partner, or let each partner give one "
        "signed answer (open)."
    )


def test_one_partner_cannot_sign_beside_others():
    offers = offered(who((1, "head", 20)), partners=1)
    assert Mode.OPEN not in offers.modes
    assert "at least two partners" in offers.refused[Mode.OPEN]


def test_behind_a_link_nobody_knows_how_many_come_unless_the_list_or_the_lead_says():
    unknown = offered(who(), partners=3, by_link=True)
    assert (unknown.people, unknown.proposed, unknown.asks[5]) == (None, Mode.CONFIDENTIAL, (Asks.NOBODY,))
    assert Mode.ANONYMOUS in unknown.modes
    assert offered(who(), partners=3, invited=7, by_link=True).people == 7
    assert offered(who((1, "head", 12)), partners=3, invited=7, by_link=True).people == 12


@pytest.mark.parametrize(
    ("groups", "allowed"),
    [
        ([(1, "head", 5), (2, "head", 5)], "both partner role nobody"),
        ([(1, "head", 4), (1, "teacher", 6), (2, "head", 6), (2, "teacher", 6)], "partner role nobody"),
        ([(1, "head", 4), (1, "teacher", 1), (2, "head", 9), (2, "teacher", 1)], "partner nobody"),
        ([(1, "head", 4), (2, "head", 16)], "role nobody"),
        ([(1, "head", 16), (2, "teacher", 4)], "nobody"),
        ([(1, None, 6), (2, None, 7)], "partner nobody"),
        ([(1, "head", 6), (2, "head", 6), (None, "head", 1)], "role nobody"),
        ([(None, None, 30)], "nobody"),
        ([], "nobody"),
        ([(1, "head", 5), (2, "head", 0)], "both partner role nobody"),
    ],
)
def test_anonymous_answers_keep_only_what_enough_invited_people_share(groups, allowed):
    people = who(*groups)
    assert " ".join(kept_apart(people, 5)) == allowed
    for asks in Asks:
        promise = Promise(mode=Mode.ANONYMOUS, smallest_group=5, asks=asks, first_comparison=Breakdown.ROLE)
        offers = offered(people, partners=2, by_link=True)
        recognised = [
            one for one in broken(promise, offers, people) if "ask" in one and "compared" not in one
        ]
        if Mode.ANONYMOUS in offers.modes:
            assert bool(recognised) is (asks.value not in allowed.split())


def test_every_combination_that_is_kept_has_enough_people_whatever_the_list():
    for heads in range(8):
        for teachers in range(8):
            people = who((1, "head", heads), (1, "teacher", teachers), (2, "head", 5))
            for size in (3, 5):
                if Asks.BOTH in kept_apart(people, size):
                    assert all(number >= size for number in people.values() if number)


def test_a_partner_with_over_a_third_of_the_people_is_pointed_out():
    assert not offered(who((1, "a", 4), (2, "a", 4), (3, "a", 4)), partners=3).is_heavy
    assert offered(who((1, "a", 3), (1, "b", 2), (2, "a", 4), (3, "a", 4)), partners=3).is_heavy
    assert offered(who(), partners=3, by_link=True).heaviest == 0


def test_what_needs_something_of_people_must_be_asked():
    people = who((1, "head", 10), (2, "head", 10))
    offers = offered(people, partners=2)

    def said(**fields):
        return broken(Promise(**{**USUAL, **fields}), offers, people)

    assert said() == ()
    assert said(mode=Mode.ANONYMOUS, asks=Asks.BOTH) == ()
    assert said(mode=Mode.ANONYMOUS, asks=Asks.NOBODY) == ()
    assert said(mode=Mode.ANONYMOUS, asks=Asks.ROLE, weighting=Weighting.PARTNERS) == (
        "To count each partner equally, people must be asked for their partner.",
    )
    assert said(mode=Mode.ANONYMOUS, asks=Asks.ROLE, first_comparison=Breakdown.PARTNER) == (
        "What is compared first must be asked: choose the other comparison.",
    )
    assert said(mode=Mode.OPEN, smallest_group=1, weighting=Weighting.PARTNERS, asks=Asks.NOBODY) == ()
    assert promises.broken(Promise(**USUAL), offered(who((1, "a", 2)), partners=2), who((1, "a", 2))) != ()
