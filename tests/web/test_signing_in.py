"""Signing in, staying and leaving."""

import pytest
from sqlalchemy import func, select

from pet.db.models import Account, Throttle, WebSession
from pet.services import accounts
from tests.support import pages
from tests.support.factories import NOW, make_member, make_partnership, make_round

EMAIL, RIGHT, WRONG = "ada@example.org", "plum lantern orbit seven", "wrong"
REFUSED = "This e-mail address and this password do not belong together."


@pytest.fixture
def account(database):
    with database.writing() as db:
        return accounts.add(db, email=EMAIL, name="Ada Archer", password=RIGHT, now=NOW)


def tries(client, email=EMAIL, password=RIGHT, **fields):
    return client.submit("/sign-in", {"email": email, "password": password, **fields})


def is_signed_in(client):
    return client.page("/").title == "Your partnerships"


@pytest.mark.usefixtures("account")
def test_the_right_password_opens_ones_own_page(client):
    response = tries(client)
    assert (response.status_code, response.location, is_signed_in(client)) == (303, "/", True)
    assert "Ada Archer" in client.page("/").text


@pytest.mark.usefixtures("account")
def test_an_address_is_the_same_in_capitals_and_with_spaces(client):
    assert tries(client, email=f"  {EMAIL.upper()} ").status_code == 303


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, "another password of hers"),
        (EMAIL, f" {RIGHT}"),
        (EMAIL, RIGHT.upper()),
        (EMAIL, RIGHT + "x" * 200),
        ("nobody@example.org", RIGHT),
        ("not an address", RIGHT),
    ],
)
@pytest.mark.usefixtures("account")
def test_whatever_is_wrong_the_words_are_the_same(client, email, password):
    response = tries(client, email, password)
    text = pages.parse(response.get_data(as_text=True)).text
    assert (response.status_code, REFUSED in text, is_signed_in(client)) == (422, True, False)
    other = tries(client, "somebody.else@example.org", "x")
    assert pages.parse(other.get_data(as_text=True)).text == text


def test_a_disabled_account_is_one_that_does_not_exist(client, database, account):
    with database.writing() as db:
        db.get_one(Account, account.id).disabled_at = NOW
    assert tries(client).status_code == 422


def test_what_is_missing_is_said_beside_its_field(client):
    page = client.submitted("/sign-in", {"email": "", "password": ""}, status=422)
    assert [link for link in page.links if link[1] in ("#email", "#password")] == [
        ("Type your e-mail address.", "#email"),
        ("Type your password.", "#password"),
    ]


def test_the_password_is_never_given_back_and_the_address_is(client):
    text = tries(client, "nobody@example.org", "words that I typed").get_data(as_text=True)
    assert ("words that I typed" in text, 'value="nobody@example.org"' in text) == (False, True)


