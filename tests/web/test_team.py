"""The page of a team, and the offers that it makes."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from pet.access.actor import Role
from pet.db.models import Account, Appointment, Membership, WebSession
from pet.services import accounts, partnerships
from tests.support.client import make_app
from tests.support.factories import NOW, make_account, make_member, make_partnership, make_round
from tests.support.letters_written import token_in, written

RIGHT = "plum lantern orbit seven"


@pytest.fixture
def settings(settings):
    return replace(settings, mail=f"folder:{settings.instance}/letters", mail_from="pet@example.org")


class World:
    """A partnership with somebody in every role, and its addresses."""

    def __init__(self, db):
        self.partnership = make_partnership(db)
        self.ash, self.beech, _cedar = partnerships.partners(db, self.partnership.id)
        self.ids, self.public = {}, {}
        for role, partner in (
            (Role.LEAD, None),
            (Role.FACILITATOR, None),
            (Role.PARTNER_LEAD, self.ash.id),
            (Role.MEMBER, self.beech.id),
        ):
            account = make_account(db, f"{role.value}@example.org", f"The {role.value}")
            make_member(db, account, self.partnership, role, partner)
            self.ids[role], self.public[role] = account.id, account.public_id
        self.round = make_round(db, self.partnership).public_id
        self.team = f"/partnerships/{self.partnership.public_id}/team"

    def of(self, role):
        return f"{self.team}/{self.public[role]}"


@pytest.fixture
def world(database):
    with database.writing() as db:
        return World(db)


@pytest.fixture
def lead(client, world):
    client.sign_in(world.ids[Role.LEAD])
    client.get(world.team)
    return client


def asked(client, world, email="new@example.org", role="facilitator", partner="none", name="Nia New"):
    fields = {"email": email, "name": name, "role": role, "partner": partner}
    return client.submit(f"{world.team}/offers", fields)


def sent(browser, path, fields):
    browser.get(path)
    return browser.submit(path, fields).status_code


class TestThePage:
    def test_it_says_who_is_what(self, lead, world):
        text = lead.page(world.team).text
        for words in ("The lead · you", "The facilitator", "Leads Ash School", "Member, Beech School"):
            assert words in text

    @pytest.mark.parametrize(
        ("role", "status"), [(Role.FACILITATOR, 403), (Role.MEMBER, 403), (Role.PARTNER_LEAD, 200)]
    )
    def test_who_sees_it(self, client, world, role, status):
        client.sign_in(world.ids[role])
        assert client.get(world.team).status_code == status

    def test_a_partner_lead_sees_and_offers_their_own_partner_only(self, client, world):
        client.sign_in(world.ids[Role.PARTNER_LEAD])
        page = client.page(world.team)
        assert ("The member" in page.text, "The facilitator" in page.text) == (False, False)
        options = [one.get("value") for name in ("input", "option") for one in page.all(name)]
        assert [one for one in options if one in (*Role, world.ash.public_id, world.beech.public_id)] == [
            "partner_lead",
            "member",
            world.ash.public_id,
        ]
        assert asked(client, world, role="lead").status_code == 422
        assert asked(client, world, role="member", partner=world.beech.public_id).status_code == 422
        assert asked(client, world, role="member", partner=world.ash.public_id).status_code == 303

    @pytest.mark.parametrize("role", [Role.LEAD, Role.FACILITATOR, Role.MEMBER])
    def test_and_touches_nobody_else(self, client, world, role, database):
        client.sign_in(world.ids[Role.PARTNER_LEAD])
        client.get(world.team)
        answers = [
            client.get(world.of(role)),
            client.submit(f"{world.of(role)}/remove"),
            client.submit(world.of(role), {"role": "member", "partner": world.ash.public_id}),
        ]
        assert [answer.status_code for answer in answers] == [404] * 3
        with database.reading() as db:
            assert len(db.scalars(select(Membership)).all()) == 4


class TestOffers:
    def test_a_letter_goes_out_and_the_page_tells_until_when(self, app, lead, world):
        response = asked(lead, world)
        page = lead.page(response.location)
        assert "A letter is on its way to them." in page.text
        assert "new@example.org · Facilitator Open until Monday 19 October 2026" in page.text
        assert [address for address, _token in written(app, "appointment")] == ["new@example.org"]

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"email": "nobody"}, "email"),
            ({"email": "member@example.org"}, "email"),
            ({"name": ""}, "name"),
            ({"role": "partner_lead"}, "partner"),
            ({"role": "king"}, "role"),
            ({"role": ""}, "role"),
            ({"partner": "elsewhere"}, "partner"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_is_there(self, lead, world, fields, field):
        response = asked(lead, world, **fields)
        text = response.get_data(as_text=True)
        assert (response.status_code, f'href="#{field}"' in text) == (422, True)
        assert fields.get("email", "new@example.org") in text

    def test_taking_one_back(self, app, lead, world, new_client, database):
        asked(lead, world)
        with database.reading() as db:
            public_id = db.scalars(select(Appointment.public_id)).one()
        response = lead.submit(f"{world.team}/offers/{public_id}/withdraw")
        assert "new@example.org" not in lead.page(response.location).text
        page = new_client().page(f"/appointments/{token_in(app, 'appointment')}", 410)
        assert "This offer was withdrawn." in page.text

    def test_without_letters_the_link_is_shown_once(self, settings, database, clock, world):
        client = make_app(replace(settings, mail=""), database, clock).test_client()
        client.sign_in(world.ids[Role.LEAD])
        client.get(world.team)
        page = client.submitted(
            f"{world.team}/offers",
            {"email": "n@example.org", "name": "Nia", "role": "facilitator", "partner": "none"},
        )
        [link] = [one.get("value") for one in page.all("input") if one.get("id") == "offer-link"]
        assert link.startswith("http://localhost/appointments/")
        token = link.rpartition("/")[2]
        assert token not in client.get(world.team).get_data(as_text=True)
        assert client.get(f"/appointments/{token}").status_code == 200


class TestAccepting:
    @pytest.fixture
    def link(self, app, lead, world):
        asked(lead, world, role="partner_lead", partner=world.beech.public_id)
        return f"/appointments/{token_in(app, 'appointment')}"

    def test_it_says_who_asks_for_what_and_opening_it_does_nothing(self, new_client, link, database):
        scanner = new_client()
        for _time in range(2):
            page = scanner.page(link)
            assert scanner.head(link).status_code == 200
        assert "The lead asks you to help with Riverside Partnership." in page.text
        assert "Leads Beech School" in page.text
        with database.reading() as db:
            assert db.scalars(select(Appointment.accepted_at)).all() == [None]

    def test_somebody_without_an_account_makes_one_at_once(self, new_client, link, world):
        browser = new_client()
        assert browser.page(link).form(link)["name"] == "Nia New"
        fields = {"name": "Nia New", "password": RIGHT, "password_again": RIGHT}
        assert browser.submit(link, fields).status_code == 303
        assert browser.get(world.team).status_code == 200
        browser.get("/account")
        assert browser.submit("/sign-out").status_code == 303
        browser.get("/sign-in")
        signed = browser.submit("/sign-in", {"email": "new@example.org", "password": RIGHT})
        assert signed.status_code == 303

    def test_only_who_had_it_by_letter_has_shown_whose_address_it_is(
        self, new_client, link, settings, database, clock, world
    ):
        fields = {"name": "Nia New", "password": RIGHT, "password_again": RIGHT}
        assert sent(new_client(), link, fields) == 303
        client = make_app(replace(settings, mail=""), database, clock).test_client()
        client.sign_in(world.ids[Role.LEAD])
        client.get(world.team)
        shown = {"email": "shown@example.org", "name": "Sam", "role": "facilitator", "partner": "none"}
        page = client.submitted(f"{world.team}/offers", shown)
        [passed_on] = [one.get("value") for one in page.all("input") if one.get("id") == "offer-link"]
        assert sent(new_client(), passed_on.removeprefix("http://localhost"), fields) == 303
        with database.reading() as db:
            found = dict(db.execute(select(Account.email, Account.email_proven)).all())
        assert (found["new@example.org"], found["shown@example.org"]) == (True, False)

    def test_of_two_who_make_the_account_at_once_the_second_is_told(self, new_client, link, monkeypatch):
        """The other click comes after the offer was looked at, and before the account is made."""
        fields = {"name": "Nia New", "password": RIGHT, "password_again": RIGHT}
        browser, other = new_client(), new_client()
        browser.page(link)
        other.page(link)
        usual = accounts.problems_with

        def meanwhile(**given):
            monkeypatch.setattr(accounts, "problems_with", usual)
            assert other.submit(link, fields).status_code == 303
            return usual(**given)

        monkeypatch.setattr(accounts, "problems_with", meanwhile)
        assert browser.submit(link, fields).status_code == 410

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"name": "", "password": RIGHT, "password_again": RIGHT}, "Type your name."),
            ({"name": "Nia", "password": "short", "password_again": "short"}, "at least 15"),
            ({"name": "Nia", "password": RIGHT, "password_again": "x"}, "differ"),
        ],
    )
    def test_a_bad_account_is_not_made(self, new_client, link, database, fields, said):
        assert said in new_client().submitted(link, fields, status=422).text
        with database.reading() as db:
            assert len(db.scalars(select(Account)).all()) == 4

    def test_somebody_with_one_types_its_password(self, new_client, link, database, world):
        with database.writing() as db:
            accounts.add(db, email="new@example.org", name="Nia", password=RIGHT, now=NOW)
        browser = new_client()
        assert "Type the password of that account." in browser.page(link).text
        wrong = browser.submitted(link, {"password": "wrong"}, status=422)
        assert "This is not the password of that account." in wrong.text
        assert browser.submit(link, {"password": RIGHT}).status_code == 303
        assert browser.get(world.team).status_code == 200

    def test_in_ones_own_session_a_button_is_enough_and_the_session_gets_another_id(
        self, new_client, link, database, world
    ):
        with database.writing() as db:
            account = make_account(db, "new@example.org").id
        browser = new_client()
        browser.sign_in(account)
        assert browser.page(link).form(link).keys() == {"csrf_token"}

        def ids():
            with database.reading() as db:
                query = select(WebSession.sha256).where(WebSession.account_id == account)
                return db.scalars(query).all()

        before = ids()
        assert browser.submit(link).status_code == 303
        assert (len(ids()), ids() == before) == (1, False)
        assert browser.get(world.team).status_code == 200

    def test_somebody_elses_session_is_not(self, lead, link, database):
        with database.writing() as db:
            make_account(db, "new@example.org")
        lead.get(link)
        assert lead.submit(link).status_code == 422
        with database.reading() as db:
            assert len(db.scalars(select(Membership)).all()) == 4

    def test_used_and_expired_say_which(self, new_client, link, clock):
        browser = new_client()
        fields = {"name": "Nia New", "password": RIGHT, "password_again": RIGHT}
        assert browser.submit(link, fields).status_code == 303
        other = new_client()
        assert "was accepted already" in other.page(link, 410).text
        assert other.submit(link, fields).status_code == 410
        clock.move(days=14)
        assert "was accepted already" in other.page(link, 410).text

    @pytest.mark.parametrize("exists", [True, False])
    def test_expired_says_nothing_of_accounts(self, new_client, link, clock, database, exists):
        if exists:
            with database.writing() as db:
                make_account(db, "new@example.org")
        clock.move(days=14)
        assert "This offer has expired: it was open for two weeks." in new_client().page(link, 410).text

    def test_a_link_that_never_was(self, client):
        assert client.get("/appointments/nothing").status_code == 404


class TestChanging:
    def test_another_role_holds_at_the_next_request(self, lead, world, new_client):
        facilitator = new_client()
        facilitator.strict = False
        facilitator.sign_in(world.ids[Role.FACILITATOR])
        assert facilitator.get(f"/rounds/{world.round}/").status_code == 200
        form = {"role": "member", "partner": world.ash.public_id}
        assert lead.submit(world.of(Role.FACILITATOR), form).status_code == 303
        assert facilitator.get(f"/rounds/{world.round}/").status_code == 403

    @pytest.mark.parametrize("role", [Role.FACILITATOR, Role.PARTNER_LEAD])
    def test_who_was_removed_finds_nothing_any_more(self, lead, world, new_client, role):
        browser = new_client()
        browser.sign_in(world.ids[role])
        home = world.team.removesuffix("team")
        assert browser.get(home).status_code == 200
        page = lead.page(lead.submit(f"{world.of(role)}/remove").location)
        assert "They are out of the team." in page.text
        assert browser.get(home).status_code == 404

    def test_the_last_lead_stays_and_is_told_why(self, lead, world):
        lead.get(world.of(Role.LEAD))
        text = lead.submitted(f"{world.of(Role.LEAD)}/remove", status=409).text
        assert "This is the only lead of the partnership." in text
        form = {"role": "facilitator", "partner": "none"}
        assert lead.submit(world.of(Role.LEAD), form).status_code == 409
        assert lead.get(world.team).status_code == 200

    def test_a_lead_may_leave_to_another(self, lead, world):
        assert lead.submit(world.of(Role.MEMBER), {"role": "lead", "partner": "none"}).status_code == 303
        assert lead.submit(f"{world.of(Role.LEAD)}/remove").location == "/"
        assert lead.get(world.team).status_code == 404

    def test_getting_changes_nothing(self, lead, world):
        for path in (f"{world.of(Role.MEMBER)}/remove", f"{world.team}/offers"):
            assert lead.get(path).status_code in (404, 405)
