"""The first page, and the accessibility statement."""

from collections.abc import Mapping
from dataclasses import dataclass

from babel.support import LazyProxy
from flask import url_for

from pet.access import policy
from pet.access.actor import Actor, Role, Target
from pet.access.policy import Decision, Permission
from pet.language import gettext as _
from pet.language import lazy_gettext
from pet.services import deleting, first_steps, waiting_for_lead
from pet.services import home as homes
from pet.services.deleting import Deleted
from pet.services.waiting_for_lead import Waiting
from pet.web import identity
from pet.web.guard import public
from pet.web.public.blueprint import blueprint
from pet.web.render import render
from pet.web.site import database, now, site
from pet.words import dates

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
class WaitingPartnership:
    """One that the reader made for somebody who has not agreed to lead it yet.

    Attributes:
        name: of the partnership.
        lead: who is asked to lead it, and until when they can agree.
        which: its public id.
    """

    name: str
    lead: str
    which: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """The first page of somebody who is signed in.

    Attributes:
        title: in a few words.
        partnerships: theirs.
        waiting: those they made for somebody else, who has not agreed yet.
        again: what the button says that asks once more.
        leaving: those they lead and that are to be deleted, with the page that undoes it.
        creates: whether they may make a partnership.
        are_others: whether there are partnerships here in which they take no part.
        accounts_url: where an administrator looks after accounts, or empty.
    """

    title: str
    partnerships: tuple[OwnPartnership, ...]
    waiting: tuple[WaitingPartnership, ...] = ()
    again: str = ""
    leaving: tuple[OwnPartnership, ...] = ()
    creates: bool = False
    are_others: bool = False
    accounts_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomePage:
    """The first page of a stranger.

    Attributes:
        title: in a few words.
        is_new: whether nobody has an account here yet, so that the first one is to be made.
        was_ended: whether this browser was signed in and is not any more, though nobody pressed “Sign out”.
    """

    title: str
    is_new: bool
    was_ended: bool


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
        title = _("See how your partnership is doing, together")
        was_ended = identity.account_token() is not None
        return render("public/welcome.html", WelcomePage(title=title, is_new=_is_new(), was_ended=was_ended))
    identity.note_seen(now())
    with database().reading() as db:
        own = homes.partnerships_of(db, actor)
        # Only who looks after the site makes one that somebody else leads.
        waiting = waiting_for_lead.made_by(db, actor.account_id, now=now()) if actor.is_admin else ()
        are_others = not own and homes.are_any(db)
        leaving = tuple(_leaving(one) for one in deleting.deleted(db, account_id=actor.account_id))
    partnerships = tuple(
        OwnPartnership(name=one.name, url=f"/partnerships/{one.public_id}/", role=_role(one)) for one in own
    )
    page = HomePage(
        title=_("Your partnerships"),
        partnerships=partnerships,
        waiting=tuple(_waiting(one) for one in waiting),
        again=_("Send the letter again") if site().post.can_send else _("Show a new link to pass on"),
        leaving=leaving,
        creates=_creates(actor),
        are_others=are_others,
        accounts_url=url_for("site_admin.accounts") if actor.is_admin else "",
    )
    return render("public/home.html", page)


def _role(one: homes.OwnPartnership) -> str:
    """What they are in it; of one that was put away, that it was."""
    return " ".join([str(_ROLES[one.role]), *([_("It is put away.")] if one.is_archived else [])])


def _waiting(one: Waiting) -> WaitingPartnership:
    about = {"name": one.name, "email": one.email, "day": dates.day(one.expires_at)}
    lead = (
        _("{name} ({email}) is asked to lead it, and has not accepted yet. The offer ends on {day}.", **about)
        if one.can_lead
        else _(
            "{name} ({email}) was asked to lead it, and did not accept. The offer ended on {day}.", **about
        )
    )
    return WaitingPartnership(name=one.partnership, lead=lead, which=one.public_id)


def _creates(actor: Actor) -> bool:
    """Whether they may make a partnership."""
    about = Target(anyone_creates=site().settings.anyone_creates)
    return policy.decide(actor, Permission.CREATE_PARTNERSHIP, about) is Decision.GRANTED


def _is_new() -> bool:
    """Whether nobody has an account yet; asked only where a setup code lies ready."""
    if first_steps.setup_code(site().settings.instance) is None:
        return False
    with database().reading() as db:
        return first_steps.is_new(db)


def _leaving(one: Deleted) -> OwnPartnership:
    until = _("Deleted. Until {day} you can keep it after all.", day=dates.day(one.until))
    return OwnPartnership(name=one.name, url=f"/partnerships/{one.public_id}/delete", role=until)


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
