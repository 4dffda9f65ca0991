"""Fixtures for tests of the services."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

WAITS = 0.3


@pytest.fixture
def at_once(database):
    """Carries out two acts in two transactions: the second begins while the first has not committed yet."""

    def run(first, second):
        first_is_done, may_commit = threading.Event(), threading.Event()

        def slow():
            with database.writing() as session:
                outcome = first(session)
                first_is_done.set()
                may_commit.wait(5)
            return outcome

        def other():
            with database.writing() as session:
                return second(session)

        with ThreadPoolExecutor(2) as threads:
            one = threads.submit(slow)
            assert first_is_done.wait(5)
            two = threads.submit(other)
            ended, _waiting = two.done(), threading.Event().wait(WAITS)
            waited = not (ended or two.done())
            may_commit.set()
            return waited, one, two

    return run
