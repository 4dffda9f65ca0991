"""The organisations in a partnership: adding, renaming, putting in order, putting away.

One with people or answers is never deleted: it is archived, takes no part in new rounds, and keeps its name in the old ones.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from pet.db.models import Action, Appointment, Invitation, Membership, Partner, Person, Response
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import audit, partnerships
from pet.services.acts import Act
from pet.services.audit import By
from pet.services.naming import nearly, wrong_name
from pet.services.texts import one_line
from pet.untrusted import plain, shown

_POINTING = (Person, Response, Invitation, Membership, Appointment, Action)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerFacts:
    """One organisation, as its lead looks after it.

    Attributes:
        public_id, name: as in the table.
        people: how many of its people can be asked.
        is_archived: whether it takes no part in new rounds.
        is_bare: whether nothing hangs on it, so that it can be deleted.
        like: the name of another partner that is nearly alike, or empty.
    """

    public_id: str
    name: str
    people: int
    is_archived: bool
    is_bare: bool
    like: str


def listed(session: Session, partnership_id: int) -> tuple[PartnerFacts, ...]:
    """All partners in their order, those that are archived at the end."""
    people = (
        select(func.count(Person.id))
        .where(Person.partner_id == Partner.id, Person.archived_at.is_(None))
        .scalar_subquery()
    )
    used = [exists().where(table.partner_id == Partner.id) for table in _POINTING]
    is_bare = ~(used[0] | used[1] | used[2] | used[3] | used[4] | used[5])
    rows = session.execute(
        select(Partner, people.label("people"), is_bare.label("is_bare"))
        .where(Partner.partnership_id == partnership_id)
        .order_by(Partner.archived_at.is_not(None), Partner.position, Partner.id)
    ).all()
    names = [row.Partner.name for row in rows if row.Partner.archived_at is None]
    return tuple(
        PartnerFacts(
            public_id=row.Partner.public_id,
            name=row.Partner.name,
            people=row.people,
            is_archived=row.Partner.archived_at is not None,
            is_bare=row.is_bare,
            like=(nearly(row.Partner.name, names) or "") if row.Partner.archived_at is None else "",
        )
        for row in rows
    )


def add(session: Session, *, partnership_id: int, name: str, by: By, now: datetime) -> Partner:
    """One more partner, at the end.

    Raises:
        PetError: the name cannot be used, or a partner has it.
    """
    partnerships.hold(session, partnership_id)
    clean = _free_name(session, partnership_id, name)
    last = select(func.max(Partner.position)).where(Partner.partnership_id == partnership_id)
    row = Partner(partnership_id=partnership_id, name=clean, position=(session.scalar(last) or 0) + 1)
    session.add(row)
    session.flush()
    audit.note(session, by, Act.ADD_PARTNER, partnership_id=partnership_id, about={"partner": clean}, now=now)
    return row


def rename(
    session: Session, *, partnership_id: int, partner_id: int, name: str, by: By, now: datetime
) -> None:
    """Another name for a partner, in every round.

    Raises:
        PetError: the name cannot be used, or another partner has it.
    """
    partnerships.hold(session, partnership_id)
    row = _of(session, partnership_id, partner_id)
    clean = _free_name(session, partnership_id, name, besides=row.id)
    if clean == row.name:
        return
    about: dict[str, audit.Value] = {"partner": clean, "before": row.name}
    row.name = clean
    session.flush()
    audit.note(session, by, Act.EDIT_PARTNER, partnership_id=partnership_id, about=about, now=now)


def move(session: Session, *, partnership_id: int, partner_id: int, up: bool, by: By, now: datetime) -> None:
    """Let a partner change places with the one before or after it; at either end nothing happens."""
    partnerships.hold(session, partnership_id)
    rows = session.scalars(
        select(Partner)
        .where(Partner.partnership_id == partnership_id, Partner.archived_at.is_(None))
        .order_by(Partner.position, Partner.id)
    ).all()
    order = list(rows)
    place = next((at for at, row in enumerate(order) if row.id == partner_id), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    for position, row in enumerate(order):
        row.position = position
    session.flush()
    about: dict[str, audit.Value] = {"partner": order[other].name}
    audit.note(session, by, Act.EDIT_PARTNER, partnership_id=partnership_id, about=about, now=now)


def archive(session: Session, *, partnership_id: int, partner_id: int, by: By, now: datetime) -> None:
    """Let a partner take no part in new rounds. Twice is once."""
    _set_archived(session, (partnership_id, partner_id), Act.ARCHIVE_PARTNER, by, now)


def reopen(session: Session, *, partnership_id: int, partner_id: int, by: By, now: datetime) -> None:
    """Let an archived partner take part again. Twice is once."""
    _set_archived(session, (partnership_id, partner_id), Act.REOPEN_PARTNER, by, now)


def _set_archived(session: Session, ids: tuple[int, int], act: Act, by: By, now: datetime) -> None:
    partnerships.hold(session, ids[0])
    row = _of(session, *ids)
    archives = act is Act.ARCHIVE_PARTNER
    if (row.archived_at is not None) == archives:
        return
    row.archived_at = now if archives else None
    session.flush()
    audit.note(session, by, act, partnership_id=ids[0], about={"partner": row.name}, now=now)


def delete(session: Session, *, partnership_id: int, partner_id: int, by: By, now: datetime) -> None:
    """Take out a partner on which nothing hangs.

    Raises:
        PetError: it has people, answers or somebody who looks after it.
    """
    partnerships.hold(session, partnership_id)
    row = _of(session, partnership_id, partner_id)
    if is_used(session, row.id):
        raise PetError(
            _("“{name}” has people, answers or actions, so it stays in the archive.", name=row.name)
        )
    name = row.name
    session.delete(row)
    session.flush()
    audit.note(
        session, by, Act.REMOVE_PARTNER, partnership_id=partnership_id, about={"partner": name}, now=now
    )


def is_used(session: Session, partner_id: int) -> bool:
    """Whether people, answers, invitations or somebody who looks after it hang on this partner."""
    found = [exists().where(table.partner_id == partner_id) for table in _POINTING]
    return bool(session.scalar(select(found[0] | found[1] | found[2] | found[3] | found[4] | found[5])))


def _of(session: Session, partnership_id: int, partner_id: int) -> Partner:
    row = session.get(Partner, partner_id)
    if row is None or row.partnership_id != partnership_id:
        raise PetError(_("There is no such partner."))
    return row


def _free_name(session: Session, partnership_id: int, given: str, besides: int | None = None) -> str:
    name = one_line(given)
    if reason := wrong_name(name):
        raise PetError(reason)
    query = select(Partner.id, Partner.name, Partner.archived_at)
    for row in session.execute(query.where(Partner.partnership_id == partnership_id)):
        if plain(row.name) == plain(name) and row.id != besides:
            if row.archived_at is not None:
                raise PetError(
                    _("“{name}” is in the archive. Bring it back from there.", name=shown(row.name))
                )
            raise PetError(_("There is a “{name}” already.", name=shown(row.name)))
    return name
