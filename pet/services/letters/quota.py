"""No more than five hundred letters of one partnership go out within an hour: the others follow later."""

import hashlib
from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pet.db.models import Letter

MOST = 500
WINDOW = timedelta(hours=1)
_BOOKED = "pet_letters_booked"  # in `Session.info`: by partnership, how many letters go at which moment


def moment(session: Session, partnership_id: int, *, earliest: datetime, now: datetime) -> datetime:
    """When the next letter of this partnership may go, from `earliest` on; the moment is booked."""
    booked = _booked(session, partnership_id, now)
    for candidate in sorted({earliest, *(one + WINDOW for one in booked if one + WINDOW > earliest)}):
        if _around(booked, candidate) < MOST:
            booked[candidate] += 1
            return candidate
    raise AssertionError("an hour after the last letter there is always room")


def _around(booked: Counter[datetime], at: datetime) -> int:
    """How many letters go within an hour before or after: no hour that holds `at` has more."""
    return sum(number for one, number in booked.items() if abs(one - at) < WINDOW)


def _booked(session: Session, partnership_id: int, now: datetime) -> Counter[datetime]:
    """What is booked already, read once in a transaction; a wave of thousands must not count itself each time."""
    books: dict[int, Counter[datetime]] = session.info.setdefault(_BOOKED, {})
    if partnership_id not in books:
        _hold(session, partnership_id)
        rows = session.execute(
            select(Letter.next_at, func.count())
            .where(
                Letter.partnership_id == partnership_id,
                Letter.state != "cancelled",
                Letter.next_at > now - WINDOW,
            )
            .group_by(Letter.next_at)
        )
        books[partnership_id] = Counter(dict(rows.all()))
    return books[partnership_id]


def _hold(session: Session, partnership_id: int) -> None:
    """Until the commit nobody else books for this partnership; on SQLite one writer follows the other anyway.

    Not by its row: whoever books has it in share already, and two that want more than that wait for each other.
    """
    if session.get_bind().dialect.name == "postgresql":
        number = int.from_bytes(hashlib.sha256(f"letters of {partnership_id}".encode()).digest()[:7])
        session.execute(select(func.pg_advisory_xact_lock(number)))
