"""Comments on their way into a result: one reader sees them first, without names, and decides on each.

What the reader decided is in `Comment.shown_text`: the text to show, empty where the comment is left out, `None`
while it waits. Comments that nobody agreed to have quoted word for word cannot be kept as they are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.db.models import Comment, Response, ResponseState, Round
from pet.errors import PetError, Problem
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import ngettext
from pet.services import audit, digests, flagging, frameworks, results, rounds, rounds_facts
from pet.services.audit import PET, Act, By
from pet.services.counting import Counts
from pet.services.flags import flags, is_only_shortened
from pet.services.readings import Decision, Item, Reading
from pet.services.texts import many_lines
from pet.untrusted.limits import DOCUMENT

__all__ = [
    "Decided",
    "Decision",
    "Item",
    "Reading",
    "decide",
    "finish",
    "keep_digests",
    "leave_out_rest",
    "refuse_unread",
    "to_read",
]
LONGEST = DOCUMENT.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a reader sent about one comment: a choice, if they made one, and what stood in the text box."""

    decision: Decision | None
    text: str


def to_read(session: Session, round_id: int) -> Reading:
    """The comments of everybody who sent their answers; none where so few did that none will be shown.

    Raises:
        PetError: the round has not been closed.
    """
    facts = rounds_facts.facts(session, round_id)
    if facts.closed_at is None:
        raise PetError(_too_early())
    framework = frameworks.of_version(session, facts.framework_version_id, facts.framework_sha256)
    places = _places(framework)
    written = () if facts.is_hidden else _written(session, round_id)
    rows = [row for row in written if (row.kind, row.part_id) in places]
    # The random id shuffles: the same order at every visit, and none that says anything.
    rows.sort(key=lambda row: (places[row.kind, row.part_id], row.public_id))
    known = flagging.known(session, facts, framework) if rows else flagging.NOBODY
    items = tuple(
        Item(
            id=row.public_id,
            kind=row.kind,
            part_id=row.part_id,
            text=row.text,
            quotable=row.quotable,
            shown=row.shown_text,
            flags=flags(row.text, known),
        )
        for row in rows
    )
    return Reading(
        items=items,
        framework=framework,
        hidden=facts.is_hidden,
        finished=facts.comments_read_at is not None,
        few=digests.is_needed(facts),
        digests=digests.written(session, round_id),
    )


def decide(session: Session, *, round_id: int, decided: Mapping[str, Decided]) -> Mapping[str, Problem]:
    """Keep what the reader decided; a comment that is not named stays as it is.

    Once they have finished, only what says the same again is taken, so that a form sent twice does no harm.

    Returns:
        What is wrong, by id of the comment; all others are kept.

    Raises:
        PetError: the round has not been closed, so few answered that nothing is read, or the reader has finished.
    """
    about = _closed(session, round_id)
    _refuse_hidden(about)
    rows = [row for row in _written(session, round_id) if row.public_id in decided]
    if about.comments_read_at is not None:
        _refuse_changes(rows, decided)
        return {}
    problems: dict[str, Problem] = {}
    for row in rows:
        choice = decided[row.public_id]
        if problem := _why_not(row, choice):
            problems[row.public_id] = problem
        elif choice.decision is not None:
            row.shown_text = _shown(row, choice)
    session.flush()
    return problems


def keep_digests(session: Session, *, round_id: int, texts: Mapping[str, str]) -> Mapping[str, Problem]:
    """Keep what the reader of a small round wrote in place of comments, by area.

    Once they have finished, only what says the same again is taken.

    Returns:
        What is wrong, by area; all others are kept.

    Raises:
        PetError: the round has not been closed, shows comments themselves or nothing, or the reader has finished.
    """
    about = _closed(session, round_id)
    _refuse_hidden(about)
    reading = to_read(session, round_id)
    if not reading.few:
        raise PetError(_("Enough people answered: their comments are shown, and nobody sums them up."))
    places = {found.area.id for found in reading.areas() if found.can_be_summed_up}
    asked = {area: text for area, text in texts.items() if area in places}
    if about.comments_read_at is not None:
        if any(many_lines(text).strip() != reading.digests.get(area, "") for area, text in asked.items()):
            raise PetError(_finished())
        return {}
    return digests.keep(session, round_id, asked)


def leave_out_rest(session: Session, *, round_id: int) -> int:
    """Leave out all comments that still wait for their reader; gives how many. They can still change each.

    Raises:
        PetError: the round has not been closed, so few answered that nothing is read, or the reader has finished.
    """
    waiting = _waiting(session, round_id)
    decide(
        session,
        round_id=round_id,
        decided={row.public_id: Decided(decision=Decision.LEAVE_OUT, text="") for row in waiting},
    )
    return len(waiting)


def _refuse_changes(rows: Iterable[Comment], decided: Mapping[str, Decided]) -> None:
    chosen = ((row, decided[row.public_id]) for row in rows)
    if any(choice.decision is not None and _shown(row, choice) != row.shown_text for row, choice in chosen):
        raise PetError(_finished())


