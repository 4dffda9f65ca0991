"""As whom somebody answers: what there is to choose from, and what they say."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pet.db.models import Invitation, Response
from pet.errors import PetError
from pet.frameworks.model import Role
from pet.language import gettext as _
from pet.services import frameworks, mixing, partnerships, rounds_reading
from pet.services.answers.saving import Locked, lock
from pet.services.partnerships import PartnerName
from pet.services.rounds_facts import RoundFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class AsWhom:
    """As whom somebody begins to answer.

    Attributes:
        partner_id, role_id, identified: as in `pet.db.models.Response`.
        person: what tells this person from others in every round; of a confidential round alone.
        joint_key: the partner whose joint sheet it is; of an open round alone.
    """

    partner_id: int | None = None
    role_id: str | None = None
    identified: bool = False
    person: str | None = None
    joint_key: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """As whom one can answer.

    Attributes:
        partners: to choose from; in a signed round one must be chosen.
        roles: to choose from; none in a signed round, where a sheet is the partner's.
    """

    partners: tuple[PartnerName, ...]
    roles: tuple[Role, ...]


class TakenError(PetError):
    """The partner's one sheet in a signed round was started by somebody else."""

    def __init__(self, partner: str) -> None:
        super().__init__(
            _(
                "{partner} has an answer sheet in this round already, and each partner gives one. "
                "Ask your colleagues for the link back to it, and go on together.",
                partner=partner,
            )
        )


def choices(session: Session, round_id: int, response_id: int | None = None) -> Choices:
    """As whom one can answer in a round; of one response, what is left to choose in it.

    Who came by a letter answers as the letter says: it leaves open what the list of people does not know, and in a
    confidential round the role, which may have been wrong. In an anonymous round it leaves nothing open, for what
    would be chosen might be told apart (docs/decisions/0018).

    Raises:
        PetError: there is no such round.
    """
    facts = rounds_reading.facts(session, round_id)
    return offered(session, facts) if response_id is None else _left(session, facts, response_id)


def offered(session: Session, facts: RoundFacts) -> Choices:
    """What a round offers to choose from, before anything is known of who answers."""
    framework = frameworks.of_version(session, facts.framework_version_id, facts.framework_sha256)
    asks_role = facts.is_asked("role") and not facts.is_signed
    return Choices(
        partners=partnerships.partners(session, facts.partnership_id, since=facts.opens_at)
        if facts.is_asked("partner")
        else (),
        roles=framework.roles if asks_role else (),
    )


def _left(session: Session, facts: RoundFacts, response_id: int) -> Choices:
    found = offered(session, facts)
    if not facts.by_letter:
        return found
    if facts.is_anonymous:
        return Choices(partners=(), roles=())
    named = exists().where(Invitation.response_id == response_id, Invitation.partner_id.is_not(None))
    joint = exists().where(Response.id == response_id, Response.joint_key.is_not(None))
    is_known = session.scalar(select(or_(named, joint)))
    return Choices(partners=() if is_known else found.partners, roles=found.roles)


def identify(
    session: Session, *, response_id: int, partner_id: int | None, role_id: str | None, now: datetime
) -> None:
    """Note as whom somebody answers. Done again it keeps every answer; those not asked of the new role do not count.

    What there is nothing to choose about stays as it is, such as the partner that a letter names.

    Raises:
        NoSuchResponseError, NotAcceptingError: as `save`.
        PetError: the partner or role is not among the choices, or a signed round gets no partner.
        TakenError: the partner's one sheet in a signed round is somebody else's.
    """
    locked = lock(session, response_id)
    locked.round.must_accept(now)
    found = _left(session, locked.round, response_id)
    partner = next((one for one in found.partners if one.id == partner_id), None)
    if partner_id is not None and partner is None:
        raise PetError(_("Choose a partner from the list."))
    if role_id is not None and role_id not in {role.id for role in found.roles}:
        raise PetError(_("Choose a role from the list."))
    _note_whom(session, locked, found, partner, role_id)
    session.flush()
    if locked.round.is_anonymous:
        mixing.mix(session, locked.round.id, around=response_id)


def _note_whom(
    session: Session, locked: Locked, found: Choices, partner: PartnerName | None, role_id: str | None
) -> None:
    response = locked.response
    if found.partners or (locked.round.is_signed and response.joint_key is None):
        if locked.round.is_signed:
            _take(session, locked, partner)
        response.partner_id = partner.id if partner else None
    if found.roles:
        response.role_id = role_id
    response.identified = True


def _take(session: Session, locked: Locked, partner: PartnerName | None) -> None:
    """Make this the partner's one sheet."""
    if partner is None:
        raise PetError(_("Choose the partner that gives this answer sheet."))
    response_id, round_id = locked.response.id, locked.round.id
    taken = select(Response.id).where(
        Response.round_id == round_id, Response.joint_key == partner.id, Response.id != response_id
    )
    if session.scalar(taken) is not None:
        raise TakenError(partner.name)
    try:
        with session.begin_nested():
            locked.response.joint_key = partner.id
    except IntegrityError:  # somebody took it in the same instant
        raise TakenError(partner.name) from None
