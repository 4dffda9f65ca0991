"""What is known of an invitation: by the token in a letter, and for those who look after a round.

In an anonymous round only that somebody was invited is known, never whether they answered; nothing here looks for it.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, and_, case, null, select
from sqlalchemy.orm import Session

from pet.access.actor import Actor, Role, State
from pet.analysis.options import Mode
from pet.db.models import (
    Account,
    Invitation,
    InvitationLink,
    Partner,
    Partnership,
    Person,
    Response,
    ResponseState,
    Round,
)
from pet.services import rounds_reading
from pet.services.rounds_facts import RoundFacts


class Standing(StrEnum):
    """Which of the links of an invitation one is."""

    FIRST = "first"
    LATER = "later"  # of a reminder, of a results letter, or in place of a lost one
    REPLACED = "replaced"  # a later one has put it out of use


def digest(token: str) -> str:
    """What is kept of the token in a letter: nobody can tell it from what is kept of the same token elsewhere."""
    return hashlib.sha256(f"{token}invitation".encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Who is asked, as whom, and in which round.

    Attributes:
        invitation_id: in the database.
        round: in which round.
        partner_id, partner: for which partner they answer; `None` and empty where that is not known.
        role_id: in which role, by its id in the framework, or `None`.
        name: of the person; may be empty.
        response_id: the sheet they began; in an open round their partner's, once they have joined in. Never known in
            an anonymous round.
        revoked: whether the invitation opens nothing any more.
        standing: of the link by which it was found.
    """

    invitation_id: int
    round: RoundFacts
    partner_id: int | None
    partner: str
    role_id: str | None
    name: str
    response_id: int | None
    revoked: bool
    standing: Standing = Standing.FIRST


