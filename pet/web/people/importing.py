"""Bringing in a list of people: typed, pasted, or as a file."""

from dataclasses import dataclass, replace

from flask import make_response, redirect, request
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.errors import InvalidInputError
from pet.language import gettext as _
from pet.services import kinds, partnerships
from pet.services.importing import batches, reading
from pet.services.importing.batches import Chosen
from pet.services.importing.reading import Hints
from pet.services.importing.rows import MOST_BYTES, MOST_ROWS, Sheet
from pet.services.kinds import Kind
from pet.untrusted import shown
from pet.web import guard, identity
from pet.web.guard import requires
from pet.web.link import Link
from pet.web.people.blueprint import blueprint
from pet.web.people.forms import BringForm
from pet.web.people.places import here, neighbours
from pet.web.people.preview_page import typed
from pet.web.render import render
from pet.web.site import database, now
from pet.words import dates
from pet.words.numbers import whole


@dataclass(frozen=True, slots=True, kw_only=True)
class BringPage:
    """The form.

    Attributes:
        title: in a few words.
        form: the fields.
        asks_partner: whether it asks for the partner of rows that name none.
        partner_label: what a partner is called here.
        own: the one partner to which the person can add, or empty.
        most: how many people a list may hold, in digits.
        roles: the names of roles that can stand in it.
        problems: what is wrong with the list, each with its place.
        recent: the newest lists.
        neighbours: the pages beside this one.
    """

    title: str
    form: BringForm
    asks_partner: bool
    partner_label: str
    own: str
    most: str
    roles: tuple[str, ...]
    problems: tuple[str, ...]
    recent: tuple[Link, ...]
    neighbours: tuple[Link, ...]


@blueprint.get("/partnerships/<partnership_id>/import")
@requires(Permission.IMPORT_PEOPLE)
def bring(partnership_id: str) -> str:
    """The form."""
    del partnership_id
    return _show(_form(), ())


@blueprint.post("/partnerships/<partnership_id>/import", endpoint="bring_now")
@requires(Permission.IMPORT_PEOPLE)
def bring_now(partnership_id: str) -> Response:
    """Read the list and keep it for its preview; nobody is added yet."""
    del partnership_id
    form = _form()
    if not form.validate():
        return make_response(_show(form, ()), 422)
    with database().reading() as session:
        hints = batches.hints(session, guard.partnership_id())
    try:
        sheet = _read(form, hints)
    except InvalidInputError as error:
        return make_response(_show(form, tuple(str(problem) for problem in error.problems)), 422)
    with database().writing() as session:
        import_id = _keep(session, form, sheet)
    return redirect(here("preview", import_id=import_id), 303)


def _keep(session: Session, form: BringForm, sheet: Sheet) -> str:
    return batches.keep(
        session,
        partnership_id=guard.partnership_id(),
        sheet=sheet,
        chosen=Chosen(default_partner_id=form.partner_id),
        own_partner_id=guard.own_partner_id(),
        by=identity.by(),
        now=now(),
    )


def _read(form: BringForm, hints: Hints) -> Sheet:
    """The people in the file, or else in the text."""
    file = form.file.data
    if isinstance(file, FileStorage) and file.filename:
        data = file.stream.read(MOST_BYTES + 1)
        return reading.from_bytes(data, hints, source=shown(file.filename, most=100))
    sheet = reading.from_text(form.text.data or "", hints, source=_("The list"))
    return replace(sheet, source="")  # what it is called is said when it is shown


def _form() -> BringForm:
    form = BringForm(request.form if request.method == "POST" else None)
    if request.method == "POST":
        form.file.process(request.files)
    with database().reading() as session:
        form.offer(partnerships.partners(session, guard.partnership_id()))
    return form


def _show(form: BringForm, problems: tuple[str, ...]) -> str:
    own = guard.own_partner_id()
    with database().reading() as session:
        facts = partnerships.facts(session, guard.partnership_id())
        there = {one.id: one.name for one in partnerships.partners(session, facts.id)}
        roles = batches.hints(session, facts.id).roles
        recent = batches.recent(session, facts.id, own_partner_id=own)
    page = BringPage(
        title=_("Bring in a list"),
        form=form,
        asks_partner=own is None and bool(there),
        partner_label=_partner_label(facts.kind),
        own=there.get(own or 0, ""),
        most=whole(MOST_ROWS),
        roles=tuple(name for _role_id, name in roles.choices),
        problems=problems,
        recent=tuple(_recent(one) for one in recent),
        neighbours=neighbours("bring"),
    )
    return render("people/bring.html", page)


def _partner_label(kind: Kind) -> str:
    return str(kinds.words(kind).partner)


def _recent(one: batches.Recent) -> Link:
    states = {"preview": _("waits to be looked at"), "done": _("taken over"), "undone": _("taken back")}
    label = _(
        "{source}, {day}: {state}",
        source=one.source or typed(),
        day=dates.day(one.at),
        state=states[one.state],
    )
    return Link(label=label, url=here("preview", import_id=one.public_id))
