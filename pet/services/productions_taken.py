"""What a worker does with files that somebody wants: takes one, tells how far it is, and settles it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pet.db.models import Production
from pet.language import gettext as _
from pet.services.productions import State, Wish, row_of

HOLD = timedelta(minutes=3)
"""For how long whoever takes a file is waited for, from the last time it was heard of."""
GIVEN_UP = timedelta(hours=1)
"""How long after it was first begun a file is not begun once more, where nobody has ever finished it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A file that somebody has taken.

    Attributes:
        id: of its row.
        wish: what is wanted.
        language: in which it is made.
        until: until when whoever took it is waited for; tells one taking from another.
    """

    id: int
    wish: Wish
    language: str
    until: datetime


def is_due(session: Session, *, now: datetime) -> bool:
    """Whether there is something to make, so that nothing is written where there is not."""
    return session.scalar(select(Production.id).where(_due(now)).limit(1)) is not None


def take(session: Session, *, now: datetime) -> Job | None:
    """Take the file that was asked for first, so that nobody else makes it; `None` where there is nothing to do.

    What somebody took and has not been heard of since is taken again; what nobody finishes is given up.
    """
    _give_up(session, now)
    row = session.scalars(
        select(Production)
        .where(_due(now))
        .order_by(Production.asked_at, Production.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None:
        return None
    until = now + HOLD
    if row.state == State.QUEUED:
        row.asked_at = now  # from here on it is given up; how long it lay in the queue is no fault of its own
    row.state, row.taken_until, row.progress = State.MAKING.value, until, 0.0
    session.flush()
    wish = Wish(round_id=row.round_id, file=row.file, page=row.page, wordless=row.wordless)
    return Job(id=row.id, wish=wish, language=row.language, until=until)


def _due(now: datetime) -> ColumnElement[bool]:
    return or_(Production.state == State.QUEUED.value, _lost(now))


def _lost(now: datetime) -> ColumnElement[bool]:
    """Taken by somebody who has not been heard of for too long."""
    return and_(Production.state == State.MAKING.value, Production.taken_until < now)


def _give_up(session: Session, now: datetime) -> None:
    """A file with which one worker after the other dies must not keep the others busy for ever."""
    session.execute(
        update(Production)
        .where(_lost(now), Production.asked_at < now - GIVEN_UP)
        .values(
            state=State.FAILED.value,
            taken_until=None,
            ended_at=now,
            problem=_("This file could not be made: it took too long again and again."),
        )
    )


def tell(session: Session, job: Job, share: float, *, now: datetime) -> Job | None:
    """Write down how far it is, and be waited for anew; `None` where somebody else has taken it meanwhile.

    Args:
        session: of the database.
        job: in hand.
        share: of the work that is done, 0 to 1.
        now: the time.
    """
    until = now + HOLD
    values = {"progress": min(1.0, max(0.0, share)), "taken_until": until}
    return replace(job, until=until) if _change(session, job, values) else None


def settle(session: Session, job: Job, *, edition: str | None, now: datetime, problem: str = "") -> None:
    """Write down that it was made, or why not; nothing where somebody else has taken it meanwhile.

    Args:
        session: of the database.
        job: in hand.
        edition: of what was made, which may have changed since it was asked for; `None` where nothing was.
        now: the time.
        problem: a sentence for whoever asked.
    """
    ended = State.READY if edition is not None else State.FAILED
    row = session.get(Production, job.id, with_for_update=True)
    if row is None or row.state != State.MAKING or row.taken_until != job.until:
        return
    if edition is not None and edition != row.edition and not _renamed(session, row, edition):
        session.delete(row)  # that edition was asked for as well, and has a row of its own
        session.flush()
        return
    row.state, row.taken_until, row.ended_at = ended.value, None, now
    row.progress, row.problem = (1.0, "") if edition is not None else (row.progress, problem)
    session.flush()


def _renamed(session: Session, row: Production, edition: str) -> bool:
    """Call it by another edition, unless that has a row of its own: perhaps since this very moment."""
    if row_of(session, row.round_id, edition, row.file) is not None:
        return False
    try:
        with session.begin_nested():
            row.edition = edition
    except IntegrityError:
        session.refresh(row, with_for_update=True)
        return False
    return True


def _change(session: Session, job: Job, values: dict[str, object]) -> bool:
    mine = and_(
        Production.id == job.id,
        Production.state == State.MAKING.value,
        Production.taken_until == job.until,
    )
    changed = session.execute(update(Production).where(mine).values(**values).returning(Production.id))
    return changed.scalar() is not None
