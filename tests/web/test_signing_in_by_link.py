"""Signing in by a mailed link, a new password, and showing again that it is you."""

from dataclasses import replace

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from pet.access.policy import Permission
from pet.db.models import Account, Letter, OneTimeLink, WebSession
from pet.services import accounts, passwords
from pet.web.guard import requires
from tests.support import pages
from tests.support.client import make_app
from tests.support.factories import NOW, make_member, make_partnership
from tests.support.letters_written import token_in, written
from tests.support.statements import noted

pytestmark = pytest.mark.own_app  # it adds pages of its own

EMAIL, RIGHT, NEW = "ada@example.org", "plum lantern orbit seven", "seven orbits of a lantern"


@pytest.fixture
def settings(settings):
    return replace(settings, mail=f"folder:{settings.instance}/letters", mail_from="pet@example.org")


@pytest.fixture
def ada(database):
    with database.writing() as db:
        account = accounts.add(db, email=EMAIL, name="Ada Archer", password=RIGHT, now=NOW)
        make_member(db, account, make_partnership(db))
        return account.id


def is_signed_in(client):
    return client.page("/").title == "Your partnerships"


def count(database, table):
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(table))


class TestALink:
    @pytest.fixture
    def link(self, app, client, ada):
        del ada
        client.submit("/sign-in/link", {"email": EMAIL, "next": "/link"})
        return f"/sign-in/link/{token_in(app, 'sign_in')}"

    def test_its_button_signs_in_and_leads_on(self, client, link):
        page = client.page(link)
        assert "as Ada Archer, ada@example.org" in page.text
        response = client.submit(link)
        assert (response.status_code, response.location, is_signed_in(client)) == (303, "/link", True)

    def test_opening_it_as_often_as_one_likes_uses_nothing_up(self, client, new_client, link, database):
        scanner = new_client()
        for _time in range(3):
            assert (scanner.get(link).status_code, scanner.head(link).status_code) == (200, 200)
        assert (is_signed_in(scanner), count(database, OneTimeLink)) == (False, 1)
        assert client.submit(link).status_code == 303

    def test_it_works_once(self, client, new_client, link):
        assert client.submit(link).status_code == 303
        thief = new_client()
        assert (thief.submit(link).status_code, thief.get(link).status_code) == (410, 410)
        assert not is_signed_in(thief)

    def test_after_ten_minutes_it_is_over(self, client, link, clock):
        clock.move(minutes=10)
        assert [client.get(link).status_code, client.submit(link).status_code] == [410, 410]

    def test_without_its_forms_token_it_is_not_used(self, client, link, database):
        assert (client.post(link).status_code, count(database, OneTimeLink)) == (400, 1)

    def test_a_cookie_from_before_opens_nothing_afterwards(self, client, new_client, link):
        client.get(link)
        planted = client.get_cookie("pet").value
        client.submit(link)
        thief = new_client()
        thief.set_cookie("pet", planted)
        assert not is_signed_in(thief)

    def test_guessing_is_slowed_down(self, client):
        client.get("/sign-in")
        client.strict = False
        statuses = [client.submit(f"/sign-in/link/guess{n}").status_code for n in range(31)]
        assert statuses == [410] * 30 + [429]


