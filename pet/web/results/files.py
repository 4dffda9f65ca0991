"""Charts, the report and the numbers of a result as files."""

from io import BytesIO

from flask import Response, abort, request, send_file

from pet.access.policy import Permission
from pet.charts.gallery import SIZES, Format, Size
from pet.services import made, results, rounds, tables
from pet.services.results import Stored
from pet.web.guard import requires
from pet.web.results import about, kept
from pet.web.results.blueprint import blueprint
from pet.web.results.naming import file_name
from pet.web.site import database

KEPT = "private, max-age=31536000, immutable"
SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_TYPES: dict[Format, str] = {"svg": "image/svg+xml", "png": "image/png"}
_PAPERS = ("a4", "letter")


@blueprint.get("/rounds/<round_id>/charts/<name>.<any(svg, png):kind>")
@requires(Permission.SEE_RESULTS)
def chart(round_id: str, name: str, kind: Format) -> Response:
    """A chart; under another hash than today's there is none, so that browsers may keep what they have."""
    del round_id
    stored = _stored()
    if about.may(Permission.FOLLOW_ROUND) and request.args.get("v") != made.edition(stored):
        stored = results.without_comments(stored)  # a lead looks at it as everybody sees it
    found = kept.charts(stored).get(name)
    if found is None or request.args.get("v") != made.edition(stored):
        abort(404)
    picture = found.pictures[_size(request.args.get("size", "file"))]
    return answer(made.chart(kept.shelf(), stored, picture, kind), kind, KEPT)


def _size(given: str) -> Size:
    """The size that the address names.

    Raises:
        NotFound: there is no such size.
    """
    found = next((size for size in SIZES if size == given), None)
    return found or abort(404)


def answer(picture: bytes, kind: Format, cache: str) -> Response:
    """A picture that can do nothing but be looked at."""
    response = Response(picture, content_type=_TYPES[kind])
    response.headers["Cache-Control"] = cache
    if kind == "svg":
        response.headers["Content-Security-Policy"] = SVG_POLICY
    return response


@blueprint.get("/rounds/<round_id>/report.pdf")
@requires(Permission.SEE_RESULTS)
def report(round_id: str) -> Response:
    """The report as a PDF."""
    del round_id
    stored, page = _stored(wants_report=True), request.args.get("page", _PAPERS[0])
    if page not in _PAPERS:
        abort(404)
    return _download(made.report(kept.shelf(), stored, page), "application/pdf", stored, "report.pdf")


@blueprint.get("/rounds/<round_id>/result.json")
@requires(Permission.EXPORT_RESULTS)
def numbers(round_id: str) -> Response:
    """The stored document, byte for byte (docs/result-format.md)."""
    del round_id
    stored = _stored()
    with database().reading() as session:
        document = results.document(session, about.round_id()) or ""
    return _download(document.encode(), "application/json", stored, "result.json")


@blueprint.get("/rounds/<round_id>/result.csv")
@requires(Permission.EXPORT_RESULTS)
def table(round_id: str) -> Response:
    """All themes as a table."""
    del round_id
    stored = _stored()
    return _download(tables.themes_csv(stored), "text/csv; charset=utf-8", stored, "themes.csv")


def _download(content: bytes, kind: str, stored: Stored, ending: str) -> Response:
    name = file_name(stored.result.title, ending)
    response = send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name, etag=False)
    response.headers["Cache-Control"] = "no-store"
    return response


def _stored(*, wants_report: bool = False) -> Stored:
    """The result as it was released to the sender; there are no files before there is one."""
    with database().reading() as session:
        facts = rounds.facts(session, about.round_id())
        found = results.stored(session, facts.id)
    if found is None or (wants_report and not about.shows_report(facts)):
        abort(404)
    return about.shown(found, facts)
