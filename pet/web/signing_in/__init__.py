"""Signing in and out, by password or by a mailed link, and choosing a new password."""

from pet.web.signing_in import again, by_link, by_password, resetting, staying
from pet.web.signing_in.blueprint import blueprint

__all__ = ["again", "blueprint", "by_link", "by_password", "resetting", "staying"]