class TestNobodyLearnsWhoHasAnAccount:
    @pytest.mark.parametrize("path", ["/sign-in/link", "/reset"])
    def test_the_answer_and_the_work_are_the_same(self, client, database, ada, path, monkeypatch):
        del ada
        hashes = []

        class Counting(PasswordHasher):
            def verify(self, kept, password):
                hashes.append(kept)
                return super().verify(kept, password)

        monkeypatch.setattr(passwords, "_HASHER", Counting())
        client.get(path)

        def tell(email):
            with noted(database) as statements:
                response = client.submit(path, {"email": email})
            return response.status_code, pages.parse(response.get_data(as_text=True)).text, statements

        first = tell(EMAIL)
        assert first == tell("nobody@example.org")
        assert (first[0], len(hashes), count(database, Letter)) == (200, 0, 1)

    @pytest.mark.parametrize("email", [EMAIL, "nobody@example.org"])
    def test_too_many_wait_alike(self, client, ada, email):
        del ada
        answers = [client.submit("/reset", {"email": email}) for _n in range(31)]
        assert [answer.status_code for answer in answers] == [200] * 30 + [429]
        assert answers[-1].headers["Retry-After"] == "3600"

    def test_a_missing_address_is_said(self, client):
        page = client.submitted("/reset", {"email": " "}, status=422)
        assert ("Type your e-mail address.", "#email") in page.links


class TestANewPassword:
    @pytest.fixture
    def link(self, app, client, ada):
        del ada
        client.submit("/reset", {"email": EMAIL})
        return f"/reset/{token_in(app, 'reset')}"

    def test_it_is_kept_and_every_other_session_ends(self, app, client, new_client, link, ada):
        elsewhere = new_client()
        elsewhere.sign_in(ada)
        assert is_signed_in(elsewhere)
        client.get(link)
        assert client.submit(link, {"password": NEW, "password_again": NEW}).location == "/"
        assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)
        third = new_client()
        answers = [third.submit("/sign-in", {"email": EMAIL, "password": one}) for one in (RIGHT, NEW)]
        assert [answer.status_code for answer in answers] == [422, 303]
        assert [address for address, _token in written(app, "notice")] == [EMAIL]

    @pytest.mark.parametrize(
        ("one", "two", "said"),
        [
            ("short", "short", "at least 15"),
            ("archer in the green wood", "archer in the green wood", "your name"),
            (NEW, RIGHT, "differ"),
            ("1q2w3e4r5t6y7u8i9o0p", "1q2w3e4r5t6y7u8i9o0p", "Many people use this"),
            ("", "", "Choose a password."),
        ],
    )
    def test_a_bad_one_is_refused_and_the_link_still_works(self, client, link, one, two, said):
        page = client.submitted(link, {"password": one, "password_again": two}, status=422)
        assert said in page.text
        assert client.submit(link, {"password": NEW, "password_again": NEW}).status_code == 303

    def test_opening_it_uses_nothing_up_and_it_works_once(self, client, link):
        for _time in range(2):
            client.head(link)
            client.get(link)
        good = {"password": NEW, "password_again": NEW}
        assert client.submit(link, good).status_code == 303
        client.get("/account")
        assert client.submit(link, good).status_code == 410

    def test_it_comes_from_the_sites_own_address_whatever_the_request_says(self, app, client, ada):
        del ada
        client.get("/reset")
        response = client.submit("/reset", {"email": EMAIL}, headers={"Host": "evil.example"})
        assert (response.status_code, written(app)) == (400, [])


