"""Deleting a partnership: a page that says what goes; for fourteen days the same page undoes it."""

from dataclasses import dataclass

from flask import redirect, url_for
from werkzeug.wrappers import Response

from pet.access.actor import Role
from pet.access.policy import Permission
from pet.language import gettext as _
from pet.language import ngettext
from pet.services import deleting
from pet.services.deleting import Going
from pet.web import guard, identity
from pet.web.guard import of_deleted_too, requires
from pet.web.log.blueprint import blueprint
from pet.web.render import render
from pet.web.site import database, now
from pet.words import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletePage:
    """What deleting will do, or that it was done and can be undone.

    Attributes:
        title: in a few words.
        name, partnership_id: of the partnership, and its public id.
        is_deleted: whether it is to be deleted already.
        until: when it goes for good, in words, or empty.
        goes: what goes with it, an entry each.
        back: where to go otherwise.
    """

    title: str
    name: str
    partnership_id: str
    is_deleted: bool
    until: str
    goes: tuple[str, ...]
    back: str


@blueprint.get("/partnerships/<partnership_id>/delete")
@of_deleted_too
@requires(Permission.DELETE_PARTNERSHIP)
def delete(partnership_id: str) -> str:
    """What deleting will do, or the way to undo it."""
    del partnership_id
    with database().reading() as session:
        going = deleting.what_goes(session, guard.partnership_id())
    return render("log/delete.html", _page(going))


@blueprint.post("/partnerships/<partnership_id>/delete")
@of_deleted_too
@requires(Permission.DELETE_PARTNERSHIP)
def delete_now(partnership_id: str) -> Response:
    """Delete the partnership; in fourteen days it goes for good."""
    with database().writing() as session:
        deleting.mark(session, partnership_id=guard.partnership_id(), by=identity.by(), now=now())
    return redirect(url_for("log.delete", partnership_id=partnership_id), 303)


@blueprint.post("/partnerships/<partnership_id>/keep")
@of_deleted_too
@requires(Permission.DELETE_PARTNERSHIP)
def keep(partnership_id: str) -> Response:
    """Keep a partnership that was to be deleted."""
    del partnership_id
    with database().writing() as session:
        deleting.keep(session, partnership_id=guard.partnership_id(), by=identity.by(), now=now())
    return redirect(_back(), 303)


def _page(going: Going) -> DeletePage:
    return DeletePage(
        title=_("This partnership is deleted") if going.until else _("Delete the partnership"),
        name=going.name,
        partnership_id=going.public_id,
        is_deleted=going.until is not None,
        until=dates.moment(going.until or now() + deleting.UNDO),
        goes=_goes(going),
        back=url_for("public.home") if going.until else _back(),
    )


def _goes(going: Going) -> tuple[str, ...]:
    counted = (
        (going.rounds, ngettext("{number} round", "{number} rounds", going.rounds)),
        (going.partners, ngettext("{number} partner", "{number} partners", going.partners)),
        (going.people, ngettext("{number} person", "{number} people", going.people)),
    )
    return tuple(words for number, words in counted if number)


def _back() -> str:
    """The partnership for its lead; for who looks after the site the log of the site."""
    leads = identity.actor().role_in(guard.partnership_id()) is Role.LEAD
    if leads:
        return url_for("rounds.partnership", partnership_id=guard.found().partnership_id)
    return url_for("log.site_log")
