"""Saving as people go: JSON in, versions out. What is acknowledged is stored, and stored once."""

from http import HTTPStatus
from typing import Any

from flask import Response, jsonify, request
from flask_wtf.csrf import generate_csrf

from pet.access.policy import Permission
from pet.errors import InvalidInputError
from pet.language import gettext as _
from pet.services import responses
from pet.services.answers.held import Answer, Change, Conflict, Held, Key, Kind, Words
from pet.services.responses import NotAcceptingError, NotIdentifiedError, Saved
from pet.untrusted import Problems, parse_json
from pet.untrusted.limits import Limits
from pet.web import identity
from pet.web.answering import recording, refusing
from pet.web.answering.blueprint import blueprint
from pet.web.answering.starting import response_id_here, sheet_here
from pet.web.forms.marks import mark
from pet.web.guard import notes_by_itself, requires
from pet.web.site import database, now

LIMITS = Limits(size=64 * 1024, depth=4, nodes=2_000, text=10_000, key=40)
_TEXT_FIELDS = {"kind", "part", "text", "quotable", "base"}
_RATING_FIELDS = {"kind", "part", "value", "base"}


@blueprint.get("/responses/<response_id>/saves", endpoint="token")
@requires(Permission.USE_OWN_RESPONSE)
def token(response_id: str) -> Response:
    """A CSRF token of today, for a page that is older than its session."""
    del response_id
    return jsonify(token=generate_csrf())


@blueprint.post("/responses/<response_id>/saves")
@requires(Permission.USE_OWN_RESPONSE)
@notes_by_itself
def saves(response_id: str) -> tuple[Response, int]:
    """Save a few changes."""
    try:
        op, changes = read(request.get_data())
        return _outcome(*_save(response_id, op, changes))
    except InvalidInputError as error:
        problems = [{"where": problem.where, "message": problem.message} for problem in error.problems]
        return jsonify(error="unreadable", problems=problems), HTTPStatus.UNPROCESSABLE_ENTITY
    except NotAcceptingError as closed:
        message = f"{closed} {refusing.contact(sheet_here().round)}"
        return jsonify(error="closed", message=message), HTTPStatus.CONFLICT
    except NotIdentifiedError as nobody:
        return jsonify(error="nobody", message=str(nobody)), HTTPStatus.CONFLICT


def read(body: bytes) -> tuple[str, tuple[Change, ...]]:
    """The operation's id and the changes in a body.

    Raises:
        InvalidInputError: with everything that cannot be understood.
    """
    problems = Problems(_("Your answers"))
    document = parse_json(body, LIMITS, problems=problems)
    problems.raise_any()
    if not isinstance(document, dict) or set(document) != {"op", "changes"}:
        problems.stop(_("“op” and “changes” are expected here, and nothing else."))
    op, listed = document["op"], document["changes"]
    if not isinstance(op, str) or not isinstance(listed, list) or not listed:
        problems.stop(_("“op” must be a text, and “changes” a list that is not empty."))
    changes = tuple(_change(f"changes[{n}]", one, problems) for n, one in enumerate(listed))
    problems.raise_any()
    return op, changes


def _change(where: str, given: Any, problems: Problems) -> Change:
    """One change; a placeholder where it cannot be read, for then nothing is saved anyway."""
    nothing = Change(kind=Kind.RATING, part_id="", value=None)
    kind = given.get("kind") if isinstance(given, dict) else None
    if not isinstance(kind, str) or kind not in set(Kind):
        problems.add(f"{where}.kind", _("One of rating, comment, evidence and open is expected here."))
        return nothing
    fields = _RATING_FIELDS if kind == Kind.RATING else _TEXT_FIELDS
    if set(given) != fields:
        problems.add(
            where, _("A change of this kind has the fields {names}.", names=", ".join(sorted(fields)))
        )
        return nothing
    _check_types(where, given, problems)
    if kind == Kind.RATING:
        return Change(
            kind=Kind.RATING, part_id=given["part"], value=given["value"], base_version=given["base"]
        )
    return Change(
        kind=Kind(kind),
        part_id=given["part"],
        value=given["text"],
        quotable=given["quotable"],
        base_version=given["base"],
    )


def _check_types(where: str, given: dict[str, Any], problems: Problems) -> None:
    """What the service compares must be of the kind that it compares; it says itself what is out of range."""
    expected: dict[str, tuple[type, ...]] = {
        "part": (str,),
        "text": (str,),
        "quotable": (bool,),
        "base": (int,),
        "value": (int, str, type(None)),
    }
    for name, value in given.items():
        if name != "kind" and type(value) not in expected[name]:
            problems.add(f"{where}.{name}", _("This is of the wrong kind."))


def _save(public_id: str, op: str, changes: tuple[Change, ...]) -> tuple[Saved, tuple[Change, ...]]:
    own = response_id_here()
    since = recording.last_seen(own)
    with database().writing() as db:
        saved = responses.save(db, response_id=own, op_id=op, changes=changes, now=now(), since=since)
        recording.still_here(db, public_id)
    identity.forget()  # it ends later now
    return saved, changes


def _outcome(saved: Saved, changes: tuple[Change, ...]) -> tuple[Response, int]:
    """The answer, once everything is committed."""
    said = {str(change.key): change.cleaned().held for change in changes}
    answer: dict[str, Any] = {
        "saved": dict(saved.versions),
        "marks": {key: _mark(said[key], version) for key, version in saved.versions.items()},
        "answered": saved.answered,
        "asked": saved.asked,
        "ends": identity.seconds_left(response_id_here()),
    }
    if not saved.conflicts:
        return jsonify(answer), HTTPStatus.OK
    answer |= {"error": "conflict", "conflicts": [_conflict(one) for one in saved.conflicts]}
    return jsonify(answer), HTTPStatus.CONFLICT


def _mark(said: Held, version: int) -> str:
    held = (
        Answer(said.value, version) if isinstance(said, Answer) else Words(said.text, said.quotable, version)
    )
    return mark(held)


def _conflict(conflict: Conflict) -> dict[str, Any]:
    key: Key = conflict.key
    return {
        "kind": key.kind.value,
        "part": key.part_id,
        "v": conflict.stored.version,
        "mark": mark(conflict.stored),
        "yours": _plain(conflict.yours),
        "stored": _plain(conflict.stored),
    }


def _plain(held: Held) -> dict[str, Any]:
    if isinstance(held, Answer):
        return {"value": held.value}
    return {"text": held.text, "quotable": held.quotable}
