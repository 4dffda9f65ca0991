"""What a database says when it cannot do its work now, as one error that pages can catch.

PostgreSQL adds to a refusal the row that it refused. That may be somebody's answer or address, so whatever leaves
here, for a page or for a log, says which rule was broken and no more.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from pet.errors import PetError
from pet.language import gettext as _

RETRY_AFTER_SECONDS = 5
# Primary result codes of SQLite: busy, locked, out of memory, read-only, interrupted, I/O error, full, cannot open, protocol.
_SQLITE_PASSING = frozenset({5, 6, 7, 8, 9, 10, 13, 14, 15})
_SQLITE_READONLY = 8
_IDLE_IN_TRANSACTION = "25P03"
_DATA = "22"  # the class of errors about a value, which they quote


class UnavailableError(PetError):
    """The database is locked, full, shutting down or out of reach; the same request may work in a moment.

    Attributes:
        reason: what the database said, for administrators and logs, never for a page.
        retry_after: seconds after which to try again.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(
            _("The database is busy or cannot be reached right now. Please try again in a moment.")
        )
        self.reason = reason
        self.retry_after = RETRY_AFTER_SECONDS


@contextmanager
def passing_faults_named(*, writing: bool) -> Iterator[None]:
    """Turn faults that pass into `UnavailableError`; a fault in the program stays what it is.

    Args:
        writing: whether changes are meant; a reader that is refused a change is a fault in the program.

    Raises:
        UnavailableError: the database cannot do this now.
    """
    try:
        yield
    except PoolTimeoutError as error:
        raise UnavailableError("all connections of this process are in use") from error
    except DBAPIError as error:
        _forget_values(error)
        if not _passes(error, writing=writing):
            raise
        raise UnavailableError(" ".join(str(error.orig).split())) from error


def _passes(error: DBAPIError, *, writing: bool) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        primary = code & 0xFF
        return primary in _SQLITE_PASSING and (writing or primary != _SQLITE_READONLY)
    state = getattr(error.orig, "sqlstate", None)
    return (
        error.connection_invalidated or isinstance(error, OperationalError) or state == _IDLE_IN_TRANSACTION
    )


def _forget_values(error: DBAPIError) -> None:
    """Take everything out of an error of PostgreSQL that may be a value; errors of SQLite hold none."""
    original = error.orig
    state = getattr(original, "sqlstate", None)
    if original is None or state is None:
        return
    said = type(original).__name__ if state[:2] == _DATA else str(original).split("\n", 1)[0]
    original.args = (said,)
    error.args = (f"({type(original).__name__}) {said}", *error.args[1:])
