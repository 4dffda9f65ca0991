"""What the comments' reader of a small round writes in place of comments: a few sentences of each area and open question.

Where fewer people answered than comments are shown from, a comment would point at its writer, in whatever words. So
the reader sums up what was said on each area and to each open question, and the result shows that.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pet.analysis.comments import needs_digests
from pet.analysis.options import Options
from pet.analysis.result_texts import Digest as Shown
from pet.db.models import Digest
from pet.errors import Problem
from pet.language import gettext as _
from pet.services.rounds_facts import RoundFacts
from pet.services.texts import many_lines
from pet.untrusted.limits import DOCUMENT

LONGEST = DOCUMENT.text


def is_needed(of: RoundFacts) -> bool:
    """Whether a closed round shows digests in place of comments: something is shown of it, and few answered."""
    if of.counts is None or of.counts.hidden:
        return False
    return needs_digests(of.counts.submitted, Options(mode=of.mode, smallest_group=of.smallest_group))


def written(session: Session, round_id: int) -> Mapping[str, str]:
    """What the reader has written so far, by area or open question."""
    rows = session.execute(select(Digest.area_id, Digest.text).where(Digest.round_id == round_id))
    return {row.area_id: row.text for row in rows}


def to_show(session: Session, of: RoundFacts) -> tuple[Shown, ...]:
    """What the result shows: nothing before the reader has finished."""
    if of.comments_read_at is None:
        return ()
    return tuple(Shown(area=area, text=text) for area, text in sorted(written(session, of.id).items()))


def keep(session: Session, round_id: int, texts: Mapping[str, str]) -> Mapping[str, Problem]:
    """Keep what the reader wrote, by area or open question; an empty text takes one away, and what is not named stays.

    Returns:
        What is wrong, by area or open question; all others are kept.
    """
    cleaned = {area: many_lines(text).strip() for area, text in texts.items()}
    problems = {area: _too_long() for area, text in cleaned.items() if len(text) > LONGEST}
    right = {area: text for area, text in cleaned.items() if area not in problems}
    session.execute(delete(Digest).where(Digest.round_id == round_id, Digest.area_id.in_(right)))
    session.add_all(
        Digest(round_id=round_id, area_id=area, text=text) for area, text in right.items() if text
    )
    session.flush()
    return problems


def keep_only(session: Session, round_id: int, parts: Collection[str]) -> None:
    """Drop the digests of all other areas and open questions."""
    session.execute(delete(Digest).where(Digest.round_id == round_id, Digest.area_id.not_in(parts)))
    session.flush()


def _too_long() -> Problem:
    return Problem("", _("Make this shorter: at most {most} characters.", most=LONGEST))
