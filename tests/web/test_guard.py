"""The order of the questions before every page, and that being seen is noted."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from pet.access.actor import Role
from pet.access.policy import Permission
from pet.db.errors import UnavailableError
from pet.db.models import Round, WebSession
from pet.services import sessions
from pet.web import guard, identity
from tests.support.factories import (
    NOW,
    make_account,
    make_member,
    make_partnership,
    make_response,
    make_round,
)

pytestmark = pytest.mark.own_app  # it adds pages of its own


@pytest.fixture
def world(database):
    """A partnership with a lead and a member, its round, and a response in it."""
    with database.writing() as db:
        partnership = make_partnership(db)
        lead, member = make_account(db), make_account(db, "member@example.org")
        make_member(db, lead, partnership)
        make_member(db, member, partnership, Role.MEMBER)
        round_ = make_round(db, partnership)
        return {
            "lead": lead.id,
            "member": member.id,
            "close": f"/rounds/{round_.public_id}/close",
            "response": make_response(db, round_),
        }


@pytest.mark.parametrize(
    ("who", "foreign", "status"),
    [
        (None, False, 401),
        (None, True, 401),
        ("member", False, 403),
        ("lead", True, 403),
        ("lead", False, 400),
    ],
    ids=["stranger", "stranger from elsewhere", "member", "lead from elsewhere", "lead without a token"],
)
def test_who_may_is_asked_first_then_where_it_comes_from_then_the_token(client, world, who, foreign, status):
    if who:
        client.sign_in(world[who])
    headers = {"Origin": "http://evil.example"} if foreign else {}
    assert client.post(world["close"], headers=headers).status_code == status


def test_a_round_is_not_closed_by_any_of_these(client, world, database):
    client.sign_in(world["lead"])
    client.post(world["close"])
    client.get(world["close"])
    client.head(world["close"])
    assert client.page(world["close"].removesuffix("close")).status == 200
    with database.reading() as db:
        assert db.scalars(select(Round.state)).all() == ["open"]


def seen_at(database):
    with database.reading() as db:
        [found] = db.scalars(select(WebSession.seen_at)).all()
        return found


def test_being_there_is_noted_every_two_minutes(client, world, clock, database):
    client.sign_in(world["lead"])
    client.pauses = False
    noted = []
    for minutes in (1, 0.9, 0.1, 1, 28):
        clock.move(minutes=minutes)
        client.get(world["close"])
        noted.append(seen_at(database) - NOW)
    assert noted == [timedelta(minutes=m) for m in (0, 0, 2, 2, 31)]


def test_a_database_that_cannot_be_written_can_still_be_read(client, world, clock, database, monkeypatch):
    client.sign_in(world["lead"])
    clock.move(minutes=5)

    def full(*_arguments, **_more):
        raise UnavailableError("database or disk is full")

    monkeypatch.setattr(sessions, "note_seen", full)
    assert client.get(world["close"]).status_code == 200
    assert seen_at(database) == NOW


def test_five_responses_may_be_open_in_one_browser(client, world, database):
    with database.writing() as db:
        others = [make_response(db, db.scalars(select(Round)).one()) for _n in range(5)]
    for started in (world["response"], *others):
        client.get("/sign-in")
        client.submit(f"/r/{started.return_token}")
    paths = [f"/responses/{one.public_id}/promise" for one in (world["response"], *others)]
    assert [client.get(path).status_code for path in paths] == [404, 200, 200, 200, 200, 200]


def test_signing_in_keeps_the_responses_of_this_browser(client, world):
    started = world["response"]
    client.open_response(started.public_id, started.response_id)
    client.sign_in(world["lead"])
    assert [
        client.get(path).status_code for path in (f"/responses/{started.public_id}/promise", world["close"])
    ] == [
        200,
        200,
    ]


def test_a_page_whose_view_asks_who_it_is_while_it_reads_is_shown_however_old_the_visit(
    app, client, world, clock, database
):
    """The guard writes down that somebody is there; then nothing is left to look up inside the view's own session."""

    def view(round_id):
        del round_id
        with database.reading():
            return {"who": identity.actor().account_id}

    app.add_url_rule("/rounds/<round_id>/probe", "probe", guard.requires(Permission.FOLLOW_ROUND)(view))
    client.sign_in(world["lead"])
    clock.move(minutes=20)
    address = world["close"].replace("close", "probe")
    assert client.get(address).json == {"who": world["lead"]}


def test_every_page_is_asked_for_as_after_a_pause(client, world, database):
    client.sign_in(world["lead"])
    client.get("/accessibility")
    assert seen_at(database) == NOW - max(sessions.NOTED_EVERY, sessions.STEP)
    client.get(world["close"])
    assert seen_at(database) == NOW


def test_a_database_that_goes_away_while_one_is_noted_changes_nothing(client, world, monkeypatch):
    client.sign_in(world["lead"])
    looked_up = []
    real = sessions.look_up

    def once(*arguments, **more):
        looked_up.append(1)
        if len(looked_up) == 2:
            raise UnavailableError("locked")
        return real(*arguments, **more)

    monkeypatch.setattr(sessions, "look_up", once)
    assert (client.get(world["close"]).status_code, len(looked_up)) == (200, 2)
