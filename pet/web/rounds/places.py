"""Where pages are that stand in other packages: their addresses are promised, their functions are not known here."""

from pet.services.rounds import RoundFacts


def new_round(partnership_id: str) -> str:
    """Where a round is set up."""
    return f"/partnerships/{partnership_id}/rounds/new"


def of_partnership(partnership_id: str, place: str) -> str:
    """A page of a partnership: `partners`, `people`, `team`, `log` or `edit`."""
    return f"/partnerships/{partnership_id}/{place}"


def of_round(facts: RoundFacts, place: str) -> str:
    """A page of a round: `set-up/`, `letters`, `paper`, `extend` or `answer`."""
    return f"/rounds/{facts.public_id}/{place}"
