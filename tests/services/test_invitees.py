"""The list of those who are asked: what is shown to whom, searching, paging, and how much it costs."""

import pytest

from pet.analysis.options import Mode
from pet.db.models import Invitation, Person, Round
from pet.errors import InvalidInputError, PetError
from pet.services import invitations, invitees, inviting, not_asked, responses, rounds
from pet.services.invitees import Answered, Only, Search, Sees
from pet.services.people_changes import Given
from tests.support.factories import NOW, make_partnership
from tests.support.invited import (
    LEAD,
    POST,
    begin,
    invitation_of,
    letters_of,
    make_invited,
    make_people,
)
from tests.support.statements import noted

LEADS = Sees(addresses=True, answered=True)
FACILITATES = Sees(answered=True)
ACT = {"by": LEAD, "now": NOW, "post": POST}


def listed(session, made, sees=LEADS, **search):
    return invitees.page(session, made.id, Search(**search), sees=sees)


def names(found):
    return [int(one.name.split()[1]) for one in found.people]


def test_by_partner_and_name_with_what_a_lead_may_see(database):
    with database.writing() as session:
        made = make_invited(session, 6)
        begin(session, made, 0)
        begin(session, made, 1, send=False)
        found = listed(session, made)
    assert names(found) == [0, 3, 1, 4, 2, 5]
    assert [one.answered for one in found.people] == [
        Answered.SENT,
        Answered.NOT_STARTED,
        Answered.STARTED,
        *[Answered.NOT_STARTED] * 3,
    ]
    first = found.people[0]
    assert (first.email, first.delivery, first.partner, first.role_id) == (
        "p0@example.org",
        "sent",
        "Ash School",
        "teacher",
    )


def test_a_facilitator_sees_whether_and_no_address(database):
    with database.writing() as session:
        made = make_invited(session, 6)
        begin(session, made, 0)
    with noted(database) as statements, database.reading() as session:
        found = listed(session, made, FACILITATES)
        by_address = listed(session, made, FACILITATES, words="p0@example")
    assert {(one.email, one.delivery, one.moved_to) for one in found.people} == {("", "", "")}
    assert found.people[0].answered is Answered.SENT
    assert by_address.found == 0
    assert not any(".email" in one or ".delivery" in one for one in statements)


def test_a_partner_lead_sees_their_people_and_not_who_answered(database):
    with database.writing() as session:
        made = make_invited(session, 6)
        begin(session, made, 1)
        own = Sees(partner_id=invitation_of(session, made, 1).partner_id, addresses=True)
        found = listed(session, made, own)
        with pytest.raises(PetError, match="not asked"):
            invitees.one(session, made.id, invitation_of(session, made, 0).id, sees=own)
    assert (names(found), found.everybody) == ([1, 4], 2)
    assert {one.answered for one in found.people} == {None}


def test_in_an_anonymous_round_nobody_sees_who_answered_and_it_is_not_looked_for(database):
    with database.writing() as session:
        made = make_invited(session, 6, mode=Mode.ANONYMOUS)
        begin(session, made, 0)
    with noted(database) as statements, database.reading() as session:
        found = listed(session, made)
        filtered = listed(session, made, only=Only.NOT_SENT)
    assert {one.answered for one in found.people} == {None}
    assert filtered.found == 6
    assert not any("response" in one.partition("FROM")[2] for one in statements)


def test_after_the_close_nobody_sees_who_answered_so_that_taking_back_shows_nowhere(database):
    with database.writing() as session:
        made = make_invited(session, 6)
        sent = [begin(session, made, number) for number in range(5)]
        rounds.close(session, round_id=made.id, now=NOW)
        before = listed(session, made), listed(session, made, only=Only.NOT_SENT)
        responses.withdraw(session, response_id=sent[0].response_id)
        assert (listed(session, made), listed(session, made, only=Only.NOT_SENT)) == before
    assert {one.answered for one in before[0].people} == {None}


def test_in_an_open_round_the_sheet_of_the_partner_counts_for_all(database):
    with database.writing() as session:
        made = make_invited(session, 6, mode=Mode.OPEN)
        begin(session, made, 0)
        found = listed(session, made)
    assert [(one.answered is Answered.SENT) for one in found.people] == [True, True, *[False] * 4]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ({"words": "person 0003"}, [3]),
        ({"words": "P4@EXAMPLE.org"}, [4]),
        ({"words": "beech"}, [1, 4]),
        ({"words": "beech 0004"}, [4]),
        ({"words": "%"}, []),
        ({"words": "\0"}, [0, 3, 1, 4, 2, 5]),
        ({"only": Only.NOT_SENT}, [3, 1, 4, 5]),
        ({"only": Only.UNDELIVERED}, [3]),
        ({"only": Only.REVOKED}, [2]),
    ],
)
def test_searching_and_filtering(database, search, expected):
    with database.writing() as session:
        made = make_invited(session, 6)
        begin(session, made, 0)
        invitation_of(session, made, 3).delivery = "bounced"
        invitations.revoke(session, invitation_id=invitation_of(session, made, 2).id, by=LEAD, now=NOW)
        found = listed(session, made, **search)
    assert names(found) == expected
    assert (found.found, found.everybody) == (len(expected), 6)