def _refuse_hidden(row: Round) -> None:
    """Nobody reads what so few wrote: it would be easy to guess who it was, and it is never shown."""
    if row.counts is not None and Counts.from_document(row.counts).hidden:
        raise PetError(_("Too few people answered: what they wrote is shown to nobody, so nobody reads it."))


def refuse_unread(session: Session, *, round_id: int) -> None:
    """Before the reader is asked whether they want to finish: nothing may wait.

    Raises:
        PetError: some comments still wait, the round has not been closed, or so few answered that nothing is read.
    """
    row = _closed(session, round_id)
    _refuse_hidden(row)
    if row.comments_read_at is None:
        _refuse_waiting(session, round_id)


def finish(session: Session, *, round_id: int, now: datetime, by: By = PET) -> None:
    """The reader has read them all: the stored result shows what they let through, and its numbers stay.

    It is final: were the result made again later, the words of whoever withdrew meanwhile would vanish together and
    so be known as one person's. Doing it twice changes nothing.

    Raises:
        PetError: some comments still wait, the round has not been closed, or so few answered that nothing is read.
    """
    row = _closed(session, round_id)
    _refuse_hidden(row)
    if row.comments_read_at is not None:
        return
    _refuse_waiting(session, round_id)
    row.comments_read_at = now
    session.flush()
    results.show_comments(session, round_id=round_id, now=now)
    about = {"round": row.title}
    audit.note(session, by, Act.FINISH_COMMENTS, partnership_id=row.partnership_id, about=about, now=now)


def _refuse_waiting(session: Session, round_id: int) -> None:
    waiting = len(_waiting(session, round_id))
    if waiting:
        raise PetError(
            ngettext(
                "{number} comment still waits for you. Decide on it first.",
                "{number} comments still wait for you. Decide on each of them first.",
                waiting,
            )
        )


def _waiting(session: Session, round_id: int) -> Sequence[Comment]:
    """Those that can be shown and are not decided on: where few answered, only what may be quoted."""
    few = digests.is_needed(rounds_facts.facts(session, round_id))
    written = _written(session, round_id)
    return [row for row in written if row.shown_text is None and (row.quotable or not few)]


def _closed(session: Session, round_id: int) -> Round:
    """The round, which is closed: what somebody wrote can change until then, and nobody reads it before.

    Nobody else decides, finishes or withdraws until the end of this transaction.

    Raises:
        PetError: it has not been closed.
    """
    row = rounds.locked(session, round_id)
    if row.closed_at is None:
        raise PetError(_too_early())
    return row


def _finished() -> str:
    return _("The reading of these comments was finished before. Nothing can be changed any more.")


def _too_early() -> str:
    return _("Comments can be read once the round is closed.")


def _written(session: Session, round_id: int) -> Sequence[Comment]:
    return session.scalars(
        select(Comment)
        .join(Response, Response.id == Comment.response_id)
        .where(Response.round_id == round_id, Response.state == ResponseState.SUBMITTED, Comment.text != "")
    ).all()


def _places(framework: Framework) -> Mapping[tuple[str, str], int]:
    """Where each part comes: the themes of an area, how that is known, and the open questions last."""
    parts: list[tuple[str, str]] = []
    for area in framework.areas:
        parts += [("theme", theme.id) for theme in area.themes]
        parts.append(("evidence", area.id))
    parts += [("open", question.id) for question in framework.open_questions]
    return {part: place for place, part in enumerate(parts)}


def _why_not(row: Comment, choice: Decided) -> Problem | None:
    text = many_lines(choice.text).strip()
    is_changed = text not in {row.text.strip(), (row.shown_text or "").strip()}
    if choice.decision is None:
        return (
            Problem("", _("You changed the words. Choose what becomes of the comment."))
            if is_changed
            else None
        )
    if choice.decision is Decision.KEEP:
        return _why_not_kept(row, is_changed=is_changed)
    return _why_not_reworded(row, text) if choice.decision is Decision.REWORD else None


def _why_not_kept(row: Comment, *, is_changed: bool) -> Problem | None:
    if not row.quotable:
        return Problem(
            "", _("This person did not agree to be quoted. Say it in other words, or leave it out.")
        )
    if is_changed:
        return Problem(
            "", _("You changed the words and chose to keep the comment as it is. Choose one of the two.")
        )
    return None


def _why_not_reworded(row: Comment, text: str) -> Problem | None:
    if not text:
        return Problem("", _("Write what is to be shown, or choose “Leave it out”."))
    if len(text) > LONGEST:
        return Problem("", _("Make this shorter: at most {most} characters.", most=LONGEST))
    if not row.quotable and is_only_shortened(text, row.text):
        return Problem(
            "", _("These are still the words that were written. Say it in other words, or leave it out.")
        )
    return None


def _shown(row: Comment, choice: Decided) -> str:
    if choice.decision is Decision.LEAVE_OUT:
        return ""
    return row.text if choice.decision is Decision.KEEP else many_lines(choice.text).strip()
