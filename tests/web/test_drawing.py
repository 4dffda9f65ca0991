"""What is drawn for one person: one after the other, few in line, and everybody else is answered meanwhile."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pet.db.errors import UnavailableError
from pet.report import own_answers
from pet.web import drawing
from tests.support.answering import journey, rating, started

__all__ = ["journey", "started"]


def test_one_draws_one_waits_and_a_third_is_told_to_come_again(monkeypatch):
    in_line = threading.BoundedSemaphore(2)
    monkeypatch.setattr(drawing, "_in_line", in_line)
    began, may_end = threading.Event(), threading.Event()

    def draw():
        with drawing.turn():
            began.set()
            assert may_end.wait(timeout=30)
            return "drawn"

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(draw)
        assert began.wait(timeout=30)
        second = pool.submit(draw)
        while in_line.acquire(blocking=False):  # until the second stands in line
            in_line.release()
        with pytest.raises(UnavailableError), drawing.turn():
            pytest.fail("it was let in")
        may_end.set()
        assert [one.result(timeout=30) for one in (first, second)] == ["drawn"] * 2
    with drawing.turn():  # and nobody has left a turn behind
        pass


def test_whoever_waits_too_long_is_told_so(monkeypatch):
    monkeypatch.setattr(drawing, "PATIENCE_SECONDS", 0.01)
    with drawing.turn(), ThreadPoolExecutor(1) as pool:

        def draw():
            with drawing.turn():
                pytest.fail("two draw at once")

        with pytest.raises(UnavailableError):
            pool.submit(draw).result(timeout=30)
    with drawing.turn():
        pass


@pytest.mark.engine("sqlite")
def test_while_others_draw_answers_are_saved_and_the_copy_is_asked_for_later(started, monkeypatch):
    monkeypatch.setattr(drawing, "_in_line", threading.BoundedSemaphore(1))
    with drawing.turn():
        busy = started.client.get(started.path("answers.pdf"))
        assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
        assert started.save(rating(value=4)).status_code == 200
        assert started.client.get("/healthz").status_code == 200
    assert started.client.get(started.path("answers.pdf")).status_code == 200


@pytest.mark.engine("sqlite")
@pytest.mark.parametrize("days", [0, 15], ids=["open", "closed"])
def test_the_copy_says_whether_the_round_is_open(started, monkeypatch, days):
    started.clock.move(days=days)
    started.client.submit(started.link)
    made = []
    monkeypatch.setattr(own_answers, "build", lambda answers: made.append(answers) or b"%PDF")
    started.client.get(started.path("answers.pdf"))
    [answers] = made
    assert answers.facts[-1] == (
        "Not sent. The round is closed."
        if days
        else "Not sent. The round is open until Monday 19 October 2026."
    )
