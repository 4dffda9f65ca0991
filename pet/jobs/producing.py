"""Files that somebody wants are made, one after the other, while the page that waits for them shows how far they are."""

import logging
import time
import traceback
from collections.abc import Callable

from pet.db.errors import UnavailableError
from pet.exports import makers
from pet.jobs.work import Work
from pet.language import gettext as _
from pet.language import use
from pet.record.progress import Progress
from pet.services import made, productions, productions_taken
from pet.services.productions import Ground
from pet.services.productions_taken import Job

_EVERY_SECONDS = 0.5  # between two notes of how far it is
_TRIES, _PAUSE_SECONDS = 10, 1.0  # to write down what became of a file; the other choice is to make it again
_log = logging.getLogger("pet.files")


class NotKeptError(Exception):
    """A file was made, and does not lie on the shelf."""


def make_due(work: Work) -> int:
    """Make whatever is wanted, until nothing is or the worker is to end; how many files were made."""
    ready = 0
    while (job := _take(work)) is not None:
        with use(job.language):
            ready += _make(work, job)
    return ready


def is_due(work: Work) -> bool:
    """Whether there is something to make that this worker may still begin."""
    if work.stopping.is_set():
        return False
    with work.database.reading() as session:
        return productions_taken.is_due(session, now=work.clock())


def _take(work: Work) -> Job | None:
    """Nothing is written where there is nothing to do."""
    if not is_due(work):
        return None
    with work.database.writing() as session:
        return productions_taken.take(session, now=work.clock())


def _make(work: Work, job: Job) -> int:
    """Make one file and write down what became of it; whatever goes wrong, the next one is made."""
    begun = _Begun(work, job)
    edition, problem = (
        None,
        _("This file could not be made. Whoever runs the site finds the reason in its log."),
    )
    try:
        edition = begun.on_the_shelf()
        if edition is None:
            problem = _("There is nothing to make this file from any more.")
    except UnavailableError:
        problem = _("Somebody else was making this file for too long.")
    except NotKeptError:
        _log.error("%s was made and could not be kept: is the disk full?", job.wish.file)
        problem = _("This file was made but could not be kept. Perhaps the disk of this site is full.")
    except Exception as error:  # noqa: BLE001 -- whatever it is, the other files are not kept waiting; it is logged
        _tell_of(job, error)
    _settle(work, begun.job, edition, problem)
    return int(edition is not None)


def _settle(work: Work, job: Job, edition: str | None, problem: str) -> None:
    """Write down what became of it; a database that is busy now is asked again."""
    for tried in range(_TRIES):
        try:
            with work.database.writing() as session:
                productions_taken.settle(session, job, edition=edition, problem=problem, now=work.clock())
        except UnavailableError:
            if tried == _TRIES - 1:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _tell_of(job: Job, error: Exception) -> None:
    """The kind of fault and its place, never its words: they may hold what somebody wrote."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{place.name}, line {place.lineno} of {place.filename.rpartition('/')[2]}"
    _log.error("%s could not be made: %s in %s", job.wish.file, type(error).__name__, where)


class _Begun:
    """A file in hand: writes down how far it is, about twice a second and in a small transaction each time.

    Attributes:
        job: as it was last taken.
    """

    def __init__(self, work: Work, job: Job) -> None:
        self.job = job
        self._work = work
        self._told = time.monotonic()

    def on_the_shelf(self) -> str | None:
        """Its edition, once it lies there; `None` where there is nothing to make it from.

        What it is made from is looked at again afterwards: what somebody took away meanwhile stays in no file.
        """
        on, found = made.shelf(self._work.settings.instance), self._ground()
        while found is not None:
            made.file(on, found.stored, found.copy, self._maker(found, self.tell))
            newest = self._ground()
            if newest is not None and newest.copy.of_record == found.copy.of_record:
                if made.size(on, found.copy) is None:
                    raise NotKeptError
                return found.copy.edition
            on.drop(found.copy.place)
            found = newest
        return None

    def _maker(self, found: Ground, progress: Progress) -> Callable[[], bytes]:
        wish = self.job.wish
        return lambda: makers.make(found.record, wish.file, page=wish.page, progress=progress)

    def _ground(self) -> Ground | None:
        with self._work.database.reading() as session:
            return productions.ground(session, self.job.wish, now=self._work.clock())

    def tell(self, share: float) -> None:
        """Write it down, if the last time is long enough ago; a database that is busy now is told later."""
        if time.monotonic() - self._told < _EVERY_SECONDS:
            return
        self._told = time.monotonic()
        try:
            with self._work.database.writing() as session:
                held = productions_taken.tell(session, self.job, share, now=self._work.clock())
        except UnavailableError:
            return
        self.job = held or self.job
