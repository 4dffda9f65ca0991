"""Letters that carry a link: the token is in the letter, and only its hash is kept."""

from datetime import datetime
from typing import cast

from sqlalchemy.orm import Session

from pet.db.models import Invitation, InvitationLink
from pet.services import letters, sessions
from pet.services.invited import Standing, digest
from pet.services.letters import LetterKind, Post, To
from pet.services.rounds_facts import RoundFacts


def send(  # noqa: PLR0913 -- a letter, and what link it carries
    session: Session,
    facts: RoundFacts,
    row: Invitation,
    name: str,
    *,
    now: datetime,
    post: Post,
    standing: Standing = Standing.FIRST,
) -> None:
    """Queue the letter that invites somebody, with a link of its own; it goes when the round opens."""
    letters.queue(
        session,
        post,
        kind=LetterKind.INVITATION,
        to=To(address=cast("str", row.email), name=name),
        now=now,
        partnership_id=facts.partnership_id,
        round_id=facts.id,
        invitation_id=row.id,
        token=add_link(session, row.id, standing),
        not_before=facts.opens_at,
    )


def add_link(session: Session, invitation_id: int, standing: Standing) -> str:
    """The token of one more link to an invitation."""
    token = sessions.new_token()
    session.add(InvitationLink(sha256=digest(token), invitation_id=invitation_id, standing=standing.value))
    return token
