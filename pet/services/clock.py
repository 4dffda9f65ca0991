"""What happens by the clock: rounds close, reminders go out, and what is not kept for ever is forgotten.

Called every minute by the worker. Each round has a transaction of its own: where one fails, the others go on, and it
is tried again a minute later. Two workers at once do everything once; one that dies in the middle leaves nothing half
done.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from pet.access.actor import State
from pet.db.models import Partnership, Round
from pet.db.session import Database
from pet.services import deleting, forgetting
from pet.services.actions import reminding
from pet.services.audit import PET
from pet.services.letters import Post
from pet.services.rounds_facts import LETTERS, days_to_come

LAST_CALL = timedelta(days=3)  # a reminder of the last days says that it is the last one
_log = logging.getLogger("pet.clock")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """What was done.

    Attributes:
        closed: how many rounds were closed.
        reminded: of how many rounds reminders went out.
        nudged: of how many actions their owners were reminded.
        forgotten: of how many partnerships the addresses were forgotten.
        deleted: how many partnerships went for good, whose time to undo it was over.
        failed: what could not be done and is tried again, such as `close`.
    """

    closed: int = 0
    reminded: int = 0
    nudged: int = 0
    forgotten: int = 0
    deleted: int = 0
    failed: tuple[str, ...] = ()


def tick(database: Database, *, now: datetime, post: Post) -> Ticked:
    """Do what is due."""
    failed: list[str] = []
    with database.reading() as session:
        to_close = session.scalars(_over(now)).all()
        to_remind = _with_reminders_due(session, now) if post.can_send else []
        to_nudge = reminding.due(session, now) if post.can_send else []
    closed = _each("close", to_close, lambda id_: _close(database, id_, now), failed)
    reminded = _each("remind", to_remind, lambda id_: _remind(database, id_, now, post), failed)
    nudged = _each("nudge", to_nudge, lambda id_: _nudge(database, id_, now, post), failed)
    forgotten = _each("forget", [0], lambda _id: forgetting.sweep(database, now=now), failed)
    deleted = _each("delete", [0], lambda _id: _delete(database, now), failed)
    return Ticked(
        closed=closed,
        reminded=reminded,
        nudged=nudged,
        forgotten=forgotten,
        deleted=deleted,
        failed=tuple(failed),
    )


def _each(what: str, ids: Iterable[int], do: Callable[[int], int], failed: list[str]) -> int:
    """Do it for each, and go on with the others where one fails; gives how often it was done."""
    done = 0
    for id_ in ids:
        try:
            done += do(id_)
        except Exception:  # noqa: BLE001 -- whatever it is, the other rounds are not kept waiting; it is logged
            _log.exception("could not %s now; it is tried again", what)
            failed.append(what)
    return done


def _running() -> Select[int]:
    """Rounds that are open, of partnerships that are not about to be deleted."""
    return (
        select(Round.id)
        .join(Partnership, Partnership.id == Round.partnership_id)
        .where(Round.state == State.OPEN.value, Partnership.deleted_at.is_(None))
    )


def _over(now: datetime) -> Select[int]:
    return (
        _running().where(Round.closes_by_itself.is_(True), Round.closes_at <= now).order_by(Round.closes_at)
    )


def _close(database: Database, round_id: int, now: datetime) -> int:
    from pet.services import rounds  # noqa: PLC0415 -- the statistics behind it are for closing only

    with database.writing() as session:
        due = _over(now).where(Round.id == round_id).with_for_update(skip_locked=True, of=Round)
        if session.scalar(due) is None:
            return 0  # another worker is at it, or it was closed or given more time meanwhile
        rounds.close(session, round_id=round_id, now=now, by=PET)
    return 1


def _taking(now: datetime) -> Select[int]:
    return _running().where(Round.way == LETTERS, Round.opens_at <= now, Round.closes_at > now)


def _with_reminders_due(session: Session, now: datetime) -> list[int]:
    """A list in a column is looked at here: only rounds that run have one, and they are few."""
    rows = session.scalars(select(Round).where(Round.id.in_(_taking(now))))
    return [row.id for row in rows if _due(row, now)]


def _due(row: Round, now: datetime) -> bool:
    """Days that were over when it began send nothing: its first letter has just gone out."""
    begins = max(row.launched_at or row.opens_at, row.opens_at)
    return any(begins < row.closes_at - timedelta(days=days) <= now for days in row.reminders)


def _remind(database: Database, round_id: int, now: datetime, post: Post) -> int:
    """However many days have passed meanwhile, one letter; what was due is noted in the same transaction."""
    from pet.services import waves  # noqa: PLC0415 -- as above

    with database.writing() as session:
        mine = _taking(now).where(Round.id == round_id).with_for_update(skip_locked=True, of=Round)
        if session.scalar(mine) is None:
            return 0
        row = session.get_one(Round, round_id, populate_existing=True)
        if not _due(row, now):
            return 0  # another worker was quicker
        row.reminders = days_to_come(row, now)
        session.flush()
        call = waves.tell_closing if row.closes_at - now <= LAST_CALL else waves.remind
        call(session, round_id=round_id, by=PET, now=now, post=post)
    return 1


def _nudge(database: Database, action_id: int, now: datetime, post: Post) -> int:
    """The letter and the day of it are written in one transaction."""
    with database.writing() as session:
        return reminding.remind(session, action_id=action_id, now=now, post=post)


def _delete(database: Database, now: datetime) -> int:
    """Nothing is written where nothing is due."""
    with database.reading() as session:
        due = session.scalar(
            select(Partnership.id).where(Partnership.deleted_at <= now - deleting.UNDO).limit(1)
        )
    if due is None:
        return 0
    with database.writing() as session:
        return deleting.sweep(session, now=now)
