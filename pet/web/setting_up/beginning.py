"""A new round: a draft with choices that suit most, a copy of an earlier one, or a draft thrown away."""

from dataclasses import dataclass

from flask import redirect, url_for
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import new_drafts, rounds_drafts
from pet.web import guard
from pet.web.guard import requires
from pet.web.identity import by
from pet.web.render import render
from pet.web.setting_up import steps
from pet.web.setting_up.blueprint import blueprint
from pet.web.setting_up.steps import Step
from pet.web.site import database, now, site


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """templates/setting_up/new.html: `back` is the page of the partnership; `refused` why none can be begun, or empty."""

    title: str
    partnership: str
    action: str
    back: str
    refused: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscardPage:
    """templates/setting_up/discard.html."""

    title: str
    round: str
    action: str
    back: str


@blueprint.get("/partnerships/<partnership_id>/rounds/new")
@requires(Permission.SET_UP_ROUND)
def new(partnership_id: str) -> str:
    """What setting a round up takes."""
    return _new_page(partnership_id, "")


@blueprint.post("/partnerships/<partnership_id>/rounds/new", endpoint="begin")
@requires(Permission.SET_UP_ROUND)
def begin(partnership_id: str) -> Response | tuple[str, int]:
    """Make the draft, and on to its first step."""
    try:
        with database().writing() as session:
            row = new_drafts.begin(
                session,
                partnership_id=guard.partnership_id(),
                by=by(),
                now=now(),
                can_send=site().post.can_send,
            )
    except PetError as refused:
        return _new_page(partnership_id, str(refused)), 422
    return redirect(steps.url(row, Step.ASKED), 303)


def _new_page(partnership_id: str, refused: str) -> str:
    page = NewPage(
        title=_("Set up a round"),
        partnership=guard.found().partnership,
        action=url_for("setting_up.begin", partnership_id=partnership_id),
        back=url_for("rounds.partnership", partnership_id=partnership_id),
        refused=refused,
    )
    return render("setting_up/new.html", page)


@blueprint.get("/rounds/<round_id>/set-up/")
@requires(Permission.SET_UP_ROUND)
def show(round_id: str) -> Response:
    """The first step."""
    return redirect(url_for("setting_up.asked", round_id=round_id), 303)


@blueprint.post("/rounds/<round_id>/copy", endpoint="copy")
@requires(Permission.SET_UP_ROUND)
def copy(round_id: str) -> Response:
    """A new draft with the choices of this round."""
    try:
        with database().writing() as session:
            row = new_drafts.copy(
                session, round_id=guard.round_id(), by=by(), now=now(), can_send=site().post.can_send
            )
    except PetError:  # the partnership was archived: the page of the round says so
        return redirect(url_for("rounds.status", round_id=round_id), 303)
    return redirect(steps.url(row, Step.CHECK), 303)


@blueprint.get("/rounds/<round_id>/set-up/discard")
@requires(Permission.SET_UP_ROUND)
def discard(round_id: str) -> str | Response:
    """Whether to throw the draft away."""
    with database().reading() as session:
        row = steps.row_of(session)
    page = DiscardPage(
        title=_("Delete this draft"),
        round=row.title,
        action=url_for("setting_up.discard_now", round_id=round_id),
        back=steps.url(row, Step.CHECK),
    )
    return steps.launched(row) or render("setting_up/discard.html", page)


@blueprint.post("/rounds/<round_id>/set-up/discard", endpoint="discard_now")
@requires(Permission.SET_UP_ROUND)
def discard_now(round_id: str) -> Response:
    """Throw the draft away; one that was launched meanwhile stays."""
    try:
        with database().writing() as session:
            rounds_drafts.discard(session, round_id=guard.round_id(), by=by(), now=now())
    except PetError:
        return redirect(url_for("rounds.status", round_id=round_id), 303)
    partnership = guard.found().partnership_id
    return redirect(url_for("rounds.partnership", partnership_id=partnership), 303)
