"""How people arrive: by the open link of a round, or by their own link. A GET shows; only a POST starts or resumes."""

from flask import make_response, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Answer

from pet.language import gettext as _
from pet.services import contacts, frameworks, responses, rounds, sessions
from pet.services.rounds_facts import NotAcceptingError, Phase, RoundFacts
from pet.web import identity, kept, link_misses, lost_session, pasted
from pet.web.answering import opening, promises, resending, starts, steps
from pet.web.answering.blueprint import blueprint
from pet.web.answering.pages import NoticePage, ResumePage, WelcomePage
from pet.web.guard import public
from pet.web.link import Link
from pet.web.render import render
from pet.web.return_to import own_path
from pet.web.site import database, now
from pet.words import asking, dates
from pet.words.phrases import in_words, listing

Answered = str | tuple[str, int] | Answer
NONCE = "nonce"
RESULTS = "results"


@blueprint.get("/o/<code>")
@public
def welcome(code: str) -> Answered:
    """What is asked, by whom, until when, and who can see what."""
    opened = identity.actor().opened
    with database().reading() as db:
        facts = rounds.by_open_code(db, code)
        here = opening.last_of(db, opened, facts.id) if facts is not None else ""
        page = _welcome(db, facts, here) if facts is not None else None
    return render("answering/welcome.html", page) if page is not None else _unknown()


@blueprint.post("/o/<code>")
@public
def start(code: str) -> Answered:
    """Begin a sheet of one's own."""
    with database().reading() as db:
        facts = rounds.by_open_code(db, code)
    if facts is None:
        return _unknown()
    starts.check()
    try:
        started = opening.start(facts.id, request.form.get(NONCE, ""))
    except NotAcceptingError:
        return redirect(url_for("answering.welcome", code=code), 303)
    opening.show_once(started.public_id, started.return_token)
    return redirect(url_for("answering.way_back", response_id=started.public_id), 303)


@blueprint.get("/r/<token>")
@public
def come_back(token: str) -> Answered:
    """Where one's own sheet stands."""
    with database().reading() as db:
        found = responses.resume(db, token=token)
        sheet = responses.sheet(db, found[0]) if found is not None else None
    return render("answering/resume.html", _resume(token, sheet)) if sheet is not None else _unknown()


@blueprint.post("/r/<token>")
@public
def resume(token: str) -> Answered:
    """Go on with it in this browser."""
    found = _open(token)
    if found is None:
        return _unknown()
    if request.form.get("go") == RESULTS:
        with database().reading() as db:
            return redirect(steps.results_or_answers_url(responses.sheet(db, found[0])), 303)
    return redirect(url_for("answering.go_on", response_id=found[1]), 303)


@blueprint.post("/reopen")
@public
def reopen() -> Answered:
    """Go on after the session was lost, and save what had been typed."""
    given = request.form.get("link", "")
    typed = kept.carried(request.form, own_path(request.form.get(kept.PATH, "")))
    found = _open(pasted.code_in(given))
    if found is None:
        return _asked_again(given, typed)
    if typed is not None and typed.fields:
        return resending.send(typed, *found)
    return redirect(url_for("answering.go_on", response_id=found[1]), 303)


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
            _(
                "If you have just withdrawn, everything you had answered and written here is gone, and so is your link."
            ),
            _(
                "While the round is open you can start again with the link you were sent. Thank you for your time."
            ),
        ),
    )
    return render("answering/notice.html", page)


def _open(token: str) -> tuple[int, str] | None:
    """Open the response of this link in this browser: its id and public id, or `None` where it leads nowhere."""
    with database().reading() as db:
        found = responses.resume(db, token=token)
    if found is not None:
        opening.open_here(*found)
    return found


def _unknown() -> tuple[str, int]:
    """The same for a link that never was and one whose answers were withdrawn."""
    link_misses.refuse_many()
    page = NoticePage(
        title=_("This link does not lead anywhere"),
        sentences=(
            _("It may have lost a few characters on its way, or what it led to has been deleted."),
            _(
                "Copy all of it, up to its last character. If it still does not work, ask the person who sent it to you."
            ),
        ),
        links=(Link(label=_("Type or paste the link again"), url="/link"),),
    )
    return render("answering/notice.html", page), 404


