"""One's own account, the accounts of a site, and the page that makes the first."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from pet.db.models import Account, AuditEvent, WebSession
from pet.services import accounts, first_steps, sessions
from pet.web import devices
from tests.support.factories import NOW, make_account
from tests.support.letters_written import token_in

EMAIL, RIGHT, NEW = "ada@example.org", "plum lantern orbit seven", "seven orbits of a lantern"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


@pytest.fixture
def settings(settings):
    return replace(settings, mail=f"folder:{settings.instance}/letters", mail_from="pet@example.org")


@pytest.fixture
def ada(database):
    with database.writing() as db:
        return accounts.add(db, email=EMAIL, name="Ada Archer", password=RIGHT, now=NOW).id


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36", "Chrome on Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/142.0 Mobile Safari/537.36 EdgA/142.0", "Edge on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1", "Safari on Mac"),
        ("something", "A browser that PET does not know"),
        ("", "A browser that PET does not know"),
        ("Firefox/1", "Firefox"),
    ],
)
def test_a_browser_in_a_word_or_two(agent, words):
    assert devices.words(devices.of(agent)) == words


class TestOnesOwn:
    def test_it_lists_where_one_is_signed_in(self, client, new_client, ada):
        client.submit("/sign-in", {"email": EMAIL, "password": RIGHT}, headers={"User-Agent": FIREFOX})
        new_client().sign_in(ada)
        page = client.page("/account")
        assert "Firefox on Windows · this browser" in page.text
        assert "Signed in Monday 5 October 2026 at 09:00 (UTC)" in page.text
        assert page.text.count("Sign out there") == 1

    def test_another_browser_is_signed_out(self, client, new_client, ada, database):
        other, third = new_client(), new_client()
        for browser in (client, other, third):
            browser.sign_in(ada)
        with database.reading() as db:
            mine = [one.sha256 for one in db.scalars(select(WebSession))]
        assert len(mine) == 3
        page = client.page("/account")
        keys = [one.get("value") for one in page.all("input") if one.get("name") == "key"]
        client.submit("/account/browsers/end", {"key": keys[0]})
        alive = [browser.get("/account").status_code for browser in (client, other, third)]
        assert sorted(alive[1:]) == [200, 303]
        client.submit("/account/browsers/end-others")
        assert [one.get("/account").status_code for one in (client, other, third)] == [200, 303, 303]

    def test_nobody_ends_a_session_that_is_not_theirs(self, client, ada, database):
        with database.writing() as db:
            token = sessions.open_for_account(db, make_account(db, "ben@example.org").id, now=NOW)
        client.sign_in(ada)
        client.get("/account")
        client.submit("/account/browsers/end", {"key": sessions.digest(token)})
        client.submit("/account/browsers/end-others")
        with database.reading() as db:
            assert db.scalar(select(func.count()).select_from(WebSession)) == 2

    def test_a_new_password_ends_the_others_and_gives_this_one_a_new_id(
        self, client, new_client, ada, database
    ):
        other = new_client()
        other.sign_in(ada)
        client.sign_in(ada)
        client.get("/account/password")
        with database.reading() as db:
            before = set(db.scalars(select(WebSession.sha256)))
        response = client.submit("/account/password", {"password": NEW, "password_again": NEW})
        assert "Your new password is kept." in client.page(response.location).text
        assert other.get("/account").status_code == 303
        with database.reading() as db:
            [after] = db.scalars(select(WebSession.sha256)).all()
        assert after not in before
        assert new_client().submit("/sign-in", {"email": EMAIL, "password": NEW}).status_code == 303

    def test_a_name_can_be_changed_and_not_be_empty(self, client, ada):
        client.sign_in(ada)
        client.get("/account")
        assert "Ada A." in client.page(client.submit("/account", {"name": " Ada  A. "}).location).text
        assert client.submit("/account", {"name": " "}).status_code == 422

    def test_a_stranger_has_none(self, client):
        assert client.get("/account").location == "/sign-in?next=/account"


class TestOfTheSite:
    @pytest.fixture
    def ben(self, database):
        with database.writing() as db:
            return make_account(db, "ben@example.org", "Ben Other")

    @pytest.fixture
    def admin(self, client, database):
        with database.writing() as db:
            account = make_account(db, "admin@example.org", "Amal Admin", is_admin=True)
        client.sign_in(account.id)
        client.account = account
        return client

    def test_it_is_the_administrators_alone(self, client, ada, ben):
        client.sign_in(ada)
        paths = ["/site/accounts", f"/site/accounts/{ben.public_id}"]
        assert [client.get(path).status_code for path in paths] == [404, 404]
        assert client.submit(f"/site/accounts/{ben.public_id}/disable").status_code == 404

    def test_who_has_not_just_shown_that_it_is_them_is_asked(self, admin, clock, ben):
        admin.get("/account")
        clock.move(minutes=11)
        admin.pauses = False
        assert admin.get("/site/accounts").location == "/sign-in/again?next=/site/accounts"
        assert admin.submitted(f"/site/accounts/{ben.public_id}/disable", status=401).h1 == (
            "Show that it is you"
        )

    def test_searching(self, admin, ben):
        del ben
        page = admin.page("/site/accounts?q=BEN")
        assert ("Ben Other" in page.text, "1 account" in page.text) == (True, True)
        assert "Nobody is called so." in admin.page("/site/accounts?q=%25&page=x").text

    def test_disabling_and_back(self, admin, new_client, ben):
        path = f"/site/accounts/{ben.public_id}"
        other = new_client()
        other.sign_in(ben.id)
        admin.get(path)
        page = admin.page(admin.submit(f"{path}/disable").location)
        assert "Cannot sign in" in page.text
        assert other.get("/account").status_code == 303
        assert "They can sign in again." in admin.page(admin.submit(f"{path}/enable").location).text

    def test_a_reset_is_mailed_and_never_shown(self, app, admin, ben, database):
        path = f"/site/accounts/{ben.public_id}"
        admin.get(path)
        page = admin.page(admin.submit(f"{path}/reset").location)
        assert "A letter with a link" in page.text
        assert token_in(app, "reset") not in admin.get(path).get_data(as_text=True)
        with database.reading() as db:
            assert db.execute(select(AuditEvent.act, AuditEvent.who)).all() == [("start_reset", "Amal Admin")]

    def test_another_administrator_and_never_oneself(self, admin, ben, database):
        path = f"/site/accounts/{ben.public_id}"
        admin.get(path)
        admin.submit(f"{path}/make-administrator")
        own = f"/site/accounts/{admin.account.public_id}"
        assert "This is your own account." in admin.page(own).text
        for act in ("disable", "end-administrator"):
            assert admin.submit(f"{own}/{act}").status_code == 409
        admin.submit(f"{path}/end-administrator")
        with database.reading() as db:
            assert db.scalars(select(Account.email).where(Account.is_admin)).all() == ["admin@example.org"]


class TestTheFirstAdministrator:
    FIELDS = {"name": "Ada First", "email": EMAIL, "password": RIGHT, "password_again": RIGHT}  # noqa: RUF012 -- read only

    @pytest.fixture
    def code(self, settings):
        return first_steps.make_setup_code(settings.instance)

    def test_the_first_page_of_an_empty_site_leads_there(self, client, code):
        assert ("Set up this site", "/setup") in client.page("/").links
        client.get("/setup")
        assert client.submit("/setup", {**self.FIELDS, "code": code}).location == "/"
        assert client.page("/").title == "Your partnerships"
        assert "You look after it." in client.page("/account").text

    def test_afterwards_there_is_no_such_page_and_no_code(self, client, new_client, code, settings):
        client.get("/setup")
        client.submit("/setup", {**self.FIELDS, "code": code})
        stranger = new_client()
        assert [stranger.get("/setup").status_code, stranger.submit("/setup").status_code] == [404, 404]
        assert first_steps.setup_code(settings.instance) is None
        assert ("Set up this site", "/setup") not in stranger.page("/").links

    @pytest.mark.usefixtures("ada")
    def test_a_site_with_an_account_has_no_such_page(self, client, code):
        del code
        assert client.get("/setup").status_code == 404
        assert ("Set up this site", "/setup") not in client.page("/").links

    def test_without_the_code_nobody_is_first(self, client, code, database):
        del code
        client.get("/setup")
        page = client.submitted("/setup", {**self.FIELDS, "code": "aaaa-bbbb"}, status=422)
        assert "This is not the setup code." in page.text
        assert page.form("/setup")["email"] == EMAIL
        client.strict = False
        statuses = {client.submit("/setup", {**self.FIELDS, "code": f"x{n}"}).status_code for n in range(31)}
        assert statuses == {422, 429}
        with database.reading() as db:
            assert first_steps.is_new(db)

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"email": "ada"}, "E-mail address: give an address like name@example.org."),
            ({"name": ""}, "Type your name."),
            ({"password": "short"}, "at least 15"),
            ({"password_again": "x"}, "differ"),
        ],
    )
    def test_what_is_wrong_is_said(self, client, code, fields, said):
        client.get("/setup")
        page = client.submitted("/setup", {**self.FIELDS, "code": code, **fields}, status=422)
        assert said in page.text
