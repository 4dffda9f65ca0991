"""What a request to these pages is about, and what the person is in it; the guard has let them in already."""

from pet.access.actor import Role
from pet.access.policy import Permission
from pet.services.rounds import RoundFacts
from pet.web.guard import may, round_id, target
from pet.web.identity import actor

__all__ = ["chooses", "follows", "leads", "partnership_id", "reads", "round_id"]


def partnership_id() -> int:
    """The partnership's id in the database."""
    found = target().partnership_id
    assert found is not None  # the guard has looked it up
    return found


def follows() -> bool:
    """Whether the person may follow rounds while they run."""
    return actor().role_in(partnership_id()) in (Role.LEAD, Role.FACILITATOR)


def chooses() -> bool:
    """Whether the person may choose what the meeting talks about."""
    return may(Permission.CHOOSE_AGENDA)


def leads() -> bool:
    """Whether the person may close and release rounds."""
    return actor().role_in(partnership_id()) is Role.LEAD


def reads(facts: RoundFacts) -> bool:
    """Whether the person is the one who reads the comments of this round first."""
    return leads() if facts.reader is None else follows() and actor().account_id == facts.reader.account_id
