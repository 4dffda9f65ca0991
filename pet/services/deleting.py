"""Deleting a partnership: for fourteen days it can be kept after all, then everything of it goes for good.

Meanwhile it exists for nobody but on the page that undoes it: pages answer as for what does not exist
(pet/web/targets.py), links open nothing, and no letter goes out.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from pet.access.actor import Role
from pet.db.models import Membership, Partner, Partnership, Person, Round
from pet.db.session import forget_for_good
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import audit, letters
from pet.services.audit import PET, Act, By

UNDO = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """What goes with a partnership.

    Attributes:
        public_id, name: of the partnership.
        partners, people, rounds: how many there are.
        until: the moment at which it goes for good, or `None` while it is not to be deleted.
    """

    public_id: str
    name: str
    partners: int
    people: int
    rounds: int
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """A partnership that is to be deleted.

    Attributes:
        public_id, name: of the partnership.
        until: the moment at which it goes for good.
    """

    public_id: str
    name: str
    until: datetime


def what_goes(session: Session, partnership_id: int) -> Going:
    """What goes with this partnership.

    Raises:
        PetError: there is no such partnership.
    """
    row = session.get(Partnership, partnership_id)
    if row is None:
        raise PetError(_("There is no such partnership."))
    partners, people, rounds = (
        session.scalar(select(func.count()).where(table.partnership_id == partnership_id)) or 0
        for table in (Partner, Person, Round)
    )
    return Going(
        public_id=row.public_id,
        name=row.name,
        partners=partners,
        people=people,
        rounds=rounds,
        until=row.deleted_at + UNDO if row.deleted_at else None,
    )


def mark(session: Session, *, partnership_id: int, by: By, now: datetime) -> None:
    """From now on the partnership is to be deleted, and letters that wait do not go; twice is once.

    Raises:
        PetError: there is no such partnership.
    """
    row = _locked(session, partnership_id)
    if row.deleted_at is not None:
        return
    row.deleted_at = now
    letters.cancel_waiting(session, partnership_id=partnership_id, now=now)
    _note(session, row, by, Act.DELETE_PARTNERSHIP, now)


def keep(session: Session, *, partnership_id: int, by: By, now: datetime) -> None:
    """Keep a partnership that was to be deleted, with all that is in it but letters that waited; twice is once.

    Raises:
        PetError: there is no such partnership any more.
    """
    row = _locked(session, partnership_id)
    if row.deleted_at is None:
        return
    row.deleted_at = None
    session.flush()
    _note(session, row, by, Act.KEEP_PARTNERSHIP, now)


def _locked(session: Session, partnership_id: int) -> Partnership:
    row = session.scalars(
        select(Partnership)
        .where(Partnership.id == partnership_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise PetError(_("There is no such partnership."))
    return row


def _note(session: Session, row: Partnership, by: By, act: Act, now: datetime) -> None:
    """In its own log, and in that of the site, which stays when the partnership has gone."""
    about: dict[str, audit.Value] = {"name": row.name, "partnership": row.public_id}
    audit.note(session, by, act, partnership_id=row.id, about=about, now=now)
    audit.note(session, by, act, about=about, now=now)


def deleted(session: Session, *, account_id: int | None = None) -> tuple[Deleted, ...]:
    """The partnerships that are to be deleted, by name: all, or those that this account leads."""
    query = select(Partnership).where(Partnership.deleted_at.is_not(None))
    if account_id is not None:
        query = query.join(Membership, Membership.partnership_id == Partnership.id)
        query = query.where(Membership.account_id == account_id, Membership.role == Role.LEAD.value)
    rows = session.scalars(query.order_by(Partnership.name, Partnership.id))
    return tuple(
        Deleted(public_id=row.public_id, name=row.name, until=row.deleted_at + UNDO)
        for row in rows
        if row.deleted_at is not None
    )


def gone(session: Session, round_ids: Collection[int]) -> frozenset[int]:
    """Those of these rounds that are not there any more."""
    there = session.scalars(select(Round.id).where(Round.id.in_(round_ids)))
    return frozenset(round_ids) - frozenset(there)


def sweep(session: Session, *, now: datetime) -> int:
    """Take the partnerships for good whose fourteen days are over; how many went. Safe to run twice and at once."""
    due = session.execute(
        select(Partnership.id, Partnership.name, Partnership.public_id)
        .where(Partnership.deleted_at <= now - UNDO)
        .order_by(Partnership.id)
        .with_for_update(skip_locked=True)
    ).all()
    for row in due:
        session.execute(delete(Partnership).where(Partnership.id == row.id))
        about: dict[str, audit.Value] = {"name": row.name, "partnership": row.public_id}
        audit.note(session, PET, Act.REMOVE_PARTNERSHIP, about=about, now=now)
    if due:
        forget_for_good(session)
    return len(due)
