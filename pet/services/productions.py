"""Files that take long to make: asked for once by whoever wants them first, made by the worker, told how far they are.

    ask      nothing, or a failed try → queued; whoever asks for what is asked for already changes nothing
    take     queued → making, for a while: whoever dies with it loses it then (pet.services.productions_taken)
    settle   making → ready, or failed with a sentence

What is made lies on the shelf (pet.services.made) under the hash of all that it is made from; a row here only says that
somebody wants it and how far it is. Rows that have ended are forgotten after a week (pet.services.forgetting).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pet.db.models import Production
from pet.db.session import wake_after
from pet.exports import catalogue
from pet.language import current
from pet.record.model import Record
from pet.services import made, records, results
from pet.services.made import Copy
from pet.services.results import Stored
from pet.services.rounds_facts import COMMENTS, REPORT, RoundFacts
from pet.services.rounds_reading import facts

A4 = "a4"
USUAL = (catalogue.CONVERSATION, catalogue.FULL_REPORT, catalogue.BRIEF)
"""What is made without being asked for, when a round closes and when it is released."""


class State(StrEnum):
    """How far a file is."""

    QUEUED = "queued"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants.

    Attributes:
        round_id: of which round.
        file: its name in the catalogue.
        page: the paper, `a4` or `letter`.
        wordless: whether it is made without what people wrote.
    """

    round_id: int
    file: str
    page: str = A4
    wordless: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a wish is made from.

    Attributes:
        stored: the result, perhaps without what people wrote.
        record: the round.
        copy: where the file lies, or will lie.
    """

    stored: Stored
    record: Record
    copy: Copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a file is.

    Attributes:
        state: which.
        progress: 0 to 1.
        problem: a sentence where it failed.
        asked_at: when it was asked for; once somebody has taken it, when that was.
    """

    state: State
    progress: float
    problem: str
    asked_at: datetime


def ground(session: Session, wish: Wish, *, now: datetime) -> Ground | None:
    """What a wish is made from now, in the language in use; `None` where the round has no result or no such file.

    Raises:
        PetError: there is no such round.
    """
    stored = results.stored(session, wish.round_id)
    if stored is None:
        return None
    return ground_of(session, wish, results.without_comments(stored) if wish.wordless else stored, now=now)


def ground_of(session: Session, wish: Wish, stored: Stored, *, now: datetime) -> Ground | None:
    """The same where the result was read before, as whoever wants the file may see it."""
    record = records.of_round(session, wish.round_id, now=now, stored=stored)
    if record is None or wish.file not in {file.name for file in catalogue.files(record)}:
        return None
    return Ground(stored=stored, record=record, copy=made.copy_of(record, stored, wish.file, _page(wish)))


def _page(wish: Wish) -> str:
    """The paper; what comes on none is the same on all."""
    known = catalogue.of(wish.file)
    return wish.page if known is not None and known.papers else A4


def ask(session: Session, wish: Wish, *, edition: str, now: datetime) -> None:
    """Have a file made by the worker, in the language in use; twice is once, and a failed try is begun anew.

    Args:
        session: of the database.
        wish: what is wanted.
        edition: names what it is made from now (`Ground.copy`); where it has ended, its file is not on the shelf.
        now: the time.
    """
    row = row_of(session, wish.round_id, edition, wish.file) or _insert(session, wish, edition, now)
    if row.state in (State.READY, State.FAILED):
        row.state, row.progress, row.problem = State.QUEUED.value, 0.0, ""
        row.asked_at, row.ended_at = now, None
    session.flush()
    wake_after(session)


def row_of(session: Session, round_id: int, edition: str, file: str) -> Production | None:
    """The row of what was asked for, which nobody else changes until the end of this transaction."""
    return session.scalars(
        select(Production)
        .where(Production.round_id == round_id, Production.edition == edition, Production.file == file)
        .with_for_update()
    ).one_or_none()


def _insert(session: Session, wish: Wish, edition: str, now: datetime) -> Production:
    """A new row; if somebody asks for the same at this moment, theirs is the one."""
    row = Production(
        round_id=wish.round_id,
        file=wish.file,
        page=_page(wish),
        language=current(),
        wordless=wish.wordless,
        edition=edition,
        state=State.QUEUED.value,
        asked_at=now,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        found = row_of(session, wish.round_id, edition, wish.file)
        if found is None:
            raise
        return found
    return row


def ask_usual(session: Session, *, round_id: int, now: datetime) -> None:
    """Have made what most people want, once a round has closed and once it is released; nothing where nothing is shown."""
    of = facts(session, round_id)
    stored = results.stored(session, round_id)
    if stored is None or stored.result.withheld is not None:
        return
    for wordless in _who_reads(of):
        for file in USUAL:
            wish = Wish(round_id=round_id, file=file, wordless=wordless)
            found = ground(session, wish, now=now)
            if found is not None:
                ask(session, wish, edition=found.copy.edition, now=now)


def _who_reads(of: RoundFacts) -> tuple[bool, ...]:
    """Whether leads read it with what people wrote, and members without, where a lead has held that back."""
    released = of.released_at is not None and of.shows_members(REPORT)
    return (False, True) if released and not of.shows_members(COMMENTS) else (False,)


def state(session: Session, *, round_id: int, edition: str, file: str) -> Standing | None:
    """How far a file is; `None` where nobody has asked for it."""
    row = session.scalars(
        select(Production).where(
            Production.round_id == round_id, Production.edition == edition, Production.file == file
        )
    ).one_or_none()
    if row is None:
        return None
    return Standing(state=State(row.state), progress=row.progress, problem=row.problem, asked_at=row.asked_at)