def of_token(session: Session, token: str) -> Invited | None:
    """The invitation in whose letter this token stood; `None` where there is none. One statement."""
    row = session.execute(
        rounds_reading.query()
        .join(Invitation, Invitation.round_id == Round.id)
        .join(InvitationLink, InvitationLink.invitation_id == Invitation.id)
        .outerjoin(Partner, Partner.id == Invitation.partner_id)
        .outerjoin(Person, Person.id == Invitation.person_id)
        .add_columns(
            Invitation.id,
            Invitation.partner_id,
            Partner.name,
            Invitation.role_id,
            Person.id,
            Person.name,
            Invitation.response_id,
            Invitation.revoked_on,
            InvitationLink.standing,
        )
        .where(InvitationLink.sha256 == digest(token), Partnership.deleted_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    invitation_id, partner_id, partner, role_id, person_id, name, response_id, revoked_on, standing = row[
        rounds_reading.HOW_MANY_COLUMNS :
    ]
    return Invited(
        invitation_id=invitation_id,
        round=rounds_reading.from_row(row),
        partner_id=partner_id,
        partner=partner or "",
        role_id=role_id,
        name=name or "",
        response_id=response_id,
        revoked=revoked_on is not None or person_id is None,
        standing=Standing(standing),
    )


def editors(session: Session, round_id: int, partner_id: int) -> tuple[str, ...]:
    """Who is asked to fill in the joint sheet of a partner, by name, in the order of the alphabet."""
    names = session.scalars(
        select(Person.name)
        .join(Invitation, Invitation.person_id == Person.id)
        .where(
            Invitation.round_id == round_id,
            Invitation.partner_id == partner_id,
            Invitation.revoked_on.is_(None),
            Person.name != "",
        )
    )
    return tuple(sorted(names, key=str.casefold))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """A round that is open and asks somebody who is signed in.

    Attributes:
        invitation_id: its public id; empty where they lead a partner that gives a joint sheet and have no letter.
        partner: for whom they answer, or empty.
        is_anonymous: whether it can only be answered by the link in the letter.
        started, sent: whether they (in an open round: somebody of their partner) have begun, and sent; `None` in an
            anonymous round, where nobody can know.
    """

    round: RoundFacts
    invitation_id: str
    partner_id: int | None
    partner: str
    role_id: str | None
    is_anonymous: bool
    started: bool | None
    sent: bool | None


def mine(session: Session, actor: Actor) -> tuple[Asks, ...]:
    """The open rounds that ask whoever is signed in, the one that closes first at the top. Two statements."""
    return _asking(session, actor, Round.state == State.OPEN.value)


def asked(session: Session, actor: Actor, round_id: int) -> tuple[Asks, ...]:
    """As whom one round asks whoever is signed in, whether or not it is over; one for each partner."""
    return _asking(session, actor, and_(Round.id == round_id, Round.state != State.DRAFT.value))


def _asking(session: Session, actor: Actor, which: ColumnElement[bool]) -> tuple[Asks, ...]:
    if actor.account_id is None:
        return ()
    found = [*_by_letter(session, actor, which), *_by_lead(session, actor, which)]
    seen: dict[tuple[int, int | None], Asks] = {}
    for one in found:
        seen.setdefault((one.round.id, one.partner_id), one)
    return tuple(sorted(seen.values(), key=lambda one: (one.round.closes_at, one.round.title, one.partner)))


def _by_letter(session: Session, actor: Actor, which: ColumnElement[bool]) -> list[Asks]:
    sheet = case(
        (Round.mode == Mode.ANONYMOUS.value, None),
        (
            and_(Round.mode == Mode.OPEN.value, Invitation.partner_id.is_not(None)),
            select(Response.state)
            .where(Response.round_id == Round.id, Response.joint_key == Invitation.partner_id)
            .scalar_subquery(),
        ),
        else_=select(Response.state).where(Response.id == Invitation.response_id).scalar_subquery(),
    )
    rows = session.execute(
        rounds_reading.query()
        .join(Invitation, Invitation.round_id == Round.id)
        .join(Person, Person.id == Invitation.person_id)
        .outerjoin(Partner, Partner.id == Invitation.partner_id)
        .add_columns(Invitation.public_id, Invitation.partner_id, Partner.name, Invitation.role_id, sheet)
        .where(
            Invitation.email == _email_of(actor),
            Invitation.revoked_on.is_(None),
            which,
            Partnership.deleted_at.is_(None),
        )
    )
    return [_asks(row) for row in rows]


def _by_lead(session: Session, actor: Actor, which: ColumnElement[bool]) -> list[Asks]:
    """Joint sheets of the partners that this person leads, with or without a letter."""
    partners = [m.partner_id for m in actor.memberships if m.role is Role.PARTNER_LEAD]
    if not partners:
        return []
    sheet = select(Response.state).where(Response.round_id == Round.id, Response.joint_key == Partner.id)
    rows = session.execute(
        rounds_reading.query()
        .join(Partner, Partner.partnership_id == Round.partnership_id)
        .add_columns(null(), Partner.id, Partner.name, null(), sheet.scalar_subquery())
        .where(
            Partner.id.in_(partners),
            Partner.archived_at.is_(None),
            Round.mode == Mode.OPEN.value,
            which,
            Partnership.deleted_at.is_(None),
        )
    )
    return [_asks(row) for row in rows]


def _email_of(actor: Actor) -> ScalarSelect[str]:
    """Whose letters are theirs: nobody's, until they have shown that they read that address."""
    proven = select(Account.email).where(Account.id == actor.account_id, Account.email_proven)
    return proven.scalar_subquery()


def _asks(row: Row[Any]) -> Asks:
    facts = rounds_reading.from_row(row)
    public_id, partner_id, partner, role_id, state = row[rounds_reading.HOW_MANY_COLUMNS :]
    return Asks(
        round=facts,
        invitation_id=public_id or "",
        partner_id=partner_id,
        partner=partner or "",
        role_id=role_id,
        is_anonymous=facts.is_anonymous,
        started=None if facts.is_anonymous else state is not None,
        sent=None if facts.is_anonymous else state == ResponseState.SUBMITTED,
    )
