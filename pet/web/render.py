"""Templates: one frozen `page` per template and the `frame` around it, and nothing that a template could lack."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, g, render_template
from jinja2 import StrictUndefined

from pet.access.actor import Actor
from pet.language import PSEUDO, SOURCE, current, gettext, ngettext
from pet.services.sessions import NOBODY
from pet.web import identity
from pet.web.return_to import HOME
from pet.web.targets import Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A partnership in the head of a page.

    Attributes:
        name: what it is called.
        url: its page, or empty for somebody who only answers.
    """

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page.

    Attributes:
        language: for the `lang` of the page.
        name: of whoever is signed in, or empty.
        home: where the name of the site leads.
        partnership: the one this page is about, or `None`.
        session_ends: seconds until this session ends if nobody comes back; 0 where there is none.
    """

    language: str
    name: str
    home: str
    partnership: Place | None
    session_ends: int


def init_app(app: Flask) -> None:
    """Templates that fail loudly, speak the reader's language and escape everything."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.autoescape = True
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(_=gettext, ngettext=ngettext)


def render(template: str, page: Any) -> str:
    """The template with its page; `page` is a frozen dataclass that belongs to this template."""
    identity.seen()
    return render_plainly(template, page)


def render_plainly(template: str, page: Any) -> str:
    """The same without asking the database, for pages that say what went wrong."""
    return render_template(template, page=page, frame=_frame())


def _frame() -> Frame:
    seen = g.get("seen", NOBODY)
    found: Found | None = g.get("found")
    return Frame(
        language=SOURCE if current() == PSEUDO else current(),
        name=seen.name,
        home=HOME,
        partnership=_place(seen.actor, found) if found is not None and found.partnership else None,
        session_ends=_seconds_left(found),
    )


def _place(actor: Actor, found: Found) -> Place:
    is_mine = actor.role_in(found.target.partnership_id) is not None
    return Place(name=found.partnership, url=f"/partnerships/{found.partnership_id}/" if is_mine else "")


def _seconds_left(found: Found | None) -> int:
    if "seen" not in g:
        return 0
    return identity.seconds_left(found.target.response_id if found is not None else None)
