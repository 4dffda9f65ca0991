"""Asking more people while a round runs: those of the partnership who are not asked yet, and somebody who was forgotten."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.errors import InvalidInputError, PetError, Problem
from pet.language import gettext as _
from pet.language import ngettext
from pet.services import inviting, not_asked, partnerships, rounds
from pet.services.not_asked import Left
from pet.services.people_changes import SameAddressError
from pet.services.rounds import RoundFacts
from pet.web.guard import requires
from pet.web.identity import by
from pet.web.render import render
from pet.web.rounds import about
from pet.web.rounds.blueprint import blueprint
from pet.web.rounds.people import roles_of
from pet.web.rounds.people_forms import ForgottenForm
from pet.web.rounds.people_page import takes_people
from pet.web.site import database, now, site

CHOSEN = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class MorePage:
    """Who else can be asked.

    Attributes:
        title: in a few words.
        round, back: the title of the round, and the list of those who are asked.
        here: where both forms go.
        said, refused: what was just done, or why not; or empty.
        can: whether people can still be asked; else the page says no more.
        left: people of the partnership who are not asked yet.
        left_said: how many there are, as a sentence.
        chosen: which of them were ticked.
        form: for somebody new.
        twice: whether somebody of another partner has the address; then it can be ticked that it is meant so.
    """

    title: str
    round: str
    back: str
    here: str
    said: str
    refused: str
    can: bool
    left: tuple[Left, ...]
    left_said: str
    chosen: frozenset[str]
    form: ForgottenForm
    twice: bool


@blueprint.get("/rounds/<round_id>/people/more")
@requires(Permission.INVITE)
def more_people(round_id: str) -> str:
    """Who else can be asked."""
    del round_id
    number = request.args.get("asked", "")
    said = ""
    if number.isdecimal() and 0 < len(number) < 6:
        said = ngettext("One more person is asked now.", "{number} more people are asked now.", int(number))
    return _shown(said=said)


@blueprint.post("/rounds/<round_id>/people/more")
@requires(Permission.INVITE)
def ask_more(round_id: str) -> Response | tuple[str, int]:
    """Ask those who were ticked, or add and ask somebody new."""
    chosen = frozenset(request.form.getlist(CHOSEN))
    try:
        if "new" in request.form:
            number = _add()
        elif chosen:
            number = _ask(chosen)
        else:
            refused = _("Tick the people you want to ask.")
            return _shown(refused=refused), HTTPStatus.UNPROCESSABLE_ENTITY
    except SameAddressError as error:
        return _shown(wrong=_tick_or_change(error), twice=True), HTTPStatus.UNPROCESSABLE_ENTITY
    except InvalidInputError as error:
        return _shown(wrong=error, chosen=chosen), HTTPStatus.UNPROCESSABLE_ENTITY
    except PetError as error:
        return _shown(refused=str(error), chosen=chosen), HTTPStatus.CONFLICT
    return redirect(url_for("rounds.more_people", round_id=round_id, asked=number), 303)


def _tick_or_change(error: SameAddressError) -> InvalidInputError:
    said = _("{why} Tick below if they answer for both, or change it.", why=str(error))
    return InvalidInputError("", (Problem("email", said),))


def _add() -> int:
    with database().writing() as session:
        form = _form(session, rounds.facts(session, about.round_id()))
        if not form.validate():
            raise InvalidInputError("", ())
        inviting.add_forgotten(
            session,
            round_id=about.round_id(),
            given=form.given(),
            own_partner_id=about.own_partner_id(),
            by=by(),
            now=now(),
            post=site().post,
        )
    return 1


def _ask(chosen: frozenset[str]) -> int:
    with database().writing() as session:
        return inviting.ask_too(
            session,
            round_id=about.round_id(),
            public_ids=chosen,
            own_partner_id=about.own_partner_id(),
            by=by(),
            now=now(),
            post=site().post,
        )


def _form(session: Session, facts: RoundFacts) -> ForgottenForm:
    """The form as it was sent, or empty; a partner lead chooses no other partner."""
    own = about.own_partner_id()
    partners = [
        (one.id, one.name)
        for one in partnerships.partners(session, facts.partnership_id)
        if own is None or one.id == own
    ]
    roles = () if facts.is_signed else tuple(roles_of(session, facts).items())
    return ForgottenForm.of(partners, roles, request.form if "new" in request.form else None, own=own)


def _shown(
    *,
    said: str = "",
    refused: str = "",
    wrong: InvalidInputError | None = None,
    chosen: frozenset[str] = frozenset(),
    twice: bool = False,
) -> str:
    with database().reading() as session:
        facts = rounds.facts(session, about.round_id())
        form = _form(session, facts)
        left = not_asked.people(session, facts.id, partner_id=about.own_partner_id())
        number = not_asked.number(session, facts.id, partner_id=about.own_partner_id())
    if wrong is not None:
        form.validate()
        form.take(wrong)
    page = MorePage(
        title=_("Ask more people"),
        round=facts.title,
        back=url_for("rounds.people", round_id=facts.public_id),
        here=url_for("rounds.ask_more", round_id=facts.public_id),
        said=said,
        refused=refused,
        can=takes_people(facts.phase(now())),
        left=left,
        left_said=_left(len(left), number),
        chosen=chosen,
        form=form,
        twice=twice or bool(form.two_letters.data),
    )
    return render("rounds/more_people.html", page)


def _left(shown: int, number: int) -> str:
    if not number:
        return _("Everybody in the list of people is asked.")
    said = ngettext(
        "{number} person of the partnership is not asked yet.",
        "{number} people of the partnership are not asked yet.",
        number,
    )
    return (
        said if shown == number else _("{said} The first {shown} of them stand here.", said=said, shown=shown)
    )
