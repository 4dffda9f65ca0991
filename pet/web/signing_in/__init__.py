"""Signing in and out, and staying signed in."""

import math

from flask import Blueprint, Response, abort, jsonify, make_response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from pet.language import gettext as _
from pet.language import ngettext
from pet.services import accounts, sessions
from pet.services.accounts import Attempt
from pet.web import identity, kept, send_again
from pet.web.guard import public
from pet.web.return_to import HOME, own_path
from pet.web.sign_in_form import SignInForm, show_sign_in
from pet.web.site import database, now, site

blueprint = Blueprint("signing_in", __name__)


@blueprint.get("/sign-in")
@public
def sign_in() -> AnyResponse:
    """The form; nothing to do for somebody who is signed in."""
    next_path = own_path(request.args.get("next", ""))
    if identity.actor().account_id is not None:
        return redirect(next_path, 303)
    return make_response(show_sign_in(next_path=next_path))


@blueprint.post("/sign-in", endpoint="sign_in_now")
@public
def sign_in_now() -> AnyResponse:
    """Check the password; then on to where the person was going, with what they had typed there."""
    form = SignInForm(request.form)
    if not form.validate():
        return _again(form, "", 422)
    attempt = _begin(form)
    if attempt.wait:
        response = _again(form, _wait_words(math.ceil(attempt.wait.total_seconds())), 429)
        response.headers["Retry-After"] = str(math.ceil(attempt.wait.total_seconds()))
        return response
    token = _finish(attempt, form.password.data or "")
    if token is None:
        return _again(form, _("This e-mail address and this password do not belong together."), 422)
    identity.sign_in(token)
    typed = _carried()
    return make_response(send_again.show(typed)) if typed else redirect(_next_path(), 303)


@blueprint.post("/sign-out")
@public
def sign_out() -> AnyResponse:
    """End every session of this browser, here and in the database."""
    tokens = [identity.account_token(), *identity.response_tokens().values()]
    with database().writing() as db:
        for token in tokens:
            if token:
                sessions.end(db, token)
    identity.sign_out()
    response = redirect(HOME, 303)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@blueprint.post("/still-here")
@public
def still_here() -> Response:
    """The person is still there: how many seconds this browser's sessions last from now on."""
    if identity.first_end() is None:
        abort(401)
    identity.stay(now())
    end = identity.first_end()
    return jsonify({"ends": max(0, math.floor((end - now()).total_seconds())) if end else 0})


def _begin(form: SignInForm) -> Attempt:
    with database().writing() as db:
        return accounts.begin(
            db,
            email=form.email.data or "",
            address=request.remote_addr,
            secret=site().settings.secret_key,
            now=now(),
        )


def _finish(attempt: Attempt, password: str) -> str | None:
    verdict = accounts.verify(attempt, password)
    before = identity.account_token()
    with database().writing() as db:
        token = accounts.finish(db, attempt, verdict, now=now())
        if token is not None and before is not None:
            sessions.end(db, before)
    return token


def _again(form: SignInForm, refused: str, code: int) -> AnyResponse:
    page = show_sign_in(form, next_path=_next_path(), kept=_carried(), refused=refused)
    return make_response(page, code)


def _next_path() -> str:
    return own_path(request.form.get("next", ""))


def _carried() -> kept.Kept | None:
    return kept.carried(request.form, own_path(request.form.get(kept.PATH, "")))


def _wait_words(seconds: int) -> str:
    if seconds < 60:
        return ngettext(
            "There were many tries. Please wait {number} second, then try again.",
            "There were many tries. Please wait {number} seconds, then try again.",
            seconds,
        )
    return ngettext(
        "There were many tries. Please wait {number} minute, then try again.",
        "There were many tries. Please wait {number} minutes, then try again.",
        math.ceil(seconds / 60),
    )
