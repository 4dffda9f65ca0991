"""Staying signed in, and leaving."""

import math

from flask import Response, abort, jsonify, redirect
from werkzeug.wrappers import Response as AnyResponse

from pet.services import sessions
from pet.web import identity
from pet.web.guard import public
from pet.web.return_to import HOME
from pet.web.signing_in.blueprint import blueprint
from pet.web.site import database, now


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
