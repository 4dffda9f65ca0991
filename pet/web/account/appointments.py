"""Offers to become something in a partnership: who asks, and accepting it; opening the link uses nothing up."""

from dataclasses import dataclass

from flask import abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import Form, StringField
from wtforms.validators import DataRequired, Length

from pet.errors import PetError
from pet.language import gettext as _
from pet.services import accepting, accounts, own_sessions, sessions
from pet.services.accepting import Gone, Offer
from pet.services.texts import one_line
from pet.web import duty_words, identity, link_misses, new_password, tries
from pet.web.account.blueprint import blueprint
from pet.web.guard import public
from pet.web.lazy import lazy_gettext
from pet.web.new_password import NewPasswordForm
from pet.web.render import render
from pet.web.return_to import HOME
from pet.web.sign_in_form import PasswordForm
from pet.web.site import database, now


class NewAccountForm(NewPasswordForm):
    """What a new account needs besides the address."""

    name = StringField(
        lazy_gettext("Your name"),
        [DataRequired(lazy_gettext("Type your name.")), Length(max=accounts.LONGEST_NAME)],
        filters=[lambda typed: one_line(typed or "")],
        render_kw={"autocomplete": "name"},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentPage:
    """An offer, and what is needed to accept it.

    Attributes:
        title: in a few words.
        token: of the link.
        sentences: who asks whom to become what.
        email: whom the offer was sent to.
        form: the fields: none for who is signed in, the password of an account, or what a new one needs.
        is_new: whether an account is made.
        hint: what makes a good password.
        refused: why the last try did not work, or empty.
    """

    title: str
    token: str
    sentences: tuple[str, ...]
    email: str
    form: Form
    is_new: bool
    hint: str
    refused: str


@blueprint.get("/appointments/<token>")
@public
def appointment(token: str) -> str:
    """Who invites to what."""
    offer = _offer(token)
    return _page(offer, token, _form(offer))


@blueprint.post("/appointments/<token>", endpoint="accept")
@public
def accept(token: str) -> Response:
    """Accept it: in one's session, with one's password, or by making an account at once."""
    offer = _offer(token)
    if offer.account_id is None:
        return _accept_as_new(offer, token)
    if identity.actor().account_id != offer.account_id:
        form = PasswordForm(request.form)
        if not form.validate():
            return make_response(_page(offer, token, form), 422)
        tried = tries.password(
            offer.email, form.password.data or "", refused=_("This is not the password of that account.")
        )
        if tried.account_id is None:
            response = make_response(_page(offer, token, form, tried.refused), 429 if tried.wait else 422)
            if tried.wait:
                response.headers["Retry-After"] = str(tried.seconds)
            return response
    return _accept_in_session(offer, token, offer.account_id)


def _accept_in_session(offer: Offer, token: str, account_id: int) -> Response:
    """What they are changes, so their session gets another id."""
    before = identity.account_token()
    with database().writing() as db:
        gone = accepting.accept(db, token, account_id=account_id, now=now())
        fresh = own_sessions.renew(db, before) if gone is None and before else None
    return _on(offer, gone, fresh)


def _accept_as_new(offer: Offer, token: str) -> Response:
    form = NewAccountForm(request.form)
    if not form.is_good(email=offer.email, name=form.name.data or ""):
        return make_response(_page(offer, token, form), 422)
    problems = accounts.problems_with(email=offer.email, name=form.name.data or "", password=form.chosen)
    if problems:
        new_password.tell(new_password.places(form), problems)
        return make_response(_page(offer, token, form), 422)
    try:
        gone, fresh = _make(offer, token, form)
    except PetError:  # there is such an account by now: of two clicks the other has made it
        offer = _offer(token)
        return make_response(_page(offer, token, _form(offer)), 409)
    return _on(offer, gone, fresh)


def _make(offer: Offer, token: str, form: NewAccountForm) -> tuple[Gone | None, str | None]:
    """Why it cannot be done, or the opaque id of a new session."""
    before = identity.account_token()
    with database().writing() as db:
        account = accounts.add(
            db, email=offer.email, name=form.name.data or "", password=form.chosen, now=now()
        )
        if offer.mailed:
            accounts.prove_email(db, account.id)
        gone = accepting.accept(db, token, account_id=account.id, now=now())
        if gone is not None:
            db.rollback()  # no account without its offer
            return gone, None
        if before:
            sessions.end(db, before)
        return None, sessions.open_for_account(db, account.id, now=now(), device=tries.device())


def _on(offer: Offer, gone: Gone | None, fresh: str | None) -> Response:
    if gone is not None:
        abort(410, _why(gone))
    if fresh is not None:
        identity.sign_in(fresh)
    to = url_for("people.begin", partnership_id=offer.begins) if offer.begins else HOME
    return redirect(to, 303)


def _offer(token: str) -> Offer:
    """The offer behind this link; 410 with the reason for one that is over, 404 for none."""
    with database().reading() as db:
        offer = accepting.look(db, token, now=now())
    if offer is None:
        link_misses.refuse_many()
        abort(404, _("We do not know this link. Check that you have all of it, up to the last character."))
    if offer.gone is not None:
        abort(410, _why(offer.gone))
    return offer


def _why(gone: Gone) -> str:
    return {
        Gone.EXPIRED: _("This offer has expired: it was open for two weeks."),
        Gone.USED: _("This offer was accepted already. If it was you, sign in."),
        Gone.WITHDRAWN: _("This offer was withdrawn."),
    }[gone]


def _form(offer: Offer) -> Form:
    if offer.account_id is None:
        return NewAccountForm(data={"name": offer.name})
    return Form() if identity.actor().account_id == offer.account_id else PasswordForm()


def _sentences(offer: Offer) -> tuple[str, ...]:
    asked = (
        _(
            "{person} asks you to help with {partnership}.",
            person=offer.inviter,
            partnership=offer.partnership,
        )
        if offer.inviter
        else _("You are asked to help with {partnership}.", partnership=offer.partnership)
    )
    what = _("You would be: {role}.", role=duty_words.name(offer.role, offer.partner))
    can = _("In this role a person {explained}", explained=duty_words.explained(offer.role))
    return asked, what, can


def _page(offer: Offer, token: str, form: Form, refused: str = "") -> str:
    page = AppointmentPage(
        title=_("An offer from {partnership}", partnership=offer.partnership),
        token=token,
        sentences=_sentences(offer),
        email=offer.email,
        form=form,
        is_new=offer.account_id is None,
        hint=new_password.hint(),
        refused=refused,
    )
    return render("account/appointment.html", page)
