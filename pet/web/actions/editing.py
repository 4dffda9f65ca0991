"""Adding an action, and changing what it says."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.errors import InvalidInputError
from pet.language import gettext as _
from pet.services import actions, partnerships, rounds
from pet.services.actions import ActionFacts, ChangedMeanwhileError, owners
from pet.services.rounds import RoundFacts
from pet.web.actions import about, not_yet, themes
from pet.web.actions.blueprint import blueprint
from pet.web.actions.board import ADDED, CHANGED
from pet.web.actions.forms import ActionForm, of_action, version_in
from pet.web.actions.telling import lines
from pet.web.guard import partnership_id, requires
from pet.web.render import render
from pet.web.site import database, now

Answered = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPage:
    """templates/actions/edit.html.

    Attributes:
        round: its title.
        form: what was typed.
        owners: names to choose from.
        theirs: what somebody else saved meanwhile, pairs of a word and what it is; empty where nobody did.
        clash: what happened then, or empty.
        here, back: this page and the board.
        button: what it does.
    """

    title: str
    round: str
    form: ActionForm
    owners: tuple[str, ...]
    theirs: tuple[tuple[str, str], ...]
    clash: str
    here: str
    back: str
    button: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """The form with what stands around it; `action` is `None` for a new one."""

    facts: RoundFacts
    action: ActionFacts | None
    form: ActionForm
    owners: tuple[str, ...]


@blueprint.get("/rounds/<round_id>/actions/new")
@requires(Permission.EDIT_ACTIONS)
def new(round_id: str) -> str:
    """An empty form."""
    del round_id
    with database().reading() as session:
        opened = _opened(session, None, None)
    return not_yet.page(opened.facts) or _page(opened)


@blueprint.post("/rounds/<round_id>/actions/new")
@requires(Permission.EDIT_ACTIONS)
def add(round_id: str) -> Answered:
    """Put it at the end of the list, if nothing is wrong; a form that is sent twice adds one."""
    with database().reading() as session:
        opened = _opened(session, None, request.form)
    refused = not_yet.page(opened.facts)
    if refused is not None:
        return refused, HTTPStatus.CONFLICT
    given = _given(opened)
    if given is None:
        return _page(opened), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with database().writing() as session:
            made = actions.add(
                session,
                round_id=about.round_id(),
                given=given,
                now=now(),
                editor=about.editor(),
                public_id=about.id_of_new(opened.form.nonce.data or ""),
            ).public_id
    except InvalidInputError as wrong:
        opened.form.take(wrong.problems)
        return _page(opened), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("actions.board", round_id=round_id, action=made, do=ADDED), 303)


@blueprint.get("/actions/<action_id>/edit")
@requires(Permission.EDIT_ACTIONS)
def edit(action_id: str) -> str:
    """What it says."""
    del action_id
    with database().reading() as session:
        opened = _opened(session, about.action_here(session), None)
    return not_yet.page(opened.facts) or _page(opened)


@blueprint.post("/actions/<action_id>/edit")
@requires(Permission.EDIT_ACTIONS)
def change(action_id: str) -> Answered:
    """Let it say this instead, if nothing is wrong and nobody changed it meanwhile."""
    with database().reading() as session:
        opened = _opened(session, about.action_here(session), request.form)
    refused = not_yet.page(opened.facts)
    if refused is not None:
        return refused, HTTPStatus.CONFLICT
    given, action = _given(opened), opened.action
    if given is None or action is None:
        return _page(opened), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with database().writing() as session:
            actions.change(
                session,
                action_id=action.id,
                version=version_in(opened.form.version.data),
                given=given,
                progress=opened.form.progress(),
                now=now(),
                editor=about.editor(),
            )
    except InvalidInputError as wrong:
        opened.form.take(wrong.problems)
        return _page(opened), HTTPStatus.UNPROCESSABLE_ENTITY
    except ChangedMeanwhileError as clash:
        return _page(opened, clash), HTTPStatus.CONFLICT
    round_id = opened.facts.public_id
    return redirect(url_for("actions.board", round_id=round_id, action=action_id, do=CHANGED), 303)


def _opened(session: Session, action: ActionFacts | None, posted: MultiDict[str, str] | None) -> _Open:
    facts = rounds.facts(session, about.round_id())
    known = owners.known(session, facts.partnership_id, about.editor())
    partners = [(one.id, one.name) for one in partnerships.partners(session, partnership_id())]
    if action is not None and action.partner_id and action.partner_id not in dict(partners):
        partners.append((action.partner_id, action.said.partner))  # put away since
    form = ActionForm.of(
        themes.groups(about.stored(session), action.said.theme if action is not None else None),
        partners,
        posted,
        _before(action, posted),
    )
    if about.within() is not None:
        del form.partner, form.is_priority
    if action is None:
        del form.status, form.note
    else:
        del form.nonce
    return _Open(facts=facts, action=action, form=form, owners=owners.names(known))


def _before(action: ActionFacts | None, posted: MultiDict[str, str] | None) -> dict[str, object]:
    """What stands in the form at first; of a form that was sent only what nobody has to send."""
    if action is None:
        return {"reminders": True, "nonce": about.new_nonce()}
    there = of_action(action)
    return there if posted is None else {name: there[name] for name in ("status", "note")}


def _given(opened: _Open) -> actions.Given | None:
    """What was typed, or `None` where a field cannot be read."""
    form = opened.form
    is_valid = form.validate()
    whole = "partner" in form
    partner = str(form.partner.data) if whole and form.partner.data not in (None, "None", "") else ""
    given = form.given(
        partner_id=int(partner) if is_valid and partner else None,
        is_priority=bool(form.is_priority.data) if whole else False,
        reminders=bool(form.reminders.data),
    )
    return given if is_valid and not form.errors else None


def _page(opened: _Open, clash: ChangedMeanwhileError | None = None) -> str:
    facts, action = opened.facts, opened.action
    if clash is not None:  # whoever saves once more has read what stands there now
        opened.form.version.data = str(clash.kept.version)
    here = (
        url_for("actions.add", round_id=facts.public_id)
        if action is None
        else url_for("actions.change", action_id=action.public_id)
    )
    return render(
        "actions/edit.html",
        EditPage(
            title=_("Add an action") if action is None else _("Change an action"),
            round=facts.title,
            form=opened.form,
            owners=opened.owners,
            theirs=lines(clash.kept) if clash is not None else (),
            clash=str(clash) if clash is not None else "",
            here=here,
            back=url_for("actions.board", round_id=facts.public_id),
            button=_("Add it") if action is None else _("Save"),
        ),
    )
