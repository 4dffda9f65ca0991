"""Who is asked in a round, and what is done about one of them: a new link, another address, an invitation taken back."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from babel.support import LazyProxy
from flask import redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.errors import InvalidInputError, PetError
from pet.language import current, lazy_gettext
from pet.services import frameworks, invitations, invitees, inviting, rounds
from pet.services.invitees import Only, Search
from pet.services.rounds import RoundFacts
from pet.web.guard import id_of, requires
from pet.web.identity import by
from pet.web.render import render
from pet.web.rounds import about, people_page
from pet.web.rounds.blueprint import blueprint
from pet.web.rounds.people_forms import AddressForm, LostForm
from pet.web.rounds.people_page import Listing, PersonPage
from pet.web.site import database, now, site

_DONE: Mapping[str, LazyProxy] = {
    "new-link": lazy_gettext("A new link is on its way."),
    "address": lazy_gettext("The address is changed, and a new link is on its way to it."),
    "revoke": lazy_gettext("The invitation is taken back. You can undo that below."),
    "restore": lazy_gettext("The invitation holds again: their links work."),
}
_LONGEST_SEARCH = 200


@blueprint.get("/rounds/<round_id>/people")
@requires(Permission.SEE_DELIVERY)
def people(round_id: str) -> str:
    """Who is asked, how their letters fared, and, where the round lets it be seen, whether they have answered."""
    del round_id
    return _listed("rounds.people")


@blueprint.get("/rounds/<round_id>/answered")
@requires(Permission.SEE_WHO_ANSWERED)
def answered(round_id: str) -> str:
    """Who has answered, without addresses where the reader may not see them."""
    del round_id
    return _listed("rounds.answered")


def _listed(endpoint: str) -> str:
    search = _search()
    with database().reading() as session:
        facts = rounds.facts(session, about.round_id())
        found = invitees.page(session, facts.id, search, sees=about.sees())
        roles = roles_of(session, facts)
    listing = Listing(
        facts=facts,
        found=found,
        search=search,
        sees=about.sees(),
        roles=roles,
        endpoint=endpoint,
        can_add=about.may(Permission.INVITE) and people_page.takes_people(facts.phase(now())),
    )
    return render("rounds/people.html", people_page.people_page(listing))


def _search() -> Search:
    given = request.args
    only = given.get("only", "")
    number = given.get("page", "1")
    return Search(
        words=given.get("find", "").strip()[:_LONGEST_SEARCH],
        only=Only(only) if only in set(Only) else None,
        number=int(number) if number.isdecimal() and len(number) < 6 else 1,
    )


def roles_of(session: Session, facts: RoundFacts) -> Mapping[str, str]:
    """The roles of a round in the language in use, by id."""
    return {role.id: role.label.to(current()) for role in frameworks.of_round(session, facts.id).roles}


@blueprint.get("/rounds/<round_id>/people/<invitation_id>")
@requires(Permission.CHANGE_INVITATION)
def person(round_id: str, invitation_id: str) -> str:
    """One person who is asked."""
    del round_id, invitation_id
    done = _DONE.get(request.args.get("done", ""))
    return _shown(said=str(done) if done is not None else "")


@blueprint.post("/rounds/<round_id>/people/<invitation_id>/new-link")
@requires(Permission.CHANGE_INVITATION)
def new_link(round_id: str, invitation_id: str) -> Response | tuple[str, int]:
    """Send a new link; in an anonymous round somebody has to say first that it is needed."""
    lost = LostForm(request.form)
    with database().reading() as session:
        anonymous = rounds.facts(session, about.round_id()).is_anonymous
    if anonymous and not lost.validate():
        return _shown(lost=lost), HTTPStatus.UNPROCESSABLE_ENTITY

    def act(session: Session) -> None:
        invitations.new_link(
            session,
            invitation_id=id_of("invitation_id"),
            own_partner_id=about.own_partner_id(),
            by=by(),
            now=now(),
            post=site().post,
        )

    return _done(act, (round_id, invitation_id), "new-link")


@blueprint.post("/rounds/<round_id>/people/<invitation_id>/address")
@requires(Permission.CHANGE_INVITATION)
def address(round_id: str, invitation_id: str) -> Response | tuple[str, int]:
    """Correct an address, and send a new link there."""
    form = AddressForm(request.form)
    if not form.validate():
        return _shown(address=form), HTTPStatus.UNPROCESSABLE_ENTITY

    def act(session: Session) -> None:
        inviting.readdress(
            session,
            invitation_id=id_of("invitation_id"),
            email=form.email.data or "",
            own_partner_id=about.own_partner_id(),
            by=by(),
            now=now(),
            post=site().post,
        )

    return _done(act, (round_id, invitation_id), "address", form)


@blueprint.post("/rounds/<round_id>/people/<invitation_id>/revoke")
@requires(Permission.CHANGE_INVITATION)
def revoke(round_id: str, invitation_id: str) -> Response | tuple[str, int]:
    """Take an invitation back; its page offers to undo that."""

    def act(session: Session) -> None:
        invitations.revoke(session, invitation_id=id_of("invitation_id"), by=by(), now=now())

    return _done(act, (round_id, invitation_id), "revoke")


@blueprint.post("/rounds/<round_id>/people/<invitation_id>/restore")
@requires(Permission.CHANGE_INVITATION)
def restore(round_id: str, invitation_id: str) -> Response | tuple[str, int]:
    """Undo that."""

    def act(session: Session) -> None:
        invitations.restore(session, invitation_id=id_of("invitation_id"), by=by(), now=now())

    return _done(act, (round_id, invitation_id), "restore")


def _done(
    act: Callable[[Session], None], ids: tuple[str, str], name: str, form: AddressForm | None = None
) -> Response | tuple[str, int]:
    """Do it and come back to the person; or say why it was not done, with everything typed."""
    try:
        with database().writing() as session:
            act(session)
    except InvalidInputError as error:
        form = form or AddressForm()
        form.email.errors = [problem.message for problem in error.problems]
        return _shown(address=form), HTTPStatus.UNPROCESSABLE_ENTITY
    except PetError as error:
        return _shown(refused=str(error), address=form), HTTPStatus.CONFLICT
    round_id, invitation_id = ids
    return redirect(url_for("rounds.person", round_id=round_id, invitation_id=invitation_id, done=name), 303)


def _shown(
    *, said: str = "", refused: str = "", lost: LostForm | None = None, address: AddressForm | None = None
) -> str:
    with database().reading() as session:
        facts = rounds.facts(session, about.round_id())
        one = invitees.one(session, facts.id, id_of("invitation_id"), sees=about.sees())
        roles = roles_of(session, facts)

    def place(name: str) -> str:
        return url_for(f"rounds.{name}", round_id=facts.public_id, invitation_id=one.public_id)

    phase = facts.phase(now())
    can_send = people_page.takes_people(phase) and site().post.can_send
    page = PersonPage(
        title=people_page.name_of(one),
        round=facts.title,
        back=url_for("rounds.people", round_id=facts.public_id),
        listed=people_page.list_title(facts),
        facts=people_page.person_facts(one, roles),
        said=said,
        refused=refused,
        explained=people_page.explained(one, phase),
        revoked=one.is_revoked,
        can_send=can_send and one.person_id is not None and not one.is_revoked,
        new_link=people_page.new_link_words(facts) if one.email or one.moved_to else "",
        lost=(lost or LostForm()) if facts.is_anonymous else None,
        address=address or AddressForm(email=one.moved_to or one.email),
        new_link_url=place("new_link"),
        address_url=place("address"),
        revoke_url=place("revoke"),
        restore_url=place("restore"),
    )
    return render("rounds/person.html", page)
