"""Files that take long: asked for once, made by the worker, taken again where a worker died, and forgotten in the end."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from pet.db.errors import UnavailableError
from pet.db.models import Partnership, Production, Round
from pet.exports import makers
from pet.jobs import clock as jobs_clock
from pet.jobs import producing
from pet.jobs.queue import Queue
from pet.jobs.work import Work
from pet.language import PSEUDO, use
from pet.services import deleting, forgetting, made, productions, productions_taken, rounds
from pet.services.productions import State, Wish
from pet.services.productions_taken import GIVEN_UP, HOLD
from tests.support.factories import NOW, PARTNERS
from tests.support.released import over, varied

MINUTE = timedelta(minutes=1)


@pytest.fixture
def found(database):
    """A closed round with nothing asked for."""
    with database.writing() as session:
        made_ = over(session)
        session.query(Production).delete()
    return made_


@pytest.fixture
def work(settings, database):
    return Work(settings=settings, database=database, clock=lambda: NOW)


@pytest.fixture
def wish(found):
    return Wish(round_id=found.round_id, file="themes.csv")


def ground(database, wish):
    with database.reading() as session:
        return productions.ground(session, wish, now=NOW)


def ask(database, wish, now=NOW):
    edition = ground(database, wish).copy.edition
    with database.writing() as session:
        productions.ask(session, wish, edition=edition, now=now)
    return edition


def take(database, now=NOW):
    with database.writing() as session:
        return productions_taken.take(session, now=now)


def state(database, wish, edition):
    with database.reading() as session:
        return productions.state(session, round_id=wish.round_id, edition=edition, file=wish.file)


def rows(database):
    with database.reading() as session:
        return [
            (row.file, row.state, row.wordless)
            for row in session.scalars(select(Production).order_by(Production.id))
        ]


def test_two_who_ask_are_one_job_and_the_file_lies_on_the_shelf(database, work, wish):
    edition = ask(database, wish)
    assert ask(database, wish) == edition
    assert rows(database) == [("themes.csv", "queued", False)]
    assert producing.make_due(work) == 1
    assert producing.make_due(work) == 0
    on = made.shelf(work.settings.instance)
    found = ground(database, wish)
    assert made.kept(on, found.copy) == makers.make(found.record, "themes.csv")
    assert made.size(on, found.copy) == len(made.kept(on, found.copy))
    standing = state(database, wish, edition)
    assert (standing.state, standing.progress, standing.problem) == (State.READY, 1.0, "")


def test_two_who_ask_at_the_same_moment_are_one_job(database, at_once, wish):
    edition = ground(database, wish).copy.edition

    def one(session):
        productions.ask(session, wish, edition=edition, now=NOW)

    _waited, first, second = at_once(one, one)
    assert (first.result(), second.result()) == (None, None)
    assert rows(database) == [("themes.csv", "queued", False)]


def test_two_workers_take_two_files(database, at_once, wish):
    ask(database, wish)
    other = replace(wish, file="codebook.csv")
    ask(database, other, NOW + MINUTE)
    later = NOW + 2 * MINUTE
    _waited, first, second = at_once(
        lambda session: productions_taken.take(session, now=later),
        lambda session: productions_taken.take(session, now=later),
    )
    assert {first.result().wish.file, second.result().wish.file} == {"themes.csv", "codebook.csv"}
    assert take(database, later) is None


def test_what_was_asked_for_first_is_made_first(database, wish):
    ask(database, replace(wish, file="codebook.csv"), NOW + MINUTE)
    ask(database, wish)
    assert take(database, NOW + 2 * MINUTE).wish.file == "themes.csv"


def test_the_work_of_a_worker_that_was_killed_is_taken_again(database, wish):
    edition = ask(database, wish)
    killed = take(database)
    assert take(database, NOW + HOLD) is None
    again = take(database, NOW + HOLD + MINUTE)
    assert (again.id, again.wish) == (killed.id, killed.wish)
    with database.writing() as session:  # the first one was only slow
        assert productions_taken.tell(session, killed, 0.9, now=NOW + HOLD + MINUTE) is None
        productions_taken.settle(session, killed, edition=None, problem="too late", now=NOW + HOLD + MINUTE)
    assert state(database, wish, edition).state is State.MAKING
    with database.writing() as session:
        productions_taken.settle(session, again, edition=edition, now=NOW + HOLD + MINUTE)
    assert state(database, wish, edition).state is State.READY


def test_whoever_tells_how_far_it_is_is_waited_for_longer(database, wish):
    edition = ask(database, wish)
    job = take(database)
    with database.writing() as session:
        job = productions_taken.tell(session, job, 0.25, now=NOW + HOLD)
    assert state(database, wish, edition).progress == 0.25
    assert take(database, NOW + HOLD + MINUTE) is None
    with database.writing() as session:
        productions_taken.settle(session, job, edition=edition, now=NOW + HOLD + MINUTE)
    assert state(database, wish, edition).state is State.READY


def test_what_nobody_finishes_is_given_up_and_can_be_asked_for_again(database, wish):
    edition = ask(database, wish)
    now = NOW
    for _ in range(40):
        if take(database, now) is None:
            break
        now += HOLD + MINUTE
    standing = state(database, wish, edition)
    assert standing.state is State.FAILED
    assert "too long" in standing.problem
    assert now > NOW + GIVEN_UP
    ask(database, wish, now)
    assert state(database, wish, edition).state is State.QUEUED
    assert take(database, now) is not None


def test_how_long_a_file_lay_in_the_queue_does_not_count_as_tries(database, wish):
    edition = ask(database, wish)
    begun = NOW + 2 * GIVEN_UP  # no worker ran until then
    assert take(database, begun) is not None
    again = begun + HOLD + MINUTE  # and that one was lost
    assert take(database, again) is not None
    assert state(database, wish, edition).state is State.MAKING
    assert take(database, begun + GIVEN_UP + HOLD + MINUTE) is None
    assert state(database, wish, edition).state is State.FAILED


def test_what_fails_says_so_and_leaves_the_others_alone(database, work, wish, monkeypatch, caplog):
    edition = ask(database, wish)
    ask(database, replace(wish, file="codebook.csv"), NOW + MINUTE)
    make = makers.make

    def fails(record, name, **options):
        if name == "themes.csv":
            raise ValueError("what somebody wrote")
        return make(record, name, **options)

    monkeypatch.setattr(makers, "make", fails)
    assert producing.make_due(work) == 1
    standing = state(database, wish, edition)
    assert (standing.state, standing.problem[:29]) == (State.FAILED, "This file could not be made. ")
    assert "themes.csv could not be made: ValueError in fails" in caplog.text
    assert "what somebody wrote" not in caplog.text


def test_a_file_that_somebody_else_makes_for_too_long_is_no_fault_of_ours(database, work, wish, monkeypatch):
    edition = ask(database, wish)

    def busy(*_args):
        raise UnavailableError("busy")

    monkeypatch.setattr(made, "file", busy)
    assert producing.make_due(work) == 0
    assert "Somebody else" in state(database, wish, edition).problem


def test_how_far_it_is_is_written_down_while_it_is_made(database, work, wish, monkeypatch):
    edition = ask(database, wish)
    seen = []

    def make(_record, _name, *, page, progress):
        assert page == "a4"
        for share in (0.1, 0.5, 0.9):
            monkeypatch.setattr(producing.time, "monotonic", lambda share=share: 1e9 * share)
            progress(share)
            seen.append(state(database, wish, edition).progress)
        return b"made"

    monkeypatch.setattr(makers, "make", make)
    assert producing.make_due(work) == 1
    assert seen == [0.1, 0.5, 0.9]


def test_what_changes_while_it_waits_is_made_as_it_is_then(database, work, found, wish):
    before = ask(database, wish)
    with database.writing() as session:
        session.execute(update(Round).where(Round.id == found.round_id).values(talk_note="We talked."))
    after = ground(database, wish).copy.edition
    assert after != before
    assert producing.make_due(work) == 1
    assert state(database, wish, before) is None
    assert state(database, wish, after).state is State.READY


def test_both_editions_asked_for_end_as_one_row(database, work, found, wish):
    ask(database, wish)
    with database.writing() as session:
        session.execute(update(Round).where(Round.id == found.round_id).values(talk_note="We talked."))
    after = ask(database, wish, NOW + MINUTE)
    assert producing.make_due(replace(work, clock=lambda: NOW + 2 * MINUTE)) == 2
    assert rows(database) == [("themes.csv", "ready", False)]
    assert state(database, wish, after).state is State.READY


def test_paper_language_and_words_make_other_editions_but_slides_have_no_paper(database, found):
    report = Wish(round_id=found.round_id, file="full-report.pdf")
    wishes = [report, replace(report, page="letter"), replace(report, wordless=True)]
    editions = {ground(database, one).copy.edition for one in wishes}
    with use(PSEUDO):
        editions.add(ground(database, report).copy.edition)
    assert len(editions) == 4
    slides = replace(report, file="slides.pptx")
    assert ground(database, slides).copy == ground(database, replace(slides, page="letter")).copy
    assert ground(database, replace(report, file="no-such.pdf")) is None


def test_lead_and_member_do_not_drop_each_other_s_files_but_a_new_result_does(database, work, wish):
    on = made.shelf(work.settings.instance)
    whole, bare = ground(database, wish), ground(database, replace(wish, wordless=True))
    for one in (whole, bare):
        made.file(on, one.stored, one.copy, lambda: b"made")
    assert [made.kept(on, one.copy) for one in (whole, bare)] == [b"made"] * 2
    made.drop_earlier(on, replace(whole.stored, sha256="f" * 64))
    assert [made.kept(on, one.copy) for one in (whole, bare)] == [None] * 2


def test_closing_and_releasing_ask_for_what_most_people_want(database):
    with database.writing() as session:
        held = over(session)
    names = [
        ("conversation.pdf", "queued", False),
        ("full-report.pdf", "queued", False),
        ("brief.pdf", "queued", False),
    ]
    assert rows(database) == names
    with database.writing() as session:
        rounds.release(session, round_id=held.round_id, now=NOW + timedelta(days=1), parts=["report"])
    assert sorted(set(rows(database))) == sorted(
        [*names, *((name, "queued", True) for name, _state, _bare in names)]
    )


def test_where_too_few_answered_nothing_is_made_unasked(database):
    with database.writing() as session:
        over(session, varied(3), partners=PARTNERS)
    assert rows(database) == []


def test_rows_that_have_ended_are_forgotten_after_a_week(database, work, wish):
    ask(database, wish)
    producing.make_due(work)
    ask(database, replace(wish, file="codebook.csv"))
    forgetting.sweep(database, now=NOW + timedelta(days=6))
    assert len(rows(database)) == 2
    forgetting.sweep(database, now=NOW + timedelta(days=8))
    assert rows(database) == [("codebook.csv", "queued", False)]


def test_the_worker_is_woken_by_whoever_asks(settings, database, work, wish):
    Queue(settings.instance, work, immediate=True).wake_after_commits(database)
    edition = ask(database, wish)
    assert state(database, wish, edition).state is State.READY


def test_one_file_at_a_time_in_one_worker(settings, database, work, wish, monkeypatch):
    queue = Queue(settings.instance, work, immediate=True)
    ask(database, wish)
    began, may_end, now, most = threading.Event(), threading.Event(), [0], [0]

    def make(*_args, **_options):
        now[0] += 1
        most[0] = max(most[0], now[0])
        began.set()
        may_end.wait(10)
        now[0] -= 1
        return b"made"

    monkeypatch.setattr(makers, "make", make)
    first = threading.Thread(target=queue.make_due)
    first.start()
    assert began.wait(10)
    ask(database, replace(wish, file="codebook.csv"))
    queue.make_due()  # somebody is at it
    may_end.set()
    first.join(20)
    assert most == [1]
    with database.reading() as session:
        done = select(func.count()).select_from(Production).where(Production.state == "ready")
        assert session.scalar(done) == 2


def test_a_round_without_a_result_has_no_files(database):
    with database.writing() as session:
        running = over(session, state="open")
    assert ground(database, Wish(round_id=running.round_id, file="full-report.pdf")) is None


def test_a_file_that_the_disk_has_no_place_for_is_never_called_ready(
    database, work, wish, monkeypatch, caplog
):
    edition = ask(database, wish)

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    assert producing.make_due(work) == 0
    standing = state(database, wish, edition)
    assert standing.state is State.FAILED
    assert (
        standing.problem == "This file was made but could not be kept. Perhaps the disk of this site is full."
    )
    assert "themes.csv was made and could not be kept" in caplog.text


def test_who_asks_for_the_new_edition_at_the_moment_it_is_settled_takes_nothing_from_it(
    database, wish, monkeypatch
):
    """The row of the other is not seen by the look before, only by the database itself."""
    ask(database, wish)
    job, new = take(database), "f" * 64
    with database.writing() as session:
        productions.ask(session, wish, edition=new, now=NOW)
    monkeypatch.setattr(productions_taken, "row_of", lambda *_args: None)
    with database.writing() as session:
        productions_taken.settle(session, job, edition=new, now=NOW)
    assert rows(database) == [("themes.csv", "queued", False)]
    monkeypatch.undo()
    assert state(database, wish, new).state is State.QUEUED


def test_what_became_of_a_file_is_written_once_the_database_is_free(database, work, wish, monkeypatch):
    edition, settle, tried = ask(database, wish), productions_taken.settle, []

    def busy_once(*args, **options):
        tried.append(1)
        if len(tried) == 1:
            raise UnavailableError("busy")
        settle(*args, **options)

    monkeypatch.setattr(productions_taken, "settle", busy_once)
    monkeypatch.setattr(producing, "_PAUSE_SECONDS", 0)
    assert producing.make_due(work) == 1
    assert state(database, wish, edition).state is State.READY


def test_what_is_taken_away_while_a_file_is_made_stays_in_none(database, work, found, monkeypatch):
    def note(text):
        with database.writing() as session:
            session.execute(update(Round).where(Round.id == found.round_id).values(talk_note=text))

    note("Ms Weir was late again.")
    wish = Wish(round_id=found.round_id, file="record.json")
    edition = ask(database, wish)
    make = makers.make

    def slowly(*args, **options):
        made_ = make(*args, **options)
        note("")
        return made_

    monkeypatch.setattr(makers, "make", slowly)
    assert producing.make_due(work) == 1
    [file] = work.settings.instance.glob("made/r*")
    assert b"Weir" not in file.read_bytes()
    assert state(database, wish, edition) is None
    assert state(database, wish, ground(database, wish).copy.edition).state is State.READY


def test_files_go_for_good_with_their_partnership(database, work, wish):
    ask(database, wish)
    assert producing.make_due(work) == 1
    on = made.shelf(work.settings.instance)
    jobs_clock.tick(work)
    assert on.rounds() == {wish.round_id}
    with database.writing() as session:
        session.execute(update(Partnership).values(deleted_at=NOW - deleting.UNDO))
    jobs_clock.tick(work)
    assert on.rounds() == frozenset()
