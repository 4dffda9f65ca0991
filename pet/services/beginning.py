"""Beginning to answer by a letter or by an account: the same click twice, or two at once, make one sheet.

What is kept of it differs by the round's promise: in a confidential round the invitation leads to the sheet, in an open
one to the joint sheet of the partner. In an anonymous round the invitation is neither changed nor locked, for both
would leave a mark in the database; the sheet is found by the token in the letter alone.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pet.access.actor import Role
from pet.db.models import Account, Invitation, Membership, Partner, Person, Response, Round
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import invited, mixing, responses, rounds_reading
from pet.services.invited import Invited, Standing
from pet.services.responses import AsWhom, Started
from pet.services.rounds_facts import RoundFacts


class ShutError(PetError):
    """The link opens nothing any more.

    Attributes:
        standing: `REPLACED` where a newer one does; else the invitation was withdrawn.
    """

    def __init__(self, standing: Standing) -> None:
        super().__init__(_("This link does not work any more."))
        self.standing = standing


class NotInvitedError(PetError):
    """This account cannot answer in this round."""


class SeveralError(PetError):
    """The person is asked for several partners, and has to say for which they answer.

    Attributes:
        choices: public ids of the invitations, with the names of the partners.
    """

    def __init__(self, choices: tuple[tuple[str, str], ...]) -> None:
        super().__init__(_("You are asked for more than one partner. Choose for which you answer now."))
        self.choices = choices


def start(session: Session, *, token: str, now: datetime) -> Started:
    """Begin the sheet that belongs to a letter, or find it; the letter's token leads back to it ever after.

    Raises:
        PetError: there is no such letter.
        ShutError: the invitation was withdrawn, or this link replaced.
        NotAcceptingError: nothing was begun, and the round takes no answers now.
        BegunError: there is a sheet of this person that they cannot open, such as one typed in from paper.
    """
    found = invited.of_token(session, token)
    if found is None:
        raise PetError(_("There is no such invitation."))
    if found.revoked or found.standing is Standing.REPLACED:
        raise ShutError(found.standing)
    mixing.hold(session, found.round.id)
    facts = rounds_reading.locked(session, found.round.id)
    if facts.is_anonymous:
        _check_still_holds(session, token)
        return _by_token(session, facts, found, token, now)
    started = _kept(session, facts, found.invitation_id, now)
    _check_still_holds(session, token)  # now that nobody replaces it before this is committed
    return replace(started, return_token=token)


def _check_still_holds(session: Session, token: str) -> None:
    """Refuse a link that was withdrawn or replaced while its round or invitation was waited for."""
    found = invited.of_token(session, token)
    if found is None or found.revoked or found.standing is Standing.REPLACED:
        raise ShutError(Standing.REPLACED if found is None else found.standing)


def _by_token(session: Session, facts: RoundFacts, found: Invited, token: str, now: datetime) -> Started:
    """Of an anonymous round, which is held: only the token knows both the letter and the sheet."""
    begun = responses.resume(session, token=token)
    if begun is not None:
        return _started(*begun, token)
    facts.must_accept(now)
    whom = AsWhom(
        partner_id=found.partner_id if facts.is_asked("partner") else None,
        role_id=found.role_id if facts.is_asked("role") else None,
        identified=True,
    )
    row = responses.begin(session, facts, whom, now=now)
    responses.new_return_link(session, response_id=row.id, token=token)
    return _started(row.id, row.public_id, token)


def _kept(session: Session, facts: RoundFacts, invitation_id: int, now: datetime) -> Started:
    """Of a confidential or open round: the invitation leads to the sheet."""
    query = select(Invitation).where(Invitation.id == invitation_id).with_for_update()
    row = session.scalars(query.execution_options(populate_existing=True)).one()
    if row.revoked_on is not None:
        raise ShutError(Standing.FIRST)
    response_id = row.response_id
    if response_id is None:
        response_id = _sheet_for(session, facts, row, now)
        if facts.accepts(now):  # who only reads the joint sheet after the close has not joined in
            row.response_id = response_id
            session.flush()
    return replace(_started_at(session, response_id), invitation_id=row.id)


def _sheet_for(session: Session, facts: RoundFacts, row: Invitation, now: datetime) -> int:
    if facts.is_signed and row.partner_id is not None:
        return _joint(session, facts, row.partner_id, now)
    facts.must_accept(now)
    key = session.scalar(select(Person.key).where(Person.id == row.person_id))
    whom = AsWhom(
        partner_id=row.partner_id,
        role_id=row.role_id,
        identified=_is_known(session, facts, row),
        person=None if facts.is_signed else key,
    )
    return responses.begin(session, facts, whom, now=now).id


def _is_known(session: Session, facts: RoundFacts, row: Invitation) -> bool:
    """Whether the letter says all about as whom its person answers."""
    asked = responses.choices(session, facts.id)
    return not (asked.partners and row.partner_id is None) and not (asked.roles and row.role_id is None)


def _joint(session: Session, facts: RoundFacts, partner_id: int, now: datetime) -> int:
    """The one sheet of a partner, begun by whoever comes first."""
    query = select(Response.id).where(Response.round_id == facts.id, Response.joint_key == partner_id)
    found = session.scalar(query)
    if found is not None:
        return found
    facts.must_accept(now)
    whom = AsWhom(partner_id=partner_id, identified=True, joint_key=partner_id)
    try:
        with session.begin_nested():
            return responses.begin(session, facts, whom, now=now).id
    except IntegrityError:  # a colleague was first
        return session.scalars(query).one()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One way in which an account is asked."""

    invitation_id: int
    public_id: str
    partner: str


