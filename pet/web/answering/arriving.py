"""How people arrive by the open link of a round, and the pages behind the end. A GET shows; only a POST starts."""

from flask import redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Answer

from pet.language import gettext as _
from pet.services import contacts, rounds
from pet.services.rounds_facts import NotAcceptingError, RoundFacts
from pet.web import identity
from pet.web.answering import asked, before, nowhere, opening, promises, starts
from pet.web.answering.arriving_pages import NoticePage, WelcomePage
from pet.web.answering.blueprint import blueprint
from pet.web.guard import public
from pet.web.link import Link
from pet.web.render import render
from pet.web.site import database
from pet.words import dates, safekeeping
from pet.words.phrases import listing

Answered = str | tuple[str, int] | Answer
NONCE = "nonce"


@blueprint.get("/o/<code>")
@public
def welcome(code: str) -> Answered:
    """What is asked, by whom, until when, and who can see what."""
    opened = identity.actor().opened
    with database().reading() as db:
        facts = rounds.by_open_code(db, code)
        here = opening.last_of(db, opened, facts.id) if facts is not None else ""
        page = _welcome(db, facts, here) if facts is not None else None
    return render("answering/welcome.html", page) if page is not None else nowhere.unknown()


@blueprint.post("/o/<code>")
@public
def start(code: str) -> Answered:
    """Begin a sheet of one's own."""
    with database().reading() as db:
        facts = rounds.by_open_code(db, code)
    if facts is None:
        return nowhere.unknown()
    starts.check()
    try:
        started = opening.start(facts.id, request.form.get(NONCE, ""))
    except NotAcceptingError:
        return redirect(url_for("answering.welcome", code=code), 303)
    opening.show_once(started.public_id, started.return_token)
    return redirect(url_for("answering.way_back", response_id=started.public_id), 303)


@blueprint.get("/closed-here")
@public
def closed_here() -> str:
    """The way back, for somebody who closed their answers on this device."""
    page = NoticePage(
        title=_("Your answers are closed on this device"),
        sentences=(
            _("All that was saved is safe. To come back, open your own link, on this device or another."),
            _(
                "This browser’s history may still hold your own link, and whoever finds it there can open your answers. "
                "On a shared computer, clear the history now, and use a private window next time."
            ),
        ),
        links=(Link(label=_("Type or paste my link"), url="/link"),),
    )
    return render("answering/notice.html", page)


@blueprint.get("/withdrawn")
@public
def withdrawn() -> str:
    """The end, for somebody who withdrew their answers."""
    page = NoticePage(
        title=_("Your answers are deleted"),
        sentences=(
            _("If you have just withdrawn, everything you had answered and written here is gone."),
            _(
                "While the round is open you can start again with the link you were sent. Thank you for your time."
            ),
        ),
    )
    return render("answering/notice.html", page)


def _welcome(db: Session, facts: RoundFacts, here: str) -> WelcomePage:
    dates.use_zone(facts.time_zone)
    told = asked.of_round(db, facts)
    return WelcomePage(
        title=facts.title,
        partnership=facts.partnership,
        purpose=told.purpose,
        facts=told.facts,
        by_role=told.by_role,
        promise=promises.in_short(facts),
        more=promises.the_rest(facts),
        link=safekeeping.link_lasts(),
        refused=asked.refused(facts),
        leads=listing(contacts.leads(db, facts.partnership_id)),
        nonce=opening.new_nonce(),
        go_on=url_for("answering.go_on", response_id=here) if here else "",
        before=before.of(db, facts),
    )
