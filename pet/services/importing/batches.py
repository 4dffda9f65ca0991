"""A list between two pages: kept as it was read, so that nothing typed is lost, and looked at anew each time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pet.db.models import ImportBatch, Partner
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import people, roles
from pet.services.audit import By
from pet.services.importing import matching
from pet.services.importing.matching import Given, Plan
from pet.services.importing.reading import Hints
from pet.services.importing.rows import Row, Sheet, as_document, from_document

_FORMAT = "pet.import/1"
KEPT = timedelta(days=2)  # a list that nobody confirms is personal data without a purpose
UNDONE_FOR = timedelta(days=30)  # how long an import can be taken back


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was decided about a list so far.

    Attributes:
        default_partner_id: of rows that name no partner, or `None`.
        same_partner, same_role: as in `matching.Given`.
        left_out: numbers of rows that are not to be taken over.
    """

    default_partner_id: int | None = None
    same_partner: Mapping[str, str] = field(default_factory=dict)
    same_role: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A list that was brought.

    Attributes:
        public_id, state: as in the table.
        source: the name of the file, or empty.
        rows, columns, unread, notes: as in `Sheet`.
        chosen: what was decided.
        done, undone: once it is so: what that did (pet.services.importing.applying), else empty.
    """

    public_id: str
    state: str
    source: str
    rows: tuple[Row, ...]
    columns: tuple[tuple[str, str], ...]
    unread: tuple[str, ...]
    notes: tuple[str, ...]
    chosen: Chosen
    done: Mapping[str, Any] = field(default_factory=dict)
    undone: Mapping[str, Any] = field(default_factory=dict)


def hints(session: Session, partnership_id: int) -> Hints:
    """What helps to read a list for this partnership."""
    names = session.scalars(select(Partner.name).where(Partner.partnership_id == partnership_id)).all()
    return Hints(roles=roles.of_partnership(session, partnership_id), partners=names)


def keep(  # noqa: PLR0913 -- a list, what was decided about it, and what every act of administration needs
    session: Session,
    *,
    partnership_id: int,
    sheet: Sheet,
    chosen: Chosen | None = None,
    own_partner_id: int | None = None,
    by: By,
    now: datetime,
) -> str:
    """Keep a list for its preview; gives its public id. Lists that nobody confirmed for days are forgotten.

    It stays the list of `own_partner_id`, or of the whole partnership, whatever becomes of who brought it.
    """
    _forget_old(session, now)
    row = ImportBatch(
        partnership_id=partnership_id,
        account_id=by.account_id,
        own_partner_id=own_partner_id,
        document=_document(sheet, chosen or Chosen()),
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row.public_id


def _forget_old(session: Session, now: datetime) -> None:
    """Previews that nobody confirmed, and lists that can be taken back no more."""
    unconfirmed = (ImportBatch.state == "preview") & (ImportBatch.created_at < now - KEPT)
    over = ImportBatch.done_at < now - UNDONE_FOR
    session.execute(delete(ImportBatch).where(unconfirmed | over))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """A list that was taken over within the last weeks, or waits for that."""

    public_id: str
    source: str
    state: str
    at: datetime


def recent(
    session: Session, partnership_id: int, *, own_partner_id: int | None = None, most: int = 5
) -> tuple[Recent, ...]:
    """The newest lists, those brought for one partner alone where it is given."""
    query = select(ImportBatch).where(ImportBatch.partnership_id == partnership_id)
    if own_partner_id is not None:
        query = query.where(ImportBatch.own_partner_id == own_partner_id)
    rows = session.execute(
        query.with_only_columns(
            ImportBatch.public_id,
            ImportBatch.state,
            ImportBatch.created_at,
            ImportBatch.document["source"].as_string().label("source"),
        )
        .order_by(ImportBatch.id.desc())
        .limit(most)
    )
    return tuple(
        Recent(public_id=row.public_id, source=row.source, state=row.state, at=row.created_at) for row in rows
    )


def change(session: Session, row: ImportBatch, *, rows: Sequence[Row], chosen: Chosen) -> None:
    """Keep mended rows and new decisions of a list that is not done yet.

    Raises:
        PetError: it is done already.
    """
    if row.state != "preview":
        raise PetError(_("This list has been taken over already."))
    row.document = {**row.document, "rows": as_document(rows), "chosen": _chosen_document(chosen)}
    session.flush()


def find(session: Session, batch_id: int, *, locks: bool = False) -> ImportBatch:
    """A list by its id in the database; `locks` holds it until the commit.

    Raises:
        PetError: there is none; it may have been forgotten.
    """
    query = select(ImportBatch).where(ImportBatch.id == batch_id)
    if locks:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = session.scalars(query).one_or_none()
    if row is None:
        raise PetError(_("This list is not kept any more. Bring it once more."))
    return row


def bounds(row: ImportBatch, own_partner_id: int | None) -> int | None:
    """The one partner that a list may touch, by whose it is and who looks at it; `None` for all.

    Raises:
        PetError: it is not theirs.
    """
    if own_partner_id is not None and own_partner_id != row.own_partner_id:
        raise PetError(_("This list is not kept any more. Bring it once more."))
    return row.own_partner_id


def read(row: ImportBatch) -> Batch:
    """A list as it was kept."""
    kept = row.document
    chosen = kept["chosen"]
    return Batch(
        public_id=row.public_id,
        state=row.state,
        source=kept["source"],
        rows=from_document(kept["rows"]),
        columns=tuple((what, heading) for what, heading in kept["columns"]),
        unread=tuple(kept["unread"]),
        notes=tuple(kept["notes"]),
        chosen=Chosen(
            default_partner_id=chosen["default_partner_id"],
            same_partner=chosen["same_partner"],
            same_role=chosen["same_role"],
            left_out=frozenset(chosen["left_out"]),
        ),
        done=kept.get("done", {}),
        undone=kept.get("undone", {}),
    )


def plan(session: Session, partnership_id: int, batch: Batch, *, own_partner_id: int | None = None) -> Plan:
    """What a list would do now. Always the same number of statements.

    Raises:
        PetError: the one partner that is the importer's takes no part any more.
    """
    partners = session.scalars(select(Partner).where(Partner.partnership_id == partnership_id)).all()
    names = {one.id: one.name for one in partners if one.archived_at is None}
    if own_partner_id is not None and own_partner_id not in names:
        raise PetError(_("Your partner takes no part in this partnership any more."))
    everybody = people.everybody(session, partnership_id, own_partner_id=own_partner_id)
    given = Given(
        people=everybody,
        partners=names,
        archived_partners=[one.name for one in partners if one.archived_at is not None],
        roles=roles.of_partnership(session, partnership_id),
        own_partner_id=own_partner_id,
        default_partner_id=batch.chosen.default_partner_id,
        same_partner=batch.chosen.same_partner,
        same_role=batch.chosen.same_role,
        left_out=batch.chosen.left_out,
    )
    return matching.plan(batch.rows, given)


def _document(sheet: Sheet, chosen: Chosen) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "source": sheet.source,
        "rows": as_document(sheet.rows),
        "columns": [list(pair) for pair in sheet.columns],
        "unread": list(sheet.unread),
        "notes": list(sheet.notes),
        "chosen": _chosen_document(chosen),
    }


def _chosen_document(chosen: Chosen) -> dict[str, Any]:
    return {
        "default_partner_id": chosen.default_partner_id,
        "same_partner": dict(chosen.same_partner),
        "same_role": dict(chosen.same_role),
        "left_out": sorted(chosen.left_out),
    }
