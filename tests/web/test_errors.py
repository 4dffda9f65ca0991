"""When something cannot be done, people are told what happened and what to do, and nothing typed is lost."""

import pytest
from flask import abort
from werkzeug.exceptions import TooManyRequests

from pet.db.errors import UnavailableError
from pet.errors import InvalidInputError, PetError, Problem
from pet.web import sizes
from pet.web.error_texts import TEXTS
from pet.web.guard import public
from pet.web.kept import PATH, PREFIX
from tests.support import pages
from tests.support.factories import (
    make_account,
    make_member,
    make_partnership,
    make_response,
    make_round,
)

pytestmark = pytest.mark.own_app  # it adds pages of its own

sqlite = pytest.mark.engine("sqlite")  # these do not depend on the database
PROBE = "/probe"


@pytest.fixture
def fails(app):
    """Let the page at `PROBE` fail in one way."""

    def with_(failure):
        def view():
            if isinstance(failure, int):
                abort(failure)
            raise failure

        app.add_url_rule(PROBE, "probe", public(view), methods=["GET", "POST"])

    return with_


ERRORS = [code for code in TEXTS if code not in (401, 500)]


@sqlite
@pytest.mark.parametrize("code", ERRORS)
def test_a_page_says_what_happened_and_what_to_do(client, fails, code):
    fails(code)
    page = client.page(PROBE, code)
    text = TEXTS[code]
    assert page.h1 == text.title
    assert [said for said in (text.happened, text.to_do) if str(said) not in page.text] == []


@sqlite
@pytest.mark.parametrize("code", ERRORS)
@pytest.mark.parametrize(
    "asked", [{"headers": {"Accept": "application/json"}}, {"json": {}}], ids=["asked for", "sent"]
)
def test_programs_are_told_in_json(client, fails, code, asked):
    fails(code)
    response = client.get(PROBE, **asked)
    assert (response.status_code, response.json) == (
        code,
        {"error": TEXTS[code].name, "message": str(TEXTS[code].happened)},
    )


@sqlite
def test_each_kind_has_a_name_of_its_own():
    assert len({text.name for text in TEXTS.values()}) == len(TEXTS)


@sqlite
def test_a_view_may_use_its_own_words(app, client):
    app.add_url_rule(PROBE, "probe", public(lambda: abort(409, "The round was closed on Monday.")))
    assert "The round was closed on Monday." in client.page(PROBE, 409).text


@sqlite
def test_a_sentence_for_the_user_reaches_the_user(client, fails):
    fails(PetError("There is no framework of this name."))
    page = client.page(PROBE, 409)
    assert ("There is no framework of this name." in page.text, page.h1) == (True, TEXTS[409].title)


@sqlite
def test_every_problem_is_listed(client, fails):
    fails(InvalidInputError("the form", (Problem("name", "give one."), Problem("", "too long."))))
    page = client.page(PROBE, 422)
    assert [pages.words(item) for item in page.all("li")] == ["name: give one.", "too long."]
    response = client.get(PROBE, headers={"Accept": "application/json"})
    assert (response.json["error"], response.json["problems"]) == (
        "unreadable",
        ["name: give one.", "too long."],
    )


@sqlite
@pytest.mark.parametrize("json", [False, True])
def test_a_database_that_is_away_is_asked_again_later(client, fails, json):
    fails(UnavailableError("disk full at /secret/path"))
    response = client.get(PROBE, headers={"Accept": "application/json" if json else "text/html"})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "secret" not in response.get_data(as_text=True)


@sqlite
def test_a_database_that_is_away_is_not_asked_for_the_page_that_says_so(client, database, monkeypatch):
    with database.writing() as db:
        account = make_account(db)
    client.sign_in(account.id)

    def away():
        raise UnavailableError("locked")

    monkeypatch.setattr(type(database), "reading", lambda _self: away())
    assert client.page("/", 503).h1 == TEXTS[503].title


@sqlite
def test_who_tried_too_often_hears_how_long_to_wait(client, fails):
    fails(TooManyRequests(retry_after=17))
    assert client.get(PROBE).headers["Retry-After"] == "17"


@sqlite
def test_what_a_page_is_not_made_for(client):
    response = client.submit("/accessibility")
    allowed = sorted(response.headers["Allow"].split(", "))
    assert (response.status_code, allowed) == (405, ["GET", "HEAD", "OPTIONS"])


