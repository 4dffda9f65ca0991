"""What a request to these pages is about, and what the person is in it; the guard has let them in already."""

from pet.access.actor import Role
from pet.access.policy import Permission
from pet.services.invitees import Sees
from pet.services.rounds import RoundFacts
from pet.web.guard import may, own_partner_id, round_id, target
from pet.web.identity import actor

__all__ = [
    "chooses",
    "follows",
    "leads",
    "may",
    "own_partner_id",
    "partnership_id",
    "reads",
    "round_id",
    "sees",
]


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


def leads_a_partner() -> bool:
    """Whether the person leads one partner of it, and sees what is of that partner."""
    return actor().role_in(partnership_id()) is Role.PARTNER_LEAD


def reads(facts: RoundFacts) -> bool:
    """Whether the person is the one who reads the comments of this round first."""
    return leads() if facts.reader is None else follows() and actor().account_id == facts.reader.account_id


def sees() -> Sees:
    """What the person may see of those who are asked."""
    return Sees(
        partner_id=own_partner_id(),
        addresses=may(Permission.SEE_DELIVERY),
        answered=may(Permission.SEE_WHO_ANSWERED),
    )
