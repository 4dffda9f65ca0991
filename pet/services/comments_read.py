"""What the one reader of a closed round reads: every text that was sent, without names (`pet.services.comments`)."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.analysis.comments import parts_summed_up
from pet.db.models import Comment, Response, ResponseState, Round
from pet.errors import PetError
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.services import digests, flagging, frameworks, rounds, rounds_reading
from pet.services.counting import Counts
from pet.services.readings import Item, Reading, places_of


def to_read(session: Session, round_id: int) -> Reading:
    """The comments of everybody who sent their answers; none where so few did that none will be shown.

    Raises:
        PetError: the round has not been closed.
    """
    facts = rounds_reading.facts(session, round_id)
    if facts.closed_at is None:
        raise PetError(_too_early())
    framework = frameworks.of_version(session, facts.framework_version_id, facts.framework_sha256)
    places = _places(framework)
    sent = () if facts.is_hidden else written(session, round_id)
    rows = [row for row in sent if (row.kind, row.part_id) in places]
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
            known=known,
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
        writers=_writers(rows, framework),
        known=known,
        roles_asked=facts.is_asked("role"),
    )


def written(session: Session, round_id: int) -> Sequence[Comment]:
    """Every text of those who sent their answers."""
    return session.scalars(
        select(Comment)
        .join(Response, Response.id == Comment.response_id)
        .where(Response.round_id == round_id, Response.state == ResponseState.SUBMITTED, Comment.text != "")
    ).all()


def closed(session: Session, round_id: int) -> Round:
    """The round, which is closed: what somebody wrote can change until then, and nobody reads it before.

    Nobody else decides, finishes or withdraws until the end of this transaction.

    Raises:
        PetError: it has not been closed.
    """
    row = rounds.locked(session, round_id)
    if row.closed_at is None:
        raise PetError(_too_early())
    return row


def refuse_hidden(row: Round) -> None:
    """Nobody reads what so few wrote: it would be easy to guess who it was, and it is never shown.

    Raises:
        PetError: so few answered this round.
    """
    if row.counts is not None and Counts.from_document(row.counts).hidden:
        raise PetError(_("Too few people answered: what they wrote is shown to nobody, so nobody reads it."))


def finished_before() -> str:
    """Why nothing can be changed."""
    return _("The reading of these comments was finished before. Nothing can be changed any more.")


def _too_early() -> str:
    return _("Comments can be read once the round is closed.")


def _writers(rows: Iterable[Comment], framework: Framework) -> Mapping[str, int]:
    """How many people wrote on each area and to each open question; who they are goes no further."""
    part_of = {place: part.id for part in parts_summed_up(framework) for place in places_of(part)}
    people: dict[str, set[int]] = {}
    for row in rows:
        if (row.kind, row.part_id) in part_of:
            people.setdefault(part_of[row.kind, row.part_id], set()).add(row.response_id)
    return {part: len(found) for part, found in people.items()}


def _places(framework: Framework) -> Mapping[tuple[str, str], int]:
    """Where each part comes: the themes of an area, how that is known, and the open questions last."""
    parts: list[tuple[str, str]] = []
    for area in framework.areas:
        parts += [("theme", theme.id) for theme in area.themes]
        parts.append(("evidence", area.id))
    parts += [("open", question.id) for question in framework.open_questions]
    return {part: place for place, part in enumerate(parts)}
