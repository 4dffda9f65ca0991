"""Changing what a partnership is called, and putting it away."""

from dataclasses import dataclass

from flask import make_response, redirect, request
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.language import gettext as _
from pet.services import partnerships
from pet.services.partnerships import PartnershipFacts
from pet.web import guard, identity
from pet.web.guard import requires
from pet.web.link import Link
from pet.web.people.blueprint import blueprint
from pet.web.people.forms import PartnershipForm
from pet.web.people.places import here, neighbours
from pet.web.render import render
from pet.web.site import database, now


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPage:
    """The form, and the archive.

    Attributes:
        title: in a few words.
        form: the fields.
        time_zones: to choose from.
        said: what was done, or empty.
        is_archived: whether nothing new is begun in it.
        archive, reopen: addresses of the two buttons.
        delete: the page that says what goes if it is deleted.
        neighbours: the pages beside this one.
    """

    title: str
    form: PartnershipForm
    time_zones: tuple[str, ...]
    said: str
    is_archived: bool
    archive: str
    reopen: str
    delete: str
    neighbours: tuple[Link, ...]


@blueprint.get("/partnerships/<partnership_id>/edit")
@requires(Permission.EDIT_PARTNERSHIP)
def edit(partnership_id: str) -> str:
    """The form."""
    del partnership_id
    facts = _facts()
    given = {"name": facts.name, "kind": facts.kind.value, "time_zone": facts.time_zone}
    return _show(PartnershipForm(data=given), facts)


@blueprint.post("/partnerships/<partnership_id>/edit", endpoint="save")
@requires(Permission.EDIT_PARTNERSHIP)
def save(partnership_id: str) -> Response:
    """Keep it."""
    del partnership_id
    form = PartnershipForm(request.form)
    if not form.validate():
        return make_response(_show(form, _facts()), 422)
    with database().writing() as session:
        partnerships.edit(
            session,
            partnership_id=guard.partnership_id(),
            name=form.name.data or "",
            sort=form.sort,
            by=identity.by(),
            now=now(),
        )
    return redirect(here("edit", said="saved"), 303)


@blueprint.post("/partnerships/<partnership_id>/archive")
@requires(Permission.EDIT_PARTNERSHIP)
def archive(partnership_id: str) -> Response:
    """Put it away; the same page offers to take it back."""
    del partnership_id
    with database().writing() as session:
        partnerships.archive(session, partnership_id=guard.partnership_id(), by=identity.by(), now=now())
    return redirect(here("edit"), 303)


@blueprint.post("/partnerships/<partnership_id>/reopen")
@requires(Permission.EDIT_PARTNERSHIP)
def reopen(partnership_id: str) -> Response:
    """Take it up again."""
    del partnership_id
    with database().writing() as session:
        partnerships.reopen(session, partnership_id=guard.partnership_id(), by=identity.by(), now=now())
    return redirect(here("edit", said="reopened"), 303)


def _facts() -> PartnershipFacts:
    with database().reading() as session:
        return partnerships.facts(session, guard.partnership_id())


def _show(form: PartnershipForm, facts: PartnershipFacts) -> str:
    said = {"saved": _("Saved."), "reopened": _("The partnership is taken up again.")}
    page = EditPage(
        title=_("Name and kind"),
        form=form,
        time_zones=partnerships.time_zones(),
        said=said.get(request.args.get("said", ""), ""),
        is_archived=facts.is_archived,
        archive=here("archive"),
        reopen=here("reopen"),
        delete=f"/partnerships/{guard.found().partnership_id}/delete",
        neighbours=neighbours("edit"),
    )
    return render("people/edit.html", page)
