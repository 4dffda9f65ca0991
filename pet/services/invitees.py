"""Who is asked in a round, for those who may see it: paged, searched, in as many statements for 5 people as for 5,000.

What a reader may not see is not asked of the database: addresses and how letters fared, or who has answered. In an
anonymous round nobody sees who has answered, for nothing in the database tells; after the close nobody sees it either.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, and_, case, func, null, or_, select, true
from sqlalchemy.orm import Session

from pet.analysis.options import Mode
from pet.db.models import Invitation, Partner, Person, Response, ResponseState, Round
from pet.errors import PetError
from pet.language import gettext as _

PER_PAGE = 100
UNDELIVERED = ("bounced", "failed")


class Answered(StrEnum):
    """How far somebody is, never with what."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    SENT = "sent"


class Only(StrEnum):
    """Which of the people are listed."""

    NOT_SENT = "not_sent"
    UNDELIVERED = "undelivered"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sees:
    """What a reader may see.

    Attributes:
        partner_id: the one partner whose people they see; `None` for all.
        addresses: addresses, and how letters fared.
        answered: who has answered, where that is shown to anybody (`shows_answers`).
    """

    partner_id: int | None = None
    addresses: bool = False
    answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Whom to look for.

    Attributes:
        words: all of them stand in the name, the partner or, where it may be seen, the address.
        only: which of the people, or `None` for all.
        number: of the page, from 1.
    """

    words: str = ""
    only: Only | None = None
    number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """One person who is asked.

    Attributes:
        invitation_id, public_id: of the invitation.
        person_id, person_public_id: of the person; `None` and empty once they were erased.
        partner: its name, or empty.
        role_id: by its id in the framework, or `None`.
        email: where letters go; empty for nowhere or where it may not be seen.
        moved_to: another address that the person has by now, or empty.
        delivery: how the last letter fared; empty where it may not be seen.
        answered: `None` where it may not be seen.
    """

    invitation_id: int
    public_id: str
    person_id: int | None
    person_public_id: str
    name: str
    partner: str
    role_id: str | None
    email: str
    moved_to: str
    delivery: str
    is_revoked: bool
    answered: Answered | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteePage:
    """Some of the people who are asked.

    Attributes:
        found: how many there are with this search, on all pages.
        everybody: how many there are without it.
        number, pages: which page this is, from 1, of how many.
    """

    people: tuple[Invitee, ...]
    found: int
    everybody: int
    number: int
    pages: int


def page(session: Session, round_id: int, search: Search, *, sees: Sees) -> InviteePage:
    """A page of those who are asked, by partner and name. Four statements."""
    row = session.get_one(Round, round_id)
    everybody = _query(row, sees)
    wanted = everybody.where(*_matching(search.words, sees), _chosen(search.only, row, sees))
    total, found = (how_many(session, query) for query in (everybody, wanted))
    pages = max(1, -(-found // PER_PAGE))
    number = min(max(1, search.number), pages)
    by = (Partner.position, Partner.id, func.lower(Person.name), Invitation.id)
    rows = session.execute(wanted.order_by(*by).offset((number - 1) * PER_PAGE).limit(PER_PAGE))
    people = tuple(_invitee(found_row) for found_row in rows)
    return InviteePage(people=people, found=found, everybody=total, number=number, pages=pages)


def one(session: Session, round_id: int, invitation_id: int, *, sees: Sees) -> Invitee:
    """One person who is asked.

    Raises:
        PetError: there is no such invitation, or it is of another partner.
    """
    row = session.get_one(Round, round_id)
    found = session.execute(_query(row, sees).where(Invitation.id == invitation_id)).one_or_none()
    if found is None:
        raise PetError(_("This person is not asked in this round."))
    return _invitee(found)


def shows_answers(row: Round, sees: Sees) -> bool:
    """Whether it is told who has answered: not in an anonymous round, and nowhere after the close.

    Whoever took their answers back after the close would stand there as somebody who never answered.
    """
    return sees.answered and row.mode != Mode.ANONYMOUS and row.closed_at is None


def sheet_of(row: Round) -> ColumnElement[bool]:
    """What belongs to an invitation: the person's own sheet, or the one their partner signs. Never in an anonymous round."""
    assert row.mode != Mode.ANONYMOUS
    own = Response.id == Invitation.response_id
    if row.mode != Mode.OPEN:
        return own
    joint = and_(Response.round_id == row.id, Response.joint_key == Invitation.partner_id)
    return case((Invitation.partner_id.is_(None), own), else_=joint)