@sqlite
def test_our_own_mistake_has_a_reference(app, client, fails):
    fails(ZeroDivisionError())
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    page = client.page(PROBE, 500)
    assert page.h1 == TEXTS[500].title
    assert [line for line in page.text.split(". ") if "Reference: " in line] != []


@sqlite
def test_a_page_that_does_not_exist(client):
    page = client.page("/no/such/page", 404)
    assert ("To the first page", "/") in page.links


TYPED = {"name": "Zoë & “friends”", "text": "one\r\ntwo <b>", "empty": ""}


@sqlite
class TestSendAgain:
    @pytest.fixture(autouse=True)
    def page_of_a_form(self, app):
        from flask import request

        def view():
            return (
                "stored: " + repr(sorted(request.form.items(multi=True))),
                200,
                {"Content-Type": "text/plain"},
            )

        app.add_url_rule(PROBE, "probe", public(view), methods=["POST"])

    def test_everything_typed_comes_back_and_can_be_sent(self, client):
        refused = client.post(PROBE, data={"csrf_token": "old", "pick": ["a", "b"], **TYPED})
        assert refused.status_code == 400
        page = pages.parse(refused.get_data(as_text=True))
        fields = [(field.get("name"), field.get("value")) for field in page.all("input") if field.get("name")]
        assert [pair for pair in fields if pair[0] != "csrf_token"] == [
            ("pick", "a"),
            ("pick", "b"),
            ("name", TYPED["name"]),
            ("text", "one\ntwo <b>"),  # a browser sends its line ends again as it did before
            ("empty", ""),
        ]
        sent = client.post(PROBE, data=dict(fields))
        assert sent.status_code == 200

    def test_a_password_is_typed_again(self, client):
        page = client.post("/sign-in", data={"email": "ann@example.org", "password": "secret words of mine"})
        text = page.get_data(as_text=True)
        assert ("secret words" in text, 'name="password"' in text, "ann@example.org" in text) == (
            False,
            True,
            True,
        )

    def test_programs_hear_that_the_page_is_too_old(self, client):
        response = client.post(PROBE, json={})
        assert (response.status_code, response.json["error"]) == (400, "token")

    def test_what_another_site_sent_is_not_given_back(self, client):
        response = client.post(PROBE, data=TYPED, headers={"Origin": "http://evil.example"})
        assert (response.status_code, "Zoë" in response.get_data(as_text=True)) == (403, False)


@sqlite
class TestNotNow:
    """A form that could not be taken for now comes back with everything typed, to be sent again from there."""

    FAILURES = (
        (UnavailableError("locked"), 503),
        (TooManyRequests(retry_after=17), 429),
        (ZeroDivisionError(), 500),
    )

    @pytest.fixture
    def calm(self, app):
        app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)

    @pytest.mark.usefixtures("calm")
    @pytest.mark.parametrize(("failure", "code"), FAILURES, ids=["503", "429", "500"])
    def test_everything_typed_is_kept(self, client, fails, failure, code):
        fails(failure)
        page = client.submitted(f"{PROBE}?page=2", TYPED, status=code)
        assert page.h1 == TEXTS[code].title
        fields = page.form(f"{PROBE}?page=2")
        assert {name: fields[name] for name in TYPED} == {**TYPED, "text": "one\ntwo <b>"}
        assert fields["csrf_token"] != ""
        assert [button.text for button in page.all("button")] == ["Send again"]
        assert ("Reference: " in page.text) == (code == 500)

    def test_what_another_site_sent_is_never_offered(self, client, database, monkeypatch):
        def away(_self):
            raise UnavailableError("locked")

        monkeypatch.setattr(type(database), "reading", away)
        answer = client.post("/rounds/x/close", data=TYPED, headers={"Origin": "http://evil.example"})
        assert (answer.status_code, "Zoë" in answer.text) == (503, False)

    def test_programs_hear_it_in_json(self, client, fails):
        fails(UnavailableError("locked"))
        assert client.send(PROBE, {}).json["error"] == "busy"


