"""One's own account, and the offers that lead to one."""

from pet.web.account import appointments, own
from pet.web.account.blueprint import blueprint

__all__ = ["appointments", "blueprint", "own"]
