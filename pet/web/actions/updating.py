"""How it is going: for whoever does it."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.errors import InvalidInputError
from pet.language import gettext as _
from pet.services import actions, rounds
from pet.services.actions import ActionFacts, ChangedMeanwhileError
from pet.services.rounds import RoundFacts
from pet.web.actions import about
from pet.web.actions.blueprint import blueprint
from pet.web.actions.board import TOLD
from pet.web.actions.forms import UpdateForm, of_action, version_in
from pet.web.actions.telling import lines
from pet.web.guard import requires
from pet.web.identity import by
from pet.web.render import render
from pet.web.site import database, now
from pet.words import actions as words


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatePage:
    """templates/actions/update.html.

    Attributes:
        round, what: the title of the round, and what is done.
        facts: who, and by when.
        form: what was chosen and typed.
        theirs, clash: as in `EditPage`.
        said: that it is saved, for somebody who may not see the board yet; or empty.
        here, back: this page, and the board, which is empty for those who may not see it yet.
    """

    title: str
    round: str
    what: str
    facts: tuple[tuple[str, str], ...]
    form: UpdateForm
    theirs: tuple[tuple[str, str], ...]
    clash: str
    said: str
    here: str
    back: str


@blueprint.get("/actions/<action_id>/update")
@requires(Permission.UPDATE_OWN_ACTION)
def update(action_id: str) -> str:
    """Where it stands, to be changed."""
    del action_id
    facts, action = _read()
    said = _("Thank you. It is saved.") if "saved" in request.args else ""
    return _page(facts, action, UpdateForm.of(None, of_action(action)), said=said)


@blueprint.post("/actions/<action_id>/update")
@requires(Permission.UPDATE_OWN_ACTION)
def tell(action_id: str) -> Response | tuple[str, int]:
    """Keep how it goes, if nobody changed it meanwhile."""
    facts, action = _read()
    form = UpdateForm.of(request.form, {"status": action.said.status.value})
    if not form.validate():
        return _page(facts, action, form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with database().writing() as session:
            actions.update(
                session,
                action_id=action.id,
                version=version_in(form.version.data),
                progress=form.progress(),
                now=now(),
                by=by(),
            )
    except InvalidInputError as wrong:
        form.take(wrong.problems)
        return _page(facts, action, form), HTTPStatus.UNPROCESSABLE_ENTITY
    except ChangedMeanwhileError as clash:
        return _page(facts, action, form, clash=clash), HTTPStatus.CONFLICT
    if not about.may(Permission.SEE_ACTIONS):
        return redirect(url_for("actions.update", action_id=action_id, saved="yes"), 303)
    return redirect(url_for("actions.board", round_id=facts.public_id, action=action_id, do=TOLD), 303)


def _read() -> tuple[RoundFacts, ActionFacts]:
    with database().reading() as session:
        return rounds.facts(session, about.round_id()), about.action_here(session)


def _page(
    facts: RoundFacts,
    action: ActionFacts,
    form: UpdateForm,
    *,
    said: str = "",
    clash: ChangedMeanwhileError | None = None,
) -> str:
    if clash is not None:
        form.version.data = str(clash.kept.version)
    sees = about.may(Permission.SEE_ACTIONS)
    return render(
        "actions/update.html",
        UpdatePage(
            title=_("How is it going?"),
            round=facts.title,
            what=action.said.what,
            facts=((_("Who"), words.owner(action.said)), (_("By when"), words.due(action.said))),
            form=form,
            theirs=lines(clash.kept) if clash is not None else (),
            clash=str(clash) if clash is not None else "",
            said=said,
            here=url_for("actions.tell", action_id=action.public_id),
            back=url_for("actions.board", round_id=facts.public_id) if sees else "",
        ),
    )
