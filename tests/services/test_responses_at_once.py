"""Two at the same instant: on each engine one waits for the other, and sees what it did."""

import uuid

import pytest
from sqlalchemy import select

from pet.analysis.options import Mode
from pet.db.models import Response, Round
from pet.services import matrix, partnerships, responses, results, rounds
from pet.services.responses import Answer, Saved
from tests.support.factories import NOW, answer, change, make_response, make_round


def saving(response_id, *changes, op_id=None):
    return lambda session: responses.save(
        session, response_id=response_id, op_id=op_id or str(uuid.uuid4()), changes=changes, now=NOW
    )


def sheet(database, response_id):
    with database.reading() as session:
        return responses.sheet(session, response_id)


def test_two_saves_of_one_sheet_at_once_merge_and_collide_as_one_after_the_other(database, at_once):
    with database.writing() as session:
        response_id = make_response(session, make_round(session)).response_id
    waited, one, two = at_once(
        saving(response_id, change("rating:c1.a1.t1", 4), change("open:help", "Time")),
        saving(
            response_id,
            change("rating:c1.a1.t1", 2),
            change("rating:c1.a1.t2", 3),
            change("open:help", "Space"),
        ),
    )
    assert (waited, one.result().conflicts) == (True, ())
    assert [str(conflict.key) for conflict in two.result().conflicts] == ["rating:c1.a1.t1", "open:help"]
    assert sheet(database, response_id).answers == {"c1.a1.t1": Answer(4, 1), "c1.a1.t2": Answer(3, 1)}


def test_the_same_save_sent_twice_at_once_is_one(database, at_once):
    with database.writing() as session:
        response_id = make_response(session, make_round(session)).response_id
    act = saving(response_id, change("rating:c1.a1.t1", 4), op_id=str(uuid.uuid4()))
    waited, one, two = at_once(act, act)
    assert waited
    assert (
        one.result()
        == two.result()
        == Saved(versions={"rating:c1.a1.t1": 1}, conflicts=(), answered=1, asked=8)
    )


@pytest.mark.engine("postgresql")
def test_two_people_of_one_round_do_not_wait_for_each_other(database, at_once):
    with database.writing() as session:
        made = make_round(session)
        ids = [make_response(session, made).response_id for _ in range(2)]
    waited, _one, two = at_once(*[saving(one, change("rating:c1.a1.t1", 4)) for one in ids])
    assert (waited, two.result().answered) == (False, 1)


@pytest.mark.parametrize("act", ["save", "submit"])
def test_closing_waits_for_what_is_being_sent_and_counts_it(database, at_once, act):
    with database.writing() as session:
        made = make_round(session, mode=Mode.OPEN)
        started = make_response(session, made, partner="Ash School")
        answer(session, started, {"c1.a1.t1": 2}, submit=act == "save")
    acts = {
        "save": saving(started.response_id, change("rating:c1.a1.t1", 5, base=1)),
        "submit": lambda session: responses.submit(session, response_id=started.response_id, now=NOW),
    }
    waited, _one, two = at_once(
        acts[act], lambda session: rounds.close(session, round_id=made.id, now=NOW).state
    )
    assert (waited, two.result()) == (True, "closed")
    with database.reading() as session:
        ratings, _comments = matrix.ratings_of(session, made.id)
        stored = results.stored(session, made.id).result
    assert ratings.values[0, 0] == (5 if act == "save" else 2)
    assert (stored.respondents, stored.themes[0].valid) == (1, 1)


@pytest.mark.parametrize("act", ["save", "submit", "identify"])
def test_whoever_comes_after_the_close_is_told(database, at_once, act):
    with database.writing() as session:
        made = make_round(session)
        started = make_response(session, made)
        answer(session, started, {"c1.a1.t1": 2}, submit=False)
    acts = {
        "save": saving(started.response_id, change("rating:c1.a1.t1", 5, base=1)),
        "submit": lambda session: responses.submit(session, response_id=started.response_id, now=NOW),
        "identify": lambda session: responses.identify(
            session, response_id=started.response_id, partner_id=None, role_id="head", now=NOW
        ),
    }
    waited, one, two = at_once(
        lambda session: rounds.close(session, round_id=made.id, now=NOW).state, acts[act]
    )
    assert (waited, one.result()) == (True, "closed")
    with pytest.raises(responses.NotAcceptingError):
        two.result()
    assert sheet(database, started.response_id).answer("c1.a1.t1") == Answer(2, 1)


def test_a_save_after_a_withdrawal_at_the_same_instant_brings_nothing_back(database, at_once):
    with database.writing() as session:
        started = make_response(session, make_round(session))
    waited, _one, two = at_once(
        lambda session: responses.withdraw(session, response_id=started.response_id),
        saving(started.response_id, change("rating:c1.a1.t1", 4)),
    )
    assert waited
    with pytest.raises(responses.NoSuchResponseError):
        two.result()


def test_two_who_take_the_same_partner_at_once_get_one_sheet(database, at_once):
    with database.writing() as session:
        made = make_round(session, mode=Mode.OPEN)
        partner_id = partnerships.partners(session, made.partnership_id)[0].id
        ids = [responses.start(session, round_id=made.id, now=NOW).response_id for _ in range(2)]

    def taking(response_id):
        return lambda session: responses.identify(
            session, response_id=response_id, partner_id=partner_id, role_id=None, now=NOW
        )

    waited, one, two = at_once(*map(taking, ids))
    assert (waited, one.result()) == (True, None)
    with pytest.raises(responses.TakenError, match="Ash School"):
        two.result()


def test_two_leads_who_close_at_once_close_once(database, at_once):
    with database.writing() as session:
        made = make_round(session)

    def close(session):
        return rounds.close(session, round_id=made.id, now=NOW).state

    waited, one, two = at_once(close, close)
    assert waited
    assert (one.result(10), two.result(10)) == ("closed", "closed")
    with database.reading() as session:
        assert session.scalars(select(Round.state)).one() == "closed"


def test_a_start_and_the_close_wait_for_each_other(database, at_once):
    with database.writing() as session:
        made = make_round(session)
    waited, one, two = at_once(
        lambda session: responses.start(session, round_id=made.id, now=NOW),
        lambda session: rounds.close(session, round_id=made.id, now=NOW),
    )
    one.result(10), two.result(10)
    with database.reading() as session:
        assert (waited, rounds.progress(session, made.id).started) == (True, 1)


def test_a_start_at_the_moment_of_the_close_is_refused(database, at_once):
    with database.writing() as session:
        made = make_round(session)
    waited, one, two = at_once(
        lambda session: rounds.close(session, round_id=made.id, now=NOW),
        lambda session: responses.start(session, round_id=made.id, now=NOW),
    )
    one.result(10)
    with pytest.raises(rounds.NotAcceptingError):
        two.result(10)
    with database.reading() as session:
        assert (waited, session.scalars(select(Response.id)).all()) == (True, [])


def test_two_leads_who_release_at_once_release_once(database, at_once):
    with database.writing() as session:
        made = make_round(session)
        rounds.close(session, round_id=made.id, now=NOW)
    waited, one, two = at_once(
        lambda session: rounds.release(session, round_id=made.id, now=NOW).released_at,
        lambda session: rounds.release(session, round_id=made.id, now=NOW.replace(hour=20)).released_at,
    )
    assert (waited, one.result(10), two.result(10)) == (True, NOW, NOW)
