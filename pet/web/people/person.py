"""One person: adding them by hand, changing who they are, and putting them away."""

from dataclasses import dataclass

from flask import abort, make_response, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.errors import InvalidInputError, PetError
from pet.language import gettext as _
from pet.services import kinds, partnerships, people, people_changes, roles
from pet.services.people import PersonFacts
from pet.services.people_changes import SameAddressError
from pet.web import guard, identity
from pet.web.guard import requires
from pet.web.people.blueprint import blueprint
from pet.web.people.forms import PersonForm
from pet.web.people.places import here
from pet.web.render import render
from pet.web.site import database, now


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """The form.

    Attributes:
        title: in a few words.
        form: the fields.
        twice: that somebody else has the address, or empty; then it can be ticked that it is meant so.
        archive, reopen: where the form goes that does so, or empty.
        back: to the list.
    """

    title: str
    form: PersonForm
    twice: str
    archive: str
    reopen: str
    back: str


@blueprint.get("/partnerships/<partnership_id>/people/new", endpoint="add_person")
@requires(Permission.EDIT_PEOPLE)
def new(partnership_id: str) -> str:
    """An empty form."""
    del partnership_id
    return _show(_form(None), None)


@blueprint.post("/partnerships/<partnership_id>/people/new", endpoint="add_person_now")
@requires(Permission.EDIT_PEOPLE)
def add(partnership_id: str) -> Response:
    """Add them."""
    del partnership_id
    return _save(_form(None), None)


@blueprint.get("/partnerships/<partnership_id>/people/<person_id>/edit", endpoint="edit_person")
@requires(Permission.EDIT_PEOPLE)
def edit(partnership_id: str, person_id: str) -> str:
    """The form with what is known."""
    del partnership_id, person_id
    person = _person()
    return _show(_form(person), person)


@blueprint.post("/partnerships/<partnership_id>/people/<person_id>/edit", endpoint="save_person")
@requires(Permission.EDIT_PEOPLE)
def save(partnership_id: str, person_id: str) -> Response:
    """Keep it."""
    del partnership_id, person_id
    person = _person()
    return _save(_form(person), person)


@blueprint.post(
    "/partnerships/<partnership_id>/people/<person_id>/<any(archive, reopen):do>", endpoint="keep_person"
)
@requires(Permission.EDIT_PEOPLE)
def keep(partnership_id: str, person_id: str, do: str) -> Response:
    """Ask them no more, or again; the list offers to take it back."""
    del partnership_id
    act = people_changes.archive if do == "archive" else people_changes.reopen
    with database().writing() as session:
        person = people_changes.locked(session, **_ids(), own_partner_id=guard.own_partner_id())
        act(session, person=person, by=identity.by(), now=now())
    return redirect(here("people", said="archived" if do == "archive" else "reopened", which=person_id), 303)


def _ids() -> dict[str, int]:
    return {"partnership_id": guard.partnership_id(), "person_id": guard.id_of("person_id")}


def _person() -> PersonFacts:
    with database().reading() as session:
        found = people.find(session, **_ids(), own_partner_id=guard.own_partner_id())
    if found is None:
        abort(404)
    return found


def _form(person: PersonFacts | None) -> PersonForm:
    """The form with its lists; filled with what was sent, or else with what is known."""
    own = guard.own_partner_id()
    with database().reading() as session:
        facts = partnerships.facts(session, guard.partnership_id())
        partners = [
            one for one in partnerships.partners(session, facts.id, archived=True) if own in (None, one.id)
        ]
        active = {one.id for one in partnerships.partners(session, facts.id)}
        known = roles.of_partnership(session, facts.id)
    kept = person.partner_id if person is not None else None
    offered = [one for one in partners if one.id in active or one.id == kept]
    given = {}
    if person is not None:
        ids = {one.id: one.public_id for one in partners}
        given = {
            "name": person.name,
            "email": person.email or "",
            "partner": ids.get(person.partner_id or 0, ""),
            "role": person.role_id or "",
        }
    form = PersonForm(request.form if request.method == "POST" else None, data=given)
    form.partner.label.text = str(kinds.words(facts.kind).partner)
    form.offer(offered, known, own=own is not None, now=person)
    return form


def _save(form: PersonForm, person: PersonFacts | None) -> Response:
    if not form.validate():
        return make_response(_show(form, person), 422)
    twice = ""
    try:
        with database().writing() as session:
            saved = _keep(session, form, person)
    except SameAddressError as error:
        twice = str(error)
        form.email.errors = [_("{why} Tick below if that is right, or change it.", why=twice)]
    except InvalidInputError as error:
        for problem in error.problems:
            form[problem.where].errors = [problem.message]
    except PetError as error:
        form.email.errors = [str(error)]
    else:
        return redirect(here("people", said="saved" if person else "added", which=saved), 303)
    return make_response(_show(form, person, twice), 422)


def _keep(session: Session, form: PersonForm, person: PersonFacts | None) -> str:
    """Add or change them; gives their public id."""
    own, by = guard.own_partner_id(), identity.by()
    if person is None:
        row = people_changes.add(
            session,
            partnership_id=guard.partnership_id(),
            given=form.given,
            own_partner_id=own,
            by=by,
            now=now(),
        )
    else:
        row = people_changes.locked(session, **_ids(), own_partner_id=own)
        people_changes.edit(session, person=row, given=form.given, own_partner_id=own, by=by, now=now())
    return row.public_id


def _show(form: PersonForm, person: PersonFacts | None, twice: str = "") -> str:
    is_archived = person is not None and person.is_archived
    page = PersonPage(
        title=_("Add a person") if person is None else _("Change a person"),
        form=form,
        twice=twice,
        archive=here("keep_person", person_id=person.public_id, do="archive")
        if person and not is_archived
        else "",
        reopen=here("keep_person", person_id=person.public_id, do="reopen") if person and is_archived else "",
        back=here("people"),
    )
    return render("people/person.html", page)
