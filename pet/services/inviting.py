"""What a lead does about single people while a round runs: another address, or somebody who was forgotten."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.db.models import Invitation, Person, Round
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import invitations, people_changes
from pet.services.audit import By
from pet.services.letters import Post
from pet.services.people_changes import Given


def readdress(  # noqa: PLR0913 -- what every act of administration needs, and the address
    session: Session,
    *,
    invitation_id: int,
    email: str,
    own_partner_id: int | None,
    by: By,
    now: datetime,
    post: Post,
) -> None:
    """Correct somebody's address and send them a new link there; their earlier links stop working.

    Raises:
        InvalidInputError: the address can be none.
        PetError: the person was erased, is of another partner, has begun already, or the round is over.
    """
    row = session.get_one(Invitation, invitation_id)
    if row.person_id is None:
        raise PetError(_("This person was erased. Add them again, if they are to answer."))
    partnership_id = session.get_one(Round, row.round_id).partnership_id
    person = people_changes.locked(
        session, partnership_id=partnership_id, person_id=row.person_id, own_partner_id=own_partner_id
    )
    given = Given(
        name=person.name,
        email=email,
        partner_id=person.partner_id,
        role_id=person.role_id,
        two_letters=True,  # they have an invitation of their own: this is no second person
    )
    people_changes.edit(session, person=person, given=given, own_partner_id=own_partner_id, by=by, now=now)
    invitations.new_link(
        session, invitation_id=invitation_id, own_partner_id=own_partner_id, by=by, now=now, post=post
    )


def add_forgotten(  # noqa: PLR0913 -- as above
    session: Session,
    *,
    round_id: int,
    given: Given,
    own_partner_id: int | None,
    by: By,
    now: datetime,
    post: Post,
) -> None:
    """Add somebody to the partnership and ask them in this round.

    Raises:
        InvalidInputError: with everything that is wrong with what was given.
        PetError: they are there already, or the round takes no more people.
    """
    person = people_changes.add(
        session,
        partnership_id=session.get_one(Round, round_id).partnership_id,
        given=given,
        own_partner_id=own_partner_id,
        by=by,
        now=now,
    )
    invitations.invite(session, round_id=round_id, person_ids=[person.id], by=by, now=now, post=post)


def ask_too(  # noqa: PLR0913 -- as above
    session: Session,
    *,
    round_id: int,
    public_ids: Collection[str],
    own_partner_id: int | None,
    by: By,
    now: datetime,
    post: Post,
) -> int:
    """Ask these people of the partnership too; whoever is of another partner or another partnership is left out.

    Returns:
        How many of them were not asked before.

    Raises:
        PetError: the round takes no more people.
    """
    query = select(Person.id).where(
        Person.public_id.in_(public_ids),
        Person.partnership_id == session.get_one(Round, round_id).partnership_id,
    )
    if own_partner_id is not None:
        query = query.where(Person.partner_id == own_partner_id)
    found = session.scalars(query).all()
    return invitations.invite(session, round_id=round_id, person_ids=found, by=by, now=now, post=post)
