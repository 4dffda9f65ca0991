"""Asking somebody into the team, and taking it back."""

from dataclasses import dataclass

from flask import abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.errors import InvalidInputError
from pet.language import gettext as _
from pet.services import appointments
from pet.services.appointments import Proposal
from pet.services.team import NotTheirsError
from pet.web import guard
from pet.web.guard import requires
from pet.web.render import render
from pet.web.site import database, now, site
from pet.web.team import pages
from pet.web.team.blueprint import blueprint
from pet.web.team.forms import OfferForm


@dataclass(frozen=True, slots=True, kw_only=True)
class PassOnPage:
    """A link that is shown once, on a site that sends no letters.

    Attributes:
        title: in a few words.
        name: of whom it is for.
        link: to pass on.
        back: to the team.
    """

    title: str
    name: str
    link: str
    back: str


@blueprint.post("/partnerships/<partnership_id>/team/offers")
@requires(Permission.APPOINT_IN_PARTNER)
def ask(partnership_id: str) -> Response:
    """Ask somebody; without letters the link is shown here, once."""
    form = pages.prepared(OfferForm(request.form))
    token = _offer(form) if form.is_whole() else None
    if token is None:
        return make_response(pages.page(form), 422)
    back = url_for("team.show", partnership_id=partnership_id)
    if site().post.can_send:
        return redirect(back + "?said=asked", 303)
    page = PassOnPage(
        title=_("Pass this link on"),
        name=form.name.data or "",
        link=f"{site().settings.base_url}/appointments/{token}",
        back=back,
    )
    return make_response(render("team/pass_on.html", page))


def _offer(form: OfferForm) -> str | None:
    """The token of the offer; `None` where the form says what is wrong."""
    proposal = Proposal(email=form.email.data or "", name=form.name.data or "", duty=form.duty())
    try:
        with database().writing() as db:
            return appointments.offer(
                db,
                site().post,
                partnership_id=guard.partnership_id(),
                proposal=proposal,
                appointer=pages.appointer(),
                now=now(),
            )
    except NotTheirsError:
        abort(403)
    except InvalidInputError as error:
        for problem in error.problems:
            form[problem.where].errors = [problem.message]
        return None


@blueprint.post("/partnerships/<partnership_id>/team/offers/<appointment_id>/withdraw")
@requires(Permission.APPOINT_IN_PARTNER)
def withdraw(partnership_id: str, appointment_id: str) -> Response:
    """Take an offer back."""
    del appointment_id
    try:
        with database().writing() as db:
            appointments.withdraw(
                db,
                partnership_id=guard.partnership_id(),
                appointment_id=guard.id_of("appointment_id"),
                appointer=pages.appointer(),
                now=now(),
            )
    except NotTheirsError:
        abort(404)
    return redirect(url_for("team.show", partnership_id=partnership_id, said="withdrawn"), 303)
