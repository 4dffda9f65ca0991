"""The people who can be asked: finding, adding, changing, putting away."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import insert, select

from pet.db.base import new_public_id
from pet.db.models import AuditEvent, Partner, Person
from pet.errors import InvalidInputError, PetError
from pet.services import people, people_changes, roles
from pet.services.acts import Act
from pet.services.audit import By
from pet.services.people import Search
from pet.services.people_changes import Given, SameAddressError
from tests.support.factories import NOW, make_partnership, make_round
from tests.support.statements import noted

BY = By(account_id=None, name="Ada Lead")


@pytest.fixture
def made(database):
    with database.writing() as session:
        return make_partnership(session)


@pytest.fixture
def partner(database, made):
    with database.reading() as session:
        return dict(
            session.execute(select(Partner.name, Partner.id).where(Partner.partnership_id == made.id)).all()
        )


def given(name="Ada Archer", email="ada@example.org", partner_id=None, role_id=None, *, two_letters=False):
    return Given(name=name, email=email, partner_id=partner_id, role_id=role_id, two_letters=two_letters)


def add(database, made, what=None, **more):
    with database.writing() as session:
        return people_changes.add(
            session, partnership_id=made.id, given=what or given(), by=BY, now=NOW, **more
        )


def many(database, made, number, partner_id=None):
    rows = [
        {
            "public_id": new_public_id(),
            "partnership_id": made.id,
            "partner_id": partner_id,
            "name": f"Person {n:04}",
            "email": f"person{n:04}@example.org",
            "created_on": date(2026, 10, 5),
        }
        for n in range(number)
    ]
    with database.writing() as session:
        session.execute(insert(Person), rows)


class TestAdding:
    def test_an_address_is_kept_in_one_way(self, database, made):
        assert add(database, made, given(email=" ADA@Example.ORG ")).email == "ada@example.org"
        assert add(database, made, given(name="", email="Jo\u0308rg@example.org")).email == "jörg@example.org"

    @pytest.mark.parametrize(
        "email",
        [
            "ada",
            "ada@",
            "@example.org",
            "a b@example.org",
            "ada@localhost",
            "ada@example..org",
            "a@b.example\nX: y",
            "a" * 65 + "@example.org",
            "ada@[127.0.0.1]",
            '"ada"@example.org',
            "ada@example.org, b@example.org",
        ],
    )
    def test_an_address_that_cannot_be_one(self, database, made, email):
        with pytest.raises(InvalidInputError) as refused:
            add(database, made, given(email=email))
        assert [problem.where for problem in refused.value.problems] == ["email"]

    def test_everything_wrong_is_said_at_once(self, database, made):
        with pytest.raises(InvalidInputError) as refused:
            add(database, made, given(name="=x", email="x", partner_id=0))
        assert [problem.where for problem in refused.value.problems] == ["name", "email", "partner"]

    def test_a_name_or_an_address_is_enough(self, database, made):
        add(database, made, given(email=""))
        add(database, made, given(name=""))
        with pytest.raises(InvalidInputError, match="Give a name"):
            add(database, made, given(name=" ", email=" "))

    def test_nobody_is_there_twice(self, database, made, partner):
        row = add(database, made, given(partner_id=partner["Ash School"]))
        with pytest.raises(PetError, match="there already"):
            add(database, made, given(name="Another", partner_id=partner["Ash School"], two_letters=True))
        with database.writing() as session:
            people_changes.archive(session, person=session.get(Person, row.id), by=BY, now=NOW)
        with pytest.raises(PetError, match="in the archive"):
            add(database, made, given(partner_id=partner["Ash School"]))

    def test_two_partners_want_a_word(self, database, made, partner):
        add(database, made, given(partner_id=partner["Ash School"]))
        with pytest.raises(SameAddressError, match="Ash School has somebody"):
            add(database, made, given(partner_id=partner["Beech School"]))
        add(database, made, given(partner_id=partner["Beech School"], two_letters=True))
        with database.reading() as session:
            page = people.page(session, made.id, Search())
        assert (page.total, page.twice) == (2, {"ada@example.org"})

    def test_who_leads_one_partner_is_not_told_of_another(self, database, made, partner):
        add(database, made, given(partner_id=partner["Ash School"]))
        row = add(
            database,
            made,
            given(partner_id=partner["Ash School"]),
            own_partner_id=partner["Beech School"],
        )
        assert row.partner_id == partner["Beech School"]

    def test_another_partnerships_partner_is_refused(self, database, made):
        with database.writing() as session:
            other = make_partnership(session, "Elsewhere", ("Dale",))
            foreign = session.scalars(select(Partner.id).where(Partner.partnership_id == other.id)).one()
        with pytest.raises(InvalidInputError, match="Choose one"):
            add(database, made, given(partner_id=foreign))


class TestChanging:
    def test_name_address_role_and_partner(self, database, made, partner):
        row = add(database, made, given(partner_id=partner["Ash School"]))
        with database.writing() as session:
            person = people_changes.locked(session, partnership_id=made.id, person_id=row.id)
            new = given("Ada B", "b@example.org", partner["Beech School"], "teacher")
            people_changes.edit(session, person=person, given=new, by=BY, now=NOW)
        with database.reading() as session:
            found = people.find(session, partnership_id=made.id, person_id=row.id)
        assert (found.name, found.email, found.role_id, found.partner) == (
            "Ada B",
            "b@example.org",
            "teacher",
            "Beech School",
        )

    def test_saving_what_was_there_is_no_act_and_no_act_holds_an_address(self, database, made, partner):
        row = add(database, made, given(partner_id=partner["Ash School"]))
        with database.writing() as session:
            person = people_changes.locked(session, partnership_id=made.id, person_id=row.id)
            people_changes.edit(
                session, person=person, given=given(partner_id=partner["Ash School"]), by=BY, now=NOW
            )
        with database.reading() as session:
            events = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
        assert [event.act for event in events] == [Act.CREATE_PARTNERSHIP, Act.ADD_PERSON]
        assert events[1].about == {"partner": "Ash School"}

    def test_they_are_put_away_and_taken_back(self, database, made):
        row = add(database, made)
        for what, here in ((people_changes.archive, 0), (people_changes.reopen, 1)):
            for _twice in range(2):
                with database.writing() as session:
                    person = people_changes.locked(session, partnership_id=made.id, person_id=row.id)
                    what(session, person=person, by=BY, now=NOW)
            with database.reading() as session:
                assert len(people.active(session, made.id)) == here
                assert people.page(session, made.id, Search(archived=True)).total == 1 - here

    def test_whoever_leads_one_partner_gets_at_nobody_else(self, database, made, partner):
        row = add(database, made, given(partner_id=partner["Ash School"]))
        own = {"own_partner_id": partner["Beech School"]}
        with database.writing() as session, pytest.raises(PetError, match="no such person"):
            people_changes.locked(session, partnership_id=made.id, person_id=row.id, **own)
        with database.reading() as session:
            assert people.find(session, partnership_id=made.id, person_id=row.id, **own) is None
            assert people.page(session, made.id, Search(), **own).total == 0
            assert people.page(session, made.id, Search(partner_id=partner["Ash School"]), **own).total == 0


class TestFinding:
    def test_every_word_is_looked_for_in_name_address_and_partner(self, database, made, partner):
        add(database, made, given("Ada Archer", "ada@example.org", partner["Ash School"]))
        add(database, made, given("Bob 100%", "bob_x@example.org", partner["Beech School"]))
        with database.reading() as session:
            found = {
                words: [one.name for one in people.page(session, made.id, Search(words=words)).people]
                for words in ("ada", "ARCHER ash", "beech bob", "ash bob", "%", "_", "\\", "example", "\0")
            }
        assert found == {
            "ada": ["Ada Archer"],
            "ARCHER ash": ["Ada Archer"],
            "beech bob": ["Bob 100%"],
            "ash bob": [],
            "%": ["Bob 100%"],
            "_": ["Bob 100%"],
            "\\": [],
            "example": ["Ada Archer", "Bob 100%"],
            "\0": ["Ada Archer", "Bob 100%"],
        }

    def test_pages_of_a_hundred_and_the_same_work_for_all_sizes(self, database, made, partner):
        counts = []
        for number in (5, 5_000):
            many(
                database,
                made,
                number - (5 if counts else 0),
                partner["Ash School" if counts else "Beech School"],
            )
            with database.reading() as session, noted(database) as statements:
                page = people.page(session, made.id, Search(number=99))
                people.counter(session, made.id)
            counts.append(len(statements))
            assert (page.total, page.pages, page.number) == (number, -(-number // 100), -(-number // 100))
        assert counts == [4, 4]

    def test_who_can_be_asked_leaves_out_the_archive_of_people_and_of_partners(self, database, made, partner):
        add(database, made, given("A", "a@example.org", partner["Ash School"], "teacher"))
        add(database, made, given("B", "b@example.org", partner["Ash School"], "teacher"))
        add(database, made, given("C", "c@example.org", partner["Beech School"]))
        add(database, made, given("D", "d@example.org"))
        with database.writing() as session:
            session.get(Partner, partner["Beech School"]).archived_at = NOW
        with database.reading() as session:
            assert [one.name for one in people.active(session, made.id)] in (["A", "B", "D"], ["D", "A", "B"])
            assert [one.name for one in people.active(session, made.id, partner["Ash School"])] == ["A", "B"]
            assert people.counter(session, made.id) == Counter(
                {(partner["Ash School"], "teacher"): 2, (None, None): 1}
            )


class TestRoles:
    def test_they_are_those_of_the_kind_until_there_is_a_round(self, database, made):
        with database.reading() as session:
            before = roles.of_partnership(session, made.id)
        with database.writing() as session:
            make_round(session, made)
        with database.reading() as session:
            after = roles.of_partnership(session, made.id)
        assert dict(before.choices)["headteacher"] == "Headteacher"
        assert dict(after.choices) == {"head": "Headteacher", "teacher": "Teacher"}
        assert (after.named("HEADTEACHERS"), after.named("head"), after.named("cook")) == (
            "head",
            "head",
            None,
        )
        assert [after.name(one) for one in ("head", "headteacher", "cook", None)] == [
            "Headteacher",
            "Headteacher",
            "cook",
            "",
        ]
