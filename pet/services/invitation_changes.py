"""What is done about one invitation: a new link, withdrawing it, and taking that back."""

from datetime import UTC, datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from pet.db.models import Invitation, InvitationLink, Partner, Person, Response, WebSession
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import audit, letters, letters_with_links, rounds_reading, rounds_rows
from pet.services.audit import Act, By
from pet.services.invited import Standing
from pet.services.letters import Post
from pet.services.rounds_facts import NotAcceptingError, Phase, RoundFacts


def new_link(
    session: Session,
    *,
    invitation_id: int,
    own_partner_id: int | None = None,
    by: By,
    now: datetime,
    post: Post,
) -> None:
    """Send a new letter with a new link; every earlier link of this invitation stops working.

    In an anonymous round the earlier link still leads to a sheet that was begun with it, and the new one begins anew.

    Raises:
        NotAcceptingError: the round is over.
        PetError: the site sends no letters, the person has no address, or has begun at another one; the invitation is
            revoked; or the person is no longer of the one partner that the sender leads.
    """
    row = _locked(session, invitation_id)
    facts = rounds_reading.facts(session, row.round_id)
    phase = facts.phase(now)
    if phase not in (Phase.EARLY, Phase.ACCEPTING):
        raise NotAcceptingError(phase)
    person = _person_of(session, row)
    if own_partner_id not in (None, person.partner_id):
        raise PetError(_("This person belongs to another partner by now. Ask a lead of the partnership."))
    if own_partner_id is not None:
        _check_arrived(row, person)
    _check_address(row, person, post)
    row.email = person.email
    _put_out_of_use(session, row)
    letters.cancel_waiting(session, invitation_id=row.id, now=now)
    letters_with_links.send(session, facts, row, person.name, now=now, post=post, standing=Standing.LATER)
    _note(session, Act.NEW_LINK, row, facts, by, now)


def revoke(session: Session, *, invitation_id: int, by: By, now: datetime) -> None:
    """Let an invitation open nothing any more, and end what it has open; answers stay as they are."""
    row = _locked(session, invitation_id)
    if row.revoked_on is not None:
        return
    row.revoked_on = now.astimezone(UTC).date()
    letters.cancel_waiting(session, invitation_id=row.id, now=now)
    _end_sessions(session, row)
    _note(session, Act.REVOKE_INVITATION, row, rounds_reading.facts(session, row.round_id), by, now)


def restore(session: Session, *, invitation_id: int, by: By, now: datetime) -> None:
    """Undo `revoke`: the links work again. A letter that had not gone yet does not go by itself."""
    row = _locked(session, invitation_id)
    if row.revoked_on is None:
        return
    row.revoked_on = None
    _note(session, Act.RESTORE_INVITATION, row, rounds_reading.facts(session, row.round_id), by, now)


def _locked(session: Session, invitation_id: int) -> Invitation:
    """An invitation that nobody else changes until the end of this transaction, held after its round."""
    round_id = session.scalar(select(Invitation.round_id).where(Invitation.id == invitation_id))
    if round_id is not None:
        rounds_rows.hold(session, round_id)
    query = select(Invitation).where(Invitation.id == invitation_id).with_for_update()
    row = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise PetError(_("There is no such invitation."))
    return row


def _person_of(session: Session, row: Invitation) -> Person:
    person = session.get(Person, row.person_id) if row.person_id is not None else None
    if person is None or row.revoked_on is not None:
        raise PetError(_("This invitation was withdrawn: restore it first."))
    return person


def _check_arrived(row: Invitation, person: Person) -> None:
    """The lead of one partner is refused alike whether or not the person has begun, which is not for them to know."""
    if row.email != person.email and row.delivery in ("queued", "sent"):
        raise PetError(
            _(
                "A letter has gone to the earlier address, and has not come back. Ask a lead of the partnership, who "
                "can send a link to another address."
            )
        )


def _check_address(row: Invitation, person: Person, post: Post) -> None:
    if not post.can_send:
        raise PetError(_("This site sends no letters. Whoever runs it can set that up."))
    if not person.email:
        raise PetError(_("There is no e-mail address for this person. Add one to the list of people first."))
    if row.response_id is not None and row.email != person.email:
        raise PetError(
            _(
                "Somebody has begun to answer with the letter to the earlier address. So that nobody else gets at "
                "these answers, no link is sent to a new address in this round."
            )
        )


def _put_out_of_use(session: Session, row: Invitation) -> None:
    """Earlier links stop working; in an anonymous round nothing is kept of them."""
    links = InvitationLink.invitation_id == row.id
    if row.anonymous:
        session.execute(delete(InvitationLink).where(links))
        return
    session.execute(update(InvitationLink).where(links).values(standing=Standing.REPLACED.value))
    _end_sessions(session, row)


def _end_sessions(session: Session, row: Invitation) -> None:
    """Whoever came in by an earlier link has to come in anew; nothing of an anonymous round can be found so.

    Colleagues who write on the same joint sheet go on.
    """
    own = WebSession.invitation_id == row.id
    if row.response_id is not None:
        joint = select(Response.joint_key).where(Response.id == row.response_id)
        if session.scalar(joint) is None:
            own = or_(own, WebSession.response_id == row.response_id)
    session.execute(delete(WebSession).where(own))


def _note(session: Session, act: Act, row: Invitation, facts: RoundFacts, by: By, now: datetime) -> None:
    session.flush()
    partner = session.get(Partner, row.partner_id) if row.partner_id is not None else None
    about: dict[str, str | int | list[str] | None] = {"round": facts.title}
    if partner is not None:
        about["partner"] = partner.name
    audit.note(session, by, act, partnership_id=facts.partnership_id, about=about, now=now)
