"""The people who can be asked: a list that can be searched."""

from dataclasses import dataclass

from flask import request
from sqlalchemy.orm import Session

from pet.access.policy import Permission
from pet.language import gettext as _
from pet.language import ngettext
from pet.services import kinds, partnerships, people, roles
from pet.services.partnerships import PartnerName
from pet.services.people import PeoplePage, PersonFacts, Search
from pet.services.roles import Roles
from pet.web import guard
from pet.web.guard import requires
from pet.web.link import Link
from pet.web.people.blueprint import blueprint
from pet.web.people.places import here, neighbours
from pet.web.render import render
from pet.web.site import database
from pet.words.numbers import whole


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One of them: name or address, what else is known, a word of caution or empty, and where to change it."""

    name: str
    about: str
    caution: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """The list.

    Attributes:
        title: in a few words.
        found: how many, in words.
        rows: at most a hundred.
        words, partner, archived: what was looked for.
        partner_label: what a partner is called here.
        partners: to choose from: pairs of public id and name; empty for whoever sees one only.
        pages: number, address and whether it is this one, of every page that is shown.
        is_search: whether something was looked for.
        archived_link: to those who are not asked any more, or back.
        said, undo: what was done, and where the form goes that takes it back, or empty.
        add, bring, here: addresses.
        neighbours: the pages beside this one.
    """

    title: str
    found: str
    rows: tuple[PersonRow, ...]
    words: str
    partner: str
    archived: bool
    partner_label: str
    partners: tuple[tuple[str, str], ...]
    pages: tuple[tuple[str, str, bool], ...]
    is_search: bool
    archived_link: Link
    said: str
    undo: str
    add: str
    bring: str
    here: str
    neighbours: tuple[Link, ...]


@blueprint.get("/partnerships/<partnership_id>/people", endpoint="people")
@requires(Permission.EDIT_PEOPLE)
def show(partnership_id: str) -> str:
    """The list, a hundred at a time."""
    del partnership_id
    own = guard.own_partner_id()
    with database().reading() as session:
        facts = partnerships.facts(session, guard.partnership_id())
        partners = partnerships.partners(session, facts.id) if own is None else ()
        search = _search(partners)
        found = people.page(session, facts.id, search, own_partner_id=own)
        known = roles.of_partnership(session, facts.id)
        person = _said_of(session, own)
    said, undo = _said(person)
    page = ListPage(
        title=_("People who are asked no more") if search.archived else _("People"),
        found=_found(found, search),
        rows=tuple(_row(one, known, found.twice) for one in found.people),
        words=search.words,
        partner=request.args.get("partner", ""),
        archived=search.archived,
        partner_label=str(kinds.words(facts.kind).partner),
        partners=tuple((one.public_id, one.name) for one in partners),
        pages=_pages(found),
        is_search=bool(search.words or search.partner_id),
        archived_link=_archived_link(search),
        said=said,
        undo=undo,
        add=here("add_person"),
        bring=here("bring"),
        here=here("people"),
        neighbours=neighbours("people"),
    )
    return render("people/people.html", page)


def _search(partners: tuple[PartnerName, ...]) -> Search:
    ids = {one.public_id: one.id for one in partners}
    return Search(
        words=request.args.get("q", "")[:200].strip(),
        partner_id=ids.get(request.args.get("partner", "")),
        archived=request.args.get("archived") == "yes",
        number=request.args.get("page", default=1, type=int),
    )


def _found(found: PeoplePage, search: Search) -> str:
    if not found.total:
        return _("Nobody was found.") if search.words or search.partner_id else ""
    if found.pages == 1:
        return ngettext("{number} person", "{number} people", found.total)
    first = (found.number - 1) * people.PER_PAGE + 1
    return _(
        "{first} to {last} of {total} people",
        first=whole(first),
        last=whole(first + len(found.people) - 1),
        total=whole(found.total),
    )


def _row(one: PersonFacts, known: Roles, twice: frozenset[str]) -> PersonRow:
    parts = (
        one.email if one.name else "",
        one.partner or _("no partner"),
        known.name(one.role_id) or _("role not known"),
    )
    cautions = [
        _("Has no address: gets no letter.") if one.email is None else "",
        _("The same address is there twice: they get a letter for each.") if one.email in twice else "",
    ]
    return PersonRow(
        name=one.name or one.email or "",
        about=" · ".join(part for part in parts if part),
        caution=" ".join(part for part in cautions if part),
        url=here("edit_person", person_id=one.public_id),
    )


def _pages(found: PeoplePage) -> tuple[tuple[str, str, bool], ...]:
    """The first, the last and those around this one."""
    near = {1, found.pages, *range(found.number - 2, found.number + 3)}
    kept = {name: request.args[name] for name in ("q", "partner", "archived") if request.args.get(name)}
    return tuple(
        (str(number), here("people", **kept, page=str(number)), number == found.number)
        for number in sorted(near)
        if 1 <= number <= found.pages and found.pages > 1
    )


def _archived_link(search: Search) -> Link:
    if search.archived:
        return Link(label=_("Back to the people who are asked"), url=here("people"))
    return Link(label=_("People who are asked no more"), url=here("people", archived="yes"))


def _said_of(session: Session, own: int | None) -> PersonFacts | None:
    which = request.args.get("which", "")
    if not which:
        return None
    return people.find_public(
        session, partnership_id=guard.partnership_id(), public_id=which, own_partner_id=own
    )


def _said(person: PersonFacts | None) -> tuple[str, str]:
    """What was done, and where the form goes that takes it back."""
    done = request.args.get("said", "")
    if person is None:
        return "", ""
    name = person.name or person.email or ""
    if done == "archived" and person.is_archived:
        return _("{name} is asked no more.", name=name), here(
            "keep_person", person_id=person.public_id, do="reopen"
        )
    words = {
        "added": _("{name} was added.", name=name),
        "saved": _("{name} is saved.", name=name),
        "reopened": _("{name} is asked again.", name=name),
    }
    return words.get(done, ""), ""
