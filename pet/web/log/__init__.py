"""What was done to a partnership and to the site, and deleting a partnership."""

from pet.web.log.blueprint import blueprint

from pet.web.log import deleting, reading  # isort: skip -- they add their pages to it

__all__ = ["blueprint", "deleting", "reading"]
