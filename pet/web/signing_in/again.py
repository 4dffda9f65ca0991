"""Showing again that it is you, before something that not everybody at this keyboard should be able to do."""

import math

from flask import make_response, redirect, request
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.language import gettext as _
from pet.services import one_time, own_account
from pet.services.one_time import Purpose
from pet.web import identity, tries
from pet.web.guard import requires
from pet.web.return_to import own_path
from pet.web.sign_in_form import PasswordForm, show_again
from pet.web.signing_in import going_on
from pet.web.signing_in.blueprint import blueprint
from pet.web.site import database, now, site


@blueprint.get("/sign-in/again")
@requires(Permission.USE_OWN_ACCOUNT)
def again() -> Response:
    """Ask for the password once more; nothing to do for who has just shown it."""
    next_path = own_path(request.args.get("next", ""))
    if identity.actor().is_fresh:
        return redirect(next_path, 303)
    return make_response(show_again(next_path=next_path))


@blueprint.post("/sign-in/again", endpoint="again_now")
@requires(Permission.USE_OWN_ACCOUNT)
def again_now() -> Response:
    """Look at the password; whoever has used a mailed link in the meantime needs none."""
    form = PasswordForm(request.form)
    if identity.actor().is_fresh and not form.password.data:
        return going_on.on()
    if "by_link" in request.form:
        waiting = _("The link in the letter has not been used in this browser yet.")
        return make_response(_show(PasswordForm(), waiting, was_sent=True), 422)
    if not form.validate():
        return make_response(_show(form), 422)
    tried = tries.password(
        _own_email(), form.password.data or "", refused=_("This is not your password. Type it again.")
    )
    if tried.wait:
        return going_on.too_many(_show(form, tried.refused), tried.seconds)
    return going_on.on() if tried.account_id else make_response(_show(form, tried.refused), 422)


@blueprint.post("/sign-in/again/link")
@requires(Permission.USE_OWN_ACCOUNT)
def again_by_link() -> Response:
    """Mail oneself a link that shows the same."""
    email = _own_email()
    with database().writing() as db:
        wait = one_time.ask(
            db, site().post, purpose=Purpose.SIGN_IN, email=email, address=request.remote_addr, now=now()
        )
    if wait:
        seconds = math.ceil(wait.total_seconds())
        return going_on.too_many(_show(PasswordForm(), tries.wait_words(seconds)), seconds)
    return make_response(_show(PasswordForm(), was_sent=True))


def _own_email() -> str:
    account_id = identity.actor().account_id
    with database().reading() as db:
        return own_account.of(db, account_id or 0).email


def _show(form: PasswordForm, refused: str = "", *, was_sent: bool = False) -> str:
    return show_again(
        form,
        next_path=going_on.next_path(),
        kept=going_on.carried(),
        refused=refused,
        was_sent=was_sent,
    )
