"""Partnerships and their partners."""

import pytest

from pet.db.models import Partnership
from pet.errors import InvalidInputError
from pet.services import partnerships
from tests.support.factories import NOW


def names(database, partnership_id):
    with database.reading() as session:
        return [one.name for one in partnerships.partners(session, partnership_id)]


def test_partners_keep_the_order_in_which_they_were_given(database):
    with database.writing() as session:
        made = partnerships.create(session, name="Riverside", partners=("Willow", "Ash", "Beech"), now=NOW)
        partnerships.create(session, name="Elsewhere", partners=("Ash",), now=NOW)
    assert names(database, made.id) == ["Willow", "Ash", "Beech"]
    with database.reading() as session:
        assert session.get(Partnership, made.id).created_at == NOW


def test_a_partnership_needs_no_partners(database):
    with database.writing() as session:
        made = partnerships.create(session, name="Riverside", now=NOW)
    assert names(database, made.id) == []


def test_names_are_cleaned_alike_on_both_engines(database):
    with database.writing() as session:
        made = partnerships.create(
            session, name=" River\x00side\n  Hub ", partners=("Ash\ud800 School\t",), now=NOW
        )
    with database.reading() as session:
        assert session.get(Partnership, made.id).name == "Riverside Hub"
    assert names(database, made.id) == ["Ash School"]


def test_every_name_that_cannot_be_used_is_listed(database):
    given = ("Ash", "\x00 ", "ASH", "x" * 201)
    with database.writing() as session, pytest.raises(InvalidInputError) as refused:
        partnerships.create(session, name="", partners=given, now=NOW)
    assert [str(problem) for problem in refused.value.problems] == [
        "name: Give a name.",
        "partner 2: Give a name.",
        "partner 4: This name is too long: 200 characters at most.",
        "partner 3: “ASH” is given twice.",
    ]


@pytest.mark.parametrize(
    "spelling",
    ["ASH  SCHOOL", "Ash\u00a0School", "Ash Sch\u200bool", "\uff21sh School", "\u201cAsh\u201d School"],
)
def test_two_spellings_of_one_name_are_one_partner(database, spelling):
    first = '"Ash" School' if "\u201c" in spelling else "Ash School"
    with database.writing() as session, pytest.raises(InvalidInputError, match="given twice"):
        partnerships.create(session, name="Riverside", partners=(first, spelling), now=NOW)


def test_a_name_of_which_nothing_can_be_seen_is_none(database):
    with database.writing() as session, pytest.raises(InvalidInputError, match="Give a name"):
        partnerships.create(session, name="\u200b", now=NOW)
