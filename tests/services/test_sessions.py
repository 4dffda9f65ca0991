"""Sessions of browsers: what a token stands for, and how long."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import select

from pet.access.actor import Membership, Opened, Role
from pet.db.models import WebSession
from pet.services import sessions
from tests.support.factories import (
    NOW,
    make_account,
    make_member,
    make_partnership,
    make_response,
    make_round,
)
from tests.support.statements import noted


@pytest.fixture
def people(database):
    """An account that leads a partnership, and a response in its round: their ids and tokens."""
    with database.writing() as db:
        account, partnership = make_account(db), make_partnership(db)
        make_member(db, account, partnership)
        round_ = make_round(db, partnership)
        started = make_response(db, round_)
        return {
            "account": account.id,
            "partnership": partnership.id,
            "round": round_.id,
            "response": started.response_id,
            "lead": sessions.open_for_account(db, account.id, now=NOW),
            "respondent": sessions.open_for_response(db, started.response_id, now=NOW),
        }


def look(database, account=None, responses=(), *, after=timedelta(0)):
    with database.reading() as db:
        return sessions.look_up(db, account, responses, now=NOW + after)


def test_a_token_stands_for_an_account_with_its_roles(database, people):
    seen = look(database, people["lead"])
    assert (seen.actor.account_id, seen.name, seen.actor.memberships, seen.actor.opened) == (
        people["account"],
        "Ada Lead",
        (Membership(partnership_id=people["partnership"], role=Role.LEAD),),
        (),
    )


def test_another_stands_for_a_response(database, people):
    seen = look(database, None, [people["respondent"]])
    assert (seen.actor.account_id, seen.name, seen.actor.opened) == (
        None,
        "",
        (Opened(response_id=people["response"], round_id=people["round"], submitted=False),),
    )


def test_a_token_in_the_wrong_place_says_no_more_than_it_is(database, people):
    seen = look(database, people["respondent"], [people["lead"]])
    assert (seen.actor.account_id, len(seen.actor.opened)) == (people["account"], 1)


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("token", [None, "", "x", "A" * 43])
def test_anything_else_stands_for_nobody(database, token):
    assert look(database, token, [token] if token else ()).actor == sessions.NOBODY.actor


def test_only_the_hash_of_a_token_is_kept(database, people):
    with database.reading() as db:
        kept = set(db.scalars(select(WebSession.sha256)))
    assert kept == {hashlib.sha256(people[name].encode()).hexdigest() for name in ("lead", "respondent")}


@pytest.mark.parametrize(
    ("who", "idle"), [("lead", timedelta(minutes=30)), ("respondent", timedelta(minutes=60))]
)
def test_the_idle_limit(database, people, who, idle):
    def is_known(after):
        seen = (
            look(database, people[who], after=after)
            if who == "lead"
            else look(database, None, [people[who]], after=after)
        )
        return seen.actor != sessions.NOBODY.actor

    assert [is_known(idle - timedelta(seconds=1)), is_known(idle)] == [True, False]


def test_the_limits_of_the_design():
    limits = [(one.idle, one.absolute) for one in (sessions.RESPONDENT, sessions.LEAD, sessions.ADMIN)]
    assert limits == [
        (timedelta(minutes=60), timedelta(hours=24)),
        (timedelta(minutes=30), timedelta(hours=12)),
        (timedelta(minutes=15), timedelta(hours=8)),
    ]


def test_being_seen_extends_up_to_the_whole(database, people):
    after = timedelta(0)
    for _visit in range(25):
        after += timedelta(minutes=59)
        with database.writing() as db:
            sessions.note_seen(db, [people["respondent"]], now=NOW + after)
    seen = look(database, None, [people["respondent"]], after=timedelta(hours=24, seconds=-1))
    assert seen.ends == {} or set(seen.ends) == {people["response"]}
    with database.writing() as db:
        sessions.note_seen(db, [people["respondent"]], now=NOW + timedelta(hours=23, minutes=59))
    seen = look(database, None, [people["respondent"]], after=timedelta(hours=24, seconds=-1))
    assert seen.ends == {people["response"]: NOW + timedelta(hours=24)}
    assert look(database, None, [people["respondent"]], after=timedelta(hours=24)).ends == {}


def test_it_says_when_each_ends(database, people):
    seen = look(database, people["lead"], [people["respondent"]])
    assert seen.ends == {
        None: NOW + timedelta(minutes=30),
        people["response"]: NOW + timedelta(minutes=60),
    }


@pytest.mark.parametrize(("minutes", "stale"), [(1, False), (2, True)])
def test_a_visit_is_noted_every_two_minutes(database, people, minutes, stale):
    seen = look(database, people["lead"], after=timedelta(minutes=minutes))
    assert seen.stale == ((people["lead"],) if stale else ())


def test_an_ended_session_is_gone(database, people):
    with database.writing() as db:
        sessions.end(db, people["lead"])
    assert look(database, people["lead"]).actor == sessions.NOBODY.actor
    assert look(database, None, [people["respondent"]]).actor != sessions.NOBODY.actor


@pytest.mark.usefixtures("people")
def test_sweeping_takes_what_cannot_be_alive(database):
    with database.writing() as db:
        sessions.sweep(db, now=NOW + timedelta(minutes=60))
        assert len(db.scalars(select(WebSession)).all()) == 2
        sessions.sweep(db, now=NOW + timedelta(minutes=60, seconds=1))
        assert db.scalars(select(WebSession)).all() == []


@pytest.mark.parametrize("minutes", [0, 2.5, 4.99, 5, 59])
def test_times_beside_a_response_are_kept_to_five_minutes_only(database, people, minutes):
    later = NOW + timedelta(minutes=minutes)
    with database.writing() as db:
        token = sessions.open_for_response(db, people["response"], now=later)
        sessions.note_seen(db, [token, people["lead"]], now=later)
    with database.reading() as db:
        rows = {row.sha256: row for row in db.scalars(select(WebSession))}
    mine, lead = rows[sessions.digest(token)], rows[sessions.digest(people["lead"])]
    steps = NOW + timedelta(minutes=minutes // 5 * 5)
    assert (mine.created_at, mine.seen_at, lead.seen_at) == (steps, steps, later)


def test_accounts_and_responses_are_noted_apart(database, people):
    with database.writing() as db, noted(database) as statements:
        sessions.note_seen(db, [people["lead"], people["respondent"]], now=NOW)
    assert [statement.split()[0] for statement in statements] == ["UPDATE", "UPDATE"]


@pytest.mark.parametrize("minutes", [0, 1, 4, 4.99])
def test_rounding_never_makes_a_session_last_longer(database, people, minutes):
    opened = NOW + timedelta(minutes=minutes)
    with database.writing() as db:
        token = sessions.open_for_response(db, people["response"], now=opened)

    def is_known(at):
        with database.reading() as db:
            return sessions.look_up(db, None, [token], now=at).ends != {}

    assert is_known(opened + timedelta(minutes=55))
    assert not is_known(opened + timedelta(minutes=60))
    for minute in range(30, 1441, 30):
        with database.writing() as db:
            sessions.note_seen(db, [token], now=opened + timedelta(minutes=minute))
    assert not is_known(opened + timedelta(hours=24))


@pytest.mark.usefixtures("people")
def test_whoever_opens_a_response_sweeps(database, people):
    with database.writing() as db:
        token = sessions.open_for_response(db, people["response"], now=NOW + timedelta(minutes=61))
        assert db.scalars(select(WebSession.sha256)).all() == [sessions.digest(token)]
