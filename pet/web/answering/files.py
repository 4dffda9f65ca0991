"""One's own answers to take away: as a table, as data, and as a document."""

import csv
import io
import json

from flask import Response, url_for

from pet.access.policy import Permission
from pet.language import gettext as _
from pet.services.answers.held import Answer, Kind
from pet.services.answers.sheet import Sheet
from pet.services.rounds_facts import Phase
from pet.web import drawing
from pet.web.answering import overview
from pet.web.answering.blueprint import blueprint
from pet.web.answering.starting import sheet_here
from pet.web.guard import requires
from pet.web.link import Link
from pet.web.site import now
from pet.words import dates
from pet.words.phrases import in_words

FORMAT = "pet.own-answers/1"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def links(sheet: Sheet) -> tuple[Link, ...]:
    """The downloads."""
    return tuple(
        Link(label=words, url=url_for(f"answering.own_{kind}", response_id=sheet.public_id))
        for words, kind in (
            (_("PDF, to read and print"), "pdf"),
            (_("CSV, for a spreadsheet"), "csv"),
            (_("JSON, for a program"), "json"),
        )
    )


@blueprint.get("/responses/<response_id>/answers.csv")
@requires(Permission.USE_OWN_RESPONSE)
def own_csv(response_id: str) -> Response:
    """A table with a row for everything asked."""
    del response_id
    sheet = sheet_here()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_("Part"), _("Question"), _("Answer"), _("Comment"), _("May be quoted")])
    for part in overview.parts(sheet, can_change=False):
        for line in part.lines:
            written = line.comment or (line.answer if line.is_text else "")
            quoted = (_("yes") if line.quotable else _("no")) if written else ""
            writer.writerow(
                [safe(cell) for cell in (part.title, line.asked, line.answer, line.comment, quoted)]
            )
    return _file("\ufeff" + out.getvalue(), "text/csv; charset=utf-8", "csv")


@blueprint.get("/responses/<response_id>/answers.json")
@requires(Permission.USE_OWN_RESPONSE)
def own_json(response_id: str) -> Response:
    """Everything that is kept of this response, with the ids of the framework."""
    del response_id
    sheet = sheet_here()
    return _file(json.dumps(document(sheet), ensure_ascii=False, indent=1) + "\n", "application/json", "json")


@blueprint.get("/responses/<response_id>/answers.pdf")
@requires(Permission.USE_OWN_RESPONSE)
def own_pdf(response_id: str) -> Response:
    """A tagged document."""
    from pet.report import own_answers  # noqa: PLC0415 -- drawing is for this page only

    del response_id
    sheet = sheet_here()
    facts = sheet.round
    parts = tuple(
        own_answers.Part(
            title=part.title,
            lines=tuple(
                own_answers.Line(
                    asked=line.asked,
                    answer=line.answer,
                    comment=line.comment,
                    is_text=line.is_text,
                    quotable=line.quotable,
                )
                for line in part.lines
            ),
        )
        for part in overview.parts(sheet, can_change=False)
    )
    answers = own_answers.OwnAnswers(
        title=facts.title,
        partnership=facts.partnership,
        facts=tuple(fact for fact in (_as_whom(sheet), _state(sheet)) if fact),
        parts=parts,
    )
    with drawing.turn():
        made = own_answers.build(answers)
    return _file(made, "application/pdf", "pdf")


def document(sheet: Sheet) -> dict[str, object]:
    """All that is kept, also of questions that this role is not asked any more."""
    return {
        "format": FORMAT,
        "partnership": sheet.round.partnership,
        "round": sheet.round.title,
        "framework": {"key": sheet.framework.key, "version": sheet.framework.version},
        "partner": sheet.partner,
        "role": sheet.role_id,
        "state": sheet.state,
        "minutes": sheet.active_minutes,
        "ratings": {
            key.part_id: held.value for key, held in sorted(sheet.held.items()) if isinstance(held, Answer)
        },
        "words": [
            {"kind": key.kind.value, "part": key.part_id, "text": words.text, "quotable": words.quotable}
            for key, words in sorted(sheet.words.items())
            if words.is_given and key.kind in Kind
        ],
    }


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_whom(sheet: Sheet) -> str:
    """Partner and role of whoever answers, or empty."""
    role = in_words(sheet.role.label) if sheet.role is not None else ""
    if role and sheet.partner:
        return _("{role}, {partner}", role=role, partner=sheet.partner)
    return role or sheet.partner or ""


def _as_whom(sheet: Sheet) -> str:
    whom = as_whom(sheet)
    return _("You answered as: {whom}.", whom=whom) if whom else ""


def _state(sheet: Sheet) -> str:
    until = dates.day(sheet.round.closes_at)
    if sheet.round.phase(now()) in (Phase.OVER, Phase.CLOSED, Phase.RELEASED):
        return _("Sent. The round is closed.") if sheet.submitted else _("Not sent. The round is closed.")
    if sheet.submitted:
        return _("Sent. The round is open until {day}.", day=until)
    return _("Not sent. The round is open until {day}.", day=until)


def _file(body: str | bytes, kind: str, ending: str) -> Response:
    response = Response(body, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="my-answers.{ending}"'
    return response
