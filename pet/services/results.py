"""Results: computed from the sheets that were sent, stored when the round closes, and read from there ever after."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from pet.analysis.comments import written
from pet.analysis.evaluate import evaluate
from pet.analysis.options import Options
from pet.analysis.result import Result
from pet.analysis.result_json import from_dict
from pet.db.models import FrameworkVersion, Response, ResponseState, Round, StoredResult
from pet.frameworks.model import Framework
from pet.services import frameworks, matrix
from pet.services.answers.held import from_document
from pet.services.recent import Recent
from pet.services.rounds_facts import RoundFacts, facts

MOST_KEPT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A stored result with what was asked.

    Attributes:
        round_id: of which round.
        result: what came out.
        framework: what was asked, without what this round's form leaves out.
        sha256: of the stored document, in hex.
        identity: of the round, the document and the framework's texts: names everything that is made from them.
    """

    round_id: int
    result: Result
    framework: Framework
    sha256: str
    identity: str


_kept: Recent[str, Stored] = Recent(MOST_KEPT)


def compute_and_store(session: Session, *, round_id: int, now: datetime) -> Result:
    """Evaluate a round with its promise, and keep the result in place of any before.

    Raises:
        PetError: there is no such round.
    """
    of = facts(session, round_id)
    ratings, comments = matrix.of_facts(session, of)
    result = evaluate(ratings, comments, _options(of, ratings.respondents))
    store(session, round_id, result, now=now)
    return result


def show_comments(session: Session, *, round_id: int, now: datetime) -> None:
    """Let the stored result show what people wrote as its reader leaves it.

    Every number stays, even where somebody has withdrawn their answers since: two results that differ by one
    person would tell what that person answered.
    """
    before = stored(session, round_id)
    if before is None or before.result.withheld is not None:
        return
    ratings, comments = matrix.ratings_of(session, round_id)
    of = before.result
    options = Options(mode=of.mode, smallest_group=of.smallest_group, thresholds=of.thresholds)
    told = written(comments, ratings, options)
    result = replace(of, comments=told.comments, words=told.words, comments_withheld=told.withheld)
    store(session, round_id, result, now=now)


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


def _options(of: RoundFacts, answered: int) -> Options:
    """What the round promised; its title carries the partnership's name, for a report goes round by itself.

    Where more answered than were counted as asked, the number asked says nothing.
    """
    invited = of.invited if of.invited is not None and of.invited >= answered else None
    return Options(
        title=f"{of.partnership} · {of.title}",
        mode=of.mode,
        smallest_group=of.smallest_group,
        small_partnership=of.small_partnership,
        first_comparison=of.first_comparison,
        invited=invited,
    )


def stored(session: Session, round_id: int) -> Stored | None:
    """The stored result of a round, `None` before it was closed; decoded once per process.

    Raises:
        InvalidInputError: the stored document is damaged.
    """
    row = session.execute(_which().where(StoredResult.round_id == round_id)).one_or_none()
    if row is None:
        return None
    return _kept.get(_identity(row)) or _read(session, round_id)


def _which(*columns: Any) -> Select[Any]:
    return (
        select(
            StoredResult.round_id,
            StoredResult.sha256,
            FrameworkVersion.id.label("version_id"),
            FrameworkVersion.sha256.label("asked"),
            Round.form,
            *columns,
        )
        .join(Round, Round.id == StoredResult.round_id)
        .join(FrameworkVersion, FrameworkVersion.id == Round.framework_version_id)
    )


def _identity(row: Row[Any]) -> str:
    return hashlib.sha256(f"{row.round_id} {row.sha256} {row.asked} {row.form}".encode()).hexdigest()


def _read(session: Session, round_id: int) -> Stored:
    """Document and hash in one statement: it may have been computed anew a moment ago."""
    row = session.execute(_which(StoredResult.document).where(StoredResult.round_id == round_id)).one()
    framework = frameworks.of_version(session, row.version_id, row.asked)
    found = Stored(
        round_id=round_id,
        result=from_dict(json.loads(row.document), source=f"stored_result {row.sha256}"),
        framework=matrix.of_form(framework, row.form),
        sha256=row.sha256,
        identity=_identity(row),
    )
    return _kept.get_or_make(found.identity, lambda: found)


def document(session: Session, round_id: int) -> str | None:
    """The stored JSON of a round, byte for byte; `None` before it was closed."""
    return session.scalars(
        select(StoredResult.document).where(StoredResult.round_id == round_id)
    ).one_or_none()


def own_answers(session: Session, response_id: int) -> Mapping[str, int | str | None]:
    """One person's own answers by theme: a point of the scale, why there is none, or `None` for no answer."""
    found = session.scalars(select(Response.ratings).where(Response.id == response_id)).one()
    return {theme_id: answer.value for theme_id, answer in from_document(found).items()}


def sent_by(session: Session, response_ids: Collection[int], round_id: int) -> str | None:
    """The public id of one of these responses that was sent in this round, or `None`."""
    if not response_ids:
        return None
    return session.scalar(
        select(Response.public_id)
        .where(
            Response.id.in_(response_ids),
            Response.round_id == round_id,
            Response.state == ResponseState.SUBMITTED,
        )
        .limit(1)
    )
