"""The page on which the first administrator of a new site makes an account."""

from pet.web.setup_first import pages
from pet.web.setup_first.blueprint import blueprint

__all__ = ["blueprint", "pages"]
