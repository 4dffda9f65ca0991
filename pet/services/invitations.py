"""Invitations: who is asked in a round, each with a letter and a link of their own.

Nothing here is written when somebody answers in an anonymous round (docs/decisions/0018); `start` is what keeps to
that. Letters of an invitation go to the address it was made for, so that nobody who changes the list of people gets at
answers that were begun.
"""

import secrets
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pet.analysis.options import Mode
from pet.db.base import new_orderless_id
from pet.db.models import Invitation, Partner, Person
from pet.errors import PetError
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.services import audit, frameworks, letters_with_links, rounds_launching, rounds_reading, rounds_rows
from pet.services.audit import Act, By
from pet.services.beginning import NotInvitedError, SeveralError, ShutError, start, start_by_account, why_not
from pet.services.invitation_changes import new_link, restore, revoke
from pet.services.invited import Asks, Invited, Standing, asked, digest, editors, mine, of_token
from pet.services.letters import Post
from pet.services.rounds_facts import NotAcceptingError, Phase, RoundFacts

__all__ = [
    "Asks",
    "Invited",
    "NotInvitedError",
    "SeveralError",
    "ShutError",
    "Standing",
    "asked",
    "digest",
    "editors",
    "invite",
    "issue",
    "mine",
    "new_link",
    "of_token",
    "restore",
    "revoke",
    "start",
    "start_by_account",
    "token_for_letter",
    "why_not",
]


def issue(
    session: Session,
    *,
    round_id: int,
    by: By,
    now: datetime,
    post: Post,
    person_ids: Collection[int] | None = None,
) -> int:
    """Invite people who are not invited yet, in an order that says nothing; letters go when the round opens.

    A person without an address gets an invitation without a letter.

    Args:
        session: of the transaction in which the letters are queued.
        round_id: the round.
        by: who does it.
        now: the time.
        post: the site's way of sending.
        person_ids: whom; everybody of the partnership if left out.

    Returns:
        How many people were invited.
    """
    facts = rounds_reading.facts(session, round_id)
    found = _to_invite(session, facts, person_ids)
    if not found:
        return 0
    roles = {role.id for role in _framework(session, facts).roles} if not facts.is_signed else set()
    made = [(_invitation(facts, person, roles, now), person) for person in found]
    session.add_all(invitation for invitation, _person in made)
    session.flush()
    for invitation, person in made:
        if invitation.email and post.can_send:
            letters_with_links.send(session, facts, invitation, person.name, now=now, post=post)
    audit.note(
        session,
        by,
        Act.INVITE,
        partnership_id=facts.partnership_id,
        about={"round": facts.title, "people": len(made)},
        now=now,
    )
    return len(made)


def invite(
    session: Session, *, round_id: int, person_ids: Collection[int], by: By, now: datetime, post: Post
) -> int:
    """Invite these people too, into a round that runs or is about to begin.

    Returns:
        How many of them were not invited before.

    Raises:
        NotAcceptingError: the round is over, or a draft, whose launch invites everybody.
        PetError: people come to it by a link, or it is anonymous and too few would answer as they do.
    """
    row = rounds_rows.locked(session, round_id)
    facts = rounds_reading.facts(session, round_id)
    phase = facts.phase(now)
    if phase not in (Phase.EARLY, Phase.ACCEPTING):
        raise NotAcceptingError(phase)
    if not facts.by_letter:
        raise PetError(_("People come to this round by its link: pass that on to whoever is to answer."))
    _keep_promise(session, facts, _to_invite(session, facts, person_ids))
    count = issue(session, round_id=round_id, by=by, now=now, post=post, person_ids=person_ids)
    row.invited = rounds_launching.asked(session, row)
    session.flush()
    return count


def token_for_letter(session: Session, *, invitation_id: int) -> str:
    """The token of one more link to an invitation, for a reminder or a results letter to `Invitation.email`.

    Raises:
        ValueError: the round is anonymous: there each invitation has the one link of its first letter.
    """
    row = session.get_one(Invitation, invitation_id)
    if row.anonymous:
        raise ValueError("an anonymous round sends one link to each person")
    return letters_with_links.add_link(session, invitation_id, Standing.LATER)


def _to_invite(session: Session, facts: RoundFacts, ids: Collection[int] | None) -> list[Person]:
    """Active people of the partnership without an invitation, in an order that says nothing."""
    query = (
        select(Person)
        .outerjoin(Partner, Partner.id == Person.partner_id)
        .outerjoin(Invitation, (Invitation.person_id == Person.id) & (Invitation.round_id == facts.id))
        .where(
            Person.partnership_id == facts.partnership_id,
            Person.archived_at.is_(None),
            or_(Partner.id.is_(None), Partner.archived_at.is_(None)),
            Invitation.id.is_(None),
        )
    )
    chosen = None if ids is None else set(ids)
    found = [one for one in session.scalars(query) if chosen is None or one.id in chosen]
    secrets.SystemRandom().shuffle(found)
    return found


def _framework(session: Session, facts: RoundFacts) -> Framework:
    return frameworks.of_version(session, facts.framework_version_id, facts.framework_sha256)


def _invitation(facts: RoundFacts, person: Person, roles: set[str], now: datetime) -> Invitation:
    return Invitation(
        id=new_orderless_id(),
        round_id=facts.id,
        person_id=person.id,
        partner_id=person.partner_id,
        role_id=person.role_id if person.role_id in roles else None,
        email=person.email,
        anonymous=facts.is_anonymous,
        invited_on=now.astimezone(UTC).date(),
    )


def _keep_promise(session: Session, facts: RoundFacts, people: Iterable[Person]) -> None:
    """In an anonymous round nobody is added who would stand out by partner and role."""
    if facts.mode is not Mode.ANONYMOUS or not (facts.is_asked("partner") or facts.is_asked("role")):
        return
    roles = {role.id for role in _framework(session, facts).roles}
    rows = session.execute(
        select(Invitation.partner_id, Invitation.role_id).where(
            Invitation.round_id == facts.id, Invitation.revoked_on.is_(None)
        )
    ).all()
    new = [(one.partner_id, one.role_id if one.role_id in roles else None) for one in people]
    counts = Counter(_as_asked(facts, *one) for one in [*((row[0], row[1]) for row in rows), *new])
    if any(counts[_as_asked(facts, *one)] < facts.smallest_group for one in new):
        raise PetError(
            _(
                "In this anonymous round at least {number} people must answer with the same partner and role. Somebody "
                "whom you add would be among fewer, so they cannot be added to this round.",
                number=facts.smallest_group,
            )
        )


def _as_asked(
    facts: RoundFacts, partner_id: int | None, role_id: str | None
) -> tuple[int | None, str | None]:
    return (
        partner_id if facts.is_asked("partner") else None,
        role_id if facts.is_asked("role") else None,
    )
