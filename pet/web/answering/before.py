"""What became of the round before, at the start of one that follows it: why it is worth answering again."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from pet.language import gettext as _
from pet.services import actions
from pet.services.rounds_facts import RoundFacts
from pet.web.site import now
from pet.words import actions as words
from pet.words import became, dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The actions of the last round.

    Attributes:
        title: of the section.
        summary: all of them in one sentence.
        lines: a line for each of the first few.
    """

    title: str
    summary: str
    lines: tuple[str, ...]


def of(db: Session, facts: RoundFacts) -> Before | None:
    """What was agreed after the round before and where it stands; `None` for nothing, or before its release."""
    agreed = actions.told_before(db, facts.follows_id)
    if not agreed:
        return None
    today = dates.here(now()).date()
    return Before(
        title=_("What became of “{round}”", round=facts.follows or ""),
        summary=words.summary(agreed, today),
        lines=became.lines(agreed, today),
    )
