"""Who is what in a partnership: offered, accepted, changed and ended, and never without a lead."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from pet.access.actor import Role
from pet.db.models import Account, Appointment, AuditEvent, Letter, Membership, Partnership
from pet.errors import InvalidInputError, PetError
from pet.services import accepting, appointments, duties, partnerships, team
from pet.services.accepting import Gone
from pet.services.appointments import LASTS, Proposal
from pet.services.audit import By
from pet.services.duties import Appointer, Duty
from pet.services.letters import Post, sealing
from pet.services.team import NotTheirsError
from tests.support.factories import NOW, make_account, make_member, make_partnership
from tests.support.statements import noted

SITES_KEY = "of the tests, and long enough for one"
POST = Post(secret=SITES_KEY, base_url="http://localhost", can_send=True)


class World:
    """A partnership with a lead, the lead of its first partner, and ids of its partners."""

    def __init__(self, db):
        partnership = make_partnership(db)
        self.partnership = partnership.id
        self.ash, self.beech, _cedar = (one.id for one in partnerships.partners(db, partnership.id))
        lead, ash = make_account(db, name="Ada Lead"), make_account(db, "ash@example.org", "Ash Lead")
        make_member(db, lead, partnership)
        make_member(db, ash, partnership, Role.PARTNER_LEAD, self.ash)
        self.lead, self.ash_lead = lead.id, ash.id
        self.as_lead = Appointer(by=By(account_id=lead.id, name=lead.name), within=None)
        self.as_ash = Appointer(by=By(account_id=ash.id, name=ash.name), within=self.ash)

    def offer(self, db, email="new@example.org", role=Role.FACILITATOR, partner=None, *, by=None, at=NOW):
        duty = Duty(role=role, partner_id=partner)
        return appointments.offer(
            db,
            POST,
            partnership_id=self.partnership,
            proposal=Proposal(email=email, name="Nia New", duty=duty),
            appointer=by or self.as_lead,
            now=at,
        )

    def change(self, db, account_id, role, partner=None, *, by=None):
        duty = Duty(role=role, partner_id=partner)
        duties.change(
            db,
            partnership_id=self.partnership,
            account_id=account_id,
            duty=duty,
            appointer=by or self.as_lead,
            now=NOW,
        )

    def remove(self, db, account_id, *, by=None):
        return duties.remove(
            db,
            partnership_id=self.partnership,
            account_id=account_id,
            appointer=by or self.as_lead,
            now=NOW,
        )

    def add(self, db, email, role, partner=None):
        account = make_account(db, email, email.partition("@")[0].title())
        make_member(db, account, db.get_one(Partnership, self.partnership), role, partner)
        return account.id

    def roles(self, db):
        rows = db.execute(
            select(Membership.account_id, Membership.role).where(
                Membership.partnership_id == self.partnership
            )
        )
        return {row.account_id: row.role for row in rows}


def last_events(db):
    return db.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()


@pytest.fixture
def world(database):
    with database.writing() as db:
        return World(db)


class TestOffering:
    def test_an_offer_is_a_letter_with_a_link_and_a_line_in_the_log(self, database, world):
        with database.writing() as db:
            token = world.offer(db, " New@Example.org ", Role.PARTNER_LEAD, world.beech)
        with database.reading() as db:
            [letter], event = db.scalars(select(Letter)).all(), last_events(db)[-1]
            offer = accepting.look(db, token, now=NOW)
        contents = sealing.open_(POST, letter.sealed, public_id=letter.public_id)
        assert (letter.kind, letter.to_address, contents.token) == ("appointment", "new@example.org", token)
        assert contents.facts["partner"] == offer.partner == "Beech School"
        assert (event.act, event.who, event.about) == (
            "appoint",
            "Ada Lead",
            {"person": "Nia New", "role": "partner_lead"},
        )
        assert (offer.gone, offer.role, offer.inviter, offer.account_id) == (
            None,
            Role.PARTNER_LEAD,
            "Ada Lead",
            None,
        )

    @pytest.mark.parametrize(
        ("email", "where"), [("nobody", "email"), ("ash@example.org", "email"), ("a@b\nBcc: c@d", "email")]
    )
    def test_what_cannot_be_offered(self, database, world, email, where):
        with database.writing() as db, pytest.raises(InvalidInputError) as refused:
            world.offer(db, email)
        assert [problem.where for problem in refused.value.problems] == [where]

    @pytest.mark.parametrize(
        ("role", "partner", "given"),
        [
            (Role.LEAD, None, False),
            (Role.FACILITATOR, None, False),
            (Role.PARTNER_LEAD, "beech", False),
            (Role.MEMBER, "beech", False),
            (Role.MEMBER, None, False),
            (Role.PARTNER_LEAD, "ash", True),
            (Role.MEMBER, "ash", True),
        ],
    )
    def test_a_partner_lead_gives_no_more_than_they_are(self, database, world, role, partner, given):
        partner_id = getattr(world, partner) if partner else None
        with database.writing() as db:
            if given:
                assert world.offer(db, role=role, partner=partner_id, by=world.as_ash)
            else:
                with pytest.raises(NotTheirsError):
                    world.offer(db, role=role, partner=partner_id, by=world.as_ash)

    def test_a_partner_lead_leads_a_partner_of_this_partnership(self, database, world):
        with database.writing() as db:
            other = partnerships.partners(db, make_partnership(db, "Other").id)[0].id
            with pytest.raises(PetError, match="Choose the partner"):
                world.offer(db, role=Role.PARTNER_LEAD)
            with pytest.raises(NotTheirsError):
                world.offer(db, role=Role.PARTNER_LEAD, partner=other)

    def test_a_second_offer_to_somebody_withdraws_the_first(self, database, world):
        with database.writing() as db:
            first, second = world.offer(db), world.offer(db, role=Role.LEAD)
            assert [accepting.look(db, token, now=NOW).gone for token in (first, second)] == [
                Gone.WITHDRAWN,
                None,
            ]

    def test_a_partner_lead_neither_voids_nor_learns_what_others_have_offered(self, database, world):
        with database.writing() as db:
            kept = world.offer(db, role=Role.LEAD)
            world.add(db, "beech@example.org", Role.MEMBER, world.beech)
            said = set()
            for email in ("new@example.org", "beech@example.org", "lead@example.org"):
                with pytest.raises(InvalidInputError) as refused:
                    world.offer(db, email, Role.MEMBER, world.ash, by=world.as_ash)
                said |= {problem.message for problem in refused.value.problems}
            assert said == {"You cannot ask this person. A lead of the partnership can."}
            assert accepting.look(db, kept, now=NOW).gone is None
            own = [world.offer(db, "x@example.org", Role.MEMBER, world.ash, by=world.as_ash) for _n in "12"]
            gone = [accepting.look(db, token, now=NOW).gone for token in own]
            assert gone == [Gone.WITHDRAWN, None]

    def test_fifty_offers_of_one_person_in_an_hour(self, database, world):
        with database.writing() as db:
            for n in range(50):
                world.offer(db, f"n{n}@example.org")
        with database.writing() as db, pytest.raises(PetError, match="Many people were asked"):
            world.offer(db)
        with database.writing() as db:
            world.offer(db, at=NOW + timedelta(hours=1))

    def test_five_letters_to_one_address_in_an_hour_whoever_asks(self, database, world):
        with database.writing() as db:
            for _n in range(5):
                world.offer(db, role=Role.MEMBER, partner=world.ash)
        with database.writing() as db, pytest.raises(PetError, match="Many people were asked"):
            world.offer(db, role=Role.MEMBER, partner=world.ash, by=world.as_ash)


class TestAccepting:
    def accept(self, db, token, email="new@example.org", at=NOW):
        account = db.scalar(select(Account).where(Account.email == email)) or make_account(db, email, "Nia")
        return accepting.accept(db, token, account_id=account.id, now=at)

    def test_whoever_accepts_is_what_was_offered(self, database, world):
        with database.writing() as db:
            assert self.accept(db, world.offer(db)) is None
            assert sorted(world.roles(db).values()) == ["facilitator", "lead", "partner_lead"]
            assert [one.act for one in last_events(db)[-2:]] == ["appoint", "accept_appointment"]

    def test_nobody_else_accepts_it(self, database, world):
        with database.writing() as db, pytest.raises(LookupError):
            self.accept(db, world.offer(db), "other@example.org")

    def test_a_used_expired_or_withdrawn_offer_says_which_and_not_whether_there_is_an_account(
        self, database, world
    ):
        with database.writing() as db:
            make_account(db, "new@example.org")
            used = world.offer(db)
            assert self.accept(db, used) is None
            expired, withdrawn = world.offer(db, "b@example.org"), world.offer(db, "c@example.org")
            make_account(db, "b@example.org")
            row = db.scalars(select(Appointment).where(Appointment.email == "c@example.org")).one()
            appointments.withdraw(
                db,
                partnership_id=world.partnership,
                appointment_id=row.id,
                appointer=world.as_lead,
                now=NOW,
            )
            looked = [
                accepting.look(db, used, now=NOW),
                accepting.look(db, expired, now=NOW + LASTS),
                accepting.look(db, withdrawn, now=NOW),
            ]
            assert [one.gone for one in looked] == [Gone.USED, Gone.EXPIRED, Gone.WITHDRAWN]
            assert [one.account_id for one in looked] == [None] * 3
            assert self.accept(db, expired, "b@example.org", NOW + LASTS) is Gone.EXPIRED
            assert self.accept(db, withdrawn, "c@example.org") is Gone.WITHDRAWN
            assert accepting.look(db, "no such token", now=NOW) is None

    def test_of_two_at_once_one_has_it(self, database, world, at_once):
        with database.writing() as db:
            token = world.offer(db)
            make_account(db, "new@example.org")
        _waited, one, two = at_once(lambda db: self.accept(db, token), lambda db: self.accept(db, token))
        assert [one.result(), two.result()] == [None, Gone.USED]

    def test_an_offer_of_a_deleted_partnership_is_withdrawn(self, database, world):
        with database.writing() as db:
            token = world.offer(db)
            db.get_one(Partnership, world.partnership).deleted_at = NOW
            db.flush()
            assert accepting.look(db, token, now=NOW).gone is Gone.WITHDRAWN

    def test_the_last_lead_cannot_become_less_by_accepting(self, database, world):
        with database.writing() as db:
            token = world.offer(db)
            db.get_one(Account, world.lead).email = "new@example.org"
            db.flush()
            with pytest.raises(PetError, match="the only lead"):
                self.accept(db, token)

    @pytest.mark.parametrize(("by", "taken"), [("as_lead", True), ("as_ash", False)])
    def test_withdrawing_is_for_who_could_have_offered_it(self, database, world, by, taken):
        with database.writing() as db:
            world.offer(db)
            row = db.scalars(select(Appointment)).one()
            try:
                appointments.withdraw(
                    db,
                    partnership_id=world.partnership,
                    appointment_id=row.id,
                    appointer=getattr(world, by),
                    now=NOW,
                )
            except NotTheirsError:
                assert not taken
            assert (row.withdrawn_at is not None) == taken


class TestTheLastLead:
    def test_they_can_neither_leave_nor_become_something_else(self, database, world):
        with database.writing() as db:
            for act in (
                lambda: world.remove(db, world.lead),
                lambda: world.change(db, world.lead, Role.FACILITATOR),
            ):
                with pytest.raises(PetError, match="This is the only lead"):
                    act()
            assert world.roles(db)[world.lead] == "lead"

    def test_with_another_they_can(self, database, world):
        with database.writing() as db:
            world.add(db, "second@example.org", Role.LEAD)
            assert world.remove(db, world.lead) == "Ada Lead"

    def test_a_lead_who_cannot_sign_in_is_none(self, database, world):
        with database.writing() as db:
            second = world.add(db, "second@example.org", Role.LEAD)
            db.get_one(Account, second).disabled_at = NOW
            db.flush()
            with pytest.raises(PetError, match="the only lead"):
                world.remove(db, world.lead)

    def test_of_two_who_remove_each_other_one_is_left(self, database, world, at_once):
        with database.writing() as db:
            second = world.add(db, "second@example.org", Role.LEAD)
        _waited, one, two = at_once(
            lambda db: world.remove(db, second), lambda db: world.remove(db, world.lead)
        )
        assert one.result() == "Second"
        with pytest.raises(PetError, match="the only lead"):
            two.result()


class TestChanging:
    def test_another_role_is_noted(self, database, world):
        with database.writing() as db:
            world.change(db, world.ash_lead, Role.FACILITATOR)
            assert world.roles(db)[world.ash_lead] == "facilitator"
            assert last_events(db)[-1].act == "change_role"

    @pytest.mark.parametrize("who", ["lead", "facilitator", "beech"])
    def test_a_partner_lead_touches_nobody_else(self, database, world, who):
        with database.writing() as db:
            facilitator = world.add(db, "f@example.org", Role.FACILITATOR, world.ash)
            beech = world.add(db, "b@example.org", Role.MEMBER, world.beech)
            account = {"lead": world.lead, "facilitator": facilitator, "beech": beech}[who]
            with pytest.raises(NotTheirsError):
                world.remove(db, account, by=world.as_ash)
            with pytest.raises(NotTheirsError):
                world.change(db, account, Role.MEMBER, world.ash, by=world.as_ash)

    def test_their_own_people_they_do(self, database, world):
        with database.writing() as db:
            member = world.add(db, "m@example.org", Role.MEMBER, world.ash)
            world.change(db, member, Role.PARTNER_LEAD, world.ash, by=world.as_ash)
            with pytest.raises(NotTheirsError):
                world.change(db, member, Role.LEAD, by=world.as_ash)
            world.remove(db, member, by=world.as_ash)
            assert member not in world.roles(db)

    def test_who_becomes_less_takes_their_offers_along(self, database, world):
        with database.writing() as db:
            second = world.add(db, "second@example.org", Role.LEAD)
            token = world.offer(db, by=Appointer(by=By(account_id=second, name="Second"), within=None))
            world.change(db, second, Role.LEAD)  # the same as before
            assert accepting.look(db, token, now=NOW).gone is None
            world.change(db, second, Role.MEMBER, world.ash)
            world.change(db, second, Role.LEAD)
            assert accepting.look(db, token, now=NOW).gone is Gone.WITHDRAWN

    @pytest.mark.parametrize("what", ["disabled", "demoted", "admin", "gone"])
    def test_an_offer_holds_while_whoever_made_it_could_still_make_it(self, database, world, what):
        with database.writing() as db:
            second = world.add(db, "second@example.org", Role.LEAD)
            token = world.offer(db, by=Appointer(by=By(account_id=second, name="Second"), within=None))
            account = db.get_one(Account, second)
            account.disabled_at = NOW if what == "disabled" else None
            account.is_admin = what == "admin"
            row = db.scalars(select(Membership).where(Membership.account_id == second)).one()
            row.role = "facilitator"  # by whatever way: here not through `change`
            if what == "gone":
                db.delete(account)
            db.flush()
            expected = None if what == "admin" else Gone.WITHDRAWN
            assert accepting.look(db, token, now=NOW).gone == expected
            make_account(db, "new@example.org")
            new = db.scalars(select(Account.id).where(Account.email == "new@example.org")).one()
            assert accepting.accept(db, token, account_id=new, now=NOW) == expected
            assert (new in world.roles(db)) == (expected is None)

    @pytest.mark.parametrize(("partner", "gone"), [("ash", None), ("beech", Gone.WITHDRAWN)])
    def test_a_partner_leads_offer_holds_while_they_lead_that_partner(self, database, world, partner, gone):
        with database.writing() as db:
            token = world.offer(db, role=Role.MEMBER, partner=world.ash, by=world.as_ash)
            row = db.scalars(select(Membership).where(Membership.account_id == world.ash_lead)).one()
            row.partner_id = getattr(world, partner)
            db.flush()
            assert accepting.look(db, token, now=NOW).gone == gone

    def test_who_is_removed_takes_their_offers_along(self, database, world):
        with database.writing() as db:
            second = world.add(db, "second@example.org", Role.LEAD)
            by = Appointer(by=By(account_id=second, name="Second"), within=None)
            theirs, other = world.offer(db, by=by), world.offer(db, "x@example.org")
            world.remove(db, second)
            assert [accepting.look(db, token, now=NOW).gone for token in (theirs, other)] == [
                Gone.WITHDRAWN,
                None,
            ]


class TestLooking:
    def test_a_lead_sees_everybody_and_a_partner_lead_their_own(self, database, world):
        with database.writing() as db:
            world.add(db, "b@example.org", Role.MEMBER, world.beech)
            world.add(db, "a@example.org", Role.MEMBER, world.ash)
            world.offer(db, "n1@example.org", Role.MEMBER, world.ash)
            world.offer(db, "n2@example.org", Role.LEAD)
        with database.reading() as db:
            everybody = team.of(db, world.partnership, within=None, now=NOW)
            own = team.of(db, world.partnership, within=world.ash, now=NOW)
        assert [one.name for one in everybody.members] == ["A", "Ada Lead", "Ash Lead", "B"]
        assert [one.name for one in own.members] == ["A", "Ash Lead"]
        assert [len(found.offers) for found in (everybody, own)] == [2, 1]

    def test_an_offer_is_open_until_it_is_over(self, database, world):
        with database.writing() as db:
            world.offer(db)
            assert len(team.of(db, world.partnership, within=None, now=NOW).offers) == 1
            assert team.of(db, world.partnership, within=None, now=NOW + LASTS).offers == ()

    def test_many_cost_as_little_as_few(self, database, world):
        def statements():
            with database.reading() as db, noted(database) as found:
                team.of(db, world.partnership, within=None, now=NOW)
            return len(found)

        few = statements()
        with database.writing() as db:
            for n in range(20):
                world.add(db, f"m{n}@example.org", Role.MEMBER, world.ash)
                world.offer(db, f"n{n}@example.org")
            assert db.scalar(select(func.count()).select_from(Membership)) == 22
        assert statements() == few == 2
