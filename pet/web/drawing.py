"""Pictures and documents that are drawn for one person and kept nowhere: one after the other, and few in line.

Drawing takes a processor for as long as it lasts. Whoever wants more at once than this process can draw beside its
other work is asked to come again in a moment, so that answers go on being saved.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from pet.db.errors import UnavailableError

PATIENCE_SECONDS = 5
_drawing = BoundedSemaphore(1)
_in_line = BoundedSemaphore(2)  # with the one that draws: half of the threads of a process


@contextmanager
def turn() -> Iterator[None]:
    """The turn to draw.

    Raises:
        UnavailableError: others draw already, and wait.
    """
    if not _in_line.acquire(blocking=False):
        raise UnavailableError("too much is being drawn at once")
    try:
        if not _drawing.acquire(timeout=PATIENCE_SECONDS):
            raise UnavailableError("drawing takes too long")
        try:
            yield
        finally:
            _drawing.release()
    finally:
        _in_line.release()
