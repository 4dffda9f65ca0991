"""Comments on their way into a result: one reader sees them first, without names, and decides on each.

What the reader decided is in `Comment.shown_text`: the text to show, empty where the comment is left out, `None`
while it waits. Comments that nobody agreed to have quoted word for word cannot be kept as they are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.db.models import Comment, Response, ResponseState, Round
from pet.errors import PetError, Problem
from pet.frameworks.model import Framework
from pet.language import current, ngettext
from pet.language import gettext as _
from pet.services import audit, frameworks, results, rounds, rounds_facts
from pet.services.audit import PET, Act, By
from pet.services.counting import Counts
from pet.services.texts import many_lines
from pet.untrusted.limits import DOCUMENT

LONGEST = DOCUMENT.text
PAGE_COMMENTS = 20
PAGE_CHARACTERS = 40_000  # what the longest page sends back stays within the limit of a form


class Decision(StrEnum):
    """What becomes of a comment."""

    KEEP = "keep"
    REWORD = "reword"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One comment as its reader sees it: no name, no time, nothing that ties it to another.

    Attributes:
        id: random; for the form.
        kind: `theme`, `evidence` or `open`.
        part_id: of the theme, the area or the open question.
        text: as it was written.
        quotable: whether it may be shown word for word.
        shown: what the reader lets be shown, empty where it is left out, `None` while it waits.
    """

    id: str
    kind: str
    part_id: str
    text: str
    quotable: bool
    shown: str | None

    @property
    def decision(self) -> Decision | None:
        """What the reader decided, or `None`."""
        if self.shown is None:
            return None
        if not self.shown:
            return Decision.LEAVE_OUT
        return Decision.KEEP if self.shown == self.text else Decision.REWORD


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All comments of a round, in the order of what was asked, shuffled within each part.

    Attributes:
        items: the comments; none where nobody is to read them.
        framework: what was asked.
        hidden: whether so few answered that nothing they wrote is shown, and so nothing is to be read.
        finished: whether the reader has finished, so that nothing can be decided any more.
    """

    items: tuple[Item, ...]
    framework: Framework
    hidden: bool = False
    finished: bool = False

    @property
    def waiting(self) -> int:
        """How many still wait for a decision."""
        return sum(item.decision is None for item in self.items)

    @property
    def pages(self) -> tuple[tuple[Item, ...], ...]:
        """The comments in pages of a length that can be read and sent; at least one page."""
        return _pages(self.items)

    @property
    def first_waiting_page(self) -> int:
        """The first page with something to decide, from 1; the last page where all is decided."""
        pages = self.pages
        waiting = (n for n, page in enumerate(pages, 1) if any(item.decision is None for item in page))
        return next(waiting, len(pages))

    def heading(self, item: Item) -> tuple[str, str]:
        """What a comment is about: a title and the sentence that was in front of the writer."""
        if item.kind == "open":
            question = next(q for q in self.framework.open_questions if q.id == item.part_id)
            return _("Open question"), question.text.to(current())
        if item.kind == "evidence":
            area = next(area for area in self.framework.areas if area.id == item.part_id)
            return _("How do we know? {area}", area=area.title.to(current())), area.question.to(current())
        theme = self.framework.theme(item.part_id)
        return theme.title.to(current()), theme.statement.to(current())


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
    items = tuple(
        Item(
            id=row.public_id,
            kind=row.kind,
            part_id=row.part_id,
            text=row.text,
            quotable=row.quotable,
            shown=row.shown_text,
        )
        for row in rows
    )
    return Reading(
        items=items,
        framework=framework,
        hidden=facts.is_hidden,
        finished=facts.comments_read_at is not None,
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


def leave_out_rest(session: Session, *, round_id: int) -> int:
    """Leave out all comments on which the reader has not decided; gives how many. They can still change each.

    Raises:
        PetError: the round has not been closed, so few answered that nothing is read, or the reader has finished.
    """
    waiting = [row for row in _written(session, round_id) if row.shown_text is None]
    decide(
        session,
        round_id=round_id,
        decided={row.public_id: Decided(decision=Decision.LEAVE_OUT, text="") for row in waiting},
    )
    return len(waiting)


def _refuse_changes(rows: Iterable[Comment], decided: Mapping[str, Decided]) -> None:
    chosen = ((row, decided[row.public_id]) for row in rows)
    if any(choice.decision is not None and _shown(row, choice) != row.shown_text for row, choice in chosen):
        raise PetError(
            _("The reading of these comments was finished before. Nothing can be changed any more.")
        )


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
    waiting = sum(comment.shown_text is None for comment in _written(session, round_id))
    if waiting:
        raise PetError(
            ngettext(
                "{number} comment still waits for you. Decide on it first.",
                "{number} comments still wait for you. Decide on each of them first.",
                waiting,
            )
        )


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
    if not row.quotable and text.split() == row.text.split():
        return Problem(
            "", _("These are still the words that were written. Say it in other words, or leave it out.")
        )
    return None


def _shown(row: Comment, choice: Decided) -> str:
    if choice.decision is Decision.LEAVE_OUT:
        return ""
    return row.text if choice.decision is Decision.KEEP else many_lines(choice.text).strip()


def _pages(items: Iterable[Item]) -> tuple[tuple[Item, ...], ...]:
    pages: list[list[Item]] = [[]]
    characters = 0
    for item in items:
        length = len(item.shown or item.text)
        if pages[-1] and (len(pages[-1]) == PAGE_COMMENTS or characters + length > PAGE_CHARACTERS):
            pages.append([])
            characters = 0
        pages[-1].append(item)
        characters += length
    return tuple(tuple(page) for page in pages)
