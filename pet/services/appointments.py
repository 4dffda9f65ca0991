"""Offers to become something in a partnership, made and taken back.

An offer is a link in a letter. On a site that sends no letters whoever makes it is shown the link once, to pass it on.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.access.actor import Role
from pet.db.models import Account, Appointment, Membership, Partner, Partnership
from pet.errors import InvalidInputError, PetError, Problem
from pet.language import gettext as _
from pet.services import accounts, audit, duties, letters, team, throttles
from pet.services.acts import Act
from pet.services.audit import By
from pet.services.duties import Appointer, Duty
from pet.services.letters import LetterKind, Post, To
from pet.services.sessions import digest, new_token
from pet.services.team import NotTheirsError
from pet.services.texts import one_line

LASTS = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Who is asked to become what.

    Attributes:
        email, name: as typed.
        duty: what they are to be.
    """

    email: str
    name: str
    duty: Duty


def offer(
    session: Session,
    post: Post,
    *,
    partnership_id: int,
    proposal: Proposal,
    appointer: Appointer,
    now: datetime,
) -> str:
    """Ask somebody to become something: the token of the link in the letter. An earlier open offer to them is void.

    Args:
        session: where offers are kept.
        post: how letters are sent.
        partnership_id: of which partnership.
        proposal: who is asked to become what.
        appointer: who asks.
        now: what time it is.

    Raises:
        InvalidInputError: an address or a name that cannot be one, or an address of somebody who is in the team; for a
            partner lead also of somebody whom another has asked.
        NotTheirsError: something that whoever asks may not give.
        PetError: a role without its partner, or too many offers in an hour.
    """
    email, name = accounts.normal_email(proposal.email), one_line(proposal.name)
    duty, by = proposal.duty, appointer.by
    duties.hold(session, partnership_id)
    duties.check(session, partnership_id, duty, within=appointer.within)
    there = _open(session, partnership_id, email)
    _check_whom(session, partnership_id, email, name, within=appointer.within)
    if not all(_is_theirs(row, appointer.within) for row in there):
        raise _somebody_elses()
    _spend(session, post, by, email, now)
    for row in there:
        row.withdrawn_at = now
    token = new_token()
    row = Appointment(
        sha256=digest(token),
        partnership_id=partnership_id,
        partner_id=duty.partner_id,
        role=duty.role.value,
        email=email,
        name=name,
        mailed=post.can_send,
        invited_by=by.account_id,
        created_at=now,
        expires_at=now + LASTS,
    )
    session.add(row)
    session.flush()
    if post.can_send:
        _write(session, post, row, token, by, now)
    note(session, by, Act.APPOINT, row, now)
    return token


def _check_whom(session: Session, partnership_id: int, email: str, name: str, *, within: int | None) -> None:
    problems = []
    if not accounts.is_email(email):
        problems.append(Problem("email", _("Give an address like name@example.org.")))
    if not name or len(name) > accounts.LONGEST_NAME:
        problems.append(
            Problem("name", _("Give a name of at most {number} characters.", number=accounts.LONGEST_NAME))
        )
    if problems:
        raise _wrong(*problems)
    there = session.scalar(
        select(Membership)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.partnership_id == partnership_id, Account.email == email)
    )
    if there is None:
        return
    if not _is_theirs(there, within):
        raise _somebody_elses()
    raise _wrong(
        Problem("email", _("This person is in the team already. You can change what they are there."))
    )


def _wrong(*problems: Problem) -> InvalidInputError:
    return InvalidInputError(_("This offer cannot be made:"), problems)


def _is_theirs(row: Appointment | Membership, within: int | None) -> bool:
    """Whether somebody of this reach sees who or what this is."""
    return within is None or (row.partner_id == within and Role(row.role) in team.IN_PARTNER)


def _somebody_elses() -> InvalidInputError:
    """The same for who is in the team and who was asked, so that nobody learns what another partner does."""
    said = _("You cannot ask this person. A lead of the partnership can.")
    return _wrong(Problem("email", said))


def _spend(session: Session, post: Post, by: By, email: str, now: datetime) -> None:
    wait = throttles.spend(
        session,
        {
            throttles.key(post.secret, "offers to", email): throttles.LETTERS_TO_ONE,
            throttles.key(post.secret, "offers by", str(by.account_id)): throttles.OFFERS,
            throttles.key(post.secret, "offers"): throttles.LETTERS_OF_SITE,
        },
        now=now,
    )
    if wait:
        raise PetError(_("Many people were asked within an hour. Please wait a little, then go on."))


def _open(session: Session, partnership_id: int, email: str) -> list[Appointment]:
    query = select(Appointment).where(
        Appointment.partnership_id == partnership_id,
        Appointment.email == email,
        Appointment.accepted_at.is_(None),
        Appointment.withdrawn_at.is_(None),
    )
    return list(session.scalars(query.with_for_update()))


def _write(session: Session, post: Post, row: Appointment, token: str, by: By, now: datetime) -> None:
    facts = {"role": row.role, "inviter": by.name, "partnership": _name(session, row.partnership_id)}
    if _leads(session, row.partnership_id, by):
        facts["beside"] = "yes"
    if row.partner_id is not None:
        facts["partner"] = session.get_one(Partner, row.partner_id).name
    letters.queue(
        session,
        post,
        kind=LetterKind.APPOINTMENT,
        to=To(row.email, row.name),
        partnership_id=row.partnership_id,
        token=token,
        facts=facts,
        now=now,
    )


def _leads(session: Session, partnership_id: int, by: By) -> bool:
    """Whether whoever asks leads the partnership, so that somebody asked to lead it does so beside them."""
    query = select(Membership.id).where(
        Membership.partnership_id == partnership_id,
        Membership.account_id == by.account_id,
        Membership.role == Role.LEAD.value,
    )
    return session.scalar(query) is not None


def _name(session: Session, partnership_id: int) -> str:
    return session.get_one(Partnership, partnership_id).name


def withdraw(
    session: Session, *, partnership_id: int, appointment_id: int, appointer: Appointer, now: datetime
) -> None:
    """Take an offer back; one that was accepted or taken back already stays as it is.

    Raises:
        NotTheirsError: an offer that is not theirs to take back.
    """
    row = session.get_one(Appointment, appointment_id, with_for_update=True)
    if row.partnership_id != partnership_id or appointer.within not in (None, row.partner_id):
        raise NotTheirsError
    if row.accepted_at is None and row.withdrawn_at is None:
        row.withdrawn_at = now
        session.flush()
        note(session, appointer.by, Act.WITHDRAW_APPOINTMENT, row, now)


def note(session: Session, by: By, act: Act, row: Appointment, now: datetime) -> None:
    """Write into the log of the partnership what became of an offer."""
    about: dict[str, audit.Value] = {"person": row.name, "role": row.role}
    audit.note(session, by, act, partnership_id=row.partnership_id, about=about, now=now)
