"""The worker's work, in this process: from the outbox to a real mail server and back into the outbox."""

import logging
from dataclasses import replace

import pytest
from sqlalchemy import select

from pet.db.errors import UnavailableError
from pet.db.models import Letter
from pet.jobs import queue as queues
from pet.jobs import sending as jobs
from pet.jobs.queue import Queue
from pet.jobs.work import Work
from pet.mail.trouble import Trouble
from pet.services import letters
from pet.services.letters import LetterKind, Post, To, sending, standing
from tests.support import sink as faults
from tests.support.by_letter import make_letters
from tests.support.sink import listening

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def sink():
    with listening() as sink:
        yield sink


@pytest.fixture
def work(settings, database, clock, sink):
    sending = replace(settings, mail=f"smtp://127.0.0.1:{sink.port}", mail_from="pet@example.org")
    return Work(settings=sending, database=database, clock=clock, mail_timeout=2.0)


def put(work, number=1):
    with work.database.writing() as session:
        for one in range(number):
            letters.queue(
                session,
                work.post,
                kind=LetterKind.APPOINTMENT,
                to=To(f"pat{one}@example.org", "Pat"),
                token=f"token-of-{one}",
                now=work.clock(),
            )


def states(work):
    with work.database.reading() as session:
        return sorted(session.scalars(select(Letter.state)))


def test_a_commit_wakes_the_worker_and_the_letter_goes(work, sink, settings):
    Queue(settings.instance, work, immediate=True).wake_after_commits(work.database)
    put(work)
    assert [one.recipients for one in sink.received] == [("pat0@example.org",)]
    assert states(work) == ["sent"]


def test_all_that_is_due_goes_in_batches_over_one_connection(work, sink):
    put(work, 45)
    assert jobs.send_due(work) == 45
    assert (len(sink.received), sink.connections) == (45, 1)
    assert jobs.send_due(work) == 0


def test_a_whole_round_goes_with_its_links(work, sink, database, settings):
    post = Post(secret=settings.secret_key, base_url=settings.base_url, can_send=True)
    with database.writing() as session:
        row = make_letters(session, post=post)
    assert jobs.send_due(work) == 3
    links = {
        line
        for one in sink.received
        for line in one.mail.get_body(("plain",)).get_content().split()
        if "/r/" in line
    }
    assert len(links) == 3
    with database.reading() as session:
        assert letters.delivery(session, row.id).sent == 3


def test_a_server_that_is_not_there_is_asked_once_for_all(work):
    put(work, 15)
    away = replace(work, settings=replace(work.settings, mail="smtp://127.0.0.1:9"))
    assert jobs.send_due(away) == 0
    with work.database.reading() as session:
        rows = session.scalars(select(Letter)).all()
        assert standing.troubles(session) == {Trouble.SILENCE: 15}
    problem = "silence: Connection refused"
    assert {(row.state, row.attempts, row.problem) for row in rows} == {("queued", 1, problem)}


def test_the_log_says_what_kind_of_trouble_it_was_and_nothing_else(work, caplog):
    put(work)
    away = replace(work, settings=replace(work.settings, mail="smtp://127.0.0.1:9"))
    with caplog.at_level("INFO"):
        jobs.send_due(away)
    assert "0 refused, 1 to be tried again (silence)" in caplog.text
    assert "example.org" not in caplog.text


def test_whoever_is_to_end_finishes_the_letter_in_hand_and_no_other(work, sink):
    put(work, 5)

    def fault(number):
        if number == 1:
            work.stopping.set()

    sink.fault = fault
    assert jobs.send_due(work) == 2
    assert states(work) == ["queued"] * 3 + ["sent"] * 2
    with work.database.reading() as session:
        assert set(session.scalars(select(Letter.attempts).where(Letter.state == "queued"))) == {0}


def test_nobody_begins_a_letter_that_another_may_take_meanwhile(work, sink, clock):
    put(work, 5)

    def fault(number):
        if number == 1:
            clock.move(minutes=6)

    sink.fault = fault
    assert jobs.send_due(work) == 5
    assert len(sink.received) == 5
    with work.database.reading() as session:
        assert set(session.scalars(select(Letter.attempts))) == {1}


