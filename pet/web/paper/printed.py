"""The empty sheet as a file: numbered statements and signs, so that it can be typed in quickly."""

from io import BytesIO
from typing import cast

from flask import redirect, request, send_file, url_for
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.language import current
from pet.report.page import PaperName
from pet.services import contacts, paper
from pet.services.paper import Choices
from pet.web import drawing, guard
from pet.web.guard import requires
from pet.web.naming import file_name
from pet.web.paper.blank import is_offered, role_of, told, until_of
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
    if not is_offered(facts):
        return redirect(url_for("paper.begin", round_id=round_id), 303)
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
    name = _name(found)
    return send_file(BytesIO(made), mimetype="application/pdf", as_attachment=True, download_name=name)


def _name(found: Choices) -> str:
    """The partnership, the round and the role, so that the sheets of two roles are not taken for one another."""
    facts, role = found.round, role_of(found)
    of_role = [one.label.to(current()) for one in found.roles if one.id == role]
    ending = file_name(" ".join(of_role), "questionnaire.pdf")
    return file_name(f"{facts.partnership} {facts.title}", ending)
