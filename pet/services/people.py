"""The people of a partnership who can be asked: finding them, adding, changing and putting them away.

Whoever leads one partner only passes its id as `own_partner_id`: then everybody else is as if they were not there.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from pet.db.models import Partner, Person

PER_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """Somebody who can be asked.

    Attributes:
        id, public_id, name, email, role_id, partner_id: as in the table.
        partner: the name of their partner, or empty.
        is_archived: whether they are not asked any more.
    """

    id: int
    public_id: str
    name: str
    email: str | None
    role_id: str | None
    partner_id: int | None
    partner: str
    is_archived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Whom to look for.

    Attributes:
        words: all of them stand in the name, the address or the name of the partner; empty for everybody.
        partner_id: only people of this partner.
        archived: those who are not asked any more, instead of those who are.
        number: of the page, from 1.
    """

    words: str = ""
    partner_id: int | None = None
    archived: bool = False
    number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """A part of a list of people.

    Attributes:
        people: at most `PER_PAGE`, by partner and name.
        total: how many were found.
        number, pages: which page it is, of how many.
        twice: the addresses on this page that somebody of another partner has as well.
    """

    people: tuple[PersonFacts, ...]
    total: int
    number: int
    pages: int
    twice: frozenset[str]


def active(session: Session, partnership_id: int, partner_id: int | None = None) -> tuple[PersonFacts, ...]:
    """Everybody who can be asked now: not archived, nor of an archived partner; of one partner where it is given."""
    query = _query().where(*_active(partnership_id))
    if partner_id is not None:
        query = query.where(Person.partner_id == partner_id)
    return _facts(session, query)


def everybody(
    session: Session, partnership_id: int, *, own_partner_id: int | None = None
) -> tuple[PersonFacts, ...]:
    """All people, also those who are not asked any more."""
    query = _query().where(Person.partnership_id == partnership_id)
    if own_partner_id is not None:
        query = query.where(Person.partner_id == own_partner_id)
    return _facts(session, query)


def counter(session: Session, partnership_id: int) -> "Counter[tuple[int | None, str | None]]":
    """How many people can be asked now, by partner and role."""
    rows = session.execute(
        select(Person.partner_id, Person.role_id, func.count())
        .outerjoin(Partner, Partner.id == Person.partner_id)
        .where(*_active(partnership_id))
        .group_by(Person.partner_id, Person.role_id)
    )
    return Counter({(partner_id, role_id): count for partner_id, role_id, count in rows})


def page(
    session: Session, partnership_id: int, search: Search, *, own_partner_id: int | None = None
) -> PeoplePage:
    """The people who are looked for, a page of them; always the same number of statements."""
    conditions = [
        Person.partnership_id == partnership_id,
        Person.archived_at.is_not(None) if search.archived else Person.archived_at.is_(None),
        *[Person.partner_id == one for one in (search.partner_id, own_partner_id) if one is not None],
        *_matching(search.words),
    ]
    joined = select(func.count()).select_from(Person).outerjoin(Partner, Partner.id == Person.partner_id)
    total = session.scalar(joined.where(*conditions)) or 0
    pages = max(1, -(-total // PER_PAGE))
    number = min(max(1, search.number), pages)
    people = _facts(session, _query().where(*conditions).offset((number - 1) * PER_PAGE).limit(PER_PAGE))
    twice = frozenset() if own_partner_id is not None else _twice(session, partnership_id, people)
    return PeoplePage(people=people, total=total, number=number, pages=pages, twice=twice)


def find(
    session: Session, *, partnership_id: int, person_id: int, own_partner_id: int | None = None
) -> PersonFacts | None:
    """Somebody by their id in the database; `None` where there is nobody of this partnership, or of the own partner."""
    query = _query().where(Person.id == person_id, Person.partnership_id == partnership_id)
    if own_partner_id is not None:
        query = query.where(Person.partner_id == own_partner_id)
    return next(iter(_facts(session, query)), None)


def find_public(
    session: Session, *, partnership_id: int, public_id: str, own_partner_id: int | None = None
) -> PersonFacts | None:
    """The same by the public id."""
    query = select(Person.id).where(Person.public_id == public_id)
    person_id = session.scalar(query) or 0
    return find(session, partnership_id=partnership_id, person_id=person_id, own_partner_id=own_partner_id)


def _active(partnership_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Person.partnership_id == partnership_id,
        Person.archived_at.is_(None),
        or_(Person.partner_id.is_(None), Partner.archived_at.is_(None)),
    )


def _matching(words: str) -> list[ColumnElement[bool]]:
    """A condition for each word; capital letters do not count."""
    found = []
    for word in words.split()[:8]:
        like = f"%{_literal(word)}%"
        columns = (Person.name, Person.email, Partner.name)
        found.append(or_(*(column.ilike(like, escape="\\") for column in columns)))
    return found


def _literal(word: str) -> str:
    return word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_").replace("\0", "")


def _query() -> Select[Any]:
    query = (
        select(Person, Partner.name.label("partner"))
        .outerjoin(Partner, Partner.id == Person.partner_id)
        .order_by(Partner.position, Partner.id, func.lower(Person.name), Person.email, Person.id)
    )
    return cast("Select[Any]", query)


def _facts(session: Session, query: Select[Any]) -> tuple[PersonFacts, ...]:
    return tuple(
        PersonFacts(
            id=row.Person.id,
            public_id=row.Person.public_id,
            name=row.Person.name,
            email=row.Person.email,
            role_id=row.Person.role_id,
            partner_id=row.Person.partner_id,
            partner=row.partner or "",
            is_archived=row.Person.archived_at is not None,
        )
        for row in session.execute(query)
    )


def _twice(session: Session, partnership_id: int, people: tuple[PersonFacts, ...]) -> frozenset[str]:
    emails = [one.email for one in people if one.email is not None]
    found = session.scalars(
        select(Person.email)
        .where(
            Person.partnership_id == partnership_id, Person.email.in_(emails), Person.archived_at.is_(None)
        )
        .group_by(Person.email)
        .having(func.count() > 1)
    )
    return frozenset(email for email in found if email is not None)
