"""Rounds: made, opened, closed, released, and how many have answered."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pet.access.actor import State
from pet.analysis.options import Mode
from pet.db.models import Operation, Response, Round
from pet.db.session import forget_for_good
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import audit, counting, letters, mixing, partnerships, sessions
from pet.services.audit import PET, Act, By
from pet.services.counting import PartnerCounts
from pet.services.letters import Post
from pet.services.partnerships import PartnerName
from pet.services.rounds_facts import (
    COMMENTS,
    LETTERS,
    LINK,
    PARTS,
    REPORT,
    NotAcceptingError,
    Phase,
    Reader,
    RoundFacts,
    days_to_come,
)
from pet.services.rounds_launching import MANY_LETTERS, asked, can_unlaunch, launch, open_, unlaunch
from pet.services.rounds_making import LONGEST_TITLE, create
from pet.services.rounds_reading import by_open_code, facts
from pet.services.rounds_rows import locked
from pet.services.texts import many_lines
from pet.untrusted import Problems

__all__ = [
    "COMMENTS",
    "LETTERS",
    "LINK",
    "LONGEST_NOTE",
    "LONGEST_TITLE",
    "MANY_LETTERS",
    "PARTS",
    "REPORT",
    "NotAcceptingError",
    "PartnerProgress",
    "Phase",
    "Progress",
    "Reader",
    "RoundFacts",
    "by_open_code",
    "can_unlaunch",
    "close",
    "create",
    "extend",
    "facts",
    "launch",
    "locked",
    "open_",
    "progress",
    "release",
    "unlaunch",
]
LONGEST_NOTE = 4_000


def extend(
    session: Session,
    *,
    round_id: int,
    closes_at: datetime,
    by: By,
    now: datetime,
    reminders: Collection[int] | None = None,
) -> Round:
    """Give people more time; reminders whose day has not come by the new date go out by themselves.

    Args:
        session: the session.
        round_id: which round; it takes answers, or would if its closing date had not passed.
        closes_at: the new last moment.
        by: who does it.
        now: the time.
        reminders: days before the new date; `None` for those still to come.

    Raises:
        PetError: the round is not open.
        InvalidInputError: the new date is over, or no later than the one people were told.
    """
    row = locked(session, round_id)
    if row.state != State.OPEN:
        raise PetError(_("Only a round that takes answers can be given more time."))
    problems = Problems(_("The round"))
    if closes_at <= now:
        problems.add(_("closing date"), _("This moment is over. Choose a later one."))
    elif closes_at <= row.closes_at:
        problems.add(
            _("closing date"),
            _("Choose a later moment than the one people were told. To end sooner, close the round."),
        )
    problems.raise_any()
    row.closes_at = closes_at
    if reminders is not None:
        row.reminders = sorted(set(reminders), reverse=True)
    row.reminders = days_to_come(row, max(now, row.opens_at))
    session.flush()
    about = {"round": row.title, "until": closes_at.isoformat(timespec="minutes")}
    audit.note(session, by, Act.EXTEND_ROUND, partnership_id=row.partnership_id, about=about, now=now)
    return row


def close(session: Session, *, round_id: int, now: datetime, by: By = PET) -> Round:
    """End a round, and compute and store what came out of it.

    Saves and the close wait for each other, so that no answer is taken that the result does not know. Closing twice
    is closing once. From here on every page shows how many had answered now.

    Raises:
        PetError: it is a draft.
    """
    from pet.services import productions, results  # noqa: PLC0415 -- for closing only; no save waits for numpy

    row = locked(session, round_id)
    if row.state == State.DRAFT:
        raise PetError(_("Only an open round can be closed."))
    if row.state != State.OPEN:
        return row
    row.state, row.closed_at = State.CLOSED.value, now
    session.flush()
    _end_letters(session, row, now)
    result = results.compute_and_store(session, round_id=round_id, now=now)
    counting.keep(session, row, hidden=result.withheld is not None)
    sessions.sweep(session, now=now)
    if row.mode == Mode.ANONYMOUS:
        mixing.mix(session, round_id)
    forget_for_good(session)
    productions.ask_usual(session, round_id=round_id, now=now)
    audit.note(
        session, by, Act.CLOSE_ROUND, partnership_id=row.partnership_id, about={"round": row.title}, now=now
    )
    return row


def _end_letters(session: Session, row: Round, now: datetime) -> None:
    """Nobody is asked any more, and how many were asked stays as it is now."""
    if row.way != LETTERS:
        return
    letters.cancel_waiting(session, round_id=row.id, now=now)
    row.invited = asked(session, row) or row.invited
    session.flush()


def release(  # noqa: PLR0913 -- what every act of administration needs, and what goes with the results
    session: Session,
    *,
    round_id: int,
    now: datetime,
    by: By = PET,
    note: str = "",
    parts: Collection[str] | None = None,
    post: Post | None = None,
) -> Round:
    """Let everybody who answered see the result; releasing twice is releasing once.

    Args:
        session: the session.
        round_id: which round.
        now: the time.
        by: who does it.
        note: what everybody reads above the results, and in the letter.
        parts: what members see besides the results page (`PARTS`); `None` for everything.
        post: the site's way of sending; with it everybody who was asked by letter is told.

    Raises:
        PetError: it is not closed.
        InvalidInputError: the note is too long, or there is no such part.
    """
    from pet.services import productions  # noqa: PLC0415 -- as for closing

    row = locked(session, round_id)
    if row.state == State.RELEASED:
        return row
    if row.state != State.CLOSED:
        raise PetError(_("Only a closed round can be released."))
    row.release_note = _checked_note(note, parts)
    row.release_parts = None if parts is None or set(parts) == set(PARTS) else sorted(set(parts))
    row.state, row.released_at = State.RELEASED.value, now
    answering = select(Response.id).where(Response.round_id == round_id)
    session.execute(
        delete(Operation).where(Operation.response_id.in_(answering))
    )  # nothing is sent twice now
    session.flush()
    productions.ask_usual(session, round_id=round_id, now=now)
    shown = PARTS if row.release_parts is None else row.release_parts
    about: dict[str, audit.Value] = {"round": row.title, "parts": list(shown)}
    told = _tell(session, row, now, post)
    audit.note(session, by, Act.RELEASE_ROUND, partnership_id=row.partnership_id, about=about, now=now)
    if told:
        said: dict[str, audit.Value] = {"round": row.title, "letters": told}
        audit.note(session, by, Act.TELL_RESULTS, partnership_id=row.partnership_id, about=said, now=now)
    return row


def _checked_note(note: str, parts: Collection[str] | None) -> str:
    note = many_lines(note)
    problems = Problems(_("The results"))
    if len(note) > LONGEST_NOTE:
        problems.add(_("note"), _("This note is too long: {most} characters at most.", most=LONGEST_NOTE))
    if not set(parts or ()) <= set(PARTS):
        problems.add(_("parts"), _("Choose from what is offered."))
    problems.raise_any()
    return note


def _tell(session: Session, row: Round, now: datetime, post: Post | None) -> int:
    """Letters, where people came by letter, and how many; a link has nobody to write to."""
    if post is None or not post.can_send or row.way != LETTERS:
        return 0
    from pet.services import waves  # noqa: PLC0415 -- it needs rounds

    return waves.queue_results(session, row, now=now, post=post)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerProgress:
    """How far one partner is.

    Attributes:
        partner_id, name: which; `None` and empty for those who gave none.
    """

    partner_id: int | None
    name: str
    started: int
    submitted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many have answered, as far as the round's promise lets it be seen; after the close as it was then.

    Attributes:
        started: began, but have not sent anything yet.
        submitted: have sent their answers.
        invited: how many are asked, if known.
        by_partner: the same for each partner, and for those who gave none if there are any; `None` in an anonymous
            round, where only totals may be seen.
    """

    started: int
    submitted: int
    invited: int | None
    by_partner: tuple[PartnerProgress, ...] | None


def progress(session: Session, round_id: int) -> Progress:
    """How many have answered.

    Raises:
        PetError: there is no such round.
    """
    row = session.get(Round, round_id)
    if row is None:
        raise PetError(_("There is no such round."))
    counts = counting.counted(session, row)
    return Progress(
        started=counts.started,
        submitted=counts.submitted,
        invited=row.invited,
        by_partner=None
        if counts.by_partner is None
        else _of_partners(
            partnerships.partners(session, row.partnership_id, archived=True), counts.by_partner
        ),
    )


def _of_partners(
    names: Iterable[PartnerName], counts: Iterable[PartnerCounts]
) -> tuple[PartnerProgress, ...]:
    found = {one.partner_id: one for one in counts}
    named: list[tuple[int | None, str]] = [
        (one.id, one.name) for one in names if not one.is_archived or one.id in found
    ]
    nobody = [(None, "")] if None in found else []
    return tuple(
        PartnerProgress(
            partner_id=id_,
            name=name,
            started=found[id_].started if id_ in found else 0,
            submitted=found[id_].submitted if id_ in found else 0,
        )
        for id_, name in [*named, *nobody]
    )
