"""Signing in by password."""

from flask import make_response, redirect, request
from werkzeug.wrappers import Response

from pet.web import identity, tries
from pet.web.guard import public
from pet.web.return_to import own_path
from pet.web.sign_in_form import SignInForm, show_sign_in
from pet.web.signing_in import going_on
from pet.web.signing_in.blueprint import blueprint


@blueprint.get("/sign-in")
@public
def sign_in() -> Response:
    """The form; nothing to do for somebody who is signed in."""
    next_path = own_path(request.args.get("next", ""))
    if identity.actor().account_id is not None:
        return redirect(next_path, 303)
    return make_response(show_sign_in(next_path=next_path))


@blueprint.post("/sign-in", endpoint="sign_in_now")
@public
def sign_in_now() -> Response:
    """Check the password; then on to where the person was going, with what they had typed there."""
    form = SignInForm(request.form)
    if not form.validate():
        return make_response(_again(form, ""), 422)
    tried = tries.password(form.email.data or "", form.password.data or "")
    if tried.wait:
        return going_on.too_many(_again(form, tried.refused), tried.seconds)
    if tried.account_id is None:
        return make_response(_again(form, tried.refused), 422)
    return going_on.on()


def _again(form: SignInForm, refused: str) -> str:
    return show_sign_in(form, next_path=going_on.next_path(), kept=going_on.carried(), refused=refused)
