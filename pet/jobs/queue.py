"""Huey, with one small file of its own: it wakes the worker, and knows what time it is.

What there is to do is in the database. The file may be deleted at any time; nothing is lost with it.
"""

import logging
import sqlite3
from datetime import timedelta
from pathlib import Path
from threading import Lock

from huey import SqliteHuey, crontab
from huey.api import TaskWrapper
from huey.utils import normalize_time

from pet.db.session import Database
from pet.jobs import clock
from pet.jobs import producing as producing_jobs
from pet.jobs import sending as sending_jobs
from pet.jobs.work import Work
from pet.services.letters import sending

FILE = "queue.sqlite3"
_MAGIC = b"SQLite format 3\0"
_LONGEST_WAIT_SECONDS = 1  # for the file: a page must not wait for it
_BOTH = 2  # tasks that wait: somebody is about to send, and somebody to make files
_SOON = timedelta(minutes=1)
_log = logging.getLogger("pet.jobs")


class Queue:
    """Wakes the worker; in the worker, does what it is woken for.

    Args:
        folder: where its file is.
        work: what to work with, in the worker; `None` where others are only woken.
        immediate: do at once, in this process, what the worker is woken for; for tests.
    """

    def __init__(self, folder: Path, work: Work | None = None, *, immediate: bool = False) -> None:
        self.huey = _huey(folder / FILE, immediate=immediate)
        self._work = work
        self._sending, self._making = Lock(), Lock()
        self._send: TaskWrapper = self.huey.task(name="send")(self.send_due)
        self._make: TaskWrapper = self.huey.task(name="make")(self.make_due)
        self._tick: TaskWrapper = self.huey.periodic_task(crontab(minute="*"), name="tick")(
            self._every_minute
        )

    def wake(self) -> None:
        """There are letters to send or files to make. Never fails: the worker looks by itself a minute later."""
        try:
            if self.huey.immediate or self.huey.pending_count() < _BOTH:  # whoever is woken sees everything
                self._send()
                self._make()
        except Exception as error:  # noqa: BLE001 -- what was committed stays committed
            _log.warning("the worker could not be woken: %s", type(error).__name__)
        finally:
            if self._work is None:
                self.close()  # whoever only wakes holds no file open

    def close(self) -> None:
        """Close the file; it is opened again where it is needed."""
        self.huey.storage.close()

    def wake_after_commits(self, database: Database) -> None:
        """Wake the worker after every commit that asks for it."""
        database.on_commit(self.wake)

    def tick(self) -> None:
        """Do now what is done every minute."""
        self._tick()

    def send_due(self) -> None:
        """In one thread at a time, so that another one is free for what comes by the clock; whoever sends, sends it all."""
        work = self._at_work()
        if not self._sending.acquire(blocking=False):
            return
        try:
            sending_jobs.send_due(work)
        finally:
            self._sending.release()
        self.come_back(work)

    def make_due(self) -> None:
        """In one thread at a time: a file takes as much memory as all else together, and whoever makes, makes all."""
        work = self._at_work()
        due = True
        while due and self._making.acquire(blocking=False):
            try:
                producing_jobs.make_due(work)
            finally:
                self._making.release()
            due = producing_jobs.is_due(work)  # asked for while the lock was still held

    def _every_minute(self) -> None:
        try:
            clock.tick(self._at_work())
        finally:
            self.wake()

    def come_back(self, work: Work) -> None:
        """Letters that are due before the next minute are sent when they are."""
        if self.huey.immediate or work.stopping.is_set() or self.huey.scheduled_count():
            return
        with work.database.reading() as session:
            moment = sending.next_moment(session)
        now = work.clock()
        if moment is not None and moment - now < _SOON:
            task = self._send.s()
            task.eta = normalize_time(delay=max(1.0, (moment - now).total_seconds()), utc=self.huey.utc)
            self.huey.add_schedule(
                task
            )  # not into the queue, where it would look as if somebody was being woken

    def _at_work(self) -> Work:
        if self._work is None:
            raise RuntimeError("only the worker works")
        return self._work


def _huey(file: Path, *, immediate: bool) -> SqliteHuey:
    """The queue in its file; one that is damaged is made anew, for nothing is lost with it."""
    if immediate:
        return SqliteHuey("pet", filename=":memory:", immediate=True, results=False)
    if _is_damaged(file):
        file.unlink()
    file.touch(mode=0o600)
    try:
        return _opened(file)
    except sqlite3.DatabaseError:
        file.unlink()
        file.touch(mode=0o600)
        return _opened(file)


def _is_damaged(file: Path) -> bool:
    """Whether it is no SQLite file at all; looked at before it is opened, for what fails to open is not closed."""
    if not file.exists() or file.stat().st_size == 0:
        return False
    with file.open("rb") as reading:
        return reading.read(len(_MAGIC)) != _MAGIC


def _opened(file: Path) -> SqliteHuey:
    """Not in Huey's own mode, which is WAL: an SQLite with the fault of docs/decisions/0010 may damage such a file."""
    return SqliteHuey(
        "pet",
        filename=str(file),
        journal_mode="delete",
        fsync=True,
        results=False,
        timeout=_LONGEST_WAIT_SECONDS,
        cache_mb=1,
    )