def test_a_hundred_to_a_page_and_a_number_too_high_is_the_last(database):
    with database.writing() as session:
        made = make_invited(session, 230)
        pages = [listed(session, made, number=number) for number in (1, 2, 3, 99, 0)]
    assert [len(one.people) for one in pages] == [100, 100, 30, 30, 100]
    assert [one.number for one in pages] == [1, 2, 3, 3, 1]
    seen = [person.invitation_id for one in pages[:3] for person in one.people]
    assert len(set(seen)) == 230


def test_as_many_statements_for_many_as_for_few(database):
    counts = set()
    for number in (5, 150):
        with database.writing() as session:
            made = make_invited(session, number)
        with noted(database) as statements, database.reading() as session:
            listed(session, made)
            not_asked.people(session, made.id)
            not_asked.number(session, made.id)
        counts.add(len(statements))
    assert counts == {8}


def test_somebody_who_was_erased_stays_in_the_list_without_a_name(database):
    with database.writing() as session:
        made = make_invited(session, 3)
        session.delete(session.get_one(Person, invitation_of(session, made, 1).person_id))
        session.flush()
        session.expire_all()
        found = listed(session, made)
    assert [one.name for one in found.people if one.person_id is None] == [""]


# ---- Another address, somebody forgotten ----


def test_another_address_gets_a_new_link_and_the_old_one_nothing(database):
    with database.writing() as session:
        made = make_invited(session, 3)
        row = invitation_of(session, made, 1)
        row.delivery = "bounced"
        inviting.readdress(
            session, invitation_id=row.id, email=" New@Example.org ", own_partner_id=None, **ACT
        )
        session.refresh(row)
        assert (row.email, row.delivery) == ("new@example.org", "queued")
        assert session.get_one(Person, row.person_id).email == "new@example.org"
        assert letters_of(session, made, "invitation") == [
            f"{one}@example.org" for one in ("new", "p0", "p1", "p2")
        ]


def test_a_partner_lead_changes_no_address_of_another_partner(database):
    with database.writing() as session:
        made = make_invited(session, 3)
        row = invitation_of(session, made, 1)
        with pytest.raises(PetError, match="no such person"):
            inviting.readdress(
                session,
                invitation_id=row.id,
                email="new@example.org",
                own_partner_id=row.partner_id + 1,
                **ACT,
            )


@pytest.mark.parametrize("has_begun", [False, True])
def test_a_partner_lead_is_not_told_by_a_refusal_whether_somebody_has_begun(database, has_begun):
    with database.writing() as session:
        made = make_invited(session, 3)
        row = invitation_of(session, made, 1)
        row.delivery = "sent"
        if has_begun:
            begin(session, made, 1, send=False)
        session.flush()
        with pytest.raises(PetError, match=r"^A letter has gone to the earlier address"):
            inviting.readdress(
                session,
                invitation_id=row.id,
                email="new@example.org",
                own_partner_id=row.partner_id,
                **ACT,
            )


def test_an_address_that_can_be_none_is_refused(database):
    with database.writing() as session:
        made = make_invited(session, 3)
        with pytest.raises(InvalidInputError):
            inviting.readdress(
                session,
                invitation_id=invitation_of(session, made, 1).id,
                email="nobody",
                own_partner_id=None,
                **ACT,
            )


def test_somebody_forgotten_is_added_and_asked(database):
    with database.writing() as session:
        made = make_invited(session, 3)
        partner = invitation_of(session, made, 1).partner_id
        given = Given(name="Late Comer", email="late@example.org", partner_id=partner, role_id=None)
        inviting.add_forgotten(session, round_id=made.id, given=given, own_partner_id=None, **ACT)
        found = listed(session, made, words="late")
        assert (found.found, found.everybody) == (1, 4)
        assert session.get(Round, made.id, populate_existing=True).invited == 4


def test_those_left_are_asked_too_but_nobody_of_elsewhere(database):
    with database.writing() as session:
        made = make_invited(session, 3)
        here = session.get_one(Round, made.id).partnership_id
        other = make_partnership(session, "Valley", partners=("Oak", "Elm"))
        [elsewhere] = make_people(session, other, 1)
        people = [
            Person(partnership_id=here, partner_id=None, name=name, created_on=NOW.date())
            for name in ("One More", "Two More")
        ]
        session.add_all(people)
        session.flush()
        left = not_asked.people(session, made.id)
        assert [one.name for one in left] == ["One More", "Two More"]
        ids = [left[0].public_id, elsewhere.public_id]
        assert inviting.ask_too(session, round_id=made.id, public_ids=ids, own_partner_id=None, **ACT) == 1
        assert not_asked.number(session, made.id) == 1
        assert session.query(Invitation).filter_by(round_id=made.id).count() == 4
        own = invitation_of(session, made, 0).partner_id
        ids = [one.public_id for one in not_asked.people(session, made.id)]
        assert inviting.ask_too(session, round_id=made.id, public_ids=ids, own_partner_id=own, **ACT) == 0
