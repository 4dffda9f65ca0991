"""Whose names are looked for in the comments of a round: those of everybody in the partnership, and what it is of."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.db.models import Account, Membership, Partner, Person
from pet.frameworks.model import Framework
from pet.services.flags import NOBODY, Known
from pet.services.rounds_facts import RoundFacts

__all__ = ["NOBODY", "known"]


def known(session: Session, of: RoundFacts, framework: Framework) -> Known:
    """People on the list and with an account, partners, and what roles are called in every language."""
    people = select(Person.name).where(Person.partnership_id == of.partnership_id)
    accounts = (
        select(Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.partnership_id == of.partnership_id)
    )
    partners = select(Partner.name).where(Partner.partnership_id == of.partnership_id)
    return Known(
        people=_names([*session.scalars(people), *session.scalars(accounts)]),
        partners=_names(session.scalars(partners)),
        roles=frozenset(label for role in framework.roles for _language, label in role.label.versions),
    )


def _names(found: Iterable[str | None]) -> frozenset[str]:
    return frozenset(name for name in found if name)
