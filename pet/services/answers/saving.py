"""Saving: each change once, none silently over another, and nothing after the close.

On PostgreSQL the round is locked against closing and the response against other saves; on SQLite the write
transaction keeps everybody else out anyway.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from pet.db.models import Comment, Operation, Response, Round
from pet.errors import InvalidInputError, PetError, Problem
from pet.language import gettext as _
from pet.services import frameworks, mixing, rounds_reading
from pet.services.answers.asked import Asked
from pet.services.answers.held import (
    KIND_IN_TABLE,
    Answer,
    Change,
    Conflict,
    Held,
    Key,
    Kind,
    Merged,
    Words,
    compare,
    from_document,
    merge,
    to_document,
)
from pet.services.answers.sheet import NoSuchResponseError, comments, words_of
from pet.services.rounds_facts import RoundFacts

LONGEST_STEP_SECONDS = 300  # as exactly as sessions keep when somebody was there
_ID = "response_id"
_ROUND = (
    rounds_reading.query()
    .where(Round.id == select(Response.round_id).where(Response.id == bindparam(_ID)).scalar_subquery())
    .with_for_update(read=True, of=Round)
)
_RESPONSE = (
    select(Response)
    .where(Response.id == bindparam(_ID))
    .with_for_update()
    .execution_options(populate_existing=True)
)


class NotIdentifiedError(PetError):
    """They have yet to say as whom they answer, which decides what is asked."""

    def __init__(self) -> None:
        super().__init__(_("First say who you answer as."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of a save.

    Attributes:
        versions: the version at each place that now says what was asked, by `kind:part`.
        conflicts: what was not saved, because it was changed elsewhere since.
        answered, asked: how many of the themes asked have an answer now, and how many there are.
    """

    versions: Mapping[str, int]
    conflicts: tuple[Conflict, ...]
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class Locked:
    """A response that nobody else changes until the end of this transaction, and its round."""

    response: Response
    round: RoundFacts
    asked: Asked


def lock(session: Session, response_id: int) -> Locked:
    """Keep everybody else from changing this response, and its round from being closed.

    In an anonymous round nobody else writes answers meanwhile, for theirs are mixed with these (pet.services.mixing).

    Raises:
        NoSuchResponseError: it was withdrawn, or never was.
    """
    mixing.hold_of(session, response_id)
    row = session.execute(_ROUND, {_ID: response_id}).one_or_none()
    response = session.scalars(_RESPONSE, {_ID: response_id}).one_or_none()
    if row is None or response is None:
        raise NoSuchResponseError
    facts = rounds_reading.from_row(row)
    framework = frameworks.of_version(session, facts.framework_version_id, facts.framework_sha256)
    return Locked(response, facts, Asked(framework, facts.form, response.role_id))


def save(
    session: Session,
    *,
    response_id: int,
    op_id: str,
    changes: tuple[Change, ...],
    now: datetime,
    since: datetime | None = None,
) -> Saved:
    """Save what can be saved; the same save sent again changes nothing and is answered alike.

    Of saves in an anonymous round no record is kept: it would tell how somebody went about it. Sent again, they say
    what is stored already, or collide with what was changed since.

    Args:
        session: the session.
        response_id: whose.
        op_id: the UUID of this save.
        changes: each about another place.
        now: the time.
        since: when this browser was last seen, if the caller moves that to `now` in the same transaction: the
            time between was spent answering, up to five minutes of it.

    Raises:
        NoSuchResponseError: the answers were withdrawn.
        NotAcceptingError: the round takes no answers now.
        NotIdentifiedError: they have yet to say as whom they answer.
        InvalidInputError: a change answers nothing that was asked, or `op_id` stands for another save.
    """
    op_id, sha256 = _operation_id(op_id), digest(changes)
    locked = lock(session, response_id)
    earlier = session.scalars(
        select(Operation).where(Operation.response_id == response_id, Operation.op_id == op_id)
    ).one_or_none()
    if earlier is not None:
        return _again(session, locked, earlier, sha256, changes)
    locked.round.must_accept(now)
    if not locked.response.identified:
        raise NotIdentifiedError
    merged = _carry_out(session, locked.response, locked.asked.checked(changes))
    spend(locked, since, now)
    versions = _by_name(merged.versions)
    if locked.round.is_anonymous:
        mixing.mix(session, locked.round.id, around=response_id)
        return _saved(locked, versions, merged.conflicts)
    outcome = {"versions": versions, "conflicts": [str(conflict.key) for conflict in merged.conflicts]}
    session.add(Operation(response_id=response_id, op_id=op_id, sha256=sha256, outcome=outcome))
    session.flush()
    return _saved(locked, versions, merged.conflicts)


