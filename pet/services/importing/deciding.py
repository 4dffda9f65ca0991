"""What somebody decides about a list that they look at: mended rows, what is meant, what is left out, and that it is right."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import StringIO

from sqlalchemy.orm import Session

from pet.errors import PetError
from pet.language import gettext as _
from pet.services import partnerships
from pet.services.audit import By
from pet.services.importing import applying, batches
from pet.services.importing.applying import ChangedMeanwhileError, NotYetError, Seen
from pet.services.importing.batches import Batch
from pet.services.importing.reading import apart
from pet.services.importing.rows import MOST_ROWS, Row
from pet.services.texts import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """Rows that were wrong, as somebody wrote them anew.

    Attributes:
        numbers: of the rows that stood there before.
        text: one line each, with semicolons between name, address, partner and role; a line taken out leaves its row out.
    """

    numbers: Sequence[int] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one form says about a list.

    Attributes:
        mended: the rows that were wrong.
        same_partner, same_role: as in `matching.Given`.
        asked: numbers of the rows that could be left out.
        left_out: those of them that are.
        seen: what the person looked at when they said yes; `None` where they want to look again.
    """

    mended: Mended = field(default_factory=Mended)
    same_partner: Mapping[str, str] = field(default_factory=dict)
    same_role: Mapping[str, str] = field(default_factory=dict)
    asked: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    seen: Seen | None = None


def decide(
    session: Session,
    *,
    batch_id: int,
    decision: Decision,
    own_partner_id: int | None = None,
    by: By,
    now: datetime,
) -> str:
    """Keep what was decided and, where the person said yes to exactly this, take the list over.

    Returns:
        Why it is not taken over though they said yes; empty where it is, or where they want to look again.

    Raises:
        PetError: the list is not kept any more or was taken back, or a mended line cannot be read.
    """
    partnerships.hold(session, batches.find(session, batch_id).partnership_id)
    row = batches.find(session, batch_id, locks=True)
    if row.state == "done":
        return ""
    batch = batches.read(row)
    rows, chosen = _rows(batch, decision.mended), _chosen(batch, decision)
    if (rows, chosen) != (batch.rows, batch.chosen):
        batches.change(session, row, rows=rows, chosen=chosen)
    if decision.seen is None:
        return ""
    try:
        applying.confirm(
            session, batch_id=batch_id, seen=decision.seen, own_partner_id=own_partner_id, by=by, now=now
        )
    except (ChangedMeanwhileError, NotYetError) as error:
        return str(error)
    return ""


def _chosen(batch: Batch, decision: Decision) -> batches.Chosen:
    before = batch.chosen
    return replace(
        before,
        same_partner={**before.same_partner, **decision.same_partner},
        same_role={**before.same_role, **decision.same_role},
        left_out=(before.left_out - decision.asked) | (decision.left_out & decision.asked),
    )


def _rows(batch: Batch, mended: Mended) -> tuple[Row, ...]:
    """All rows, with the mended ones in their places; more lines than there were come at the end."""
    if not mended.numbers:
        return batch.rows
    known = {row.number for row in batch.rows}
    numbers = sorted(known & set(mended.numbers))
    lines = _lines(mended.text)
    end = max(known, default=0)
    places = [*numbers, *range(end + 1, end + 1 + len(lines))][: len(lines)]
    new = [_row(number, cells) for number, cells in zip(places, lines, strict=True)]
    rows = [row for row in batch.rows if row.number not in numbers] + new
    if len(rows) > MOST_ROWS:
        raise PetError(_("The list is too long: {most} people at most.", most=MOST_ROWS))
    return tuple(sorted(rows, key=lambda row: row.number))


def _lines(text: str) -> list[list[str]]:
    try:
        records = list(csv.reader(StringIO(text.replace("\0", ""), newline=""), delimiter=";", strict=True))
    except csv.Error as error:
        raise PetError(
            _("The quotation marks in the lines that you mended do not fit ({reason}).", reason=error)
        ) from error
    cleaned = [[one_line(cell) for cell in record] for record in records]
    return [cells for cells in cleaned if any(cells)]


def _row(number: int, cells: Sequence[str]) -> Row:
    name, email, partner, role = (*cells, "", "", "", "")[:4]
    found, address = apart(email)
    return Row(number=number, name=name or found, email=address, partner=partner, role=role)
