"""Letters that did not go are tried once more, because somebody has mended what was wrong."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from pet.analysis.options import Mode
from pet.db.models import Invitation, Letter, Round
from pet.db.session import wake_after
from pet.services import letters_with_links, rounds_rows
from pet.services.invited import Standing
from pet.services.letters import sealing, texts, wanted
from pet.services.letters.kinds import OF_A_ROUND, LetterKind, decides_delivery
from pet.services.letters.post import Post
from pet.services.letters.sealing import Contents


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """What was done.

    Attributes:
        hurried: letters that were to be tried later, and are tried now.
        revived: letters that were given up, and are tried once more.
        left: letters that were given up and stay so: nobody wants them any more, or only a new link can replace them,
            which somebody has to ask for.
    """

    hurried: int
    revived: int
    left: int


def try_again(session: Session, post: Post, *, now: datetime) -> Again:
    """Try letters once more that wait after a failure, or were given up.

    What a given-up letter kept to itself is gone. A round's letter gets a fresh link where the round allows several; in an
    anonymous round an invitation has one link only, and the lead replaces it for each person. What nobody wants any more
    stays where it is: above all a letter to an address that is not the one of its invitation.
    """
    failed = session.execute(
        select(Letter.id, Letter.round_id)
        .join(Round, Round.id == Letter.round_id)
        .where(Letter.state == "failed", Letter.kind.in_([kind.value for kind in OF_A_ROUND]))
        .order_by(Letter.round_id, Letter.id)
    ).all()
    for round_id in sorted({found.round_id for found in failed}):
        rounds_rows.hold(session, round_id)
    revived = sum(_revived(session, post, found.id, now) for found in failed)
    session.flush()
    hurried = session.execute(
        update(Letter)
        .where(Letter.state == "queued", Letter.attempts > 0, Letter.next_at > now)
        .values(next_at=now)
    )
    wake_after(session)
    number: int = hurried.rowcount  # type: ignore[attr-defined]  # -- an UPDATE's result has one
    return Again(hurried=number, revived=revived, left=len(failed) - revived)


def _revived(session: Session, post: Post, letter_id: int, now: datetime) -> bool:
    """Held in the order invitation, letter; whether it goes is looked at only then."""
    of_it = select(Letter.invitation_id).where(Letter.id == letter_id).scalar_subquery()
    invitation = session.scalars(_held(select(Invitation).where(Invitation.id == of_it))).one_or_none()
    letter = session.scalars(
        _held(select(Letter).where(Letter.id == letter_id, Letter.state == "failed"))
    ).one_or_none()
    if letter is None or wanted.unwanted(session, [letter_id], now=now) or _is_replaced(session, letter):
        return False
    mode = Mode(session.scalars(select(Round.mode).where(Round.id == letter.round_id)).one())
    token = None
    if not texts.says_no_link(mode, LetterKind(letter.kind)):
        if invitation is None or invitation.anonymous:
            return False
        token = letters_with_links.add_link(session, invitation.id, Standing.LATER)
    letter.sealed = sealing.seal(post, Contents(token=token), public_id=letter.public_id)
    letter.state, letter.attempts, letter.next_at, letter.finished_on = "queued", 0, now, None
    if invitation is not None and decides_delivery(letter.kind):
        invitation.delivery = "queued"
    return True


def _held(query: Select[Any]) -> Select[Any]:
    return query.with_for_update().execution_options(populate_existing=True)


def _is_replaced(session: Session, letter: Letter) -> bool:
    """The same person had a letter of the same kind after it."""
    later = select(Letter.id).where(
        Letter.invitation_id == letter.invitation_id,
        Letter.kind == letter.kind,
        Letter.created_at > letter.created_at,
    )
    return session.scalar(later.limit(1)) is not None
