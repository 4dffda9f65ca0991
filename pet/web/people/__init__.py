"""Setting a partnership up: what it is called, the organisations in it, and the people who can be asked."""

from pet.web.people.blueprint import blueprint

from pet.web.people import (  # isort: skip -- they add their pages to it
    changing,
    creating,
    importing,
    listing,
    partners,
    person,
    previewing,
)

__all__ = ["blueprint", "changing", "creating", "importing", "listing", "partners", "person", "previewing"]
