"""Actions: what was agreed after a round, who does it by when, and what became of it.

Each of the functions that change something holds the round first, so that two people who change the list at once follow
one another; whoever saves says on which version their words stand, so that nobody overwrites another silently.
"""

from pet.services.actions.changing import ChangedMeanwhileError, add, change, remove, update
from pet.services.actions.given import (
    LONGEST_AIM,
    LONGEST_NOTE,
    LONGEST_OWNER,
    LONGEST_RESOURCE,
    LONGEST_WHAT,
    Given,
)
from pet.services.actions.ordering import move, prioritise
from pet.services.actions.owners import LEADING, Editor
from pet.services.actions.standing import ActionFacts, agreed, are_there, one, today, told_before
from pet.services.actions.writing import Progress

__all__ = [
    "LEADING",
    "LONGEST_AIM",
    "LONGEST_NOTE",
    "LONGEST_OWNER",
    "LONGEST_RESOURCE",
    "LONGEST_WHAT",
    "ActionFacts",
    "ChangedMeanwhileError",
    "Editor",
    "Given",
    "Progress",
    "add",
    "agreed",
    "are_there",
    "change",
    "move",
    "one",
    "prioritise",
    "remove",
    "today",
    "told_before",
    "update",
]
