"""The outbox: a letter is a row, written together with what caused it."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pet.db.base import new_public_id
from pet.db.models import Invitation, Letter
from pet.db.session import wake_after
from pet.services.letters import quota, sealing
from pet.services.letters.kinds import LetterKind, counts_for_quota, decides_delivery
from pet.services.letters.post import Post, To
from pet.services.letters.sealing import Contents


def queue(  # noqa: PLR0913 -- what a letter is about; all by name, most of them left out
    session: Session,
    post: Post,
    *,
    kind: LetterKind,
    to: To,
    now: datetime,
    partnership_id: int | None = None,
    round_id: int | None = None,
    invitation_id: int | None = None,
    account_id: int | None = None,
    token: str | None = None,
    facts: Mapping[str, str] | None = None,
    not_before: datetime | None = None,
) -> Letter:
    """Put a letter into the outbox; it goes once the transaction is committed.

    Its words are made when it is sent. On a site that sends no letters it is cancelled at once, so that nothing waits for ever.

    Args:
        session: of `Database.writing()`.
        post: what the site knows about sending letters.
        kind: what it is about.
        to: whom it goes to.
        now: the time.
        partnership_id: whose letter it is; of one partnership at most 500 go out in an hour.
        round_id: the round it is about.
        invitation_id: the invitation it belongs to; a letter that invites decides its delivery.
        account_id: the account it is about.
        token: of the link in it; sealed, and wiped when the letter is delivered or given up.
        facts: what else its words need (docs/decisions/0019 lists them by kind); sealed likewise.
        not_before: the earliest moment to send it.
    """
    public_id = new_public_id()
    contents = Contents(token=token, facts=facts or {})
    letter = Letter(
        public_id=public_id,
        message_id=f"<{secrets.token_urlsafe(18)}@{urlsplit(post.base_url).hostname or 'localhost'}>",
        kind=kind.value,
        partnership_id=partnership_id,
        round_id=round_id,
        invitation_id=invitation_id,
        account_id=account_id,
        to_address=to.address,
        to_name=to.name[:200],
        sealed=sealing.seal(post, contents, public_id=public_id) if post.can_send else None,
        state="queued" if post.can_send else "cancelled",
        next_at=max(now, not_before or now),
        finished_on=None if post.can_send else now.astimezone(UTC).date(),
        created_at=now,
    )
    if post.can_send and partnership_id is not None and counts_for_quota(kind):
        letter.next_at = quota.moment(session, partnership_id, earliest=letter.next_at, now=now)
    session.add(letter)
    if post.can_send:
        if invitation_id is not None and decides_delivery(kind):
            _note_queued(session, invitation_id)
        wake_after(session)
    return letter


def cancel_waiting(
    session: Session,
    *,
    now: datetime,
    partnership_id: int | None = None,
    round_id: int | None = None,
    invitation_id: int | None = None,
) -> int:
    """Take letters out of the outbox that have not gone yet; how many.

    One that a worker has in hand at this moment goes, unless the mail server puts it off.

    Raises:
        ValueError: neither a partnership nor a round nor an invitation is named.
    """
    named = {
        Letter.partnership_id: partnership_id,
        Letter.round_id: round_id,
        Letter.invitation_id: invitation_id,
    }
    which = [column == value for column, value in named.items() if value is not None]
    if not which:
        raise ValueError("name a partnership, a round or an invitation")
    session.flush()
    query = select(Letter).where(Letter.state == "queued", *which)
    letters = session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()
    for letter in letters:
        cancel(letter, now)
    session.flush()
    session.execute(update(Invitation).where(Invitation.id.in_(undelivered(letters))).values(delivery="none"))
    return len(letters)


def cancel(letter: Letter, now: datetime) -> None:
    """It does not go, and from this day on its time to be forgotten runs."""
    letter.state, letter.sealed, letter.finished_on = "cancelled", None, now.astimezone(UTC).date()


def undelivered(cancelled: Iterable[Letter]) -> list[int]:
    """The invitations whose delivery these letters were to decide."""
    return [
        letter.invitation_id
        for letter in cancelled
        if letter.invitation_id is not None and decides_delivery(letter.kind)
    ]


def _note_queued(session: Session, invitation_id: int) -> None:
    """The delivery of an invitation is that of its last letter that invites.

    Reminders and letters about results say nothing there: who gets one depends on who has answered. An invitation that
    was made in this session costs no statement.
    """
    with session.no_autoflush:
        session.get_one(Invitation, invitation_id).delivery = "queued"
