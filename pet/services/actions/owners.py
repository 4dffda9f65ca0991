"""Who can do something: the people of the team and those on the list of people, known by their names."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pet.access.actor import Role
from pet.db.models import Account, Membership, Person
from pet.services.audit import PET, By


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Somebody who can be reminded of what they do.

    Attributes:
        name: as it is chosen from the list.
        account_id, person_id: who it is; one of them.
    """

    name: str
    account_id: int | None = None
    person_id: int | None = None


NOBODY = Owner(name="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Whoever changes actions, and whose names they may see.

    Attributes:
        by: who it is.
        within: the one partner whose people they see; `None` for those of all.
        people: whether they see the list of people, and not the team alone.
    """

    by: By = PET
    within: int | None = None
    people: bool = True


LEADING = Editor()


def known(session: Session, partnership_id: int, editor: Editor) -> tuple[Owner, ...]:
    """Everybody who can be named, the team before those on the list of people; two statements."""
    team = (
        select(Account.id, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.partnership_id == partnership_id, Account.disabled_at.is_(None))
        .order_by(Account.name, Account.id)
    )
    listed = (
        select(Person.id, Person.name)
        .where(
            Person.partnership_id == partnership_id,
            Person.archived_at.is_(None),
            Person.email.is_not(None),
            Person.name != "",
        )
        .order_by(Person.name, Person.id)
    )
    if editor.within is not None:
        leaders = Membership.role.in_((Role.LEAD.value, Role.FACILITATOR.value))
        team = team.where(or_(Membership.partner_id == editor.within, leaders))
        listed = listed.where(Person.partner_id == editor.within)
    found = [Owner(name=name, account_id=id_) for id_, name in session.execute(team)]
    if editor.people:
        found += [Owner(name=name, person_id=id_) for id_, name in session.execute(listed)]
    return tuple(found)


def called(name: str, among: Sequence[Owner]) -> Owner:
    """Whoever has exactly this name, of the team first; nobody where two on the list have it.

    Whoever is in the team signs in, so a letter to them leads to the page on which they say how it goes.
    """
    wanted = name.casefold()
    same = [one for one in among if one.name.casefold() == wanted]
    team = [one for one in same if one.account_id is not None]
    chosen = team or same
    return chosen[0] if wanted and len(chosen) == 1 else NOBODY
