"""Partnerships that somebody made for somebody else, who has not agreed to lead them yet.

Whoever made one sees its name and whom they asked, nothing of what is in it, and can ask them once more.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from pet.access.actor import Role
from pet.db.models import Account, Appointment, Membership, Partnership, Person, Round
from pet.services import appointments
from pet.services.appointments import Proposal
from pet.services.audit import By
from pet.services.duties import Appointer, Duty
from pet.services.letters import Post
from pet.services.team import NotTheirsError
from pet.untrusted import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A partnership whose lead has not agreed yet.

    Attributes:
        public_id, partnership: of the partnership.
        name, email: who is asked to lead it.
        expires_at: when the offer ends, or ended.
        can_lead: whether the link that they were sent still works.
    """

    public_id: str
    partnership: str
    name: str
    email: str
    expires_at: datetime
    can_lead: bool


def made_by(session: Session, account_id: int, *, now: datetime) -> tuple[Waiting, ...]:
    """Those that this account made for somebody else, by name; none that has a lead. One statement."""
    led = exists().where(Membership.partnership_id == Partnership.id, Membership.role == Role.LEAD.value)
    rows = session.execute(
        select(Appointment, Partnership.public_id, Partnership.name.label("partnership"))
        .join(Partnership, Partnership.id == Appointment.partnership_id)
        .where(
            Appointment.invited_by == account_id,
            Appointment.role == Role.LEAD.value,
            Appointment.accepted_at.is_(None),
            Appointment.withdrawn_at.is_(None),
            Partnership.deleted_at.is_(None),
            ~led,
        )
        .order_by(Partnership.name, Partnership.id, Appointment.id)
    )
    latest = {row.public_id: row for row in rows}
    return tuple(
        Waiting(
            public_id=row.public_id,
            partnership=row.partnership,
            name=row.Appointment.name,
            email=row.Appointment.email,
            expires_at=row.Appointment.expires_at,
            can_lead=now < row.Appointment.expires_at,
        )
        for row in latest.values()
    )


def ask_again(session: Session, post: Post, *, public_id: str, by: By, now: datetime) -> tuple[Waiting, str]:
    """Ask the same person once more: to whom, and the token of the new link. The link from before opens nothing any more.

    Raises:
        NotTheirsError: there is no such partnership that `by` made and that waits for its lead.
        PetError: too many offers within an hour.
    """
    found = next(
        (one for one in made_by(session, by.account_id or 0, now=now) if one.public_id == public_id), None
    )
    if found is None:
        raise NotTheirsError
    partnership_id = session.scalars(select(Partnership.id).where(Partnership.public_id == public_id)).one()
    token = appointments.offer(
        session,
        post,
        partnership_id=partnership_id,
        proposal=Proposal(email=found.email, name=found.name, duty=Duty(role=Role.LEAD)),
        appointer=Appointer(by=by, within=None),
        now=now,
    )
    return found, token


def has_of_name(session: Session, account_id: int, name: str) -> bool:
    """Whether this account belongs to a partnership of this name, in whatever spelling, or made one for somebody else.

    It holds the account until the commit, so that of two clicks at once the second finds what the first has made.
    """
    session.execute(select(Account.id).where(Account.id == account_id).with_for_update())
    belongs = exists().where(Membership.partnership_id == Partnership.id, Membership.account_id == account_id)
    asked = exists().where(Appointment.partnership_id == Partnership.id, Appointment.invited_by == account_id)
    names = session.scalars(select(Partnership.name).where(Partnership.deleted_at.is_(None), belongs | asked))
    return plain(name) in {plain(one) for one in names}


def is_new(session: Session, partnership_id: int) -> bool:
    """Whether nothing was begun in a partnership: it has nobody who can be asked, and no round."""
    begun = or_(
        exists().where(Person.partnership_id == partnership_id),
        exists().where(Round.partnership_id == partnership_id),
    )
    return not session.scalar(select(begun))
