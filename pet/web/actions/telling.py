"""An action in pairs of a word and what it is, for somebody who is told what another person saved."""

from pet.language import gettext as _
from pet.services.actions import ActionFacts
from pet.words import actions


def lines(action: ActionFacts) -> tuple[tuple[str, str], ...]:
    """What stands there now; what is empty is left out."""
    said = action.said
    every = (
        (_("What is done"), said.what),
        (_("What should get better"), said.aim),
        (_("Who does it"), actions.owner(said)),
        (_("By when"), actions.due(said)),
        (_("What it needs"), said.resource),
        (_("Where it stands"), actions.name(said.status)),
        (_("How it is going"), said.note),
    )
    return tuple((word, value) for word, value in every if value)
