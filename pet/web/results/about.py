"""What a request for results is about, what its sender may do, and which parts were released to them."""

from flask import request

from pet.access.actor import State
from pet.access.policy import Permission
from pet.services import results
from pet.services.results import Stored
from pet.services.rounds import COMMENTS, REPORT, RoundFacts
from pet.web import guard
from pet.web.guard import round_id

__all__ = ["EVERYBODY", "may", "round_id", "seen_by", "shown", "shows_report"]
EVERYBODY = "everybody"


def seen_by() -> str | None:
    """`EVERYBODY` where somebody who sees more looks at released results as everybody sees them; else `None`."""
    asked = request.args.get("seen_by") == EVERYBODY and guard.target().state is State.RELEASED
    return EVERYBODY if asked and guard.may(Permission.FOLLOW_ROUND) else None


def may(permission: Permission) -> bool:
    """Whether the sender may do this, too; who looks as everybody may do no more than they."""
    return seen_by() is None and guard.may(permission)


def shown(stored: Stored, facts: RoundFacts) -> Stored:
    """The result as its sender may see it: what people wrote may have been held back on release."""
    if may(Permission.FOLLOW_ROUND) or facts.shows_members(COMMENTS):
        return stored
    return results.without_comments(stored)


def shows_report(facts: RoundFacts) -> bool:
    """Whether the sender may have the report: it may have been held back on release."""
    return may(Permission.FOLLOW_ROUND) or facts.shows_members(REPORT)
