"""The invented people who are asked by letter: names, addresses, invitations, and how their letters fared."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pet.db.base import new_person_key
from pet.db.models import Invitation, InvitationLink, Letter, Person, Round
from pet.frameworks.model import Framework
from pet.paths import EXAMPLES
from pet.services import invitations, partnerships
from pet.services.demo.credentials import return_token
from pet.services.demo.names import name
from pet.services.demo.stories import Asked, Told
from pet.untrusted import Problems, TableLimits, parse_csv
from pet.untrusted import read as read_file

LINK = "letter"
_UNKNOWN = "somebody who was not there before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody who is asked: the partner, the role, and what they are called in the files."""

    partner: str
    role_id: str
    label: str


def those(asked: Asked, framework: Framework) -> tuple[Who, ...]:
    """Everybody who is asked, those of the file first and in its order."""
    return (
        *_of_file(asked.file, framework),
        *(Who(partner=partner, role_id=role, label=_UNKNOWN) for partner, role in asked.more),
    )


def _of_file(file: str, framework: Framework) -> Iterator[Who]:
    table = parse_csv(read_file(EXAMPLES / file, TableLimits().size), problems=Problems(file))
    place = {column: number for number, column in enumerate(table.header)}
    roles = {role.label.to("en"): role.id for role in framework.roles}
    for number, row in enumerate(table.rows):
        label = row[place["person"]] if "person" in place else f"{file} {number}"
        yield Who(partner=row[place["partner"]], role_id=roles[row[place["role"]]], label=label)


def add_people(session: Session, row: Round, told: Told, everybody: tuple[Who, ...], domain: str) -> None:
    """Put them on the list of people; whoever signs in keeps their name and address."""
    partners = {one.name: one.id for one in partnerships.partners(session, row.partnership_id)}
    team = {one.person: one for one in told.team if one.person}
    for number, who in enumerate(everybody):
        known = team.get(who.label)
        called = known.name if known else name(number)
        session.add(
            Person(
                partnership_id=row.partnership_id,
                partner_id=partners[who.partner],
                name=called,
                email=known.email if known else f"{called.lower().replace(' ', '.')}@{domain}",
                role_id=who.role_id,
                key=_key(who.label),
                created_on=row.opens_at.date(),
            )
        )
    session.flush()


def _key(label: str) -> str:
    """What tells a person from others in every round, as the files do it."""
    return new_person_key() if label == _UNKNOWN else label


def invitation_of(session: Session, row: Round, label: str) -> Invitation:
    """The invitation of whoever is called so in the files."""
    query = select(Invitation).join(Person, Person.id == Invitation.person_id)
    return session.scalars(query.where(Invitation.round_id == row.id, Person.key == label)).one()


def start(session: Session, row: Round, label: str, now: datetime) -> int:
    """Somebody opens their letter and begins; the id of their sheet."""
    invitation = invitation_of(session, row, label)
    if invitation.anonymous:
        token = return_token(
            label, row.public_id
        )  # in place of the one in their letter, which nobody has kept
        _give(session, invitation.id, token)
    else:
        token = invitations.token_for_letter(session, invitation_id=invitation.id)
    session.flush()
    return invitations.start(session, token=token, now=now).response_id


def _give(session: Session, invitation_id: int, token: str) -> None:
    session.execute(
        update(InvitationLink)
        .where(InvitationLink.invitation_id == invitation_id)
        .values(sha256=invitations.digest(token))
    )


def give_link(session: Session, row: Round, asked: Asked, secret: str) -> None:
    """One more link for the person that a visitor can be."""
    if asked.link:
        invitation = invitation_of(session, row, asked.link)
        token = return_token(secret, LINK)
        session.add(
            InvitationLink(sha256=invitations.digest(token), invitation_id=invitation.id, standing="later")
        )


def deliver(session: Session, row: Round, asked: Asked, *, really: bool) -> None:
    """What became of the letters: gone long ago, or waiting for the worker; one has come back."""
    session.flush()
    if not really:
        _end(session, row, "sent")
    if asked.bounced:
        _end(session, row, "bounced", invitation_of(session, row, asked.bounced).id)


def _end(session: Session, row: Round, state: str, invitation_id: int | None = None) -> None:
    letters = [Letter.round_id == row.id]
    invited = [Invitation.round_id == row.id]
    if invitation_id is not None:
        letters.append(Letter.invitation_id == invitation_id)
        invited.append(Invitation.id == invitation_id)
    gone = {"state": state, "sealed": None, "finished_on": row.opens_at.date()}
    session.execute(update(Letter).where(*letters).values(gone))
    session.execute(update(Invitation).where(*invited).values(delivery=state))
