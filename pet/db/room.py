"""Whether PostgreSQL lets in as many connections as the processes of a site may open."""

from sqlalchemy import text

from pet.db.engine import POOL
from pet.db.session import Database
from pet.errors import PetError
from pet.language import gettext as _

_KEPT_BACK = ("superuser_reserved_connections", "reserved_connections")


def require_room(database: Database, *, processes: int) -> None:
    """Refuse a start after which pages would fail for want of connections. SQLite has no such limit.

    Raises:
        PetError: how many there are, how many are needed, and what to change.
        UnavailableError: the database cannot be read now.
    """
    if database.engine.dialect.name == "sqlite":
        return
    with database.reading() as session:
        most = int(session.scalar(text("SHOW max_connections")) or 0)
        kept_back = session.scalars(
            text("SELECT setting::int FROM pg_settings WHERE name = ANY(:names)"), {"names": [*_KEPT_BACK]}
        )
        free = most - sum(kept_back)
    if processes * POOL > free:
        raise PetError(
            _(
                "PostgreSQL lets {free} connections in, and {processes} processes open up to {needed}. Set PET_WORKERS lower, or max_connections of PostgreSQL higher.",
                free=free,
                processes=processes,
                needed=processes * POOL,
            )
        )
