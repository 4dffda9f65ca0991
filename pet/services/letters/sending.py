"""What happens to a letter between the outbox and the mail server, one small transaction at a time.

    take     queued → sending, for a while: whoever dies with it loses it then
    settle   sending → sent, bounced, failed, cancelled, or queued once more for later
    recover  what somebody took and did not settle is queued once more

`sent` is written only when the server has taken the letter. So a letter that was taken, while the one who sent it died
before it was written down, comes twice, with the same Message-ID; none is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, select, update
from sqlalchemy.orm import Session

from pet.db.models import Invitation, Letter
from pet.language import gettext as _
from pet.mail.outcome import Fate, Outcome
from pet.mail.trouble import marked
from pet.services.letters import outbox, wanted
from pet.services.letters.kinds import USELESS_AFTER, LetterKind, decides_delivery

_WORTH_MENTIONING = 300  # characters of what a server says
_URGENT = tuple(kind.value for kind in (LetterKind.SIGN_IN, LetterKind.RESET, LetterKind.TEST))
"""Somebody waits for these before a screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How patiently letters are sent.

    Attributes:
        retries: how long after each failed try the next one comes; after the last one a letter is given up.
        hold: for how long whoever takes letters is waited for.
        spare: how much of that must be left when a letter is begun, so that nobody else takes it meanwhile.
        batch: how many are taken at once.
    """

    retries: tuple[timedelta, ...] = (
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=6),
    )
    hold: timedelta = timedelta(minutes=10)
    spare: timedelta = timedelta(minutes=5)
    batch: int = 20


USUAL = Pace()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Letters that somebody has taken.

    Attributes:
        letter_ids: of their rows, in the order in which they are to go.
        until: until when they are waited for; tells one taking from another.
    """

    letter_ids: tuple[int, ...]
    until: datetime


def take(session: Session, *, now: datetime, pace: Pace = USUAL) -> Hand:
    """Take a few letters that are due, so that nobody else sends them: the urgent ones first.

    What is of no use any more, or not wanted, ends here; only where nothing else is due is the hand empty.
    """
    until = now + pace.hold
    worth: list[Letter] = []
    while not worth and (rows := _due(session, now, pace)):
        worth = _worth_sending(session, rows, now)
        for row in worth:
            row.state, row.taken_until = "sending", until
            row.attempts += 1
        session.flush()
    return Hand(letter_ids=tuple(row.id for row in worth), until=until)


def _due(session: Session, now: datetime, pace: Pace) -> Sequence[Letter]:
    urgent = case((Letter.kind.in_(_URGENT), 0), else_=1)
    return session.scalars(
        select(Letter)
        .where(Letter.state == "queued", Letter.next_at <= now)
        .order_by(urgent, Letter.next_at, Letter.id)
        .limit(pace.batch)
        .with_for_update(skip_locked=True)
    ).all()


def _worth_sending(session: Session, rows: Sequence[Letter], now: datetime) -> list[Letter]:
    unwanted = wanted.unwanted(session, [row.id for row in rows], now=now)
    cancelled = [row for row in rows if row.id in unwanted]
    for row in cancelled:
        outbox.cancel(row, now)
    _none_delivered(session, outbox.undelivered(cancelled))
    return [row for row in rows if row.id not in unwanted and not _give_up_late(row, now)]


def _none_delivered(session: Session, invitation_ids: Sequence[int]) -> None:
    """Whoever holds one of these invitations now says anew how it is delivered; waiting for them would be waiting in a ring."""
    if not invitation_ids:
        return
    query = select(Invitation.id).where(Invitation.id.in_(invitation_ids))
    free = session.scalars(query.with_for_update(skip_locked=True, key_share=True)).all()
    session.execute(update(Invitation).where(Invitation.id.in_(free)).values(delivery="none"))


def give_back(session: Session, hand: Hand, letter_ids: Sequence[int]) -> None:
    """Whoever took these has not tried them."""
    session.execute(
        update(Letter)
        .where(Letter.id.in_(letter_ids), Letter.state == "sending", Letter.taken_until == hand.until)
        .values(state="queued", taken_until=None, attempts=Letter.attempts - 1)
    )


def settle(
    session: Session, hand: Hand, letter_id: int, outcome: Outcome, *, now: datetime, pace: Pace = USUAL
) -> None:
    """Write down what became of a letter; nothing where somebody else has taken it meanwhile, or its round is gone."""
    row = session.scalars(
        select(Letter)
        .where(Letter.id == letter_id, Letter.state == "sending", Letter.taken_until == hand.until)
        .with_for_update()
    ).one_or_none()
    if row is None:
        return
    if outcome.fate is Fate.TAKEN:
        _end(session, row, "sent", now)
    elif outcome.fate is Fate.NEEDLESS:
        _end(session, row, "cancelled", now)
    elif outcome.fate is Fate.REFUSED:
        _end(session, row, "bounced", now, outcome.reason)
    else:
        _put_off(session, row, marked(outcome.trouble, outcome.reason), now, pace)
    session.flush()


def recover(session: Session, *, now: datetime, pace: Pace = USUAL) -> int:
    """Queue the letters once more whose sender has not come back; how many."""
    rows = session.scalars(
        select(Letter)
        .where(Letter.state == "sending", Letter.taken_until <= now)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        if row.attempts > len(pace.retries):
            _end(session, row, "failed", now, _("The program that sends letters stopped each time."))
        else:
            row.state, row.taken_until, row.next_at = "queued", None, now
    session.flush()
    return len(rows)


def next_moment(session: Session) -> datetime | None:
    """When the next letter is due, or one that somebody has in hand is taken back; `None` where nothing waits."""
    moment = case((Letter.state == "sending", Letter.taken_until), else_=Letter.next_at)
    waiting = Letter.state.in_(("queued", "sending"))
    return session.scalar(select(moment).where(waiting).order_by(moment).limit(1))


def _put_off(session: Session, row: Letter, reason: str, now: datetime, pace: Pace) -> None:
    """Later, or given up where it was tried often enough, or where it would come too late to be of use."""
    if row.attempts > len(pace.retries):
        _end(session, row, "failed", now, reason)
        return
    next_at = now + pace.retries[row.attempts - 1]
    if _is_useless(row, next_at):
        _end(session, row, "failed", now, reason)
        return
    row.state, row.taken_until, row.next_at = "queued", None, next_at
    row.problem = reason[:_WORTH_MENTIONING] or None


def _give_up_late(row: Letter, now: datetime) -> bool:
    """Its link has expired while nobody sent it."""
    if not _is_useless(row, now):
        return False
    row.state, row.sealed, row.finished_on = "failed", None, now.date()
    row.problem = _("It waited so long that its link no longer works.")
    return True


def _is_useless(row: Letter, at: datetime) -> bool:
    lasts = USELESS_AFTER.get(LetterKind(row.kind))
    return lasts is not None and at - row.created_at >= lasts


def _end(session: Session, row: Letter, state: str, now: datetime, reason: str = "") -> None:
    """Nothing more happens to it: what was sealed is wiped, and its invitation knows how its letter fared."""
    row.state, row.taken_until, row.sealed = state, None, None
    row.finished_on = now.date()
    row.problem = reason[:_WORTH_MENTIONING] or None
    if row.invitation_id is not None and decides_delivery(row.kind):
        session.execute(update(Invitation).where(Invitation.id == row.invitation_id).values(delivery=state))
