"""Taking a list over, whole or not at all; and taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from pet.db.base import new_public_id
from pet.db.models import ImportBatch, Invitation, Partner, Person
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import audit, partners, partnerships
from pet.services.acts import Act
from pet.services.audit import By
from pet.services.importing import batches
from pet.services.importing.matching import Item, Plan, What
from pet.untrusted import plain


class ChangedMeanwhileError(PetError):
    """The list would do something else now than it said when it was last looked at."""


class NotYetError(PetError):
    """The list cannot be taken over as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What somebody looked at before they said yes.

    Attributes:
        sha256: of the plan (`Plan.sha256`).
        without_wrong: whether they said that rows which are wrong are to be left out.
    """

    sha256: str
    without_wrong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What taking a list back did, and what it left.

    Attributes:
        removed: people whom it had added, and who are gone.
        restored: people whom it had changed, and who are as before.
        invited: people it left because they were invited meanwhile.
        changed: people it left because somebody has changed them meanwhile.
        partners: names of partners it left because something hangs on them.
    """

    removed: int = 0
    restored: int = 0
    invited: int = 0
    changed: int = 0
    partners: tuple[str, ...] = ()


def confirm(
    session: Session,
    *,
    batch_id: int,
    seen: Seen,
    own_partner_id: int | None = None,
    by: By,
    now: datetime,
) -> None:
    """Take a list over; twice is once.

    Args:
        session: of the database.
        batch_id: of the list.
        seen: what the person looked at before.
        own_partner_id: of whoever leads one partner only.
        by: who does it.
        now: the time.

    Raises:
        ChangedMeanwhileError: it would do something else now than what was seen.
        NotYetError: rows are wrong, or it would do nothing.
        PetError: the list is not kept any more, or was taken back.
    """
    partnership_id = batches.find(session, batch_id).partnership_id
    partnerships.hold(session, partnership_id)  # so that nobody adds a person or a partner meanwhile
    row = batches.find(session, batch_id, locks=True)
    if row.state == "done":
        return
    if row.state != "preview":
        raise PetError(_("This list has been taken back. Bring it once more to take it over."))
    own = batches.bounds(row, own_partner_id)
    plan = batches.plan(session, row.partnership_id, batches.read(row), own_partner_id=own)
    if plan.sha256 != seen.sha256:
        raise ChangedMeanwhileError(
            _("Something has changed since you looked at this list. Nothing has been taken over: look again.")
        )
    _refuse(plan, without_wrong=seen.without_wrong)
    _carry_out(session, row, plan, by, now)


def _refuse(plan: Plan, *, without_wrong: bool) -> None:
    if plan.counts.get(What.WRONG) and not without_wrong:
        raise NotYetError(
            _(
                "Some rows cannot be taken over. Mend them, or tick that they are to be left out. Nothing is taken over yet."
            )
        )
    if not (plan.counts.get(What.ADD) or plan.counts.get(What.CHANGE)):
        raise NotYetError(_("There is nothing to take over in this list."))


def _carry_out(session: Session, row: ImportBatch, plan: Plan, by: By, now: datetime) -> None:
    partner_ids = _with_new_partners(session, row.partnership_id, plan.new_partners)
    added = [_new(item, row.partnership_id, partner_ids, now) for item in plan.items if item.what is What.ADD]
    changed = [item for item in plan.items if item.what is What.CHANGE]
    if added:
        session.execute(insert(Person), added)
    if changed:
        session.execute(update(Person), [_after(item) for item in changed])
    row.document = {**row.document, "done": _done(plan, partner_ids, added, changed)}
    row.state, row.done_at = "done", now
    session.flush()
    about: dict[str, audit.Value] = {"added": len(added), "changed": len(changed)}
    if plan.new_partners:
        about["partners"] = list(plan.new_partners[:20])
    audit.note(session, by, Act.IMPORT_PEOPLE, partnership_id=row.partnership_id, about=about, now=now)


def _with_new_partners(session: Session, partnership_id: int, names: Sequence[str]) -> dict[str, int]:
    """The ids of all partners by plain name, once those of these names are made."""
    last = session.scalar(select(func.max(Partner.position)).where(Partner.partnership_id == partnership_id))
    begin = 0 if last is None else last + 1
    session.add_all(
        Partner(partnership_id=partnership_id, name=name, position=position)
        for position, name in enumerate(names, start=begin)
    )
    session.flush()
    rows = session.execute(select(Partner.id, Partner.name).where(Partner.partnership_id == partnership_id))
    return {plain(row.name): row.id for row in rows}


def _new(item: Item, partnership_id: int, partner_ids: Mapping[str, int], now: datetime) -> dict[str, Any]:
    return {
        "public_id": new_public_id(),
        "partnership_id": partnership_id,
        "partner_id": partner_ids[plain(item.partner)] if item.partner else None,
        "name": item.name,
        "email": item.email,
        "role_id": item.role_id,
        "created_on": now.date(),
        "archived_at": None,
    }


