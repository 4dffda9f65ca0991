"""The result of a round as it is kept: written once, read and decoded once per process."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from pet.analysis.agenda_choice import Choice, laid_over
from pet.analysis.result import Result
from pet.analysis.result_conversation import AgendaItem
from pet.analysis.result_json import from_dict
from pet.db.models import FrameworkVersion, Round, StoredResult
from pet.frameworks.forms import of_form
from pet.frameworks.model import Framework
from pet.services import frameworks
from pet.services.recent import Recent

MOST_KEPT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A stored result with what was asked.

    Attributes:
        round_id: of which round.
        result: what came out, with the agenda that somebody chose in place of the proposed one.
        framework: what was asked, without what this round's form leaves out.
        sha256: of the stored document, in hex.
        identity: of the round, the document, the chosen agenda and the framework's texts: names everything that is
            made from them.
        proposed: the agenda as it was worked out and stored.
    """

    round_id: int
    result: Result
    framework: Framework
    sha256: str
    identity: str
    proposed: tuple[AgendaItem, ...] = ()


_kept: Recent[str, Stored] = Recent(MOST_KEPT)


def store(session: Session, round_id: int, result: Result, *, now: datetime) -> None:
    """Keep a result in place of any before."""
    document = json.dumps(result.as_dict(), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    row = session.scalars(select(StoredResult).where(StoredResult.round_id == round_id)).one_or_none()
    if row is None:
        row = StoredResult(round_id=round_id)
        session.add(row)
    row.document, row.sha256 = document, hashlib.sha256(document.encode()).hexdigest()
    row.created_at = now
    session.flush()


def stored(session: Session, round_id: int) -> Stored | None:
    """The stored result of a round, `None` before it was closed; decoded once per process.

    Raises:
        InvalidInputError: the stored document is damaged.
    """
    row = session.execute(_which().where(StoredResult.round_id == round_id)).one_or_none()
    if row is None:
        return None
    return _kept.get(_identity(row)) or _read(session, round_id)


def as_computed(found: Stored) -> Result:
    """The result with the agenda that was worked out, whatever somebody chose in its place."""
    return replace(found.result, agenda=found.proposed)


def without_comments(found: Stored) -> Stored:
    """The same result without anything that people wrote, for those to whom it was released so."""
    result = replace(found.result, comments=(), words=(), digests=(), comments_withheld=0)
    return replace(
        found, result=result, identity=hashlib.sha256(f"{found.identity} wordless".encode()).hexdigest()
    )


def document(session: Session, round_id: int) -> str | None:
    """The stored JSON of a round, byte for byte; `None` before it was closed."""
    return session.scalars(
        select(StoredResult.document).where(StoredResult.round_id == round_id)
    ).one_or_none()


def _which(*columns: Any) -> Select[Any]:
    return (
        select(
            StoredResult.round_id,
            StoredResult.sha256,
            FrameworkVersion.id.label("version_id"),
            FrameworkVersion.sha256.label("asked"),
            Round.form,
            Round.agenda,
            *columns,
        )
        .join(Round, Round.id == StoredResult.round_id)
        .join(FrameworkVersion, FrameworkVersion.id == Round.framework_version_id)
    )


def _identity(row: Row[Any]) -> str:
    chosen = json.dumps(row.agenda, sort_keys=True)
    return hashlib.sha256(f"{row.round_id} {row.sha256} {row.asked} {row.form} {chosen}".encode()).hexdigest()


def _read(session: Session, round_id: int) -> Stored:
    """Document and hash in one statement: it may have been computed anew a moment ago."""
    row = session.execute(_which(StoredResult.document).where(StoredResult.round_id == round_id)).one()
    framework = frameworks.of_version(session, row.version_id, row.asked)
    computed = from_dict(json.loads(row.document), source=f"stored_result {row.sha256}")
    found = Stored(
        round_id=round_id,
        result=laid_over(computed, Choice.from_document(row.agenda)) if row.agenda else computed,
        proposed=computed.agenda,
        framework=of_form(framework, row.form),
        sha256=row.sha256,
        identity=_identity(row),
    )
    return _kept.get_or_make(found.identity, lambda: found)
