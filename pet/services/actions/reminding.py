"""Reminders of what was agreed: one a week before an action is due, one once its day has passed.

Each goes to whoever does it, once, and none where the action has ended, its reminders are off, or its owner has left.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from pet.access.actor import State
from pet.db.models import Action, Partnership, Round
from pet.services import letters
from pet.services.actions import standing
from pet.services.letters import LetterKind, Post, To
from pet.words import dates

BEFORE = timedelta(days=7)
AFTER = timedelta(days=1)
STALE = timedelta(days=14)
"""For how long after its day an action is worth a first letter that says so: nobody is told of what is long over."""
EARLIEST_HOUR = 8  # nobody is written to at midnight
_OVER = (State.CLOSED.value, State.RELEASED.value)


def due(session: Session, now: datetime) -> list[int]:
    """The ids of the actions of which somebody is to be reminded now; one statement."""
    return [found.Action.id for found in session.execute(_near(now)) if _moment(found, now) is not None]


def remind(session: Session, *, action_id: int, now: datetime, post: Post) -> bool:
    """Put the letter into the outbox that is due now, and note the day; running it twice sends one.

    Returns:
        Whether there was one to send.
    """
    mine = _near(now).where(Action.id == action_id).with_for_update(skip_locked=True, of=Action)
    found = session.execute(mine.execution_options(populate_existing=True)).one_or_none()
    moment = _moment(found, now) if found is not None else None
    if found is None or moment is None:
        return False  # another worker was quicker, or it was done meanwhile
    row: Action = found.Action
    row.reminded_on = moment
    session.flush()
    to = _to(found)
    if to is None:
        return False
    letters.queue(
        session,
        post,
        kind=LetterKind.ACTION,
        to=to,
        now=now,
        partnership_id=row.partnership_id,
        round_id=row.round_id,
        account_id=row.owner_account_id,
        facts=_facts(row, has_account=bool(found.account_email)),
    )
    return True


def _near(now: datetime) -> Select[Any]:
    """Actions that may be due somewhere on earth, of partnerships that are neither put away nor to be deleted."""
    day = now.date()
    return (
        standing.query()
        .add_columns(Partnership.time_zone)
        .join(Round, Round.id == Action.round_id)
        .join(Partnership, Partnership.id == Action.partnership_id)
        .where(
            Action.reminders.is_(True),
            Action.ended_on.is_(None),
            Action.due >= day - STALE - AFTER,
            Action.due <= day + BEFORE + AFTER,
            Round.state.in_(_OVER),
            Partnership.deleted_at.is_(None),
            Partnership.archived_at.is_(None),
        )
    )


def _moment(found: Any, now: datetime) -> date | None:
    """The day whose letter is to go now, by the clocks of the partnership; `None` for none."""
    row: Action = found.Action
    with dates.in_zone(found.time_zone):
        clock = dates.here(now)
        agreed = dates.here(row.created_at).date()
    if row.due is None or clock.hour < EARLIEST_HOUR or _to(found) is None:
        return None
    passed = [day for day in _days(row.due) if day <= clock.date() < row.due + STALE]
    last = max(passed, default=None)
    known = max(agreed, row.reminded_on or agreed)
    return last if last is not None and known < last else None


def _days(day: date) -> Iterable[date]:
    return (day - BEFORE, day + AFTER)


def _to(found: Any) -> To | None:
    """Whom the letter goes to; `None` where nobody has an address."""
    if found.account_email:
        return To(found.account_email, found.account_name)
    if found.person_email:
        return To(found.person_email, found.person_name)
    return None


def _facts(row: Action, *, has_account: bool) -> dict[str, str]:
    """What only this letter says: who has an account gets the way to the page on which they say how it goes."""
    assert row.due is not None  # nothing else is due
    said = {"what": row.what, "due": row.due.isoformat()}
    return {**said, "action": row.public_id} if has_account else said
