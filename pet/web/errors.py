"""When something cannot be done: a page in plain words, or JSON for a program, and nothing typed is lost."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, current_app, g, jsonify, make_response, request
from flask.globals import request_ctx
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from pet.db.errors import UnavailableError
from pet.errors import InvalidInputError, PetError
from pet.language import gettext as _
from pet.web import kept, lost_session, send_again, targets
from pet.web.error_texts import TEXTS
from pet.web.guard import NotFresh
from pet.web.render import render_plainly
from pet.web.return_to import HOME, own_path
from pet.web.sign_in_form import show_again, show_sign_in
from pet.web.site import site

_SAID_BY_VIEWS = (403, 404, 409, 410, 429)
_KEPT_HEADERS = ("Allow", "Retry-After")
_MAY_PASS = (429, 500, 503)  # the same form may be taken in a moment


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """What went wrong.

    Attributes:
        title: in a few words.
        happened: what happened.
        to_do: what to do now.
        problems: each thing that is wrong with what was sent.
        reference: what an administrator can look for, in words, or empty.
        home: where one can always go.
    """

    title: str
    happened: str
    to_do: str
    problems: tuple[str, ...] = ()
    reference: str = ""
    home: str = HOME


def init_app(app: Flask) -> None:
    """Answer every error."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _token_refused)
    app.register_error_handler(PetError, _refused)
    app.register_error_handler(InvalidInputError, _unreadable)
    app.register_error_handler(UnavailableError, _unavailable)


def _http(error: HTTPException) -> Response | HTTPException:
    code = error.code or 500
    if code < 400 or error.response is not None:
        return error  # a redirect, or an answer that a view made itself
    if isinstance(error, NotFresh) and not wants_json():
        response = make_response(show_again(kept=kept.of_request()), code)
    elif code == 401 or (code == 404 and _is_lost()):
        response = _who_are_you(code)
    else:
        response = answer(code, happened=_own_words(error))
    for name, value in error.get_headers():
        if name in _KEPT_HEADERS:
            response.headers[name] = value
    return response


def _own_words(error: HTTPException) -> str | None:
    """What a view said with `abort(409, …)`; what the libraries say is for programmers."""
    is_own = error.code in _SAID_BY_VIEWS and error.description != type(error).description
    return error.description if is_own else None


def answer(code: int, *, happened: str | None = None, problems: tuple[str, ...] = ()) -> Response:
    """The page or the JSON that says what went wrong; `happened` replaces the general words."""
    text = TEXTS.get(code, TEXTS[400 if code < 500 else 500])
    said = happened or str(text.happened)
    if wants_json():
        return _json(code, text.name, said, problems)
    reference = _reference() if code == HTTPStatus.INTERNAL_SERVER_ERROR else ""
    typed = kept.of_request() if code in _MAY_PASS else None
    if typed is not None:
        return _to_send_again(code, typed, said, reference)
    page = ErrorPage(
        title=str(text.title),
        happened=said,
        to_do=str(text.to_do),
        problems=problems,
        reference=reference,
    )
    return _page("errors/error.html", page, code)


def _to_send_again(code: int, typed: kept.Kept, happened: str, reference: str) -> Response:
    """A form that failed for now, with everything typed in it."""
    text = TEXTS[code]
    sentences = [happened, _("Wait a little, then send it again from here.")]
    if reference:
        sentences += [str(text.to_do), reference]
    _name_host()
    return make_response(send_again.after(typed, title=str(text.title), sentences=tuple(sentences)), code)


def _reference() -> str:
    return _("Reference: {reference}", reference=g.get("request_id", ""))


def wants_json() -> bool:
    """Whether a program asked: it sent JSON, or takes it rather than a page."""
    if "json" in request.mimetype:
        return True
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _json(code: int, name: str, message: str, problems: tuple[str, ...] = ()) -> Response:
    document: dict[str, object] = {"error": name, "message": message}
    if problems:
        document["problems"] = problems
    response = jsonify(document)
    response.status_code = code
    return response


def _page(template: str, page: object, code: int) -> Response:
    _name_host()
    return make_response(render_plainly(template, page), code)


def _name_host() -> None:
    """Where the request was for another host, links are made as for ours."""
    if request_ctx.url_adapter is None:
        request_ctx.url_adapter = current_app.url_map.bind(site().settings.host)


def _is_lost() -> bool:
    """Whether the address is that of a response which this browser may not use."""
    return targets.RESPONSE in (request.view_args or {}) and "found" not in g


def _who_are_you(code: int) -> Response:
    if wants_json():
        message = _("Your session has ended. Open your own link, or sign in, to go on.")
        return _json(code, "session", message)
    typed = kept.of_request()
    here = request.full_path.rstrip("?")
    if not _is_lost():
        return make_response(show_sign_in(next_path=own_path(here), kept=typed), code)
    return make_response(lost_session.show(typed or kept.Kept(path=here, fields=())), code)


def _token_refused(_error: CSRFError) -> Response:
    typed = kept.of_request()
    if wants_json() or typed is None:
        return _json(400, "token", _("This page is too old to be saved from. Load it again."))
    _name_host()
    return make_response(send_again.show(typed), 400)


def _refused(error: PetError) -> Response:
    return answer(HTTPStatus.CONFLICT, happened=str(error))


def _unreadable(error: InvalidInputError) -> Response:
    return answer(HTTPStatus.UNPROCESSABLE_ENTITY, problems=tuple(str(problem) for problem in error.problems))


def _unavailable(error: UnavailableError) -> Response:
    current_app.logger.warning("unavailable: %s", error.reason)
    response = answer(HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = str(error.retry_after)
    return response
