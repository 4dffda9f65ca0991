"""What programs ask for: static files, health, how to report a hole, and reports of browsers."""

import json
import logging
from datetime import date
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from flask import Response, abort, jsonify, request

from pet.access import policy
from pet.access.actor import SITE
from pet.access.policy import Decision, Permission
from pet.mail.trouble import words
from pet.services import health
from pet.services.letters import standing
from pet.web import assets, identity
from pet.web.guard import public, sent_by_browsers
from pet.web.public.blueprint import blueprint
from pet.web.public.pages import contact_url
from pet.web.site import database, now, site

SECURITY_TEXT_EXPIRES = date(
    2027, 10, 31
)  # less than a year ahead at each release; a test says when to move it
_MOST_REPORTS = 5
_log = logging.getLogger("pet.web")


@blueprint.get("/static/<path:path>")
@public
def static(path: str) -> Response:
    """A static file."""
    return assets.respond(path)


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    """The process answers; it depends on nothing else, so that a database that is away restarts nobody."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/readyz")
@public
def readyz() -> tuple[Response, HTTPStatus]:
    """Whether requests can be answered; what is missing is for administrators only."""
    found = health.look(database(), site().settings.instance, now=now())
    document: dict[str, object] = {"ready": found.is_ready}
    if (
        found.database
        and policy.decide(identity.actor(), Permission.SEE_SITE_HEALTH, SITE) is Decision.GRANTED
    ):
        document |= {
            "database": found.database,
            "tables": found.tables,
            "room": found.room,
            "letters": found.letters,
            **_troubles(tables=found.tables),
        }
    return jsonify(document), HTTPStatus.OK if found.is_ready else HTTPStatus.SERVICE_UNAVAILABLE


def _troubles(*, tables: bool) -> dict[str, dict[str, int]]:
    """Why letters did not go when they were last tried, and how many; nothing where all went."""
    if not tables:
        return {}
    with database().reading() as session:
        found = standing.troubles(session)
    return {"letters_kept_back": {words(one): number for one, number in found.items()}} if found else {}


@blueprint.get("/.well-known/security.txt")
@public
def security_txt() -> Response:
    """RFC 9116: where to report a hole; there is none where nobody is named."""
    settings = site().settings
    if not settings.contact:
        abort(404)
    lines = (
        f"Contact: {contact_url(settings.contact)}",
        f"Expires: {SECURITY_TEXT_EXPIRES.isoformat()}T00:00:00Z",
        f"Canonical: {settings.base_url}/.well-known/security.txt",
    )
    return Response("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")


@blueprint.post("/csp-reports")
@sent_by_browsers
def csp_reports() -> tuple[str, HTTPStatus]:
    """What browsers refused to load on our pages; the page's address is not kept, for it may hold a token."""
    try:
        reports = json.loads(request.get_data())
    except (ValueError, RecursionError):
        abort(400)
    for report in (reports if isinstance(reports, list) else [reports])[:_MOST_REPORTS]:
        _log.warning("a browser reports: %s", json.dumps(_what_was_refused(report)))
    return "", HTTPStatus.NO_CONTENT


def _what_was_refused(report: Any) -> dict[str, str]:
    body = report.get("body") if isinstance(report, dict) else None
    if not isinstance(body, dict):
        return {}
    return {
        "directive": str(body.get("effectiveDirective", ""))[:100],
        "blocked": _host(str(body.get("blockedURL", "")))[:100],
        "file": _path(str(body.get("sourceFile", "")))[:100],
        "line": str(body.get("lineNumber", ""))[:10],
    }


def _host(address: str) -> str:
    """The host of an address, or a word such as `inline` as it is."""
    try:
        return urlsplit(address).netloc or address.partition(":")[0]
    except ValueError:
        return ""


def _path(address: str) -> str:
    """The path of a static file; other paths may hold tokens."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return path if path.startswith("/static/") else ""