class TestAgain:
    @pytest.fixture
    def app(self, app):
        probe = requires(Permission.CHANGE_OWN_ACCOUNT)(lambda: {"is": "kept"})
        app.add_url_rule("/probe", "probe", probe, methods=["POST"])
        return app

    @pytest.fixture
    def stale(self, client, ada, clock):
        client.sign_in(ada)
        client.get("/")
        clock.move(minutes=11)
        client.pauses = False
        return client

    def test_who_has_just_signed_in_is_not_asked(self, client, ada):
        client.sign_in(ada)
        assert client.get("/account/password").status_code == 200
        assert client.get("/sign-in/again?next=/link").location == "/link"

    def test_after_ten_minutes_the_page_asks_and_leads_back(self, stale):
        away = stale.get("/account/password")
        assert (away.status_code, away.location) == (303, "/sign-in/again?next=/account/password")
        page = stale.page(away.location)
        fields = {**page.form("/sign-in/again"), "password": RIGHT}
        assert stale.submit("/sign-in/again", fields).location == "/account/password"
        assert stale.get("/account/password").status_code == 200

    def test_the_session_has_another_id_afterwards(self, stale, database):
        with database.reading() as db:
            before = db.scalars(select(WebSession.sha256)).all()
        stale.submit("/sign-in/again", {"password": RIGHT})
        with database.reading() as db:
            after = db.scalars(select(WebSession.sha256)).all()
        assert (len(before), len(after), before == after) == (1, 1, False)

    def test_a_wrong_password_does_not_and_is_counted(self, stale):
        statuses = [stale.submit("/sign-in/again", {"password": "wrong"}).status_code for _n in range(6)]
        assert statuses == [422] * 5 + [429]
        assert stale.get("/account/password").status_code == 303

    def test_nothing_typed_is_lost(self, stale):
        page = stale.submitted("/probe", {"text": "a long thought", "password": "secret words"}, status=401)
        assert (page.h1, "secret words" in page.text) == ("Show that it is you", False)
        fields = page.all("form")[1]
        kept = {one.get("name"): one.get("value") for one in fields.iter("input") if one.get("name")}
        assert "secret words" not in kept.values()
        page = stale.submitted("/sign-in/again", {**kept, "password": RIGHT})
        assert page.form("/probe")["text"] == "a long thought"
        assert stale.submit("/probe", page.form("/probe")).json == {"is": "kept"}

    def test_a_mailed_link_does_as_well_and_what_was_typed_waits(self, app, stale):
        page = stale.submitted("/sign-in/again/link", {"kept-text": "thought", "kept_path": "/link"})
        waiting = {"kept-text": "thought", "kept_path": "/link", "by_link": "1"}
        assert "A letter with a link is on its way to you." in page.text
        page = stale.submitted("/sign-in/again", waiting, status=422)
        assert "has not been used in this browser yet" in page.text
        link = f"/sign-in/link/{token_in(app, 'sign_in')}"
        stale.get(link)
        assert stale.submit(link).status_code == 303
        stale.get("/account")
        page = stale.submitted("/sign-in/again", waiting)
        assert page.form("/link")["text"] == "thought"

    def test_a_stranger_is_asked_to_sign_in(self, client):
        assert client.get("/sign-in/again").location.startswith("/sign-in?next=")


class TestASiteWithoutLetters:
    @pytest.fixture
    def client(self, settings, database, clock):
        return make_app(replace(settings, mail=""), database, clock).test_client()

    def test_its_pages_say_who_can_help(self, client, ada, database):
        del ada
        page = client.page("/sign-in")
        assert ("Whoever looks after this site can help" in page.text, "Send me a link" in page.text) == (
            True,
            False,
        )
        for path in ("/reset", "/sign-in/link"):
            assert "Whoever looks after it can give you a new password" in client.page(path).text
            assert client.submit(path, {"email": EMAIL}).status_code == 422
        assert count(database, OneTimeLink) == 0


def test_what_was_typed_when_the_time_was_up_survives_signing_in_by_link(app, client, ada, clock):
    client.sign_in(ada)
    client.get("/")
    clock.move(minutes=31)
    page = client.submitted("/account", {"name": "A new name"}, status=401)
    page = client.submitted("/sign-in/link", {**page.form("/sign-in"), "email": EMAIL})
    waiting = page.form("/sign-in/again")
    link = f"/sign-in/link/{token_in(app, 'sign_in')}"
    client.get(link)
    client.submit(link)
    client.get("/account")
    page = client.submitted("/sign-in/again", {**waiting, "csrf_token": client.token})
    assert page.form("/account")["name"] == "A new name"


def test_a_disabled_account_gets_nothing(app, client, ada, database):
    with database.writing() as db:
        db.get_one(Account, ada).disabled_at = NOW
    assert client.submit("/sign-in/link", {"email": EMAIL}).status_code == 200
    assert written(app) == []
