"""The page of a partnership, and the page on which a round is followed."""

from flask import jsonify, make_response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.db.models import Partner, Round
from pet.services import counting, invitations, overview, progress, rounds
from pet.services.overview import Overview
from pet.services.progress import Mailing, Progress
from pet.web.guard import found, requires
from pet.web.identity import actor
from pet.web.render import render
from pet.web.rounds import about, just_done, partnership_page, standing, status_page
from pet.web.rounds.blueprint import blueprint
from pet.web.rounds.status_page import Around
from pet.web.site import database, now, site
from pet.words import dates


@blueprint.get("/partnerships/<partnership_id>/")
@requires(Permission.SEE_PARTNERSHIP)
def partnership(partnership_id: str) -> str:
    """The rounds of a partnership, and what comes next in it."""
    own = about.own_partner_id() if about.leads_a_partner() else None
    with database().reading() as session:
        rounds_there = overview.of_partnership(session, about.partnership_id(), drafts=about.follows())
        size = overview.size(session, about.partnership_id(), partner_id=own)
        asking = invitations.mine(session, actor())
    asked = tuple(one for one in asking if one.round.partnership_id == about.partnership_id())
    page = partnership_page.partnership_page(
        (found().partnership, partnership_id), rounds_there, size, asked, now()
    )
    return render("rounds/partnership.html", page)


@blueprint.get("/rounds/<round_id>/")
@requires(Permission.SEE_COUNTS)
def status(round_id: str) -> str:
    """Where a round stands; never what anybody answered."""
    del round_id
    with database().reading() as session:
        facts = rounds.facts(session, about.round_id())
        row = session.get_one(Round, facts.id)
        counts = counting.counted(session, row)
        far = progress.of_round(session, row, partner_id=about.own_partner_id(), counts=counts)
        mailings = _mailings(session) if facts.by_letter else ()
        partner = _partner(session, far)
        short_code = row.short_code
        said = just_done.said(session, facts, now())
    found_round = Overview(facts=facts, sent=counts.submitted, comments=counts.comments)
    around = Around(
        now=now(),
        base_url=site().settings.base_url,
        can_send=site().post.can_send,
        short_code=short_code,
        said=said,
    )
    return render("rounds/status.html", _page(found_round, far, partner, mailings, around))


def _page(
    found_round: Overview, far: Progress, partner: str, mailings: tuple[Mailing, ...], around: Around
) -> status_page.RoundPage:
    stands = standing.standing(found_round.facts, far, partner, dates.here(around.now).date())
    post = standing.post(mailings, found_round.facts.phase(around.now))
    return status_page.round_page(found_round, stands, post, around)


def _mailings(session: Session) -> tuple[Mailing, ...]:
    """How letters fare, for those who may know."""
    if not about.may(Permission.SEE_DELIVERY):
        return ()
    return progress.mailings(session, about.round_id(), partner_id=about.own_partner_id())


def _partner(session: Session, far: Progress) -> str:
    own = about.own_partner_id()
    return session.get_one(Partner, own).name if far.of_partner and own else ""


@blueprint.get("/rounds/<round_id>/delivery")
@requires(Permission.SEE_DELIVERY)
def delivery(round_id: str) -> Response:
    """How the letters fare, for the script on the round's page; the same answer twice is not sent twice."""
    del round_id
    with database().reading() as session:
        mailings = _mailings(session)
    bars = [
        {"id": one.id, "text": one.text, "done": one.done, "total": one.total}
        for one in standing.bars(mailings)
    ]
    response = make_response(jsonify({"waiting": standing.waiting(mailings), "bars": bars}))
    response.add_etag()
    return response.make_conditional(request)
