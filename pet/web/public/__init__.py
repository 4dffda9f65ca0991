"""Pages for everybody: the first page, what programs ask for, and how to reach us."""

from pet.web.public import links, machines, pages
from pet.web.public.blueprint import blueprint

__all__ = ["blueprint", "links", "machines", "pages"]
