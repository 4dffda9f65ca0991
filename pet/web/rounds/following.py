"""The page of a partnership, and the page on which a round is followed."""

from pet.access.policy import Permission
from pet.services import overview, rounds
from pet.web.guard import found, requires
from pet.web.render import render
from pet.web.rounds import about, pages
from pet.web.rounds.blueprint import blueprint
from pet.web.site import database, now, site


@blueprint.get("/partnerships/<partnership_id>/")
@requires(Permission.SEE_PARTNERSHIP)
def partnership(partnership_id: str) -> str:
    """The rounds of a partnership."""
    del partnership_id  # the guard has looked it up
    with database().reading() as session:
        rounds_there = overview.of_partnership(session, about.partnership_id(), drafts=about.follows())
    rows = tuple(pages.row(one, now()) for one in rounds_there)
    return render("rounds/partnership.html", pages.PartnershipPage(title=found().partnership, rows=rows))


@blueprint.get("/rounds/<round_id>/")
@requires(Permission.FOLLOW_ROUND)
def status(round_id: str) -> str:
    """Where a round stands; never what anybody answered."""
    del round_id
    with database().reading() as session:
        found_round = overview.of_round(session, about.round_id())
        progress = rounds.progress(session, about.round_id())
    page = pages.round_page(found_round, progress, now(), site().settings.base_url)
    return render("rounds/status.html", page)
