"""An anonymous round keeps no order, no time finer than a day and no record of saves; what is acknowledged stays."""

import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from pet.analysis.options import Mode
from pet.db.models import Comment, Operation, Response, ReturnLink, WebSession
from pet.services import mixing, responses, rounds, sessions
from pet.services.responses import Answer
from pet.services.sessions import RESPONDENT, Times
from tests.support.factories import NOW, answer, change, make_response, make_round

HOUR = timedelta(hours=1)


def make_anonymous(session, **fields):
    row = make_round(session, **fields)
    row.mode = Mode.ANONYMOUS.value
    session.flush()
    return row


@pytest.fixture
def made(database):
    """An anonymous round with six people who have begun: its id and theirs."""
    with database.writing() as session:
        row = make_anonymous(session)
        return row.id, [make_response(session, row, role="teacher").response_id for _person in range(6)]


def save(session, response_id, *changes, op=None):
    return responses.save(
        session, response_id=response_id, op_id=op or str(uuid.uuid4()), changes=changes, now=NOW
    )


def everything(session):
    return {
        model.__tablename__: sorted(map(str, session.execute(select(model.__table__))))
        for model in (Response, Comment, ReturnLink, WebSession)
    }


def test_mixing_changes_nothing_but_where_rows_lie(database, made):
    round_id, ids = made
    with database.writing() as session:
        for number, response_id in enumerate(ids):
            save(
                session,
                response_id,
                change("rating:c1.a1.t1", 1 + number % 5),
                change("open:help", "Tïme 🤝"),
            )
            sessions.open_for_response(session, response_id, now=NOW)
    with database.writing() as session:
        before = everything(session)
        mixing.mix(session, round_id)
        mixing.mix_sessions(session, round_id)
        assert everything(session) == before
    with database.reading() as session:
        assert everything(session) == before
        assert {len(rows) for rows in before.values()} == {6}


@pytest.mark.engine("postgresql")
def test_every_row_of_the_round_can_lie_everywhere(database, made):
    round_id, ids = made
    places = Counter()
    for _time in range(120):  # one place stays empty by chance once in ten million runs
        with database.writing() as session:
            mixing.mix(session, round_id)
        with database.reading() as session:
            found = session.execute(text("SELECT id FROM response ORDER BY ctid")).scalars().all()
            places.update((response_id, place) for place, response_id in enumerate(found))
            assert session.scalar(text("SELECT count(DISTINCT xmin::text) FROM response")) == 1
    assert len(places) == len(ids) ** 2


def test_a_save_is_mixed_with_twenty_others_and_other_rounds_are_left_alone(database, monkeypatch):
    monkeypatch.setattr(mixing, "COMPANY", 2)
    with database.writing() as session:
        row, other = make_anonymous(session), make_round(session, title="Another")
        ids = [make_response(session, row, role="teacher").response_id for _person in range(6)]
        make_response(session, other)
        drawn = mixing._drawn(session, row.id, ids[0])  # noqa: SLF001 -- what is drawn is not seen from outside
        assert (drawn[0], len(set(drawn)), set(drawn) <= set(ids)) == (ids[0], 3, True)
        assert sorted(mixing._drawn(session, row.id, None)) == sorted(ids)  # noqa: SLF001 -- as above
        assert not mixing.hold(session, other.id)
        assert mixing.hold(session, row.id)


def test_no_record_of_a_save_is_kept_and_the_same_save_again_is_one(database, made):
    _round_id, [own, *_others] = made
    op = str(uuid.uuid4())
    for _time in range(2):
        with database.writing() as session:
            saved = save(session, own, change("rating:c1.a1.t1", 4), op=op)
            assert (saved.versions, saved.conflicts) == ({"rating:c1.a1.t1": 1}, ())
    with database.writing() as session:
        assert [
            str(one.key) for one in save(session, own, change("rating:c1.a1.t1", 2), op=op).conflicts
        ] == ["rating:c1.a1.t1"]
        assert session.scalar(select(func.count()).select_from(Operation)) == 0
        assert responses.sheet(session, own).answer("c1.a1.t1") == Answer(4, 1)


def test_no_time_spent_is_kept(database, made):
    _round_id, [own, *_others] = made
    with database.writing() as session:
        responses.save(
            session,
            response_id=own,
            op_id=str(uuid.uuid4()),
            changes=(change("rating:c1.a1.t1", 4),),
            now=NOW,
            since=NOW - timedelta(minutes=4),
        )
        responses.submit(session, response_id=own, now=NOW, since=NOW - timedelta(minutes=4))
        assert session.scalars(select(Response.active_seconds).where(Response.id == own)).one() == 0


def test_many_save_send_and_come_at_once_and_nothing_is_lost(database, made):
    round_id, ids = made

    def act(number):
        own = ids[number % len(ids)]
        with database.writing() as session:
            if number % 5 == 4:
                token = sessions.open_for_response(session, own, now=NOW)
            else:
                save(session, own, change(f"rating:c{1 + number % 2}.a1.t1", 1 + number % 4, base=0))
                return None
        with database.writing() as session:
            sessions.end(session, token)
        return token

    with ThreadPoolExecutor(6) as threads:
        tokens = [token for token in threads.map(act, range(48)) if token]
    with database.writing() as session:
        for own in ids:
            sheet = responses.sheet(session, own)
            assert {answered.version for answered in sheet.answers.values()} <= {1}
            assert sheet.answers
            responses.submit(session, response_id=own, now=NOW)
        assert session.scalar(select(func.count()).select_from(WebSession)) == 0
        assert len(tokens) == 9
        assert rounds.progress(session, round_id).submitted == 6


