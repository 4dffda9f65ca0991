"""Who can do something: the people of the team and those on the list of people, known by their names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pet.access.actor import Role
from pet.db.models import Account, Membership, Person
from pet.services.actions.given import Given
from pet.services.audit import PET, By


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Somebody who can be reminded of what they do.

    Attributes:
        name: as it is chosen from the list; empty where only an address is known.
        address: under which letters reach them.
        account_id, person_id: who it is; one of them.
    """

    name: str
    address: str = ""
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
    """Everybody who can be reminded, the team before those on the list of people; two statements."""
    team = (
        select(Account.id, Account.name, Account.email)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.partnership_id == partnership_id, Account.disabled_at.is_(None))
        .order_by(Account.name, Account.id)
    )
    listed = (
        select(Person.id, Person.name, Person.email)
        .where(
            Person.partnership_id == partnership_id,
            Person.archived_at.is_(None),
            Person.email.is_not(None),
        )
        .order_by(Person.name, Person.id)
    )
    if editor.within is not None:
        leaders = Membership.role.in_((Role.LEAD.value, Role.FACILITATOR.value))
        team = team.where(or_(Membership.partner_id == editor.within, leaders))
        listed = listed.where(Person.partner_id == editor.within)
    found = [Owner(name=name, address=email, account_id=id_) for id_, name, email in session.execute(team)]
    if editor.people:
        found += [
            Owner(name=name, address=email or "", person_id=id_)
            for id_, name, email in session.execute(listed)
        ]
    return tuple(found)


def names(among: Sequence[Owner]) -> tuple[str, ...]:
    """The names to choose from, each once."""
    return tuple(dict.fromkeys(one.name for one in among if one.name))


def called(wanted: str, among: Sequence[Owner]) -> Owner:
    """Whoever has exactly this name, or this address, of the team first; nobody where two on the list have the name.

    Whoever is in the team signs in, so a letter to them leads to the page on which they say how it goes.
    """
    wanted = wanted.casefold()
    same = [one for one in among if one.name.casefold() == wanted]
    team = [one for one in same if one.account_id is not None]
    chosen = team or same or [one for one in among if one.address.casefold() == wanted][:1]
    return chosen[0] if wanted and len(chosen) == 1 else NOBODY


def by_name(session: Session, partnership_id: int, given: Given, editor: Editor) -> Given:
    """The same with the name of whoever was named by a known address, which everybody would read otherwise."""
    if "@" not in given.owner:
        return given
    who = called(given.owner, known(session, partnership_id, editor))
    return given if who is NOBODY else replace(given, owner=who.name or given.owner, address=who.address)
