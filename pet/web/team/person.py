"""One person of the team: what they are, another role, or out of the team."""

from dataclasses import dataclass

from flask import abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from pet.access.actor import Role
from pet.access.policy import Permission
from pet.language import gettext as _
from pet.services import duties, partnerships, team
from pet.services.team import Member, NotTheirsError
from pet.web import duty_words, guard, identity
from pet.web.guard import requires
from pet.web.render import render
from pet.web.return_to import HOME
from pet.web.site import database, now
from pet.web.team import pages
from pet.web.team.blueprint import blueprint
from pet.web.team.forms import NO_PARTNER, DutyForm


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """Somebody of the team.

    Attributes:
        title: their name.
        facts: pairs of a word and what it is.
        form: what they could be instead.
        is_me: whether it is the person who looks.
        partnership_id, account_id: public ids.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    form: DutyForm
    is_me: bool
    partnership_id: str
    account_id: str


@blueprint.get("/partnerships/<partnership_id>/team/<account_id>")
@requires(Permission.APPOINT_IN_PARTNER)
def person(partnership_id: str, account_id: str) -> str:
    """What they are."""
    del partnership_id, account_id
    member, partners = _looked_up()
    public_ids = {one.id: one.public_id for one in partners}
    form = DutyForm(
        data={
            "role": member.role.value,
            "partner": public_ids.get(member.partner_id or 0, NO_PARTNER),
        }
    )
    form.offer(partners, within=guard.own_partner_id())
    return _page(member, form)


@blueprint.post("/partnerships/<partnership_id>/team/<account_id>", endpoint="change")
@requires(Permission.APPOINT_IN_PARTNER)
def change(partnership_id: str, account_id: str) -> Response:
    """Make them something else."""
    del account_id
    member, partners = _looked_up()
    form = DutyForm(request.form)
    form.offer(partners, within=guard.own_partner_id())
    if not form.is_whole():
        return make_response(_page(member, form), 422)
    with database().writing() as db:
        duties.change(
            db,
            partnership_id=guard.partnership_id(),
            account_id=member.account_id,
            duty=form.duty(),
            appointer=pages.appointer(),
            now=now(),
        )
    if member.account_id == identity.actor().account_id and form.duty().role is not Role.LEAD:
        return redirect(HOME, 303)
    return redirect(url_for("team.show", partnership_id=partnership_id, said="changed"), 303)


@blueprint.post("/partnerships/<partnership_id>/team/<account_id>/remove")
@requires(Permission.APPOINT_IN_PARTNER)
def remove(partnership_id: str, account_id: str) -> Response:
    """Take them out of the team; they see nothing of it from their next request on."""
    del account_id
    member, _partners = _looked_up()
    with database().writing() as db:
        duties.remove(
            db,
            partnership_id=guard.partnership_id(),
            account_id=member.account_id,
            appointer=pages.appointer(),
            now=now(),
        )
    if member.account_id == identity.actor().account_id:
        return redirect(HOME, 303)
    return redirect(url_for("team.show", partnership_id=partnership_id, said="removed"), 303)


def _looked_up() -> tuple[Member, tuple[partnerships.PartnerName, ...]]:
    partnership_id, within = guard.partnership_id(), guard.own_partner_id()
    with database().reading() as db:
        try:
            member = team.one(db, partnership_id, guard.id_of("account_id"), within=within)
        except NotTheirsError:
            abort(404)
        return member, partnerships.partners(db, partnership_id)


def _page(member: Member, form: DutyForm) -> str:
    facts = [(_("Role"), duty_words.name(member.role, member.partner)), (_("E-mail address"), member.email)]
    if member.is_disabled:
        facts.append((_("Account"), _("Cannot sign in at present.")))
    page = PersonPage(
        title=member.name,
        facts=tuple(facts),
        form=form,
        is_me=member.account_id == identity.actor().account_id,
        partnership_id=guard.found().partnership_id,
        account_id=member.public_id,
    )
    return render("team/person.html", page)