def _after(item: Item) -> dict[str, Any]:
    assert item.person is not None  # what is changed was there
    return {"id": item.person.id, "name": item.name, "role_id": item.role_id, "archived_at": None}


def _done(
    plan: Plan, partner_ids: Mapping[str, int], added: Sequence[Mapping[str, Any]], changed: Sequence[Item]
) -> dict[str, Any]:
    """What is needed to take it back: what was added and how, what was changed and from what."""
    return {
        "partners": [partner_ids[plain(name)] for name in plan.new_partners],
        "added": [
            [one["public_id"], one["partner_id"], one["name"], one["email"], one["role_id"]] for one in added
        ],
        "changed": [
            [
                item.person.id,
                [item.person.name, item.person.role_id, item.person.is_archived],
                [item.name, item.role_id, False],
            ]
            for item in changed
            if item.person is not None
        ],
    }


def undo(
    session: Session, *, batch_id: int, own_partner_id: int | None = None, by: By, now: datetime
) -> Undone:
    """Take a list back: exactly what it did, but for who was invited or changed meanwhile. Twice is once.

    Raises:
        PetError: it was never taken over, is not kept any more, or is not of this partner.
    """
    partnership_id = batches.find(session, batch_id).partnership_id
    partnerships.hold(session, partnership_id)
    row = batches.find(session, batch_id, locks=True)
    own = batches.bounds(row, own_partner_id)
    if row.state == "undone":
        return Undone(**{**row.document["undone"], "partners": tuple(row.document["undone"]["partners"])})
    if row.state != "done":
        raise PetError(_("This list has not been taken over, so there is nothing to take back."))
    done = row.document["done"]
    removed, invited, changed = _take_out(session, row.partnership_id, done["added"])
    restored, changed_too = _restore(session, done["changed"], own, now)
    left = _take_out_partners(session, done["partners"])
    outcome = Undone(
        removed=removed, restored=restored, invited=invited, changed=changed + changed_too, partners=left
    )
    row.document = {**row.document, "undone": _as_document(outcome)}
    row.state = "undone"
    session.flush()
    about: dict[str, audit.Value] = {"people": removed, "changed": restored}
    audit.note(session, by, Act.UNDO_IMPORT, partnership_id=row.partnership_id, about=about, now=now)
    return outcome


def _as_document(outcome: Undone) -> dict[str, Any]:
    return {
        "removed": outcome.removed,
        "restored": outcome.restored,
        "invited": outcome.invited,
        "changed": outcome.changed,
        "partners": list(outcome.partners),
    }


def _take_out(session: Session, partnership_id: int, added: Sequence[Sequence[Any]]) -> tuple[int, int, int]:
    """How many are gone, how many stay since they were invited, and how many since they were changed."""
    is_invited = exists().where(Invitation.person_id == Person.id)
    query = select(Person, is_invited.label("is_invited")).where(Person.partnership_id == partnership_id)
    there = {row.Person.public_id: row for row in session.execute(query)}
    rows = [(there[one[0]], one) for one in added if one[0] in there]
    invited = [row for row, _one in rows if row.is_invited]
    as_added = [row.Person.id for row, one in rows if not row.is_invited and _is_as_added(row.Person, one)]
    if as_added:
        session.execute(delete(Person).where(Person.id.in_(as_added)))
    return len(as_added), len(invited), len(rows) - len(invited) - len(as_added)


def _is_as_added(person: Person, one: Sequence[Any]) -> bool:
    now = [person.public_id, person.partner_id, person.name, person.email, person.role_id]
    return now == list(one) and person.archived_at is None


def _restore(
    session: Session, changed: Sequence[Sequence[Any]], own_partner_id: int | None, now: datetime
) -> tuple[int, int]:
    """How many are as before, and how many stay since somebody has changed them, or moved them to another partner."""
    ids = [one[0] for one in changed]
    there = {row.id: row for row in session.scalars(select(Person).where(Person.id.in_(ids)))}
    restored = 0
    for person_id, before, after in changed:
        row = there.get(person_id)
        if row is None or [row.name, row.role_id, row.archived_at is not None] != after:
            continue
        if own_partner_id not in (None, row.partner_id):
            continue
        row.name, row.role_id = before[0], before[1]
        row.archived_at = now if before[2] else None
        restored += 1
    session.flush()
    return restored, len(there) - restored


def _take_out_partners(session: Session, partner_ids: Sequence[int]) -> tuple[str, ...]:
    """Names of those that stay because something hangs on them."""
    left = []
    for row in session.scalars(select(Partner).where(Partner.id.in_(partner_ids)).order_by(Partner.position)):
        if partners.is_used(session, row.id):
            left.append(row.name)
        else:
            session.delete(row)
    session.flush()
    return tuple(left)
