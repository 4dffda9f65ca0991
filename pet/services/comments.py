"""Comments on their way into a result: one reader sees them first, without names, and decides on each.

What the reader decided is in `Comment.shown_text`: the text to show, empty where the comment is left out, `None`
while it waits. Comments that nobody agreed to have quoted word for word cannot be kept as they are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from pet.db.models import Comment
from pet.errors import PetError, Problem
from pet.language import gettext as _
from pet.language import ngettext
from pet.services import audit, comments_seen, digests, results, rounds_reading, summing_up
from pet.services.audit import PET, Act, By
from pet.services.comments_read import closed, finished_before, refuse_hidden, to_read, written
from pet.services.flags import is_only_shortened
from pet.services.readings import Decision, Item, Reading
from pet.services.summing_up import WrittenMeanwhileError, keep_digests
from pet.services.texts import many_lines
from pet.untrusted.limits import DOCUMENT

__all__ = [
    "Decided",
    "Decision",
    "Item",
    "Reading",
    "WrittenMeanwhileError",
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
    """What a reader sent about one comment.

    Attributes:
        decision: their choice, if they made one.
        text: what stood in the text box.
        seen: the mark of what their page saw (`pet.services.comments_seen`); empty where it does not matter.
    """

    decision: Decision | None
    text: str
    seen: str = ""


def decide(session: Session, *, round_id: int, decided: Mapping[str, Decided]) -> Mapping[str, Problem]:
    """Keep what the reader decided; a comment that is not named, or of which their page changed nothing, stays as it is.

    Once they have finished, only what says the same again is taken, so that a form sent twice does no harm.

    Returns:
        What is wrong, by id of the comment; all others are kept.

    Raises:
        PetError: the round has not been closed, so few answered that nothing is read, or the reader has finished.
    """
    about = closed(session, round_id)
    refuse_hidden(about)
    named = [row for row in written(session, round_id) if row.public_id in decided]
    rows = [row for row in named if not _is_as_seen(row, decided[row.public_id])]
    if about.comments_read_at is not None:
        _refuse_changes(rows, decided)
        return {}
    few = digests.is_needed(rounds_reading.facts(session, round_id))
    problems: dict[str, Problem] = {}
    for row in rows:
        choice = decided[row.public_id]
        if problem := _changed_meanwhile(row, choice) or _why_not(row, choice, few=few):
            problems[row.public_id] = problem
        elif choice.decision is not None:
            row.shown_text = _shown(row, choice)
    session.flush()
    return problems


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


def _is_as_seen(row: Comment, choice: Decided) -> bool:
    """Whether the reader's page changed nothing: it may be an old one, and somebody may have decided meanwhile."""
    if choice.decision is None:
        return False
    is_kept_but_changed = (
        choice.decision is Decision.KEEP and many_lines(choice.text).strip() != row.text.strip()
    )
    return not is_kept_but_changed and comments_seen.mark(_shown(row, choice)) == choice.seen


def _changed_meanwhile(row: Comment, choice: Decided) -> Problem | None:
    """Two windows decided differently."""
    is_as_it_was = choice.seen in {"", comments_seen.mark(row.shown_text)}
    if is_as_it_was or choice.decision is None or _shown(row, choice) == row.shown_text:
        return None
    return comments_seen.changed_meanwhile(row.text, row.shown_text)


def _refuse_changes(rows: Iterable[Comment], decided: Mapping[str, Decided]) -> None:
    chosen = ((row, decided[row.public_id]) for row in rows)
    if any(choice.decision is not None and _shown(row, choice) != row.shown_text for row, choice in chosen):
        raise PetError(finished_before())


def refuse_unread(session: Session, *, round_id: int) -> None:
    """Before the reader is asked whether they want to finish: nothing may wait.

    Raises:
        PetError: some comments still wait, the round has not been closed, or so few answered that nothing is read.
    """
    row = closed(session, round_id)
    refuse_hidden(row)
    if row.comments_read_at is None:
        _refuse_waiting(session, round_id)


def finish(session: Session, *, round_id: int, now: datetime, by: By = PET) -> None:
    """The reader has read them all: the stored result shows what they let through, and its numbers stay.

    It is final: were the result made again later, the words of whoever withdrew meanwhile would vanish together and
    so be known as one person's. Doing it twice changes nothing.

    Raises:
        PetError: some comments still wait, the round has not been closed, or so few answered that nothing is read.
    """
    row = closed(session, round_id)
    refuse_hidden(row)
    if row.comments_read_at is not None:
        return
    _refuse_waiting(session, round_id)
    summing_up.drop_outlived(session, round_id)
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
    few = digests.is_needed(rounds_reading.facts(session, round_id))
    rows = written(session, round_id)
    return [row for row in rows if row.shown_text is None and (row.quotable or not few)]


def _why_not(row: Comment, choice: Decided, *, few: bool) -> Problem | None:
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
    if choice.decision is Decision.REWORD:
        return _why_not_of_few() if few else _why_not_reworded(row, text)
    return None


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


def _why_not_of_few() -> Problem:
    return Problem(
        "",
        _(
            "So few answered that other words for a single comment are not shown. Keep it as it is, or leave it out; "
            "what matters in it can go into your summary."
        ),
    )


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
