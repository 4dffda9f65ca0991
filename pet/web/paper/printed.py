"""The empty sheet as a file: numbered statements and signs, so that it can be typed in quickly."""

from typing import cast

from flask import Response, request

from pet.access.policy import Permission
from pet.report.page import PaperName
from pet.services import contacts, paper
from pet.web import drawing, guard
from pet.web.guard import requires
from pet.web.paper.blank import role_of, told, until_of
from pet.web.paper.blueprint import blueprint
from pet.web.site import database
from pet.words import dates
from pet.words.phrases import listing

PAPERS = ("a4", "letter")
CODE_LENGTH = 8


@blueprint.get("/rounds/<round_id>/paper/blank.pdf")
@requires(Permission.TYPE_PAPER)
def printed(round_id: str) -> Response:
    """The sheet of one role, as on the page; on A4 unless US Letter is asked for."""
    from pet.exports import questionnaire  # noqa: PLC0415 -- drawing is for this page only

    with database().reading() as db:
        found = paper.choices(db, guard.round_id(), partner_id=guard.own_partner_id())
        leads = listing(contacts.leads(db, found.round.partnership_id))
    facts = found.round
    dates.use_zone(facts.time_zone)
    wanted = request.args.get("paper", "")
    with drawing.turn():
        made = questionnaire.build(
            found.framework,
            form=facts.form,
            title=facts.title,
            partnership=facts.partnership,
            promise=told(facts),
            until=until_of(facts, leads),
            role=role_of(found),
            partners=tuple(one.name for one in found.partners),
            code=facts.short_code or round_id[:CODE_LENGTH],
            page=cast("PaperName", wanted if wanted in PAPERS else PAPERS[0]),
        )
    response = Response(made, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="questionnaire.pdf"'
    return response
