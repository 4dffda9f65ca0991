"""Taking an action off the list: first a page that asks."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.language import gettext as _
from pet.services import actions, made, records, rounds
from pet.services.actions import ChangedMeanwhileError
from pet.web.actions import about
from pet.web.actions.blueprint import blueprint
from pet.web.actions.board import REMOVED
from pet.web.actions.forms import version_in
from pet.web.guard import id_of, requires
from pet.web.render import render
from pet.web.site import database, now, site
from pet.web.targets import ACTION


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePage:
    """templates/actions/remove.html.

    Attributes:
        round, what: the title of the round, and what is done.
        version: of the action, as it is read here.
        clash: that somebody changed it meanwhile, or empty.
        here, edit, back: this page, where it is marked as dropped instead, and the list.
    """

    title: str
    round: str
    what: str
    version: int
    clash: str
    here: str
    edit: str
    back: str


@blueprint.get("/actions/<action_id>/remove")
@requires(Permission.EDIT_ACTIONS)
def remove(action_id: str) -> str:
    """The one question before it is gone."""
    return _page(action_id)


def _page(action_id: str, clash: str = "") -> str:
    with database().reading() as session:
        facts, action = rounds.facts(session, about.round_id()), about.action_here(session)
    sees = about.may(Permission.SEE_ACTIONS)
    page = RemovePage(
        title=_("Remove this action?"),
        round=facts.title,
        what=action.said.what,
        version=action.version,
        clash=clash,
        here=url_for("actions.remove_now", action_id=action_id),
        edit=url_for("actions.edit", action_id=action_id),
        back=url_for("actions.board" if sees else "rounds.status", round_id=facts.public_id),
    )
    return render("actions/remove.html", page)


@blueprint.post("/actions/<action_id>/remove")
@requires(Permission.EDIT_ACTIONS)
def remove_now(action_id: str) -> Response | tuple[str, int]:
    """Take it off the list, if nobody changed it meanwhile."""
    version = version_in(request.form.get("version"))
    try:
        with database().writing() as session:
            facts = rounds.facts(session, about.round_id())
            actions.remove(
                session, action_id=id_of(ACTION), version=version, now=now(), editor=about.editor()
            )
            telling = records.telling_of(session, facts.id)
    except ChangedMeanwhileError:
        said = _("Somebody changed this action meanwhile. This is what it says now; nothing is removed yet.")
        return _page(action_id, said), HTTPStatus.CONFLICT
    made.drop_files(made.shelf(site().settings.instance), telling)
    if not about.may(Permission.SEE_ACTIONS):
        return redirect(url_for("rounds.status", round_id=facts.public_id), 303)
    return redirect(url_for("actions.board", round_id=facts.public_id, do=REMOVED), 303)