def how_many(session: Session, query: Select[Any]) -> int:
    """How many rows a statement would give."""
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _query(row: Round, sees: Sees) -> Select[Any]:
    shows = shows_answers(row, sees)
    query = cast("Select[Any]", select(*_columns(sees, shows=shows)))
    query = (
        query.outerjoin(Person, Person.id == Invitation.person_id)
        .outerjoin(Partner, Partner.id == Invitation.partner_id)
        .where(
            Invitation.round_id == row.id,
            true() if sees.partner_id is None else Invitation.partner_id == sees.partner_id,
        )
    )
    return query.outerjoin(Response, sheet_of(row)) if shows else query


def _columns(sees: Sees, *, shows: bool) -> tuple[ColumnElement[Any], ...]:
    return (
        Invitation.id.label("invitation_id"),
        Invitation.public_id.label("public_id"),
        Person.id.label("person_id"),
        Person.public_id.label("person_public_id"),
        Person.name.label("name"),
        Partner.name.label("partner"),
        Invitation.role_id.label("role_id"),
        (Invitation.email if sees.addresses else null()).label("email"),
        (_moved_to(sees) if sees.addresses else null()).label("moved_to"),
        (Invitation.delivery if sees.addresses else null()).label("delivery"),
        Invitation.revoked_on.is_not(None).label("is_revoked"),
        (Response.state if shows else null()).label("state"),
        (true() if shows else null()).label("shows"),
    )


def _moved_to(sees: Sees) -> ColumnElement[Any]:
    """The address of today: of somebody who has moved away, it is no business of the partner they have left."""
    if sees.partner_id is None:
        return cast("ColumnElement[Any]", Person.email)
    return case((Person.partner_id == sees.partner_id, Person.email), else_=null())


def _matching(words: str, sees: Sees) -> list[ColumnElement[bool]]:
    """A condition for each word. Whoever may not see addresses cannot find by them either."""
    fields = (Person.name, Partner.name, *((Invitation.email,) if sees.addresses else ()))
    return [
        or_(*(field.icontains(word, autoescape=True) for field in fields))
        for word in words.replace("\0", "").split()[:8]
    ]


def _chosen(only: Only | None, row: Round, sees: Sees) -> ColumnElement[bool]:
    if only is Only.REVOKED:
        return Invitation.revoked_on.is_not(None)
    if only is Only.UNDELIVERED and sees.addresses:
        return and_(Invitation.delivery.in_(UNDELIVERED), Invitation.revoked_on.is_(None))
    if only is Only.NOT_SENT and shows_answers(row, sees):
        return and_(not_sent(), Invitation.revoked_on.is_(None))
    return true()


def not_sent() -> ColumnElement[bool]:
    """Whether there is no sheet, or one that was not sent, beside `sheet_of`."""
    return or_(Response.id.is_(None), Response.state != ResponseState.SUBMITTED)


_STATES = {None: Answered.NOT_STARTED, "started": Answered.STARTED, "submitted": Answered.SENT}


def _invitee(found: Any) -> Invitee:
    email, now_at = found.email or "", found.moved_to or ""
    return Invitee(
        invitation_id=found.invitation_id,
        public_id=found.public_id,
        person_id=found.person_id,
        person_public_id=found.person_public_id or "",
        name=found.name or "",
        partner=found.partner or "",
        role_id=found.role_id,
        email=email,
        moved_to=now_at if now_at != email else "",
        delivery=found.delivery or "",
        is_revoked=bool(found.is_revoked),
        answered=_STATES[found.state] if found.shows else None,
    )
