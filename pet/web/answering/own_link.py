"""The link that is somebody’s own, from a letter or from when they began: one address for all of them.

A GET or HEAD shows where things stand and changes nothing, so that a mail scanner cannot use a link; a POST begins or goes
on, and leads to an address without the token.
"""

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from pet.language import gettext as _
from pet.services import invitations, own_links, responses
from pet.services.invitations import ShutError, Standing
from pet.services.own_links import OwnLink, Shut
from pet.services.responses import BegunError
from pet.services.rounds_facts import NotAcceptingError
from pet.web import kept, link_misses, lost_session, pasted
from pet.web.answering import by_letter, nowhere, opening, resending, steps
from pet.web.answering.arriving_pages import ResumePage
from pet.web.answering.blueprint import blueprint
from pet.web.forms.not_sent import NotSentForm
from pet.web.guard import public
from pet.web.render import render
from pet.web.return_to import own_path
from pet.web.site import database, now
from pet.words import dates, effort

Answered = str | tuple[str, int] | Answer
RESULTS, BECAME = "results", "became"


@blueprint.get("/r/<token>")
@public
def come_back(token: str) -> Answered:
    """Where one's own sheet stands, or what a letter asks."""
    with database().reading() as db:
        link = own_links.find(db, token, now=now())
        sheet = responses.sheet(db, link.response_id) if link and link.response_id else None
    refused = _refused(link)
    if refused is not None or link is None:
        return refused or nowhere.unknown()
    if sheet is not None:
        return render("answering/resume.html", _resume(token, sheet))
    return by_letter.shown(link)


@blueprint.post("/r/<token>")
@public
def resume(token: str) -> Answered:
    """Begin, or go on with it in this browser."""
    with database().reading() as db:
        link = own_links.find(db, token, now=now())
    refused = _refused(link)
    if refused is not None or link is None:
        return refused or nowhere.unknown()
    if link.invited is not None:
        return _by_letter(token, link)
    assert link.response_id is not None  # every other link was shown beside a sheet
    opening.open_here(link.response_id, link.public_id)
    return _on(link.response_id, link.public_id)


def _on(response_id: int, public_id: str) -> Answer:
    if request.form.get("go") == RESULTS:
        with database().reading() as db:
            return redirect(steps.results_or_answers_url(responses.sheet(db, response_id)), 303)
    if request.form.get("go") == BECAME:
        with database().reading() as db:
            sheet = responses.sheet(db, response_id)
        return redirect(steps.became_url(sheet) or steps.results_or_answers_url(sheet), 303)
    return redirect(url_for("answering.go_on", response_id=public_id), 303)


def _by_letter(token: str, link: OwnLink) -> Answered:
    """Begin or go on; the link is looked at once more in the transaction that opens the sheet."""
    form = NotSentForm(request.form)
    if link.is_renewed and not form.validate():
        return by_letter.shown(link, form)
    try:
        started = opening.begin(lambda db: invitations.start(db, token=token, now=now()))
    except (NotAcceptingError, BegunError) as error:
        return by_letter.refused(link.round, error)
    except ShutError as error:
        return nowhere.shut(_why(error))
    return _on(started.response_id, started.public_id)


def _why(error: ShutError) -> Shut:
    return Shut.REPLACED if error.standing is Standing.REPLACED else Shut.REVOKED


def _refused(link: OwnLink | None) -> nowhere.Refusal | None:
    """Why a link opens nothing, as a page; `None` where it does."""
    if link is None:
        return nowhere.unknown()
    dates.use_zone(link.round.time_zone)
    why = link.shut(now())
    return nowhere.shut(why) if why is not None else None


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


def _open(token: str) -> tuple[int, str] | None:
    """Open the sheet of this link in this browser: its id and public id, or `None` where it leads to none."""
    with database().reading() as db:
        link = own_links.find(db, token, now=now()) if token else None
    if link is None or link.response_id is None or link.shut(now()) is not None:
        return None
    if link.invited is None:
        opening.open_here(link.response_id, link.public_id)
        return link.response_id, link.public_id
    try:
        started = opening.begin(lambda db: invitations.start(db, token=token, now=now()))
    except ShutError:
        return None
    return started.response_id, started.public_id


def _resume(token: str, sheet: responses.Sheet) -> ResumePage:
    facts = sheet.round
    dates.use_zone(facts.time_zone)
    accepts, are_out = facts.accepts(now()), steps.are_results_out(sheet)
    states: tuple[str, ...]
    if are_out:
        states = (_("You answered in this round. You can read its results, and your own answers."),)
    elif accepts:
        states = (
            effort.how_far(sheet.answered, sheet.asked),
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
        became=BECAME if steps.became_url(sheet) else "",
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
