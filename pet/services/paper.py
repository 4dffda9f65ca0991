"""Paper sheets: what somebody wrote on paper, typed in for them by a lead, a facilitator or the lead of their partner.

A sheet is sent at once, and whoever typed it in cannot open it again: it gets no link and no session. Of an anonymous
round nothing is kept that tells a sheet from paper from any other, so neither is it in the log.
"""

import base64
import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pet.analysis.options import Mode
from pet.db.models import Invitation, Person, Response
from pet.errors import InvalidInputError, PetError, Problem
from pet.frameworks.model import Framework, Role
from pet.language import gettext as _
from pet.services import audit, frameworks, mixing, partnerships, responses, rounds_reading
from pet.services.answers.asked import MOST_CHANGES, Asked
from pet.services.answers.held import Change
from pet.services.audit import Act, By
from pet.services.partnerships import PartnerName
from pet.services.responses import AsWhom, BegunError, TakenError
from pet.services.rounds_facts import RoundFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person who is asked by letter and has not begun a sheet.

    Attributes:
        invitation_id: the public id of their invitation.
        name: or the address of somebody without a name, where the reader may see addresses.
        partner_id, role_id: as whom they are asked; `None` where that is not known.
    """

    invitation_id: str
    name: str
    partner_id: int | None
    role_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Whose sheet it can be.

    Attributes:
        round: the round.
        framework: what it asks.
        partners, roles: to choose from; none where the round keeps none.
        needs_partner: whether one of the partners has to be chosen, even where there is none that may be.
        people: by name, in a confidential round that asks by letter; in any other round a sheet has no name. Who leads
            one partner is offered nobody: who is not in the list has begun, which they are not to know.
    """

    round: RoundFacts
    framework: Framework
    partners: tuple[PartnerName, ...]
    needs_partner: bool
    roles: tuple[Role, ...]
    people: tuple[Somebody, ...]

    def asked(self, role_id: str | None) -> Asked:
        """What somebody in this role is asked."""
        return Asked(self.framework, self.round.form, role_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class From:
    """Whose sheet it is, as far as it is known.

    Attributes:
        partner_id: in the database.
        role_id: in the framework.
        invitation_id: public id, of a person who is asked by letter; empty for nobody by name.
    """

    partner_id: int | None = None
    role_id: str | None = None
    invitation_id: str = ""


def choices(
    session: Session, round_id: int, *, partner_id: int | None = None, addresses: bool = False
) -> Choices:
    """Whose sheet can be typed in.

    Args:
        session: the session.
        round_id: the round.
        partner_id: the one partner whose sheets the person may type in; `None` for all.
        addresses: whether the person may see the address of somebody without a name.

    Raises:
        PetError: there is no such round.
    """
    facts = rounds_reading.facts(session, round_id)
    found = responses.choices(session, round_id)
    return Choices(
        round=facts,
        framework=frameworks.of_version(session, facts.framework_version_id, facts.framework_sha256),
        partners=tuple(one for one in found.partners if partner_id in (None, one.id)),
        needs_partner=bool(found.partners),
        roles=found.roles,
        people=_people(session, facts, addresses=addresses) if partner_id is None else (),
    )


def type_in(  # noqa: PLR0913 -- a sheet, whose it is, and who typed it in; all by name
    session: Session,
    *,
    round_id: int,
    op_id: str,
    whose: From,
    changes: tuple[Change, ...],
    by: By,
    now: datetime,
    partner_id: int | None = None,
) -> bool:
    """Keep a sheet and send it; the same sheet sent once more is the same sheet.

    Args:
        session: the session.
        round_id: the round.
        op_id: the UUID of the form in which it was typed.
        whose: who wrote it.
        changes: what they answered and wrote.
        by: who typed it in.
        now: the time.
        partner_id: as in `choices`.

    Returns:
        Whether it was not there before.

    Raises:
        NotAcceptingError: the round takes no answers now.
        InvalidInputError: an answer to something that is not asked, or no UUID.
        NothingToSendError: nothing was answered or written.
        BegunError: the person has begun a sheet of their own by now.
        TakenError: the partner has its one sheet in an open round.
        PetError: the partner, role or person is not among the choices.
    """
    public_id = _public_id(round_id, op_id)
    mixing.hold(session, round_id)
    facts = rounds_reading.locked(session, round_id)
    if _is_there(session, public_id):
        return False
    facts.must_accept(now)
    _check(choices(session, round_id, partner_id=partner_id), whose)
    response_id = _begin(session, facts, whose, public_id, now)
    if response_id is None:
        return False
    for some in _parts(changes):
        responses.save(session, response_id=response_id, op_id=str(uuid.uuid4()), changes=some, now=now)
    responses.submit(session, response_id=response_id, now=now)
    if not facts.is_anonymous:
        about = {"round": facts.title}
        audit.note(session, by, Act.TYPE_PAPER, partnership_id=facts.partnership_id, about=about, now=now)
    return True


def _public_id(round_id: int, op_id: str) -> str:
    """The public id of the sheet from this form: so no record of the form itself is needed to know it again."""
    try:
        form = uuid.UUID(op_id)
    except ValueError:
        problem = Problem("op", _("Every sheet needs a UUID of its own."))
        raise InvalidInputError(_("The paper sheet"), (problem,)) from None
    named = hashlib.sha256(f"paper {round_id} {form}".encode()).digest()[:16]
    return base64.urlsafe_b64encode(named).decode().rstrip("=")


def _parts(changes: tuple[Change, ...]) -> Iterator[tuple[Change, ...]]:
    """As many at a time as one save takes."""
    for start in range(0, len(changes), MOST_CHANGES):
        yield changes[start : start + MOST_CHANGES]


def _is_there(session: Session, public_id: str) -> bool:
    return session.scalar(select(Response.id).where(Response.public_id == public_id)) is not None


def _check(found: Choices, whose: From) -> None:
    """Refuse what is not among the choices, and no choice where there are any."""
    partners: list[int | None] = [one.id for one in found.partners] if found.needs_partner else [None]
    roles: list[str | None] = [one.id for one in found.roles] or [None]
    if whose.partner_id not in partners:
        raise PetError(_("Choose a partner from the list."))
    if whose.role_id not in roles:
        raise PetError(_("Choose a role from the list."))
    person = next((one for one in found.people if one.invitation_id == whose.invitation_id), None)
    if whose.invitation_id and person is None:
        raise BegunError
    if person is not None and person.partner_id not in (None, whose.partner_id):
        raise PetError(_("{name} answers for another partner.", name=person.name))


def _begin(session: Session, facts: RoundFacts, whose: From, public_id: str, now: datetime) -> int | None:
    """An empty response from this form; `None` if the other of two clicks was first."""
    invitation = _invitation(session, facts, whose)
    whom = AsWhom(
        partner_id=whose.partner_id if facts.is_asked("partner") else None,
        role_id=whose.role_id if facts.is_asked("role") and not facts.is_signed else None,
        identified=True,
        person=_key(session, invitation),
        joint_key=whose.partner_id if facts.is_signed else None,
    )
    try:
        with session.begin_nested():
            row = responses.begin(session, facts, whom, now=now)
            row.public_id = public_id
            session.flush()
    except IntegrityError:
        if _is_there(session, public_id):
            return None
        if whom.joint_key is None:
            raise
        raise TakenError(_name(session, facts, whom.joint_key)) from None
    if invitation is not None:
        invitation.response_id = row.id
        session.flush()
    return row.id


def _invitation(session: Session, facts: RoundFacts, whose: From) -> Invitation | None:
    """The invitation of whom it is from, which nobody else begins with meanwhile."""
    if not whose.invitation_id:
        return None
    query = select(Invitation).where(
        Invitation.round_id == facts.id, Invitation.public_id == whose.invitation_id
    )
    row = session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()
    if row.response_id is not None:
        raise BegunError
    return row


def _key(session: Session, invitation: Invitation | None) -> str | None:
    if invitation is None:
        return None
    return session.scalar(select(Person.key).where(Person.id == invitation.person_id))


def _name(session: Session, facts: RoundFacts, partner_id: int) -> str:
    names = partnerships.partners(session, facts.partnership_id)
    return next((one.name for one in names if one.id == partner_id), "")


def _people(session: Session, facts: RoundFacts, *, addresses: bool) -> tuple[Somebody, ...]:
    if facts.mode is not Mode.CONFIDENTIAL or not facts.by_letter:
        return ()
    query = (
        select(Invitation.public_id, Person.name, Person.email, Invitation.partner_id, Invitation.role_id)
        .join(Person, Person.id == Invitation.person_id)
        .where(
            Invitation.round_id == facts.id,
            Invitation.response_id.is_(None),
            Invitation.revoked_on.is_(None),
        )
    )
    nameless = _("Somebody without a name")
    found = [
        Somebody(
            invitation_id=row.public_id,
            name=row.name or (addresses and row.email) or nameless,
            partner_id=row.partner_id,
            role_id=row.role_id,
        )
        for row in session.execute(query)
    ]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.invitation_id)))
