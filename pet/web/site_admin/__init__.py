"""The accounts of the site, for whoever looks after it."""

from pet.web.site_admin import accounts, acting
from pet.web.site_admin.blueprint import blueprint

__all__ = ["accounts", "acting", "blueprint"]