def test_a_save_waits_for_whoever_begins(database, made, at_once):
    """Else the copy that is put back could be older than what was saved meanwhile."""
    round_id, [own, *_others] = made
    waited, _one, two = at_once(
        lambda session: responses.start(session, round_id=round_id, now=NOW),
        lambda session: save(session, own, change("rating:c1.a1.t1", 4)),
    )
    two.result()
    assert waited
    with database.reading() as session:
        assert responses.sheet(session, own).answer("c1.a1.t1").value == 4


def test_so_does_whoever_closes_their_answers_on_this_device(database, made, at_once):
    """Else the session would be put back after it was ended."""
    round_id, [own, *_others] = made
    with database.writing() as session:
        token = sessions.open_for_response(session, own, now=NOW)
    waited, _one, two = at_once(
        lambda session: responses.start(session, round_id=round_id, now=NOW),
        lambda session: sessions.end(session, token),
    )
    two.result()
    assert waited
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(WebSession)) == 0


def test_closing_mixes_once_more(database, made, monkeypatch):
    round_id, ids = made
    mixed = []
    monkeypatch.setattr(mixing, "mix", lambda _session, of, **_around: mixed.append(of))
    with database.writing() as session:
        rounds.close(session, round_id=round_id, now=NOW)
    assert mixed == [round_id]
    assert len(ids) == 6


class TestSessions:
    """Of an anonymous round only the day of a session is in the database; the cookie holds the rest."""

    @staticmethod
    def look(database, token, began, seen, now):
        with database.reading() as session:
            carried = {token: Times(began, seen)} if began else {}
            return sessions.look_up(session, None, [token], now=now, carried=carried)

    @pytest.fixture
    def opened(self, database, made):
        with database.writing() as session:
            return sessions.open_for_response(session, made[1][0], now=NOW)

    def test_its_row_says_no_more_than_the_day(self, database, opened):
        del opened
        with database.reading() as session:
            [row] = session.scalars(select(WebSession))
        midnight = NOW.replace(hour=0) + timedelta(days=1)
        assert (row.created_at, row.seen_at) == (midnight, midnight + timedelta(days=1))

    def test_being_seen_leaves_no_trace(self, database, opened):
        with database.reading() as session:
            before = everything(session)
        with database.writing() as session:
            sessions.note_seen(session, [opened], now=NOW + HOUR)
        with database.reading() as session:
            assert everything(session) == before

    @pytest.mark.parametrize(
        ("began", "seen", "alive"),
        [
            (timedelta(0), timedelta(0), True),
            (timedelta(minutes=90), timedelta(minutes=59), True),
            (timedelta(minutes=90), timedelta(minutes=60), False),
            (timedelta(hours=23, minutes=59), timedelta(0), True),
            (timedelta(hours=24), timedelta(0), False),
        ],
    )
    def test_the_limits_hold_by_the_times_in_the_cookie(self, database, opened, began, seen, alive):
        now = NOW + timedelta(hours=12)
        found = self.look(database, opened, now - began, now - seen, now)
        assert bool(found.actor.opened) is alive
        if alive:
            end = min(now - seen + RESPONDENT.idle, now - began + RESPONDENT.absolute)
            assert set(found.ends.values()) == {end}
            assert (found.carried, found.stale, found.noted) == ((opened,), (), {})

    def test_without_times_there_is_no_session(self, database, opened):
        assert self.look(database, opened, None, None, NOW).actor.opened == ()

    def test_it_lives_over_midnight(self, database, made):
        late = NOW.replace(hour=23, minute=50)
        with database.writing() as session:
            token = sessions.open_for_response(session, made[1][0], now=late)
        for minutes in (5, 15, 60, 23 * 60):
            now = late + timedelta(minutes=minutes)
            assert self.look(database, token, late, now, now).actor.opened

    def test_its_row_ends_for_whoever_holds_a_cookie_of_their_own_making(self, database, opened):
        now = NOW + timedelta(hours=39)
        assert self.look(database, opened, now, now, now).actor.opened == ()

    def test_it_is_swept_once_it_cannot_be_alive_and_not_before(self, database, opened):
        for hours, left in ((23, 1), (38, 1), (40, 0)):
            with database.writing() as session:
                sessions.sweep(session, now=NOW + timedelta(hours=hours))
                assert session.scalar(select(func.count()).select_from(WebSession)) == left
        assert opened

    def test_in_other_rounds_nothing_has_changed(self, database):
        with database.writing() as session:
            started = make_response(session, make_round(session))
            token = sessions.open_for_response(session, started.response_id, now=NOW)
        assert self.look(database, token, None, None, NOW).actor.opened
        assert self.look(database, token, NOW + HOUR, NOW + HOUR, NOW + HOUR).actor.opened == ()


def test_the_estimate_goes_by_a_rule_of_thumb(database):
    with database.writing() as session:
        row = make_anonymous(session)
        for _person in range(10):
            answer(session, make_response(session, row, role="teacher"), 4)
        assert responses.minutes_estimate(session, round_id=row.id, themes=6) == 4