def start_by_account(
    session: Session,
    *,
    round_id: int,
    account_id: int,
    now: datetime,
    invitation: str = "",
    as_lead: bool = False,
) -> Started:
    """Begin or find the sheet of somebody who is signed in and whose address the letter went to.

    Whoever leads a partner opens its joint sheet in an open round, with or without a letter.

    Args:
        session: the session.
        round_id: the round.
        account_id: who is signed in.
        now: the time.
        invitation: public id of the invitation, for somebody who is asked for several partners.
        as_lead: they mean the joint sheet of the partner they lead, for which they have no letter.

    Raises:
        NotInvitedError: nobody asked this account, or the round is anonymous and knows letters only.
        SeveralError: they are asked for several partners and have not said for which.
        NotAcceptingError, BegunError: as `start`.
    """
    facts = rounds_reading.locked(session, round_id)
    if facts.is_anonymous:
        raise NotInvitedError(_("This round is anonymous: it is answered by the link in the letter alone."))
    found = [] if as_lead else _asked_of(session, round_id, account_id)
    chosen = [one for one in found if one.public_id == invitation] if invitation else found
    if len(chosen) > 1:
        raise SeveralError(tuple((one.public_id, one.partner) for one in chosen))
    if chosen:
        return _kept(session, facts, chosen[0].invitation_id, now)
    led = _led_partner(session, facts, account_id) if facts.is_signed and not invitation else None
    if led is None:
        raise NotInvitedError(why_not(session, account_id))
    return _started_at(session, _joint(session, facts, led, now))


def why_not(session: Session, account_id: int) -> str:
    """Why an account that asked is not let in: it has to show first that it reads the letters to its address.

    The same whether or not there is such a letter.
    """
    if session.scalar(select(Account.email_proven).where(Account.id == account_id)):
        return _("Nobody with your e-mail address is asked in this round.")
    return _(
        "PET does not know yet that your e-mail address is yours. Choose a new password by a letter, with “Forgotten your "
        "password?” where you sign in, or use the link in the letter that asks you."
    )


def _asked_of(session: Session, round_id: int, account_id: int) -> list[_Asked]:
    rows = session.execute(
        select(Invitation.id, Invitation.public_id, Partner.name)
        .join(Account, Account.email == Invitation.email)
        .outerjoin(Partner, Partner.id == Invitation.partner_id)
        .where(
            Invitation.round_id == round_id,
            Invitation.revoked_on.is_(None),
            Invitation.person_id.is_not(None),
            Account.id == account_id,
            Account.email_proven,
        )
        .order_by(Partner.position, Partner.id)
    )
    return [_Asked(invitation_id=row[0], public_id=row[1], partner=row[2] or "") for row in rows]


def _led_partner(session: Session, facts: RoundFacts, account_id: int) -> int | None:
    return session.scalar(
        select(Membership.partner_id)
        .join(Round, Round.partnership_id == Membership.partnership_id)
        .join(Partner, Partner.id == Membership.partner_id)
        .where(
            Round.id == facts.id,
            Membership.account_id == account_id,
            Membership.role == Role.PARTNER_LEAD.value,
            Partner.archived_at.is_(None),
        )
    )


def _started_at(session: Session, response_id: int) -> Started:
    public_id = session.scalars(select(Response.public_id).where(Response.id == response_id)).one()
    return _started(response_id, public_id, "")


def _started(response_id: int, public_id: str, token: str) -> Started:
    return Started(response_id=response_id, public_id=public_id, return_token=token)
