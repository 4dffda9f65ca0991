"""What was typed before a session was lost goes where it was meant to go, now that the person is back."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as Answer

from pet.language import gettext as _
from pet.services import responses
from pet.services.answers.sheet import Sheet
from pet.services.texts import many_lines, one_line
from pet.web import send_again
from pet.web.answering import filling, refusing, steps
from pet.web.forms.sheet import BASE
from pet.web.kept import Kept
from pet.web.link import Link
from pet.web.site import database, site

Answered = str | tuple[str, int] | Answer


def send(typed: Kept, response_id: int, public_id: str) -> Answered:
    """Save it, if it was meant for the response that the link has opened; else give it back."""
    endpoint, arguments = _meant_for(typed.path)
    if arguments.get("response_id") != public_id:
        return _for_others(typed, response_id)
    posted = MultiDict(typed.fields)
    if endpoint == "answering.save_area":
        return filling.send_area(response_id, arguments["number"], posted)
    if endpoint == "answering.save_words":
        return filling.send_words(response_id, posted)
    return send_again.show(typed)


def _meant_for(path: str) -> tuple[str, dict[str, Any]]:
    adapter = current_app.url_map.bind(site().settings.host)
    try:
        endpoint, arguments = adapter.match(urlsplit(path).path, method="POST")
    except HTTPException:
        return "", {}
    return str(endpoint), dict(arguments)


def _for_others(typed: Kept, response_id: int) -> Answered:
    with database().reading() as db:
        sheet: Sheet = responses.sheet(db, response_id)
    return refusing.kept(
        title=_("This link leads to other answers"),
        message=_("What you typed belongs to other answers than those the link opens, so it was not stored."),
        to_do=_("Copy what you need. If you have another link, use that one."),
        typed=_typed(typed),
        links=(Link(label=_("Go on with the answers of this link"), url=steps.go_on_url(sheet)),),
    )


def _typed(typed: Kept) -> tuple[tuple[str, str], ...]:
    """What a person typed or chose, without what only the page knows."""
    cleaned = ((one_line(name), many_lines(value)) for name, value in typed.fields)
    return tuple((name, text) for name, text in cleaned if text and not name.endswith(BASE) and ":" in name)
