"""Letters to many at once while a round runs and after it: reminders, the last call, and that the results are there.

Where the promise keeps who answered and who did not, only those get a reminder who have not sent, with a fresh link of
their own. In an anonymous round nobody can tell, so everybody gets the same letter, and none carries a link.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pet.access.actor import State
from pet.analysis.options import Mode
from pet.db.models import Letter, Partner, Round
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import audit, letters, letters_with_links, recipients, rounds
from pet.services.audit import Act, By
from pet.services.invited import Standing
from pet.services.letters import LetterKind, Post
from pet.services.recipients import Recipient
from pet.services.rounds import NotAcceptingError, Phase
from pet.services.rounds_facts import phase

AT_MOST_EVERY = timedelta(days=1)
_ACTS = {
    LetterKind.REMINDER: Act.REMIND,
    LetterKind.CLOSING: Act.TELL_CLOSING,
    LetterKind.RESULTS: Act.TELL_RESULTS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """What a reminder would be now.

    Attributes:
        people: how many would get one.
        again_at: when somebody can be reminded again, where all had one within the last day; else `None`.
        personal: whether each letter carries a link of its own, and goes to those only who have not sent.
    """

    people: int
    again_at: datetime | None
    personal: bool


def planned(session: Session, *, round_id: int, now: datetime, partner_id: int | None = None) -> Wave:
    """Who would be reminded now; of one partner's people alone where that is given. Two statements."""
    row = session.get_one(Round, round_id)
    everybody = recipients.outstanding(session, row, partner_id)
    due = _due(everybody, now)
    last = [one.called_at for one in everybody if one.called_at is not None]
    return Wave(
        people=len(due),
        again_at=min(last) + AT_MOST_EVERY if last and not due else None,
        personal=row.mode != Mode.ANONYMOUS,
    )


def remind(
    session: Session, *, round_id: int, by: By, now: datetime, post: Post, partner_id: int | None = None
) -> int:
    """Send a reminder to whoever may get one and had none within the last day.

    Args:
        session: of the transaction in which the letters are queued.
        round_id: of a round that takes answers.
        by: who does it.
        now: the time.
        post: the site's way of sending.
        partner_id: remind people of this partner alone.

    Returns:
        How many letters are on their way; 0 where everybody has sent or had a letter today.

    Raises:
        PetError: the round takes no answers now, or this site sends no letters.
    """
    return _call(session, LetterKind.REMINDER, round_id, by, now, post, partner_id)


def tell_closing(session: Session, *, round_id: int, by: By, now: datetime, post: Post) -> int:
    """Send the last call before the round closes: to the same people, and not to who had a letter within the last day.

    Returns:
        How many letters are on their way.

    Raises:
        PetError: as `remind`.
    """
    return _call(session, LetterKind.CLOSING, round_id, by, now, post, None)


def tell_results(session: Session, *, round_id: int, by: By, now: datetime, post: Post) -> int:
    """Tell everybody who answered that the results are there; in an anonymous round everybody who was asked.

    Nobody is told twice.

    Returns:
        How many letters are on their way.

    Raises:
        PetError: the results are not released, or this site sends no letters.
    """
    row = rounds.locked(session, round_id)
    if row.state != State.RELEASED:
        raise PetError(_("Release the results first: nobody can see them before."))
    number = queue_results(session, row, now=now, post=post)
    _note(session, LetterKind.RESULTS, row, number, by, now)
    return number


def queue_results(session: Session, row: Round, *, now: datetime, post: Post) -> int:
    """What `tell_results` does, for a release that notes it in the log itself."""
    people = [one for one in recipients.answered(session, row) if one.called_at is None]
    return _queue(session, LetterKind.RESULTS, row, people, now, post)


def told_results(session: Session, round_id: int) -> int:
    """How many letters say that the results are there, as the log tells leads. One statement."""
    letters_there = select(func.count()).where(
        Letter.round_id == round_id, Letter.kind == LetterKind.RESULTS.value
    )
    return session.scalar(letters_there) or 0


def _call(  # noqa: PLR0913, PLR0917 -- as `remind`
    session: Session,
    kind: LetterKind,
    round_id: int,
    by: By,
    now: datetime,
    post: Post,
    partner_id: int | None,
) -> int:
    row = rounds.locked(session, round_id)  # two reminders at once are one after the other
    stands = phase(row.state, row.opens_at, row.closes_at, now)
    if stands is not Phase.ACCEPTING:
        raise NotAcceptingError(stands)
    people = _due(recipients.outstanding(session, row, partner_id), now)
    number = _queue(session, kind, row, people, now, post)
    _note(session, kind, row, number, by, now, partner_id)
    return number


def _due(people: Sequence[Recipient], now: datetime) -> list[Recipient]:
    return [one for one in people if one.called_at is None or one.called_at + AT_MOST_EVERY <= now]


def _queue(
    session: Session, kind: LetterKind, row: Round, people: list[Recipient], now: datetime, post: Post
) -> int:
    """Queue the letters in an order that says nothing; as many statements for five thousand as for five."""
    if not post.can_send:
        raise PetError(_("This site sends no letters. Whoever runs it can set that up."))
    secrets.SystemRandom().shuffle(people)
    linked = row.mode != Mode.ANONYMOUS  # there each invitation has the one link of its first letter
    for one in people:
        token = letters_with_links.add_link(session, one.invitation_id, Standing.LATER) if linked else None
        letters.queue(
            session,
            post,
            kind=kind,
            to=one.to,
            now=now,
            partnership_id=row.partnership_id,
            round_id=row.id,
            invitation_id=one.invitation_id,
            token=token,
        )
    session.flush()
    return len(people)


def _note(  # noqa: PLR0913, PLR0917 -- as `remind`
    session: Session,
    kind: LetterKind,
    row: Round,
    number: int,
    by: By,
    now: datetime,
    partner_id: int | None = None,
) -> None:
    """Nothing is noted where nothing was sent."""
    if not number:
        return
    about: dict[str, str | int | list[str] | None] = {"round": row.title, "letters": number}
    if partner_id is not None:
        about["partner"] = session.get_one(Partner, partner_id).name
    audit.note(session, by, _ACTS[kind], partnership_id=row.partnership_id, about=about, now=now)
