"""The pages for everybody, the sign-in and the error pages in the pseudo-language: no sentence was missed."""

from dataclasses import replace

import pytest
from flask import abort

from pet.errors import PetError
from pet.language import PSEUDO
from pet.language import gettext as _
from pet.web.error_texts import TEXTS
from pet.web.guard import public
from tests.support import pages, pseudo
from tests.support.client import make_app
from tests.support.factories import (
    make_account,
    make_member,
    make_partnership,
    make_response,
    make_round,
)

pytestmark = [pytest.mark.engine("sqlite"), pytest.mark.own_app]  # words do not depend on the database


@pytest.fixture
def app(settings, database, clock):
    return make_app(replace(settings, language=PSEUDO, contact="help@example.org"), database, clock)


def looked_at(response):
    return pages.parse(response.get_data(as_text=True), response.status_code)


@pytest.mark.parametrize("path", ["/", "/sign-in", "/link", "/accessibility", "/responses/x/", "/no-page"])
def test_pages_for_everybody(client, path):
    page = looked_at(client.get(path))
    assert pseudo.missed(page, "help@example.org") == []
    assert "⟦" in page.h1


def test_a_word_that_was_missed_is_found():
    page = pages.parse(
        '<!doctype html><html lang=en><title>x</title><p title="Hover">⟦Óné ⟦ínsídé⟧⟧ Two <img alt="Three"></p>'
    )
    assert pseudo.missed(page) == ["Two", "Hover", "Three"]


@pytest.mark.parametrize("code", [code for code in TEXTS if code not in (401, 500)])
def test_errors(app, client, code):
    app.add_url_rule("/probe", "probe", public(lambda: abort(code)))
    assert pseudo.missed(client.page("/probe", code)) == []


def test_our_own_mistake(app, client):
    def view():
        raise ZeroDivisionError

    app.add_url_rule("/probe", "probe", public(view))
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    page = client.page("/probe", 500)
    assert [word for word in pseudo.missed(page) if not set(word) <= set("abcdef")] == []  # of the reference


def test_what_is_made_when_it_is_said_is_in_the_language_of_the_request(app, client):
    def view():
        raise PetError(_("Something cannot be done."))

    app.add_url_rule("/probe", "probe", public(view))
    assert pseudo.missed(client.page("/probe", 409)) == []


def test_forms_that_were_refused(client, database):
    with database.writing() as db:
        make_account(db, "ada@example.org")
    tries = [{"email": "", "password": ""}, *[{"email": "ada@example.org", "password": "wrong"}] * 6]
    answers = [looked_at(client.submit("/sign-in", fields)) for fields in tries]
    answers += [looked_at(client.submit("/link", fields)) for fields in ({"link": ""}, {"link": "unknown"})]
    answers.append(looked_at(client.post("/sign-in", data={"email": "x", "password": "x"})))
    assert [page.status for page in answers] == [422] * 6 + [429, 422, 422, 400]
    assert [pseudo.missed(page) for page in answers] == [[]] * len(answers)


def test_ones_own_partnerships_and_a_lost_session(client, new_client, clock, database):
    with database.writing() as db:
        account = make_account(db, name="4711")
        alone = make_account(db, "other@example.org", name="4712")
        partnership = make_partnership(db, "4713")
        make_member(db, account, partnership)
        started = make_response(db, make_round(db, partnership))
    client.sign_in(account.id)
    other = new_client()
    other.sign_in(alone.id)
    assert [pseudo.missed(one.page("/")) for one in (client, other)] == [[], []]
    path = f"/responses/{started.public_id}/check"
    assert pseudo.missed(client.submitted(path, {"text": "1"}, status=404)) == []
    clock.move(hours=1)
    assert pseudo.missed(client.submitted("/rounds/x/close", {"text": "1"}, status=401)) == []
