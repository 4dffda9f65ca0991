"""Partnerships and partners: changing them, putting them away, and what is nearly alike."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from pet.db.models import AuditEvent, Partner, Partnership, Person, Round
from pet.errors import InvalidInputError, PetError
from pet.services import kinds, naming, partners, partnerships, responses, rounds
from pet.services.acts import Act
from pet.services.audit import By
from pet.services.kinds import Kind
from pet.services.partnerships import Sort
from tests.support.factories import NOW, make_answered, make_partnership, make_round
from tests.support.statements import noted

BY = By(account_id=None, name="Ada Lead")


@pytest.fixture
def made(database):
    with database.writing() as session:
        return make_partnership(session)


def ids(database, partnership_id):
    with database.reading() as session:
        return {one.name: one.id for one in partnerships.partners(session, partnership_id, archived=True)}


def names(database, partnership_id, **given):
    with database.reading() as session:
        return [one.name for one in partnerships.partners(session, partnership_id, **given)]


def acts(database):
    with database.reading() as session:
        return [(row.who, row.act) for row in session.scalars(select(AuditEvent).order_by(AuditEvent.id))]


def act(database, what, made, whose="Ash School", **more):
    partner_id = ids(database, made.id)[whose]
    with database.writing() as session:
        what(session, partnership_id=made.id, partner_id=partner_id, by=BY, now=NOW, **more)


class TestPartnership:
    def test_its_kind_and_time_zone_are_kept(self, database):
        sort = Sort(kind=Kind.OUTREACH_HUB, time_zone="Europe/London")
        with database.writing() as session:
            made = partnerships.create(session, name="Coast", sort=sort, by=BY, now=NOW)
        with database.reading() as session:
            facts = partnerships.facts(session, made.id)
        assert (facts.kind, facts.time_zone, facts.is_archived) == (Kind.OUTREACH_HUB, "Europe/London", False)
        assert acts(database) == [("Ada Lead", Act.CREATE_PARTNERSHIP)]

    def test_a_time_zone_that_is_none_is_refused(self, database):
        with database.writing() as session, pytest.raises(InvalidInputError, match="time zone"):
            partnerships.create(session, name="Coast", sort=Sort(time_zone="Europe/Nowhere"), now=NOW)

    @pytest.mark.parametrize("name", ["=1+1", "@Coast", "+Coast", "-Coast"])
    def test_a_name_that_a_spreadsheet_would_compute_is_refused(self, database, name):
        with database.writing() as session, pytest.raises(InvalidInputError, match="cannot begin with"):
            partnerships.create(session, name=name, now=NOW)

    def test_it_is_changed_put_away_and_taken_up_again(self, database, made):
        with database.writing() as session:
            partnerships.edit(
                session, partnership_id=made.id, name=" The  Coast ", sort=Sort(), by=BY, now=NOW
            )
            partnerships.archive(session, partnership_id=made.id, by=BY, now=NOW)
            partnerships.archive(session, partnership_id=made.id, by=BY, now=NOW)
        with database.reading() as session:
            facts = partnerships.facts(session, made.id)
        assert (facts.name, facts.is_archived) == ("The Coast", True)
        with database.writing() as session:
            partnerships.reopen(session, partnership_id=made.id, by=BY, now=NOW)
            partnerships.reopen(session, partnership_id=made.id, by=BY, now=NOW)
        assert [what for _who, what in acts(database)[1:]] == [
            Act.EDIT_PARTNERSHIP,
            Act.ARCHIVE_PARTNERSHIP,
            Act.REOPEN_PARTNERSHIP,
        ]

    def test_saving_what_was_there_is_no_act(self, database, made):
        with database.writing() as session:
            partnerships.edit(session, partnership_id=made.id, name=made.name, sort=Sort(), by=BY, now=NOW)
        assert [what for _who, what in acts(database)] == [Act.CREATE_PARTNERSHIP]


class TestPartners:
    def test_one_more_comes_at_the_end(self, database, made):
        with database.writing() as session:
            partners.add(session, partnership_id=made.id, name=" Dale  School ", by=BY, now=NOW)
        assert names(database, made.id)[-1] == "Dale School"

    @pytest.mark.parametrize(
        ("name", "why"), [("ASH school", "already"), ("", "Give a name"), ("=x", "begin")]
    )
    def test_a_name_that_cannot_be_used(self, database, made, name, why):
        with database.writing() as session, pytest.raises(PetError, match=why):
            partners.add(session, partnership_id=made.id, name=name, by=BY, now=NOW)
        if name:
            with pytest.raises(PetError, match=why):
                act(database, partners.rename, made, "Beech School", name=name)

    def test_renaming_to_another_spelling_of_itself(self, database, made):
        act(database, partners.rename, made, name="ASH School")
        assert names(database, made.id)[0] == "ASH School"

    def test_one_of_the_archive_keeps_its_name_for_itself(self, database, made):
        act(database, partners.archive, made)
        with database.writing() as session, pytest.raises(PetError, match="in the archive"):
            partners.add(session, partnership_id=made.id, name="Ash School", by=BY, now=NOW)

    def test_the_archive_is_left_out_where_one_chooses_and_comes_back_in_its_place(self, database, made):
        act(database, partners.archive, made)
        assert names(database, made.id) == ["Beech School", "Cedar School"]
        assert names(database, made.id, archived=True) == ["Ash School", "Beech School", "Cedar School"]
        act(database, partners.reopen, made)
        act(database, partners.reopen, made)
        assert names(database, made.id) == ["Ash School", "Beech School", "Cedar School"]
        assert [what for _who, what in acts(database)[1:]] == [Act.ARCHIVE_PARTNER, Act.REOPEN_PARTNER]

    def test_they_change_places(self, database, made):
        act(database, partners.move, made, "Cedar School", up=True)
        assert names(database, made.id) == ["Ash School", "Cedar School", "Beech School"]
        act(database, partners.move, made, "Ash School", up=True)  # at the end of the list nothing happens
        act(database, partners.move, made, "Ash School", up=False)
        assert names(database, made.id) == ["Cedar School", "Ash School", "Beech School"]

    def test_only_what_nothing_hangs_on_is_deleted(self, database, made):
        with database.writing() as session:
            make_answered(session, make_round(session, made), [("Beech School", None, 3)])
            session.add(
                Person(
                    partnership_id=made.id,
                    partner_id=session.scalars(select(Partner.id).where(Partner.name == "Ash School")).one(),
                    name="Ada",
                    created_on=NOW.date(),
                )
            )
        for name in ("Ash School", "Beech School"):
            with pytest.raises(PetError, match="stays in the archive"):
                act(database, partners.delete, made, name)
        act(database, partners.delete, made, "Cedar School")
        assert names(database, made.id) == ["Ash School", "Beech School"]

    def test_another_partnerships_partner_is_none(self, database, made):
        with database.writing() as session:
            other = make_partnership(session, "Elsewhere", ("Dale School",))
        with database.writing() as session, pytest.raises(PetError, match="no such partner"):
            partners.rename(
                session,
                partnership_id=made.id,
                partner_id=session.scalars(
                    select(Partner.id).where(Partner.partnership_id == other.id)
                ).one(),
                name="X",
                by=BY,
                now=NOW,
            )

    def test_names_that_are_nearly_alike_are_pointed_out(self, database):
        with database.writing() as session:
            made = make_partnership(
                session, partners=("Oakfield Schol", "Oakfield School", "School 1", "School 2")
            )
        with database.reading() as session:
            found = {one.name: one.like for one in partners.listed(session, made.id)}
        assert found == {
            "Oakfield Schol": "Oakfield School",
            "Oakfield School": "Oakfield Schol",
            "School 1": "",
            "School 2": "",
        }

    def test_a_list_costs_the_same_for_few_and_many(self, database):
        counts = []
        for number in (1, 40):
            with database.writing() as session:
                made = make_partnership(session, partners=[f"Partner {n}" for n in range(number)])
            with database.reading() as session, noted(database) as statements:
                assert len(partners.listed(session, made.id)) == number
            counts.append(len(statements))
        assert counts == [1, 1]


class TestAtOnce:
    @pytest.mark.engine("postgresql")
    def test_the_same_name_twice_at_once_is_there_once(self, made, at_once):
        def add(session):
            return partners.add(session, partnership_id=made.id, name="Dale", by=BY, now=NOW)

        waited, one, two = at_once(add, add)
        one.result(10)
        with pytest.raises(PetError, match="already"):
            two.result(10)
        assert waited


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_words_and_a_framework(kind):
    words = kinds.words(kind)
    assert all((str(words.label), str(words.partner), str(words.partners)))
    assert kinds.framework_key(kind) in (
        "school-partnerships",
        "outreach-hubs",
        "volunteer-networks",
        "school-university",
    )


def test_a_city_is_enough_of_a_time_zone():
    typed = ["london", "Europe/London", "utc", "New York", "Nowhere"]
    assert [partnerships.time_zone_named(one) for one in typed] == [
        "Europe/London",
        "Europe/London",
        "UTC",
        "America/New_York",
        "Nowhere",
    ]


def test_lines_are_names():
    assert naming.lines(" Ash  School\r\n\n\tBeech\x00\n") == ("Ash School", "Beech")


def test_nobody_leads_a_partnership_that_was_only_made(database, made):
    with database.reading() as session:
        assert session.get(Partnership, made.id).kind == "other"


class TestRunning:
    """A partner that is put away while a round runs still takes part in it, and keeps its name there."""

    def test_it_can_be_chosen_in_a_round_that_began_before_and_in_no_later_one(self, database, made):
        with database.writing() as session:
            before = make_round(session, made).id
        act(database, partners.archive, made)
        with database.writing() as session:
            after = make_round(session, made, opens_at=NOW + timedelta(days=1)).id
        with database.reading() as session:
            offered = [
                [one.name for one in responses.choices(session, one).partners] for one in (before, after)
            ]
        assert offered == [["Ash School", "Beech School", "Cedar School"], ["Beech School", "Cedar School"]]

    def test_what_it_sent_is_counted_under_its_name(self, database, made):
        with database.writing() as session:
            round_id = make_round(session, made).id
            make_answered(session, session.get_one(Round, round_id), [("Ash School", None, 3)])
        for name in ("Ash School", "Beech School"):
            act(database, partners.archive, made, name)
        with database.reading() as session:
            found = rounds.progress(session, round_id).by_partner
        assert [(one.name, one.submitted) for one in found] == [("Ash School", 1), ("Cedar School", 0)]
