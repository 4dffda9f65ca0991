"""What was agreed after a round: the board, the pages that change it, and what became of it for everybody."""

from pet.web.actions.blueprint import blueprint

from pet.web.actions import became, board, editing, priorities, removing, updating  # isort: skip -- they add their pages to it

__all__ = ["became", "blueprint", "board", "editing", "priorities", "removing", "updating"]
