"""Making a partnership, and what comes next."""

from dataclasses import dataclass

from flask import abort, make_response, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from pet.access.actor import Role
from pet.access.policy import Permission
from pet.db.models import Partnership
from pet.frameworks import loader
from pet.language import current
from pet.language import gettext as _
from pet.services import accounts, appointments, kinds, partners, partnerships, people, waiting_for_lead
from pet.services.appointments import Proposal
from pet.services.duties import Appointer, Duty
from pet.services.kinds import Kind
from pet.services.team import NotTheirsError
from pet.services.waiting_for_lead import Waiting
from pet.web import guard, identity
from pet.web.guard import requires
from pet.web.link import Link
from pet.web.people.blueprint import blueprint
from pet.web.people.forms import NewPartnershipForm
from pet.web.people.places import here
from pet.web.render import render
from pet.web.site import database, now, site


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """The form for a new partnership.

    Attributes:
        title: in a few words.
        form: the fields.
        asks_lead: whether it asks who leads it.
        can_send: whether letters can be sent to a lead.
        time_zones: to choose from.
        twice: whether they have a partnership of this name; then it can be ticked that one more is meant.
    """

    title: str
    form: NewPartnershipForm
    twice: bool
    asks_lead: bool
    can_send: bool
    time_zones: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePage:
    """That a partnership was made for somebody else.

    Attributes:
        title: in a few words.
        email: whose it is.
        can_send: whether a letter went there.
        link: what to pass on where this site sends no letters; empty until it is asked for.
        which: public id of the partnership.
    """

    title: str
    email: str
    can_send: bool
    link: str
    which: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginPage:
    """What to do next in a new partnership.

    Attributes:
        title: what it is called.
        framework: the framework that is proposed.
        steps: what there is to do: label, in words how far, address, and whether it is done.
        then: to the page of the partnership.
    """

    title: str
    framework: str
    steps: tuple[tuple[str, str, str, bool], ...]
    then: Link


@blueprint.get("/partnerships/new")
@requires(Permission.CREATE_PARTNERSHIP)
def new() -> str:
    """The form."""
    form = NewPartnershipForm(data={"time_zone": site().settings.time_zone, "leads": True})
    return _show(form)


@blueprint.post("/partnerships/new", endpoint="create")
@requires(Permission.CREATE_PARTNERSHIP)
def create() -> Response:
    """Make it; whoever makes it leads it, or asks somebody else to."""
    form = NewPartnershipForm(request.form)
    if not identity.actor().is_admin:
        form.leads.data = True
    if not all((form.validate(), form.check_lead())):
        return make_response(_show(form), 422)
    with database().writing() as session:
        made = _make(session, form)
    if made is None:
        return make_response(_show(form, twice=True), 422)
    if form.leads.data:
        return redirect(url_for("people.begin", partnership_id=made.public_id), 303)
    return redirect(url_for("people.made", which=made.public_id), 303)


def _make(session: Session, form: NewPartnershipForm) -> Partnership | None:
    """The partnership, with its lead or an offer to lead it; `None` where the form now says that there is one."""
    by = identity.by()
    is_double = waiting_for_lead.has_of_name(session, by.account_id or 0, form.name.data or "")
    if is_double and not form.one_more.data:
        form.name.errors = [_("You have a partnership of this name. Tick below if you mean one more.")]
        return None
    made = partnerships.create(
        session, name=form.name.data or "", partners=form.names, sort=form.sort, by=by, now=now()
    )
    if form.leads.data:
        assert by.account_id is not None  # the guard lets nobody else in
        accounts.make_lead(session, account_id=by.account_id, partnership_id=made.id)
        return made
    proposal = Proposal(
        email=form.lead_email.data or "", name=form.lead_name.data or "", duty=Duty(role=Role.LEAD)
    )
    appointments.offer(
        session,
        site().post,
        partnership_id=made.id,
        proposal=proposal,
        appointer=Appointer(by=by, within=None),
        now=now(),
    )
    return made


@blueprint.get("/partnerships/made")
@requires(Permission.CREATE_PARTNERSHIP)
def made() -> str:
    """That it is there, and who is asked to lead it."""
    which = request.args.get("which", "")
    with database().reading() as session:
        waiting = waiting_for_lead.made_by(session, identity.by().account_id or 0, now=now())
    found = next((one for one in waiting if one.public_id == which), None)
    if found is None:
        abort(404)
    return _made(found)


@blueprint.post("/partnerships/made", endpoint="ask_lead_again")
@requires(Permission.CREATE_PARTNERSHIP)
def ask_lead_again() -> Response:
    """Ask the same person once more; without letters the link is shown here, once."""
    try:
        with database().writing() as session:
            found, token = waiting_for_lead.ask_again(
                session, site().post, public_id=request.form.get("which", ""), by=identity.by(), now=now()
            )
    except NotTheirsError:
        abort(404)
    if site().post.can_send:
        return redirect(url_for("people.made", which=found.public_id), 303)
    return make_response(_made(found, f"{site().settings.base_url}/appointments/{token}"))


def _made(found: Waiting, link: str = "") -> str:
    page = MadePage(
        title=_("“{name}” is there", name=found.partnership),
        email=found.email,
        can_send=site().post.can_send,
        link=link,
        which=found.public_id,
    )
    return render("people/made.html", page)


def _show(form: NewPartnershipForm, *, twice: bool = False) -> str:
    page = NewPage(
        title=_("New partnership"),
        form=form,
        twice=twice or bool(form.one_more.data),
        asks_lead=identity.actor().is_admin,
        can_send=site().post.can_send,
        time_zones=partnerships.time_zones(),
    )
    return render("people/new.html", page)


@blueprint.get("/partnerships/<partnership_id>/begin")
@requires(Permission.EDIT_PARTNERSHIP)
def begin(partnership_id: str) -> str:
    """What comes next."""
    with database().reading() as session:
        facts = partnerships.facts(session, guard.partnership_id())
        there = partners.listed(session, facts.id)
        number = sum(people.counter(session, facts.id).values())
    framework = loader.builtin(kinds.framework_key(Kind(facts.kind))).title.to(current())
    page = BeginPage(
        title=facts.name,
        framework=framework,
        steps=_steps(partnership_id, len(there), number),
        then=Link(
            label=_("The page of the partnership"),
            url=url_for("rounds.partnership", partnership_id=partnership_id),
        ),
    )
    return render("people/begin.html", page)


def _steps(
    partnership_id: str, number_of_partners: int, number_of_people: int
) -> tuple[tuple[str, str, str, bool], ...]:
    return (
        (
            _("Say which schools or organisations belong to it"),
            _("{number} so far", number=number_of_partners),
            here("partners"),
            number_of_partners > 1,
        ),
        (
            _("Bring in the people who are to be asked"),
            _("{number} so far", number=number_of_people),
            here("bring"),
            number_of_people > 0,
        ),
        (
            _("Set up the first round"),
            _("Ten minutes"),
            f"/partnerships/{partnership_id}/rounds/new",
            False,
        ),
    )