@pytest.mark.parametrize(
    ("given", "leads_to"),
    [
        ("/link", "/link"),
        ("/rounds/x/results/?a=b&c=%2F", "/rounds/x/results/?a=b&c=%2F"),
        ("", "/"),
        ("link", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("/%0d%0aSet-Cookie:x", "/%0d%0aSet-Cookie:x"),
        ("/\r\nSet-Cookie: x=1", "/"),
        ("/\tevil", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/ evil", "/"),
        ("///evil.example", "/"),
        ("/é", "/"),
    ],
)
@pytest.mark.engine("sqlite")
@pytest.mark.usefixtures("account")
def test_one_is_only_ever_led_to_a_page_of_this_site(client, given, leads_to):
    response = tries(client, next=given)
    assert (response.status_code, response.location) == (303, leads_to)


@pytest.mark.usefixtures("account")
def test_where_one_was_going_survives_a_wrong_password(client):
    page = client.submitted(
        "/sign-in", {"email": EMAIL, "password": "wrong", "next": "/accessibility"}, status=422
    )
    assert page.form("/sign-in")["next"] == "/accessibility"


def test_somebody_signed_in_need_not_sign_in(client, account):
    client.sign_in(account.id)
    assert client.get("/sign-in?next=/link").location == "/link"


def test_signing_in_gives_a_new_session_and_ends_the_one_before(client, database, account):
    with database.writing() as db:
        other = accounts.add(db, email="ben@example.org", name="Ben", password=RIGHT, now=NOW)
    client.sign_in(other.id)
    before = client.get_cookie("pet").value
    client.get("/link")
    tries(client)
    with database.reading() as db:
        owners = db.scalars(select(WebSession.account_id)).all()
    assert (owners, client.get_cookie("pet").value == before) == ([account.id], False)


@pytest.mark.usefixtures("account")
def test_a_cookie_from_before_signing_in_opens_nothing(client, new_client):
    client.get("/sign-in")
    planted = client.get_cookie("pet").value
    tries(client)
    thief = new_client()
    thief.set_cookie("pet", planted)
    assert not is_signed_in(thief)


def test_the_cookie_holds_no_address_and_no_account(client, account):
    tries(client)
    with client.session_transaction() as cookie:
        assert sorted(cookie) == ["_fresh", "_user_id", "responses", "times"]
        assert (cookie["responses"], cookie["times"]) == ([], {})
        assert cookie["_user_id"] not in (str(account.id), account.public_id, EMAIL)


@pytest.mark.usefixtures("account")
class TestThrottle:
    def test_five_free_tries_then_waits_that_double(self, client, clock):
        waits = []
        for _failure in range(5 + 12):
            answer = tries(client, EMAIL, WRONG)
            if answer.status_code == 429:
                waits.append(int(answer.headers["Retry-After"]))
                clock.move(seconds=waits[-1])
                answer = tries(client, EMAIL, WRONG)
            assert answer.status_code == 422
        assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]

    def test_while_waiting_even_the_right_password_is_not_looked_at(self, client, clock):
        for _failure in range(5):
            tries(client, EMAIL, WRONG)
        assert tries(client).status_code == 429
        clock.move(seconds=1)
        assert tries(client).status_code == 303

    def test_a_success_begins_anew(self, client):
        for _round in range(3):
            client.get("/sign-in")
            for _failure in range(4):
                assert tries(client, EMAIL, WRONG).status_code == 422
            assert tries(client).status_code == 303
            client.get("/")
            assert client.submit("/sign-out").status_code == 303

    def test_nobody_else_is_locked_out(self, client, new_client):
        for _failure in range(6):
            tries(client, EMAIL, WRONG)
        elsewhere = new_client()
        elsewhere.environ_base["REMOTE_ADDR"] = "198.51.100.7"
        assert (tries(client).status_code, tries(elsewhere).status_code) == (429, 303)

    def test_unknown_accounts_wait_as_well(self, client):
        statuses = [tries(client, email="nobody@example.org").status_code for _try in range(6)]
        assert statuses == [422] * 5 + [429]

    @pytest.mark.engine("sqlite")  # the counting is held on both engines by the tests of the service
    def test_fifty_failures_from_one_network_keep_nobody_else_there_from_signing_in(self, client):
        client.strict = False
        client.token = pages.parse(client.get("/sign-in").get_data(as_text=True)).token
        statuses = [tries(client, email=f"user{n}@example.org").status_code for n in range(50)]
        assert statuses == [422] * 50
        again = tries(client, email="user0@example.org")  # who has failed there waits, for seconds
        assert (again.status_code, again.headers["Retry-After"]) == (429, "1")
        for n in range(6):
            assert tries(client, email=f"other{n}@example.org").status_code == 422
        assert tries(client, email="user0@example.org").headers["Retry-After"] == "30"
        assert tries(client).status_code == 303

    @pytest.mark.engine("sqlite")
    def test_guesses_at_one_account_from_everywhere_delay_it_for_a_quarter_of_an_hour_at_most(
        self, client, new_client, clock
    ):
        client.strict = False
        client.token = pages.parse(client.get("/sign-in").get_data(as_text=True)).token
        waits = []
        for n in range(120):
            client.environ_base["REMOTE_ADDR"] = f"198.51.{n}.7"
            answer = tries(client, EMAIL, WRONG)
            if answer.status_code == 429:
                waits.append(int(answer.headers["Retry-After"]))
                clock.move(seconds=waits[-1])
                answer = tries(client, EMAIL, WRONG)
            assert answer.status_code == 422
        assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] + [900] * 10
        elsewhere = new_client()
        clock.move(minutes=15)
        assert tries(elsewhere).status_code == 303
        assert tries(client, EMAIL, WRONG).status_code == 422  # and begins anew

    def test_the_wait_is_said_in_words(self, client):
        for _failure in range(5):
            tries(client, EMAIL, WRONG)
        text = tries(client).get_data(as_text=True)
        assert "There were many tries. Please wait 1 second, then try again." in text

    def test_no_address_is_kept(self, client, database):
        tries(client, EMAIL, WRONG)
        with database.reading() as db:
            keys = db.scalars(select(Throttle.key)).all()
        assert [len(key) for key in keys] == [64, 64, 64]