class TestLostSession:
    """An answering page in a browser that may not open it, or not any more."""

    @pytest.fixture
    def response(self, database):
        with database.writing() as db:
            return make_response(db, make_round(db))

    @pytest.fixture
    def address(self, response):
        return f"/responses/{response.public_id}/areas/1"

    def test_a_stranger_is_asked_for_the_return_link(self, client, address):
        page = client.page(address, 401)
        assert page.h1 == "Paste your own link to go on"
        assert page.form("/reopen")[PATH] == address

    @pytest.mark.parametrize("minutes", [60, 61])
    def test_after_an_hour_what_was_typed_is_kept(self, client, clock, response, address, minutes):
        client.open_response(response.public_id, response.response_id)
        client.page(address)
        clock.move(minutes=minutes)
        page = client.submitted(address, TYPED, status=401)
        fields = page.form("/reopen")
        kept = {name.removeprefix(PREFIX): value for name, value in fields.items() if name.startswith(PREFIX)}
        assert (fields[PATH], kept) == (address, {**TYPED, "text": "one\ntwo <b>"})
        assert "is not saved yet" in page.text

    def test_where_it_was_going_is_kept_with_its_query(self, client, clock, response, address):
        client.open_response(response.public_id, response.response_id)
        client.page(address)
        clock.move(minutes=61)
        page = client.submitted(f"{address}?via=check", TYPED, status=401)
        assert page.form("/reopen")[PATH] == f"{address}?via=check"

    @pytest.mark.parametrize(
        ("fields", "status"), [(sizes.MOST_FIELDS - 2, 401), (sizes.MOST_FIELDS + 1, 413)]
    )
    def test_many_tiny_fields_are_refused_before_they_are_taken_apart(self, client, address, fields, status):
        answer = client.post(
            address, data="&".join(["a="] * fields), content_type="application/x-www-form-urlencoded"
        )
        assert (answer.status_code, len(answer.data) < 40_000) == (status, True)

    def test_more_letters_than_any_page_has_are_not_given_back(self, client, address):
        client.strict = False
        answers = {
            more: client.submit(address, {"text": "x" * (sizes.MOST_CHARACTERS - 100 + more)})
            for more in (0, 200)
        }
        assert {
            more: (one.status_code, len(one.data) > sizes.MOST_CHARACTERS) for more, one in answers.items()
        } == {
            0: (401, True),
            200: (401, False),
        }

    def test_what_another_site_sent_is_not_kept(self, client, address):
        answer = client.post(address, data=TYPED, headers={"Origin": "http://evil.example"})
        assert (answer.status_code, "Zoë" in answer.text, "is not saved yet" in answer.text) == (
            401,
            False,
            False,
        )

    def test_it_is_the_same_for_what_does_not_exist(self, client, address):
        strangers = [client.get(path) for path in (address, "/responses/AAAAAAAAAAAAAAAAAAAAAA/areas/1")]
        assert [one.status_code for one in strangers] == [401, 401]
        first, second = (pages.parse(one.get_data(as_text=True)).text for one in strangers)
        assert first == second

    def test_somebody_with_another_response_gets_404(self, client, database, address):
        with database.writing() as db:
            other = make_response(db, make_round(db))
        client.open_response(other.public_id, other.response_id)
        assert client.page(address, 404).h1 == "Paste your own link to go on"

    def test_a_script_hears_that_the_session_has_ended(self, client, response):
        sent = client.send(f"/responses/{response.public_id}/saves", {"op": "x", "changes": []})
        assert (sent.status_code, sent.json["error"]) == (401, "session")

    def test_a_missing_page_of_ones_own_is_an_ordinary_404(self, client, response):
        client.open_response(response.public_id, response.response_id)
        page = client.page(f"/responses/{response.public_id}/areas/99", 404)
        assert page.h1 == TEXTS[404].title


class TestLostSignIn:
    """A lead whose session ended while typing."""

    @pytest.fixture
    def address(self, database):
        with database.writing() as db:
            partnership = make_partnership(db)
            make_member(db, make_account(db), partnership)
            round_ = make_round(db, partnership)
        return f"/rounds/{round_.public_id}/close"

    def test_a_page_leads_to_the_form_and_back(self, client, address):
        response = client.get(f"{address}?x=1")
        assert (response.status_code, response.location) == (303, f"/sign-in?next={address}?x%3D1")

    def test_what_was_typed_goes_along(self, client, address):
        page = client.submitted(address, TYPED, status=401)
        fields = page.form("/sign-in")
        kept = {name.removeprefix(PREFIX): value for name, value in fields.items() if name.startswith(PREFIX)}
        assert (page.h1, fields[PATH], kept["name"]) == ("Sign in", address, TYPED["name"])
