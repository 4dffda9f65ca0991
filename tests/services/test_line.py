"""The line of writers: first come, first served, and nobody waits for ever."""

from threading import Event, Thread
from time import sleep

import pytest

from pet.db import line
from pet.db.errors import UnavailableError
from pet.db.line import in_line


class Waiting:
    """Somebody in line who notes when it was their turn."""

    def __init__(self, file, name, turns, seconds=10.0):
        self._file, self._name, self._turns, self._seconds = file, name, turns, seconds
        self._thread = Thread(target=self._wait)
        self._thread.start()
        sleep(0.05)  # so that they stand in the order in which they are made

    def _wait(self):
        try:
            with in_line(self._file, self._seconds):
                self._turns.append(self._name)
        except UnavailableError:
            self._turns.append(f"{self._name} gave up")

    def end(self):
        self._thread.join()


def test_first_come_first_served(tmp_path):
    file, turns = tmp_path / "lock", []
    with in_line(file, 1):
        waiting = [Waiting(file, name, turns) for name in "abcd"]
        assert turns == []
    for one in waiting:
        one.end()
    assert turns == ["a", "b", "c", "d"]


def test_who_gives_up_lets_the_next_one_through(tmp_path):
    file, turns = tmp_path / "lock", []
    with in_line(file, 1):
        impatient = Waiting(file, "a", turns, seconds=0.1)
        patient = Waiting(file, "b", turns)
        impatient.end()
        assert turns == ["a gave up"]
    patient.end()
    assert turns == ["a gave up", "b"]
    with in_line(file, 0):
        turns.append("free")
    assert turns[-1] == "free"


def test_what_is_left_of_the_wait_is_told(tmp_path):
    file, left = tmp_path / "lock", []
    with in_line(file, 7) as seconds:
        left.append(seconds)

    def wait():
        with in_line(file, 7) as seconds:
            left.append(seconds)

    with in_line(file, 7):
        thread = Thread(target=wait)
        thread.start()
        sleep(0.2)
    thread.join()
    assert left[0] == 7
    assert 0 < left[1] <= 6.8


def test_a_line_that_is_too_long_is_said_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(line, "_waiting", line.BoundedSemaphore(1))
    file, turns = tmp_path / "lock", []
    with in_line(file, 1):
        first = Waiting(file, "a", turns)
        with pytest.raises(UnavailableError) as caught, in_line(file, 60):
            pass
        assert caught.value.reason == "too many writers wait already"
    first.end()
    with in_line(file, 1):
        second = Waiting(file, "b", turns)  # the place is free again
    second.end()
    assert turns == ["a", "b"]


def test_a_fault_inside_frees_the_line(tmp_path):
    with pytest.raises(ZeroDivisionError), in_line(tmp_path / "lock", 1):
        raise ZeroDivisionError
    done = Event()
    with in_line(tmp_path / "lock", 0):
        done.set()
    assert done.is_set()


def test_a_folder_that_is_gone_is_said(tmp_path):
    with pytest.raises(UnavailableError) as caught, in_line(tmp_path / "gone" / "lock", 1):
        pass
    assert caught.value.reason == f"{tmp_path}/gone/lock: No such file or directory"


def test_the_file_is_for_its_owner_alone(tmp_path):
    with in_line(tmp_path / "lock", 1):
        assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600
