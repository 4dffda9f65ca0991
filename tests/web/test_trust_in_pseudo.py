"""Accounts, teams and offers in the pseudo-language: no sentence was missed."""

from dataclasses import replace

import pytest

from pet.language import PSEUDO
from pet.services import first_steps
from tests.support import pages, pseudo
from tests.support.client import make_app
from tests.support.factories import make_account, make_member, make_partnership
from tests.support.letters_written import written

pytestmark = pytest.mark.engine("sqlite")  # words do not depend on the database
ROLES = ("lead", "facilitator", "partner_lead", "member")
INVENTED = (
    "ann@example.org",
    "eve@example.org",
    "dan@example.org",
    "4711",
    "4712",
    "4713",
    "pet user password",
)


@pytest.fixture(params=["folder", "no letters"])
def app(request, settings, database, clock):
    mail = f"folder:{settings.instance}/letters" if request.param == "folder" else ""
    settings = replace(settings, language=PSEUDO, mail=mail, mail_from="pet@example.org")
    return make_app(settings, database, clock)


@pytest.fixture
def lead(client, database):
    with database.writing() as db:
        account = make_account(db, "ann@example.org", "4711", is_admin=True)
        partnership = make_partnership(db, "4712", partners=())
        make_member(db, account, partnership)
        other = make_account(db, "eve@example.org", "4713")
    client.sign_in(account.id)
    client.team, client.other = f"/partnerships/{partnership.public_id}/team", other.public_id
    client.me = account.public_id
    return client


def missed(response):
    return pseudo.missed(pages.parse(response.get_data(as_text=True), response.status_code), *INVENTED)


def test_pages(lead):
    paths = [lead.team, f"{lead.team}/{lead.me}", "/account", "/account/password", "/site/accounts"]
    paths += [f"/site/accounts/{one}" for one in (lead.other, lead.me)]
    paths += ["/site/accounts?q=nobody", "/account?said=password", f"{lead.team}?said=removed"]
    assert {path: found for path in paths if (found := missed(lead.get(path)))} == {}


def test_forms_that_were_refused(lead):
    lead.get(lead.team)
    forms = [
        (f"{lead.team}/offers", {"email": "x", "name": "", "role": "", "partner": "none"}),
        (
            f"{lead.team}/offers",
            {"email": "ann@example.org", "name": "4711", "role": "lead", "partner": "none"},
        ),
        (f"{lead.team}/{lead.me}", {"role": "partner_lead", "partner": "none"}),
        (f"{lead.team}/{lead.me}/remove", {}),
        ("/account", {"name": ""}),
        ("/account/password", {"password": "short", "password_again": ""}),
        ("/account/password", {"password": "plum lantern orbit seven", "password_again": "x"}),
        ("/sign-in/again", {"password": "x"}),
    ]
    assert {path: found for path, form in forms if (found := missed(lead.submit(path, form)))} == {}


def test_stale(lead, clock):
    lead.get("/account")
    clock.move(minutes=11)
    lead.pauses = False
    assert missed(lead.get("/sign-in/again")) == []
    if lead.application.extensions["pet"].post.can_send:
        assert missed(lead.submit("/sign-in/again/link")) == []
    assert missed(lead.submit("/sign-in/again", {"by_link": "1"})) == []


def test_links_and_offers(lead, new_client, app):
    lead.get(lead.team)
    asked = {"email": "dan@example.org", "name": "4711", "role": "facilitator", "partner": "none"}
    answer = lead.submit(f"{lead.team}/offers", asked)
    assert answer.status_code == 303 or missed(answer) == []
    stranger = new_client()
    for path in ("/sign-in/link", "/reset"):
        assert missed(stranger.get(path)) == []
        assert missed(stranger.submit(path, {"email": "eve@example.org"})) == []
    prefixes = {"appointment": "/appointments/", "sign_in": "/sign-in/link/", "reset": "/reset/"}
    if app.extensions["pet"].post.can_send:
        paths = [prefix + written(app, kind)[0][1] for kind, prefix in prefixes.items()]
        assert [missed(stranger.get(path)) for path in paths] == [[], [], []]
    assert [missed(stranger.get(prefix + "x")) for prefix in prefixes.values()] == [[], [], []]


def test_the_first_administrator(client, settings):
    code = first_steps.make_setup_code(settings.instance)
    assert [missed(client.get(path)) for path in ("/", "/setup")] == [[], []]
    form = {"code": code, "name": "4711", "email": "x", "password": "short", "password_again": "y"}
    assert missed(client.submit("/setup", form)) == []
    assert missed(client.submit("/setup", {**form, "code": "1"})) == []
