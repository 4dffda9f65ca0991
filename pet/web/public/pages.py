"""The first page, and the accessibility statement."""

from collections.abc import Mapping
from dataclasses import dataclass

from babel.support import LazyProxy

from pet.access.actor import Role
from pet.language import gettext as _
from pet.language import lazy_gettext
from pet.services import home as homes
from pet.web import identity
from pet.web.guard import public
from pet.web.public.blueprint import blueprint
from pet.web.render import render
from pet.web.site import database, now, site

_ROLES: Mapping[Role, LazyProxy] = {
    Role.MEMBER: lazy_gettext("You are a member."),
    Role.PARTNER_LEAD: lazy_gettext("You lead one of its partners."),
    Role.LEAD: lazy_gettext("You are a lead."),
    Role.FACILITATOR: lazy_gettext("You are its facilitator."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPartnership:
    """One of the reader's partnerships: its name, page and what they are in it."""

    name: str
    url: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """The first page of somebody who is signed in."""

    title: str
    partnerships: tuple[OwnPartnership, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomePage:
    """The first page of a stranger."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibilityPage:
    """The accessibility statement.

    Attributes:
        title: in a few words.
        contact: where to write to, or empty.
        contact_url: the same as a link.
    """

    title: str
    contact: str
    contact_url: str


@blueprint.get("/")
@public
def home() -> str:
    """What PET is; for somebody who is signed in, their partnerships."""
    actor = identity.actor()
    if actor.account_id is None:
        return render(
            "public/welcome.html", WelcomePage(title=_("See how your partnership is doing, together"))
        )
    identity.note_seen(now())
    with database().reading() as db:
        own = homes.partnerships_of(db, actor)
    partnerships = tuple(
        OwnPartnership(name=one.name, url=f"/partnerships/{one.public_id}/", role=str(_ROLES[one.role]))
        for one in own
    )
    return render("public/home.html", HomePage(title=_("Your partnerships"), partnerships=partnerships))


@blueprint.get("/accessibility")
@public
def accessibility() -> str:
    """How far everybody can use PET, and what to do where somebody cannot."""
    contact = site().settings.contact
    page = AccessibilityPage(title=_("Accessibility"), contact=contact, contact_url=contact_url(contact))
    return render("public/accessibility.html", page)


def contact_url(contact: str) -> str:
    """The contact as a link; empty for none."""
    return contact if contact.startswith("https://") or not contact else f"mailto:{contact}"
