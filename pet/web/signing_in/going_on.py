"""Where somebody goes who has just been let in: to where they were going, with what they had typed there."""

from flask import make_response, redirect, request
from werkzeug.wrappers import Response

from pet.web import kept, send_again
from pet.web.return_to import own_path


def on() -> Response:
    """On to the page, or to the one that sends what was typed."""
    typed = carried()
    return make_response(send_again.show(typed)) if typed else redirect(next_path(), 303)


def next_path() -> str:
    """The page that was asked for."""
    return own_path(request.form.get("next", ""))


def carried() -> kept.Kept | None:
    """What was typed on the way, in the hidden fields of this form."""
    return kept.carried(request.form, own_path(request.form.get(kept.PATH, "")))


def too_many(page: str, seconds: int) -> Response:
    """The page again for somebody who has to wait."""
    response = make_response(page, 429)
    response.headers["Retry-After"] = str(seconds)
    return response