def _welcome(db: Session, facts: RoundFacts, here: str) -> WelcomePage:
    framework = frameworks.of_version(db, facts.framework_version_id, facts.framework_sha256)
    roles = [None] if facts.is_signed or not framework.roles else [role.id for role in framework.roles]
    counts = [len(responses.themes_asked(framework, facts.form, role)) for role in roles]
    spans = [
        responses.minutes_estimate(db, round_id=facts.id, themes=count)
        for count in (min(counts), max(counts))
    ]
    asked = [asking.statements(counts)]
    if framework.open_questions:
        asked.append(asking.open_questions(len(framework.open_questions)))
    return WelcomePage(
        title=facts.title,
        partnership=facts.partnership,
        purpose=in_words(framework.purpose),
        facts=((_("What is asked"), listing(asked)), *_when(facts, spans)),
        by_role=min(counts) < max(counts),
        promise=promises.who_can_see(facts),
        link=asking.link_lasts(),
        refused=_refused(facts),
        leads=listing(contacts.leads(db, facts.partnership_id)),
        nonce=sessions.new_token(),
        go_on=url_for("answering.go_on", response_id=here) if here else "",
    )


def _when(facts: RoundFacts, spans: list[int]) -> tuple[tuple[str, str], ...]:
    """How long it takes and until when; of a round that is over, when it closed."""
    if facts.phase(now()) in (Phase.OVER, Phase.CLOSED, Phase.RELEASED):
        return ((_("Closed on"), dates.day(facts.closed_at or facts.closes_at)),)
    return (
        (_("How long it takes"), asking.minutes(min(spans), max(spans))),
        (_("Open until"), dates.moment(facts.closes_at)),
    )


def _refused(facts: RoundFacts) -> str:
    phase = facts.phase(now())
    if phase is Phase.ACCEPTING:
        return ""
    if phase in (Phase.DRAFT, Phase.EARLY):
        return _("This round has not started yet. It opens on {day}.", day=dates.moment(facts.opens_at))
    return _(
        "This round is closed: it takes no more answers. If you have answered, open your own link to see them."
    )


def _resume(token: str, sheet: responses.Sheet) -> ResumePage:
    facts = sheet.round
    accepts, are_out = facts.accepts(now()), steps.are_results_out(sheet)
    states: tuple[str, ...]
    if are_out:
        states = (_("You answered in this round. You can read its results, and your own answers."),)
    elif accepts:
        states = (
            asking.how_far(sheet.answered, sheet.asked),
            _("Your answers are sent. You can change them until {day}.", day=dates.moment(facts.closes_at))
            if sheet.submitted
            else _(
                "They are not sent yet. The round is open until {day}.", day=dates.moment(facts.closes_at)
            ),
        )
    else:
        states = (_("This round is closed. You can still read your own answers."),)
    return ResumePage(
        title=_resume_title(accepts=accepts, are_results_out=are_out),
        partnership=facts.partnership,
        round_title=facts.title,
        token=token,
        states=states,
        results=RESULTS if are_out else "",
        button=_("Go on") if accepts else _("Read my answers"),
    )


def _resume_title(*, accepts: bool, are_results_out: bool) -> str:
    if are_results_out:
        return _("The results are out")
    return _("Welcome back") if accepts else _("Your answers")


def _asked_again(given: str, typed: kept.Kept | None) -> Answered:
    """The link was not right; all that was typed stays on the page."""
    if not given.strip():
        problem, wait = _("Paste the link that you were shown when you started."), 0
    else:
        problem = _("This link does not lead to your answers. Copy all of it, up to its last character.")
        wait = link_misses.count()
    answer = make_response(
        lost_session.show(typed, given=given, problem=link_misses.wait_words(wait) if wait else problem),
        429 if wait else 422,
    )
    if wait:
        answer.headers["Retry-After"] = str(wait)
    return answer
