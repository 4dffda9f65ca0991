"""The addresses of these pages, and where each leads next."""

from typing import Any

from flask import url_for

from pet.access.policy import Permission
from pet.language import gettext as _
from pet.web import guard
from pet.web.link import Link


def here(endpoint: str, **values: Any) -> str:
    """The address of one of these pages for the partnership that this request is about."""
    return url_for(f"people.{endpoint}", partnership_id=guard.found().partnership_id, **values)


def to_partnership() -> Link:
    """The page of the partnership, which says what comes next."""
    return Link(
        label=_("To the partnership"),
        url=url_for("rounds.partnership", partnership_id=guard.found().partnership_id),
    )


def neighbours(current: str) -> tuple[Link, ...]:
    """The pages beside this one that the person may open."""
    pages = (
        ("people", _("People"), Permission.EDIT_PEOPLE),
        ("bring", _("Bring in a list"), Permission.IMPORT_PEOPLE),
        ("partners", _("Partners"), Permission.EDIT_PARTNERS),
        ("edit", _("Name and kind"), Permission.EDIT_PARTNERSHIP),
    )
    return tuple(
        Link(label=label, url=here(endpoint))
        for endpoint, label, permission in pages
        if endpoint != current and guard.may(permission)
    )
