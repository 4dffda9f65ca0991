"""Charts and files of a result: those that lie on the shelf are sent, the others can be asked for.

An address has the name of the file in it (pet.exports.catalogue). Whoever may see the results may have the reports;
slides, tables and the like are for those who may export them, under the same kind of address.
"""

from io import BytesIO

from flask import Response, abort, redirect, request, send_file, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from pet.access.policy import Permission
from pet.charts.gallery import SIZES, Format, Size
from pet.exports import catalogue, makers
from pet.services import made, productions, results, rounds
from pet.services.results import Stored
from pet.web.guard import requires
from pet.web.naming import file_name
from pet.web.results import about, kept, seeking, waiting
from pet.web.results.blueprint import blueprint
from pet.web.results.seeking import EXPORTS, REPORTS, Sought
from pet.web.site import database, now

KEPT = "private, max-age=31536000, immutable"
SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_TYPES: dict[Format, str] = {"svg": "image/svg+xml", "png": "image/png"}
_PRIVATE = "private, no-cache"
_FILES = "/rounds/<round_id>/files"


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


@blueprint.get(f"{_FILES}/<any({REPORTS}):name>")
@requires(Permission.SEE_RESULTS)
def file(round_id: str, name: str) -> AnyResponse | str:
    """A report, if it has been made; else the page on which it can be asked for."""
    return _file(round_id, name)


@blueprint.get(f"{_FILES}/<any({EXPORTS}):name>")
@requires(Permission.EXPORT_RESULTS)
def export(round_id: str, name: str) -> AnyResponse | str:
    """Any other file, if it has been made; one that is made in no time is made now."""
    return _file(round_id, name)


@blueprint.post(f"{_FILES}/<any({REPORTS}):name>")
@requires(Permission.SEE_RESULTS)
def ask_file(round_id: str, name: str) -> AnyResponse:
    """Have a report made."""
    return _ask(round_id, name)


@blueprint.post(f"{_FILES}/<any({EXPORTS}):name>")
@requires(Permission.EXPORT_RESULTS)
def ask_export(round_id: str, name: str) -> AnyResponse:
    """Have another file made."""
    return _ask(round_id, name)


@blueprint.get(f"{_FILES}/<any({REPORTS}):name>/making")
@requires(Permission.SEE_RESULTS)
def making(round_id: str, name: str) -> AnyResponse | str:
    """How far a report is: as a page, or as JSON for the page that shows it."""
    del round_id
    return waiting.shown(seeking.sought(name))


@blueprint.get(f"{_FILES}/<any({EXPORTS}):name>/making")
@requires(Permission.EXPORT_RESULTS)
def making_export(round_id: str, name: str) -> AnyResponse | str:
    """How far another file is."""
    del round_id
    return waiting.shown(seeking.sought(name))


def _file(round_id: str, name: str) -> AnyResponse | str:
    sought = seeking.sought(name)
    on, copy = kept.shelf(), sought.ground.copy
    content = made.kept(on, copy)
    if content is None and sought.file.is_short:
        sought, content = _made_now(sought)
    if content is not None:
        return _download(content, sought)
    if sought.is_being_made:
        return redirect(seeking.address("making", round_id, sought), 303)
    return waiting.shown(sought)


def _made_now(sought: Sought) -> tuple[Sought, bytes]:
    """A file that is made in no time, and what it was made from.

    That is looked at again afterwards, as the worker does: what somebody took away meanwhile stays in no file.
    """
    on, name, found = kept.shelf(), sought.file.name, sought.ground
    content = made.file(on, found.stored, found.copy, lambda: makers.make(found.record, name))
    try:
        newest = seeking.sought(name)
    except NotFound:
        on.drop(found.copy.place)
        raise
    if newest.ground.copy.of_record == found.copy.of_record:
        return sought, content
    on.drop(found.copy.place)
    return _made_now(newest)


def _ask(round_id: str, name: str) -> AnyResponse:
    """Lead to the file, if it has been made or is made in no time; else have it made, and lead to how far it is."""
    sought = seeking.sought(name)
    if sought.file.is_short or made.size(kept.shelf(), sought.ground.copy) is not None:
        return redirect(seeking.address("file", round_id, sought), 303)
    with database().writing() as session:
        productions.ask(session, sought.wish, edition=sought.ground.copy.edition, now=now())
    return redirect(seeking.address("making", round_id, sought), 303)


def _download(content: bytes, sought: Sought) -> AnyResponse:
    """A file that browsers may keep, but look after each time: who it is for may change."""
    response = send_file(
        BytesIO(content),
        mimetype=sought.file.media_type,
        as_attachment=True,
        download_name=file_name(sought.ground.stored.result.title, _file_name(sought)),
        etag=sought.ground.copy.edition,
        conditional=True,
    )
    response.headers["Cache-Control"] = _PRIVATE
    return response


def _file_name(sought: Sought) -> str:
    """Its name; on US Letter with that in it, so that it does not take the place of the one on A4."""
    if not sought.file.papers or sought.wish.page != "letter":
        return sought.file.name
    stem, _dot, ending = sought.file.name.rpartition(".")
    return f"{stem}-letter.{ending}"


@blueprint.get("/rounds/<round_id>/report.pdf")
@requires(Permission.SEE_RESULTS)
def report(round_id: str) -> AnyResponse:
    """Where the report was before there were several; letters and bookmarks lead here."""
    page = request.args.get("page", seeking.PAPERS[0])
    place = url_for(
        ".file", round_id=round_id, name=catalogue.FULL_REPORT, page=page, seen_by=about.seen_by()
    )
    return redirect(place, 303)


@blueprint.get("/rounds/<round_id>/result.json")
@requires(Permission.EXPORT_RESULTS)
def numbers(round_id: str) -> AnyResponse:
    """Where the numbers were."""
    return redirect(url_for(".export", round_id=round_id, name=catalogue.RESULT), 303)


@blueprint.get("/rounds/<round_id>/result.csv")
@requires(Permission.EXPORT_RESULTS)
def table(round_id: str) -> AnyResponse:
    """Where the table of all themes was."""
    return redirect(url_for(".export", round_id=round_id, name="themes.csv"), 303)


def _stored() -> Stored:
    """The result as it was released to the sender; there are no charts before there is one."""
    with database().reading() as session:
        facts = rounds.facts(session, about.round_id())
        found = results.stored(session, facts.id)
    return about.shown(found, facts) if found is not None else abort(404)
