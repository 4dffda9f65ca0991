"""The organisations in a partnership: a list in which each can be renamed, moved, and put away."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import abort, make_response, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.errors import PetError
from pet.language import gettext as _
from pet.language import ngettext
from pet.services import kinds, partners, partnerships
from pet.services.partners import PartnerFacts
from pet.web import guard, identity
from pet.web.guard import requires
from pet.web.link import Link
from pet.web.people.blueprint import blueprint
from pet.web.people.places import here, neighbours
from pet.web.render import render
from pet.web.site import database, now


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRow:
    """One of them.

    Attributes:
        public_id, name: as in the table.
        typed: what stands in the field for its name.
        people: how many, in words.
        like: that another name is nearly the same, or empty.
        url: where its form goes.
        problem: what is wrong with what was typed, or empty.
        is_bare: whether it can be deleted.
    """

    public_id: str
    name: str
    typed: str
    people: str
    like: str
    url: str
    problem: str
    is_bare: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnersPage:
    """The list.

    Attributes:
        title: what they are called here.
        label: what one of them is called.
        rows, archived: those that take part, and those that do not.
        typed, problem: a new name, and what is wrong with it.
        said: what was done, or empty.
        undo: where the form goes that takes it back, or empty.
        here: where a new name goes.
        neighbours: the pages beside this one.
    """

    title: str
    label: str
    rows: tuple[PartnerRow, ...]
    archived: tuple[PartnerRow, ...]
    typed: str
    problem: str
    said: str
    undo: str
    here: str
    neighbours: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A name that was not taken: of which partner (empty for a new one), as typed, and why."""

    public_id: str = ""
    typed: str = ""
    why: str = ""


_NOTHING = Refused()


@blueprint.get("/partnerships/<partnership_id>/partners", endpoint="partners")
@requires(Permission.EDIT_PARTNERS)
def show(partnership_id: str) -> str:
    """The list."""
    del partnership_id
    return _show(_NOTHING)


@blueprint.post("/partnerships/<partnership_id>/partners", endpoint="add_partner")
@requires(Permission.EDIT_PARTNERS)
def add(partnership_id: str) -> Response:
    """One more."""
    del partnership_id
    typed = request.form.get("name", "")
    try:
        with database().writing() as session:
            made = partners.add(
                session, partnership_id=guard.partnership_id(), name=typed, by=identity.by(), now=now()
            )
    except PetError as error:
        return make_response(_show(Refused(typed=typed, why=str(error))), 422)
    return redirect(here("partners", said="added", which=made.public_id), 303)


@blueprint.post("/partnerships/<partnership_id>/partners/<partner_id>", endpoint="change_partner")
@requires(Permission.EDIT_PARTNERS)
def change(partnership_id: str, partner_id: str) -> Response:
    """Whatever its form says: another name, another place, into the archive or out of it."""
    del partnership_id
    do = request.form.get("do", "")
    if do not in _ACTS:
        abort(400)
    try:
        with database().writing() as session:
            _ACTS[do](session)
    except PetError as error:
        refused = Refused(public_id=partner_id, typed=request.form.get("name", ""), why=str(error))
        return make_response(_show(refused), 422)
    return redirect(here("partners", said=do, which=partner_id), 303)


def _ids() -> dict[str, int]:
    return {"partnership_id": guard.partnership_id(), "partner_id": guard.id_of("partner_id")}


def _rename(session: Session) -> None:
    partners.rename(session, **_ids(), name=request.form.get("name", ""), by=identity.by(), now=now())


_ACTS: Mapping[str, Callable[[Session], None]] = {
    "rename": _rename,
    "up": lambda session: partners.move(session, **_ids(), up=True, by=identity.by(), now=now()),
    "down": lambda session: partners.move(session, **_ids(), up=False, by=identity.by(), now=now()),
    "archive": lambda session: partners.archive(session, **_ids(), by=identity.by(), now=now()),
    "reopen": lambda session: partners.reopen(session, **_ids(), by=identity.by(), now=now()),
    "delete": lambda session: partners.delete(session, **_ids(), by=identity.by(), now=now()),
}


def _show(refused: Refused) -> str:
    with database().reading() as session:
        facts = partnerships.facts(session, guard.partnership_id())
        there = partners.listed(session, facts.id)
    words = kinds.words(facts.kind)
    is_new = bool(refused.why) and not refused.public_id
    said, undo = _said(there)
    page = PartnersPage(
        title=str(words.partners),
        label=str(words.partner),
        rows=tuple(_row(one, refused) for one in there if not one.is_archived),
        archived=tuple(_row(one, refused) for one in there if one.is_archived),
        typed=refused.typed if is_new else "",
        problem=refused.why if is_new else "",
        said="" if refused.why else said,
        undo="" if refused.why else undo,
        here=here("partners"),
        neighbours=neighbours("partners"),
    )
    return render("people/partners.html", page)


def _row(one: PartnerFacts, refused: Refused) -> PartnerRow:
    is_this = refused.public_id == one.public_id
    return PartnerRow(
        public_id=one.public_id,
        name=one.name,
        typed=refused.typed if is_this and refused.typed else one.name,
        people=ngettext("{number} person", "{number} people", one.people),
        like=_("Nearly the same as “{name}”. Is one of them a slip?", name=one.like) if one.like else "",
        url=here("change_partner", partner_id=one.public_id),
        problem=refused.why if is_this else "",
        is_bare=one.is_bare,
    )


def _said(there: tuple[PartnerFacts, ...]) -> tuple[str, str]:
    """What was done, and where the form goes that takes it back."""
    done, which = request.args.get("said", ""), request.args.get("which", "")
    if done == "delete":
        return _("It is deleted."), ""
    one = next((one for one in there if one.public_id == which), None)
    if one is None:
        return "", ""
    if done == "archive" and one.is_archived:
        said = _("“{name}” takes no part in new rounds. Its earlier answers stay.", name=one.name)
        return said, here("change_partner", partner_id=which)
    words = {
        "added": _("“{name}” was added.", name=one.name),
        "rename": _("It is called “{name}” now.", name=one.name),
        "reopen": _("“{name}” takes part again.", name=one.name),
        "up": _("“{name}” was moved.", name=one.name),
        "down": _("“{name}” was moved.", name=one.name),
    }
    return words.get(done, ""), ""
