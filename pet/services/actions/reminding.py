"""Reminders of what was agreed: one a week before an action is due, one once its day has passed.

Each goes to whoever does it, once, and none where the action has ended, its reminders are off, or its owner has left; so
it is looked at again when the letter goes (pet.services.letters.agreed). Whoever does several things that were agreed
after one round gets one letter on a day that tells of all.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from pet.access.actor import State
from pet.db.models import Action, Letter, Round
from pet.services import letters
from pet.services.actions import standing
from pet.services.actions.standing import ActionFacts
from pet.services.letters import LetterKind, Post, To, agreed
from pet.services.letters.agreed import Due
from pet.words import dates

BEFORE = timedelta(days=7)
AFTER = timedelta(days=1)
STALE = timedelta(days=14)
"""For how long after its day an action is worth a first letter that says so: nobody is told of what is long over."""
EARLIEST_HOUR = 8  # nobody is written to at midnight
_OVER = (State.CLOSED.value, State.RELEASED.value)


def due(session: Session, now: datetime) -> list[int]:
    """An action of each person and round of which they are to be reminded now; one statement."""
    first: dict[tuple[int, str], int] = {}
    for found in session.execute(_near(now)):
        to = _to(found)
        if to is not None and _moment(found, now) is not None:
            first.setdefault((found.Action.round_id, to.address), found.Action.id)
    return list(first.values())


def coming(one: ActionFacts, now: datetime) -> date | None:
    """The day on which the next letter about an action goes, as it stands now; `None` for no letter any more.

    A day that has come has its letter within a day: in the morning, or on the next where they had another one.
    """
    said = one.said
    if said.due is None or said.status.has_ended or not (one.reminders and one.reminded and one.in_use):
        return None
    today = dates.here(now).date()
    left = _days(said.due, one.agreed_at, one.reminded_on)
    if _ready(said.due, left, today) is not None:
        return today
    return min((day for day in left if day > today), default=None)


def remind(session: Session, *, action_id: int, now: datetime, post: Post) -> bool:
    """Put the letter into the outbox that is due now to whoever does this, with all else of theirs that is due.

    The day is noted, so that running it twice sends one. The round is held: whoever changes its list meanwhile, or sends
    the same letter, goes first, and the clock comes again.

    Returns:
        Whether there was one to send.
    """
    theirs = _theirs(session, action_id, now)
    if not theirs or _written_today(session, theirs[0], now):
        return False
    for found in theirs:
        found.Action.reminded_on = _moment(found, now)
    session.flush()
    first: Action = theirs[0].Action
    to = _to(theirs[0])
    assert to is not None  # nobody else is reminded
    every = [_due(found.Action) for found in theirs]
    letters.queue(
        session,
        post,
        kind=LetterKind.ACTION,
        to=to,
        now=now,
        partnership_id=first.partnership_id,
        round_id=first.round_id,
        account_id=first.owner_account_id,
        facts=agreed.facts(every, signs_in=bool(theirs[0].account_email)),
    )
    return True


def _theirs(session: Session, action_id: int, now: datetime) -> list[Any]:
    """All that whoever does this is to be reminded of now; nothing where it was done meanwhile, or others are at it."""
    of_it = select(Action.round_id).where(Action.id == action_id).scalar_subquery()
    held = select(Round.id).where(Round.id == of_it).with_for_update(skip_locked=True)
    round_id = session.scalar(held)
    if round_id is None:
        return []
    near = _near(now).where(Action.round_id == round_id).execution_options(populate_existing=True)
    every = [found for found in session.execute(near) if _moment(found, now) is not None]
    to = next((_to(found) for found in every if found.Action.id == action_id), None)
    return [found for found in every if to is not None and _to(found) == to]


def _written_today(session: Session, found: Any, now: datetime) -> bool:
    """Whether they have had their letter of this day, by the clocks of the partnership."""
    to = _to(found)
    with dates.in_zone(found.time_zone):
        begins = dates.here(now).replace(hour=0, minute=0, second=0, microsecond=0)
    sent = select(Letter.id).where(
        Letter.kind == LetterKind.ACTION.value,
        Letter.round_id == found.Action.round_id,
        Letter.to_address == (to.address if to is not None else ""),
        Letter.state != "cancelled",
        Letter.created_at >= begins.astimezone(UTC),
    )
    return session.scalar(sent.limit(1)) is not None


def _near(now: datetime) -> Select[Any]:
    """Actions that may be due somewhere on earth, of partnerships that are neither put away nor to be deleted."""
    day = now.date()
    return (
        standing.query()
        .join(Round, Round.id == Action.round_id)
        .where(
            standing.in_use,
            Action.reminders.is_(True),
            Action.ended_on.is_(None),
            Action.due >= day - STALE - AFTER,
            Action.due <= day + BEFORE + AFTER,
            Round.state.in_(_OVER),
        )
    )


def _moment(found: Any, now: datetime) -> date | None:
    """The day whose letter is to go now, by the clocks of the partnership; `None` for none."""
    row: Action = found.Action
    with dates.in_zone(found.time_zone):
        clock = dates.here(now)
        left = _days(row.due, row.created_at, row.reminded_on)
    if row.due is None or clock.hour < EARLIEST_HOUR or _to(found) is None:
        return None
    return _ready(row.due, left, clock.date())


def _days(due: date | None, agreed_at: datetime, reminded_on: date | None) -> Sequence[date]:
    """The days whose letter is still to go: what was over when it was agreed, and what went, is not told again."""
    agreed = dates.here(agreed_at).date()
    known = max(agreed, reminded_on or agreed)
    return [] if due is None else [day for day in (due - BEFORE, due + AFTER) if known < day]


def _ready(due: date, left: Iterable[date], today: date) -> date | None:
    """The last of these days that has come, as long as its letter is worth sending."""
    return max((day for day in left if day <= today < due + STALE), default=None)


def _to(found: Any) -> To | None:
    """Whom the letter goes to; `None` where nobody has an address."""
    if found.account_email:
        return To(found.account_email, found.account_name)
    if found.person_email:
        return To(found.person_email, found.person_name)
    return None


def _due(row: Action) -> Due:
    assert row.due is not None  # nothing else is due
    return Due(action=row.public_id, what=row.what, due=row.due)