def test_a_database_that_is_busy_after_the_server_said_yes_is_asked_again(work, sink, monkeypatch):
    put(work)
    settle, tries = sending.settle, []

    def busy(*arguments, **named):
        tries.append(1)
        if len(tries) < 3:
            raise UnavailableError("busy")
        return settle(*arguments, **named)

    monkeypatch.setattr(jobs.sending, "settle", busy)
    monkeypatch.setattr(jobs, "_PAUSE_SECONDS", 0)
    assert jobs.send_due(work) == 1
    assert (len(tries), len(sink.received), states(work)) == (3, 1, ["sent"])


def test_what_came_without_a_word_comes_once_more_under_the_same_name(work, sink, clock):
    put(work)
    sink.fault = lambda number: faults.DROPPED if number == 0 else None
    assert jobs.send_due(work) == 0
    clock.move(minutes=1)
    assert jobs.send_due(work) == 1
    assert len(sink.received) == 2
    assert len(set(sink.ids())) == 1


def test_what_nobody_came_back_for_goes_again(work, clock):
    put(work)
    with work.database.writing() as session:
        sending.take(session, now=clock())
    assert jobs.send_due(work) == 0
    clock.move(minutes=10)
    assert jobs.send_due(work) == 1


def test_the_log_holds_numbers_and_nobody(work, sink, caplog):
    put(work, 3)
    sink.gone = frozenset({"pat1@example.org"})
    with caplog.at_level(logging.DEBUG):
        jobs.send_due(work)
    said = [record.getMessage() for record in caplog.records if record.name.startswith(("pet", "huey"))]
    assert said == ["letters: 2 taken by the mail server, 1 refused, 0 to be tried again"]


def test_a_site_without_mail_sends_nothing(work):
    put(work)
    assert jobs.send_due(replace(work, settings=replace(work.settings, mail=""))) == 0
    assert states(work) == ["queued"]


# The queue


@pytest.mark.engine("sqlite")
def test_many_commits_wake_once(work, settings):
    """Whoever is woken sees everything that was there before."""
    queue = Queue(settings.instance)
    queue.wake_after_commits(work.database)
    for _ in range(5):
        put(work)
    assert queue.huey.pending_count() == 2  # one task to send, one to make files
    queue.close()


@pytest.mark.engine("sqlite")
def test_a_queue_that_cannot_be_written_stops_nobody(work, settings, caplog):
    queue = Queue(settings.instance)
    queue.wake_after_commits(work.database)
    (settings.instance / queues.FILE).unlink()
    (settings.instance / queues.FILE).mkdir()
    put(work)
    assert states(work) == ["queued"]
    assert "the worker could not be woken: OperationalError" in caplog.text


@pytest.mark.engine("sqlite")
def test_a_damaged_queue_is_made_anew(settings):
    file = settings.instance / queues.FILE
    file.write_bytes(b"no database at all" * 100)
    queue = Queue(settings.instance)
    queue.wake()
    assert queue.huey.pending_count() == 2  # one task to send, one to make files
    assert file.stat().st_mode & 0o077 == 0
    queue.close()


@pytest.mark.engine("sqlite")
def test_its_file_is_written_the_slow_way(settings):
    queue = Queue(settings.instance)
    queue.wake()
    for pragma, value in (("journal_mode", "delete"), ("synchronous", 2)):
        assert queue.huey.storage.sql(f"pragma {pragma}", results=True) == [(value,)]
    queue.close()


def test_what_is_due_within_the_minute_is_not_left_to_the_minute(work, sink, settings):
    sink.fault = lambda _number: faults.LATER
    put(work)
    queue = Queue(settings.instance, work)
    queue.send_due()
    assert queue.huey.scheduled_count() == 0  # a minute later: the clock's turn
    work.clock.move(seconds=30)
    queue.come_back(work)
    queue.come_back(work)
    assert queue.huey.scheduled_count() == 1
    queue.close()


def test_how_the_whole_site_stands(work):
    put(work, 2)
    with work.database.reading() as session:
        assert standing.everywhere(session).queued == 2
        assert standing.waiting_since(session) == work.clock()
