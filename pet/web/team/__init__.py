"""Who leads and facilitates a partnership, who belongs to its partners, and asking more of them."""

from pet.web.team import asking, pages, person
from pet.web.team.blueprint import blueprint

__all__ = ["asking", "blueprint", "pages", "person"]
