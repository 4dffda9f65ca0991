"""A round's promise held against the people who will be asked (pet.services.promises)."""

from collections import Counter

from sqlalchemy.orm import Session

from pet.analysis.options import Breakdown, Mode, Weighting
from pet.db.models import FrameworkVersion, Round
from pet.errors import PetError
from pet.services import frameworks, partnerships, people, promises
from pet.services.promises import Asks, Offers, Promise, Who
from pet.services.rounds_facts import LINK


def promise_of(row: Round) -> Promise:
    """What a round is about to promise, or has promised."""
    return Promise(
        mode=Mode(row.mode),
        smallest_group=row.smallest_group,
        small_partnership=row.small_partnership,
        first_comparison=Breakdown(row.first_comparison),
        weighting=Weighting(row.weighting),
        asks=Asks(row.asks),
    )


def offers_for(session: Session, row: Round) -> tuple[Offers, Who]:
    """What can be promised to those whom a round will ask, and who they are."""
    asked = _answering(session, row)
    offers = promises.offered(
        asked,
        partners=len(partnerships.partners(session, row.partnership_id)),
        invited=row.invited,
        by_link=row.way == LINK,
    )
    return offers, asked


def _answering(session: Session, row: Round) -> Who:
    """Who is on the list; a role that is not in the framework of the round is none."""
    version = session.get_one(FrameworkVersion, row.framework_version_id)
    known = {role.id for role in frameworks.load(version).roles}
    asked: Who = Counter()
    for (partner_id, role_id), number in people.counter(session, row.partnership_id).items():
        asked[partner_id, role_id if role_id in known else None] += number
    return asked


def broken(session: Session, row: Round) -> tuple[str, ...]:
    """Why a round's promise cannot be kept; empty where it can."""
    offers, asked = offers_for(session, row)
    return promises.broken(promise_of(row), offers, asked)


def check(session: Session, row: Round) -> None:
    """Do nothing if a round's promise can be kept.

    Raises:
        PetError: it cannot, and why.
    """
    found = broken(session, row)
    if found:
        raise PetError(" ".join(found))
