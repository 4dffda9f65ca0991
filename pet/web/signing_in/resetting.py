"""A new password for somebody who has forgotten theirs, by a mailed link."""

from dataclasses import dataclass

from flask import make_response, redirect, request
from werkzeug.wrappers import Response

from pet.language import gettext as _
from pet.services import one_time, own_account, passwords, sessions
from pet.services.one_time import Owner, Purpose
from pet.web import identity, new_password, tries
from pet.web.guard import public
from pet.web.new_password import NewPasswordForm
from pet.web.render import render
from pet.web.return_to import HOME
from pet.web.sign_in_form import EmailForm
from pet.web.signing_in import going_on
from pet.web.signing_in.blueprint import blueprint
from pet.web.signing_in.by_link import AskPage, ask_for, refuse_old, sent_page
from pet.web.site import database, now, site


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePage:
    """Where somebody chooses a new password by a link.

    Attributes:
        title: in a few words.
        token: of the link.
        email: whose password it is.
        form: the fields.
        hint: what makes a good one.
    """

    title: str
    token: str
    email: str
    form: NewPasswordForm
    hint: str


@blueprint.get("/reset")
@public
def reset() -> str:
    """Ask for a link to choose a new password."""
    return _ask_page(EmailForm())


@blueprint.post("/reset", endpoint="send_reset")
@public
def send_reset() -> Response:
    """Mail a link, if there is such an account; the answer is the same if there is none."""
    form = EmailForm(request.form)
    if not form.validate() or not site().post.can_send:
        return make_response(_ask_page(form), 422)
    seconds = ask_for(form, Purpose.RESET)
    if seconds:
        return going_on.too_many(_ask_page(form, tries.wait_words(seconds)), seconds)
    return make_response(sent_page())


def _ask_page(form: EmailForm, refused: str = "") -> str:
    page = AskPage(
        title=_("A new password"),
        form=form,
        action="signing_in.send_reset",
        intro=_("PET sends you a letter with a link. It lets you choose a new password."),
        refused=refused,
        next_path=HOME,
        sends_letters=site().post.can_send,
    )
    return render("signing_in/ask.html", page)


@blueprint.get("/reset/<token>")
@public
def choose(token: str) -> str:
    """The form; opening it uses nothing up."""
    return _choose_page(_owner(token), token, NewPasswordForm())


@blueprint.post("/reset/<token>", endpoint="choose_now")
@public
def choose_now(token: str) -> Response:
    """Keep the new password, end every session there was, and sign in here."""
    owner, form = _owner(token), NewPasswordForm(request.form)
    if not form.is_good(email=owner.email, name=owner.name):
        return make_response(_choose_page(owner, token, form), 422)
    kept = passwords.hashed(form.chosen)
    before = identity.account_token()
    with database().writing() as db:
        fresh = own_account.reset(
            db, site().post, token=token, new_hash=kept, now=now(), device=tries.device()
        )
        if fresh and before:
            sessions.end(db, before)
    if fresh is None:
        refuse_old()
    identity.sign_in(fresh)
    return redirect(HOME, 303)


def _owner(token: str) -> Owner:
    with database().reading() as db:
        owner = one_time.owner(db, token, Purpose.RESET, now=now())
    return owner if owner is not None else refuse_old()


def _choose_page(owner: Owner, token: str, form: NewPasswordForm) -> str:
    page = ChoosePage(
        title=_("Choose a new password"),
        token=token,
        email=owner.email,
        form=form,
        hint=new_password.hint(),
    )
    return render("signing_in/choose.html", page)
