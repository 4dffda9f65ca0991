"""Results: computed from the sheets that were sent, stored when the round closes, and read from there ever after."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.analysis.change import Earlier
from pet.analysis.comfort import with_words
from pet.analysis.comments import written
from pet.analysis.evaluate import evaluate
from pet.analysis.kinds import Basis
from pet.analysis.options import Options
from pet.analysis.ratings import Ratings
from pet.analysis.result import Result
from pet.analysis.snapshots import distributions_only
from pet.db.models import Response, ResponseState, Round
from pet.errors import InvalidInputError
from pet.frameworks.changes import crosswalk
from pet.frameworks.model import Framework
from pet.services import digests, frameworks, matrix, snapshots
from pet.services.answers.asked import themes_asked
from pet.services.answers.held import from_document
from pet.services.matrix import Sent
from pet.services.rounds_facts import RoundFacts
from pet.services.rounds_reading import facts
from pet.services.stored_results import Stored, as_computed, document, store, stored, without_comments

__all__ = [
    "Stored",
    "as_computed",
    "compute_and_store",
    "document",
    "own_answers",
    "sent_by",
    "show_comments",
    "store",
    "stored",
    "without_comments",
]


def compute_and_store(session: Session, *, round_id: int, now: datetime) -> Result:
    """Evaluate a round with its promise, beside the round that it follows, and keep the result in place of any before.

    Raises:
        PetError: there is no such round, or what was shown of it before forbids another result (R6).
    """
    of = facts(session, round_id)
    sent = matrix.sent(session, of)
    options = _options(of, sent.ratings.respondents)
    told = digests.to_show(session, of)
    result = evaluate(sent.ratings, sent.comments, options, _earlier(session, of, sent), told)
    snapshots.keep(session, of, result, sent)
    store(session, round_id, result, now=now)
    return result


def _earlier(session: Session, of: RoundFacts, sent: Sent) -> Earlier | None:
    """The round that this one follows, as it was shown: what is stored, never computed anew.

    Where the answers behind it may not be set beside those of now person by person, all that is given of them is what
    the stored result shows of everybody.
    """
    if of.follows_id is None:
        return None
    # Whoever wants to withdraw from the earlier round waits until this one is stored.
    session.execute(select(Round.id).where(Round.id == of.follows_id).with_for_update())
    before = _whole_or_none(session, of.follows_id)
    if before is None or before.result.withheld is not None:
        return None
    followed = facts(session, of.follows_id)
    then, walk = matrix.sent(session, followed), crosswalk(_whole(session, followed), _whole(session, of))
    if then.ratings.respondents == before.result.respondents and _may_pair(session, of, sent, then):
        return Earlier(then.ratings, before.result, _paired_with(session, followed), walk)
    return Earlier(distributions_only(before.result, before.framework), before.result, walk=walk)


def _whole_or_none(session: Session, round_id: int) -> Stored | None:
    """A stored result, if it can be read: a damaged one of long ago must not keep a round from being closed."""
    try:
        return stored(session, round_id)
    except (InvalidInputError, ValueError):
        return None


def _paired_with(session: Session, of: RoundFacts) -> Ratings | None:
    """The answers that a round was itself compared with person by person; `None` if they are not as they were then.

    With them it is known who was paired, which is one more thing that has been shown of these people (R7).
    """
    if of.follows_id is None or not _is_paired(session, of.id):
        return None
    shown, there = stored(session, of.follows_id), matrix.sent(session, facts(session, of.follows_id))
    as_then = shown is not None and shown.result.respondents == there.ratings.respondents
    if not as_then or snapshots.shown_otherwise(session, of.follows_id, there.people):
        return None
    return there.ratings


def _whole(session: Session, of: RoundFacts) -> Framework:
    """What was asked, with what the round's form leaves out."""
    return frameworks.of_version(session, of.framework_version_id, of.framework_sha256)


def _may_pair(session: Session, of: RoundFacts, sent: Sent, then: Sent) -> bool:
    """Whether no other set of people of either round was shown that those who answered both times stand beside (R7).

    Whoever has withdrawn since would be the difference between what was shown of all and what is shown of the pairs;
    and the pairs of two rounds that follow the same one differ by those who came back once. A round that follows
    this one knows of its pairs if they were shown before, and only then (`_paired_with`).
    """
    if of.is_signed:
        return True
    assert of.follows_id is not None
    rounds = {of.id: sent, of.follows_id: then}
    unaware = {of.follows_id} if _is_paired(session, of.id) else {of.id, of.follows_id}
    return not (
        any(snapshots.shown_otherwise(session, id_, sides.people) for id_, sides in rounds.items())
        or any(_is_paired(session, id_) for id_ in _followers(session, unaware) if id_ != of.id)
    )


def _followers(session: Session, round_ids: Collection[int]) -> Collection[int]:
    return session.scalars(select(Round.id).where(Round.follows_id.in_(round_ids))).all()


def _is_paired(session: Session, round_id: int) -> bool:
    found = stored(session, round_id)
    return found is not None and found.result.change is not None and found.result.change.basis is Basis.PAIRED


def show_comments(session: Session, *, round_id: int, now: datetime) -> None:
    """Let the stored result show what people wrote as its reader leaves it.

    Every number stays, even where somebody has withdrawn their answers since: two results that differ by one
    person would tell what that person answered. Only the one note that is about what was written is added.
    """
    before = stored(session, round_id)
    if before is None or before.result.withheld is not None or _came_from_elsewhere(session, round_id):
        return
    ratings, comments = matrix.ratings_of(session, round_id)
    of = before.result
    options = Options(mode=of.mode, smallest_group=of.smallest_group, thresholds=of.thresholds)
    shown = digests.to_show(session, facts(session, round_id))
    told = written(comments, ratings, options, shown, answered=of.respondents)
    result = replace(
        of,
        agenda=before.proposed,
        comments=told.comments,
        words=told.words,
        digests=told.digests,
        comments_withheld=told.withheld,
        comfort=with_words(of, ratings, comments),
    )
    store(session, round_id, result, now=now)


def _came_from_elsewhere(session: Session, round_id: int) -> bool:
    """Whether a round was brought in by an archive: nobody answered it here, and its comments were read there."""
    brought = select(Round.imported_sha256).where(Round.id == round_id)
    return session.scalar(brought) is not None


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
        weighting=of.weighting,
        invited=invited,
    )


def own_answers(session: Session, response_id: int) -> Mapping[str, int | str | None]:
    """One person's own answers to what their role is asked: a point of the scale, why there is none, or `None`.

    Whatever the sheet holds from an earlier role is no part of it.
    """
    row = session.execute(
        select(Response.ratings, Response.role_id, Response.round_id).where(Response.id == response_id)
    ).one()
    of = facts(session, row.round_id)
    framework = frameworks.of_version(session, of.framework_version_id, of.framework_sha256)
    held = from_document(row.ratings)
    return {
        theme.id: held[theme.id].value if theme.id in held else None
        for theme in themes_asked(framework, of.form, row.role_id)
    }


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
