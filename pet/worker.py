"""The worker: sends letters, makes files and does what comes by the clock, until it is told to end.

It ends politely: the letter and the file in hand are finished and written down. Killed at any moment, it loses nothing, and at most the one
letter that it had just handed over is sent twice; the file in hand is made again.
"""

import logging
import os
import signal
import sys
from typing import Any

from huey.consumer import Consumer

from pet.db import schema
from pet.db.session import Database
from pet.jobs.queue import Queue
from pet.jobs.work import Work
from pet.mail.smtp import TIMEOUT_SECONDS
from pet.services.letters.sending import USUAL, Pace
from pet.settings import Settings

_LONGEST_PAUSE_SECONDS = 1.0  # between two looks into the queue


def run(
    settings: Settings,
    *,
    parent: int | None = None,
    pace: Pace = USUAL,
    mail_timeout: float = TIMEOUT_SECONDS,
) -> None:
    """Work until SIGINT or SIGTERM comes, or the process with the id `parent` is gone.

    Raises:
        PetError: the database is not one for this version of PET.
    """
    database = Database(settings.database_url)
    try:
        schema.require_current(database)
        work = Work(settings=settings, database=database, pace=pace, mail_timeout=mail_timeout)
        queue = Queue(settings.instance, work)
        queue.tick()  # whatever is left from before
        _Consumer(queue, work, parent).run()
    finally:
        database.close()


def to_standard_error() -> None:
    """Let the worker be heard."""
    for name, level in (("pet", logging.INFO), ("huey", logging.WARNING)):
        log = logging.getLogger(name)
        if not log.handlers:
            log.addHandler(logging.StreamHandler(sys.stderr))
        log.setLevel(level)
        log.propagate = False


class _Consumer(Consumer):  # type: ignore[misc]  # -- Huey has no types
    """Huey's consumer with threads to send, to make files and for the clock; it ends politely whatever signal says so."""

    def __init__(self, queue: Queue, work: Work, parent: int | None) -> None:
        super().__init__(queue.huey, workers=3, max_delay=_LONGEST_PAUSE_SECONDS)
        self._signal_actions = {signal.SIGINT: (False, True), signal.SIGTERM: (False, True)}
        self._work = work
        self._parent = parent

    def loop(self, health_check_ts: float | None = None) -> Any:
        """Once around; an orphan ends."""
        if self._parent is not None and os.getppid() != self._parent:
            self._signum = signal.SIGTERM
        return super().loop(health_check_ts)

    def stop(self, graceful: bool = False) -> None:  # noqa: FBT001, FBT002 -- Huey calls it so
        """The letter in hand is the last one."""
        self._work.stopping.set()
        super().stop(graceful)