def digest(changes: tuple[Change, ...]) -> str:
    """What tells whether two saves ask for the same."""
    plain = [[c.kind, c.part_id, c.value, c.quotable, c.base_version] for c in changes]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()


def _operation_id(given: str) -> str:
    try:
        return str(uuid.UUID(given))
    except ValueError:
        _refuse_operation(_("Every save needs a UUID of its own."))


def _refuse_operation(message: str) -> NoReturn:
    raise InvalidInputError(_("Your answers"), (Problem("op", message),))


def _again(
    session: Session, locked: Locked, earlier: Operation, sha256: str, changes: tuple[Change, ...]
) -> Saved:
    """Answer a save that was carried out before; what collided then is held beside what is stored now."""
    if earlier.sha256 != sha256:
        _refuse_operation(_("This save was carried out before, with other answers in it."))
    collided = [change.cleaned() for change in changes if str(change.key) in earlier.outcome["conflicts"]]
    rows = _rows(session, locked.response, collided)
    now = compare(_held(locked.response, rows), collided)
    return _saved(locked, earlier.outcome["versions"] | _by_name(now.versions), now.conflicts)


def _carry_out(session: Session, response: Response, changes: tuple[Change, ...]) -> Merged:
    rows = _rows(session, response, changes)
    merged = merge(_held(response, rows), changes)
    ratings = {key.part_id: held for key, held in merged.held.items() if isinstance(held, Answer)}
    if ratings:
        response.ratings = {**response.ratings, **to_document(ratings)}
    for key, held in merged.held.items():
        if isinstance(held, Words):
            _write(session, response, rows.get(key), key, held)
    return merged


def _rows(session: Session, response: Response, changes: Iterable[Change]) -> dict[Key, Comment]:
    """The rows of the comments that the changes are about: no statement where there are none."""
    part_ids = {change.part_id for change in changes if change.kind is not Kind.RATING}
    return comments(session, response.id, part_ids) if part_ids else {}


def _held(response: Response, rows: Mapping[Key, Comment]) -> dict[Key, Held]:
    held: dict[Key, Held] = {
        Key(Kind.RATING, theme_id): answer for theme_id, answer in from_document(response.ratings).items()
    }
    return held | {key: words_of(row) for key, row in rows.items()}


def _write(session: Session, response: Response, row: Comment | None, key: Key, words: Words) -> None:
    """Keep words; what a reader let be shown of earlier ones is shown no more."""
    if row is None:
        row = Comment(response_id=response.id, kind=KIND_IN_TABLE[key.kind], part_id=key.part_id)
        session.add(row)
    row.text, row.quotable, row.v, row.shown_text = words.text, words.quotable, words.version, None


def spend(locked: Locked, since: datetime | None, now: datetime) -> None:
    """Count the time since this browser was last seen as spent answering; in an anonymous round none is kept."""
    if since is not None and not locked.round.is_anonymous:
        seconds = int((now - since).total_seconds())
        locked.response.active_seconds += min(max(seconds, 0), LONGEST_STEP_SECONDS)


def _by_name(versions: Mapping[Key, int]) -> dict[str, int]:
    return {str(key): version for key, version in versions.items()}


def _saved(locked: Locked, versions: Mapping[str, int], conflicts: tuple[Conflict, ...]) -> Saved:
    ratings = from_document(locked.response.ratings)
    themes = locked.asked.themes
    return Saved(
        versions=versions,
        conflicts=conflicts,
        answered=sum(theme.id in ratings and ratings[theme.id].is_given for theme in themes),
        asked=len(themes),
    )
