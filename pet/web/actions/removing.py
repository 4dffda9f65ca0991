"""Taking an action off the list: first a page that asks."""

from dataclasses import dataclass

from flask import redirect, url_for
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.language import gettext as _
from pet.services import actions, rounds
from pet.web.actions import about
from pet.web.actions.blueprint import blueprint
from pet.web.actions.board import REMOVED
from pet.web.guard import id_of, requires
from pet.web.identity import by
from pet.web.render import render
from pet.web.site import database, now
from pet.web.targets import ACTION


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePage:
    """templates/actions/remove.html; `edit` is where it is marked as dropped instead."""

    title: str
    round: str
    what: str
    here: str
    edit: str
    back: str


@blueprint.get("/actions/<action_id>/remove")
@requires(Permission.EDIT_ACTIONS)
def remove(action_id: str) -> str:
    """The one question before it is gone."""
    with database().reading() as session:
        facts, action = rounds.facts(session, about.round_id()), about.action_here(session)
    sees = about.may(Permission.SEE_ACTIONS)
    page = RemovePage(
        title=_("Remove this action?"),
        round=facts.title,
        what=action.said.what,
        here=url_for("actions.remove_now", action_id=action_id),
        edit=url_for("actions.edit", action_id=action_id),
        back=url_for("actions.board" if sees else "rounds.status", round_id=facts.public_id),
    )
    return render("actions/remove.html", page)


@blueprint.post("/actions/<action_id>/remove")
@requires(Permission.EDIT_ACTIONS)
def remove_now(action_id: str) -> Response:
    """Take it off the list."""
    del action_id
    with database().writing() as session:
        facts = rounds.facts(session, about.round_id())
        actions.remove(session, action_id=id_of(ACTION), now=now(), by=by())
    if not about.may(Permission.SEE_ACTIONS):
        return redirect(url_for("rounds.status", round_id=facts.public_id), 303)
    return redirect(url_for("actions.board", round_id=facts.public_id, do=REMOVED), 303)