class TestStaying:
    @pytest.fixture(autouse=True)
    def comes_at_once(self, client):
        client.pauses = False  # the clock is moved here to the second

    @pytest.fixture
    def lead(self, database, account):
        with database.writing() as db:
            make_member(db, account, make_partnership(db))
        return account

    def test_a_session_of_a_lead_lasts_thirty_idle_minutes(self, client, clock, lead):
        client.sign_in(lead.id)
        clock.move(minutes=29, seconds=59)
        assert is_signed_in(client)
        clock.move(minutes=30)
        assert not is_signed_in(client)

    def test_and_twelve_hours_in_all(self, client, clock, lead):
        client.sign_in(lead.id)
        for _visit in range(28):
            clock.move(minutes=25)
            assert is_signed_in(client)
        clock.move(minutes=20)
        assert not is_signed_in(client)

    def test_an_administrators_lasts_half_as_long(self, client, clock, database, lead):
        with database.writing() as db:
            db.get_one(Account, lead.id).is_admin = True
        client.sign_in(lead.id)
        clock.move(minutes=15)
        assert not is_signed_in(client)

    def test_the_page_says_when_it_ends(self, client, clock, lead):
        client.sign_in(lead.id)
        clock.move(minutes=1)
        assert client.page("/").all("body")[0].get("data-session-ends") == str(29 * 60)

    def test_a_stranger_has_nothing_that_ends(self, client):
        assert client.page("/").all("body")[0].get("data-session-ends") is None

    def test_still_here_makes_it_last(self, client, clock, lead):
        client.sign_in(lead.id)
        client.get("/")
        for _time in range(4):
            clock.move(minutes=29)
            answer = client.send("/still-here", {})
            assert (answer.status_code, answer.json) == (200, {"ends": 30 * 60})
        assert is_signed_in(client)

    def test_still_here_cannot_go_beyond_the_whole(self, client, clock, lead):
        client.sign_in(lead.id)
        client.get("/")
        for _time in range(24):
            clock.move(minutes=29)
            client.send("/still-here", {})
        assert client.send("/still-here", {}).json == {"ends": (12 * 60 - 24 * 29) * 60}

    def test_too_late_is_too_late(self, client, clock, lead):
        client.sign_in(lead.id)
        client.get("/")
        clock.move(minutes=30)
        answer = client.send("/still-here", {})
        assert (answer.status_code, answer.json["error"]) == (401, "session")

    def test_a_disabled_account_is_out_at_once(self, client, database, lead):
        client.sign_in(lead.id)
        with database.writing() as db:
            db.get_one(Account, lead.id).disabled_at = NOW
        assert not is_signed_in(client)


class TestLeaving:
    @pytest.mark.usefixtures("account")
    def test_it_ends_everything_here_and_in_the_database(self, client, database):
        tries(client)
        client.get("/")
        stolen = client.get_cookie("pet").value
        response = client.submit("/sign-out")
        assert (response.status_code, response.location) == (303, "/")
        assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
        client.set_cookie("pet", stolen)
        assert not is_signed_in(client)
        with database.reading() as db:
            assert db.scalar(select(func.count()).select_from(WebSession)) == 0

    def test_opening_its_address_does_nothing(self, client, account):
        client.sign_in(account.id)
        assert client.get("/sign-out").status_code == 405
        assert is_signed_in(client)

    def test_without_its_token_it_asks_again(self, client, account):
        client.sign_in(account.id)
        assert client.post("/sign-out").status_code == 400
        assert is_signed_in(client)


def test_what_was_typed_when_the_time_was_up_can_be_sent_after_signing_in(client, clock, database, account):
    with database.writing() as db:
        partnership = make_partnership(db)
        make_member(db, account, partnership)
        round_ = make_round(db, partnership)
    client.sign_in(account.id)
    address = f"/rounds/{round_.public_id}/comments"
    client.get("/")
    clock.move(minutes=31)
    page = client.submitted(address, {"text": "a long thought"}, status=401)
    fields = {**page.form("/sign-in"), "email": EMAIL, "password": "wrong"}
    page = client.submitted("/sign-in", fields, status=422)
    fields = {**page.form("/sign-in"), "email": EMAIL, "password": RIGHT}
    page = client.submitted("/sign-in", fields)
    assert (page.h1, page.form(address)["text"]) == ("Please send this again", "a long thought")
