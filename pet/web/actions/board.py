"""The board: all actions of a round, where they stand, and the buttons that put them in order."""

from http import HTTPStatus

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.errors import PetError
from pet.language import gettext as _
from pet.language import ngettext
from pet.record.model import Status
from pet.services import actions, rounds
from pet.services.actions import ActionFacts, talk
from pet.web.actions import about
from pet.web.actions.blueprint import blueprint
from pet.web.actions.board_page import DOWN, MARK, UNMARK, UP, Outcome, Read, board_page
from pet.web.guard import id_of, requires
from pet.web.identity import by
from pet.web.render import render
from pet.web.site import database, now
from pet.web.targets import ACTION

DO = "do"
ADDED, CHANGED, TOLD, REMOVED, KEPT = "added", "changed", "told", "removed", "kept"


@blueprint.get("/rounds/<round_id>/actions")
@requires(Permission.SEE_ACTIONS)
def board(round_id: str) -> str:
    """What was agreed, and where it stands."""
    del round_id
    focus = (request.args.get("action", ""), request.args.get(DO, ""))
    read = _read()
    return render("actions/board.html", board_page(read, Outcome(said=_said(read, focus), focus=focus)))


@blueprint.post("/actions/<action_id>/order")
@requires(Permission.ORDER_ACTIONS)
def order(action_id: str) -> Response | tuple[str, int]:
    """Move an action up or down, or mark it as a priority; the page comes back at the same button."""
    act = request.form.get(DO, "")
    try:
        with database().writing() as session:
            round_ = rounds.facts(session, about.round_id()).public_id
            number = id_of(ACTION)
            if act in (UP, DOWN):
                actions.move(session, action_id=number, up=act == UP, now=now(), by=by())
            elif act in (MARK, UNMARK):
                actions.prioritise(session, action_id=number, is_priority=act == MARK, now=now(), by=by())
    except PetError as refused:
        page = board_page(_read(), Outcome(problem=str(refused), focus=(action_id, act)))
        return render("actions/board.html", page), HTTPStatus.CONFLICT
    return redirect(url_for("actions.board", round_id=round_, action=action_id, do=act), 303)


def _read() -> Read:
    with database().reading() as session:
        return Read(
            facts=rounds.facts(session, about.round_id()),
            stored=about.stored(session),
            agreed=actions.agreed(session, about.round_id()),
            talk=talk.kept(session, about.round_id()),
            now=now(),
        )


def _said(read: Read, focus: tuple[str, str]) -> str:
    """What the last button did."""
    public_id, act = focus
    plain = {
        ADDED: _("The action is on the list."),
        CHANGED: _("The action is changed."),
        TOLD: _("Thank you. It is saved."),
        REMOVED: _("The action is removed."),
        KEPT: " ".join((_("What was agreed is saved."), _unreminded(read))),
    }
    action = next((one for one in read.agreed if one.public_id == public_id), None)
    if act in plain:
        return f"{plain[act]} {_why(action)}".strip()
    if action is None:
        return ""
    what = action.said.what
    alike = [one.public_id for one in read.agreed if one.said.status is action.said.status]
    place = alike.index(public_id) + 1
    moved = _("“{what}” is number {place} of {all} now.", what=what, place=place, all=len(alike))
    return {
        UP: moved,
        DOWN: moved,
        MARK: _("“{what}” is a priority now.", what=what),
        UNMARK: _("“{what}” is not a priority any more.", what=what),
    }.get(act, "")


def _unreminded(read: Read) -> str:
    """Of how many priorities nobody is reminded though somebody is named, who may have been named by mistake."""
    named = [one for one in read.agreed if one.said.is_priority and one.said.owner and one.reminders]
    number = sum(not one.reminded and not one.said.status.has_ended for one in named)
    if not number:
        return ""
    return ngettext(
        "Nobody is reminded of {number} priority: who does it is neither in the team nor on the list of people.",
        "Nobody is reminded of {number} priorities: who does them is neither in the team nor on the list of people.",
        number,
    )


def _why(action: ActionFacts | None) -> str:
    """What helps whoever reads that something was dropped without a word."""
    if action is None or action.said.status is not Status.DROPPED or action.said.note:
        return ""
    return _("It was dropped: a few words on why help everybody who reads the list.")
