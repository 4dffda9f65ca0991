"""The end of a sheet: all answers on one page, sending, what comes after, and withdrawing everything."""

from http import HTTPStatus

from flask import redirect, url_for
from werkzeug.wrappers import Response as Answer

from pet.access.policy import Permission
from pet.errors import PetError
from pet.language import gettext as _
from pet.language import ngettext
from pet.services import responses
from pet.services.answers.sheet import Sheet
from pet.services.responses import NotAcceptingError
from pet.services.rounds_facts import Phase, RoundFacts
from pet.web.answering import by_letter, files, opening, overview, promises, recording, refusing, steps
from pet.web.answering.blueprint import blueprint
from pet.web.answering.ending_pages import CheckPage, SentPage, WithdrawPage
from pet.web.answering.starting import response_id_here, sheet_here
from pet.web.guard import requires
from pet.web.link import Link
from pet.web.render import render
from pet.web.site import database, now
from pet.words import dates, withdrawing

Answered = str | tuple[str, int] | Answer


@blueprint.get("/responses/<response_id>/check")
@requires(Permission.USE_OWN_RESPONSE)
def check(response_id: str) -> Answered:
    """All answers by component; after the close to be read only."""
    del response_id
    sheet = sheet_here()
    if sheet.round.accepts(now()) and not sheet.identified:
        return redirect(steps.who_url(sheet), 303)
    return render("answering/check.html", _check(sheet))


@blueprint.post("/responses/<response_id>/check")
@requires(Permission.USE_OWN_RESPONSE)
def submit(response_id: str) -> Answered:
    """Send them, gaps and all."""
    own = response_id_here()
    since = recording.last_seen(own)
    sheet = sheet_here()
    try:
        with database().writing() as db:
            responses.submit(db, response_id=own, now=now(), since=since)
    except NotAcceptingError as closed:
        return refusing.closed(closed, sheet.round, ())
    except PetError as error:
        return render(
            "answering/check.html", _check(sheet, problem=str(error))
        ), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("answering.sent", response_id=response_id), 303)


@blueprint.get("/responses/<response_id>/sent")
@requires(Permission.USE_OWN_RESPONSE)
def sent(response_id: str) -> Answered:
    """Thank you; only for what is stored and counts."""
    sheet = sheet_here()
    if not sheet.submitted or not sheet.round.accepts(now()):
        return redirect(steps.check_url(sheet), 303)
    page = SentPage(
        title=_("Thank you, your answers are sent"),
        next=_what_comes(sheet.round),
        change=steps.check_url(sheet),
        way_back="" if sheet.round.by_letter else steps.way_back_url(sheet),
        downloads=files.links(sheet),
        withdraw=url_for("answering.withdraw", response_id=response_id),
        close=steps.close_url(sheet.public_id),
    )
    return render("answering/sent.html", page)


@blueprint.get("/responses/<response_id>/withdraw")
@requires(Permission.USE_OWN_RESPONSE)
def withdraw(response_id: str) -> str:
    """The one question before everything is deleted."""
    del response_id
    sheet = sheet_here()
    page = WithdrawPage(
        title=_("Withdraw your answers?"), sentences=_what_goes(sheet), back=steps.check_url(sheet)
    )
    return render("answering/withdraw.html", page)


@blueprint.post("/responses/<response_id>/withdraw", endpoint="withdraw_all")
@requires(Permission.USE_OWN_RESPONSE)
def withdraw_all(response_id: str) -> Answer:
    """Delete everything."""
    del response_id
    with database().writing() as db:
        responses.withdraw(db, response_id=response_id_here())
    return redirect(url_for("answering.withdrawn"), 303)


@blueprint.post("/responses/<response_id>/close")
@requires(Permission.USE_OWN_RESPONSE)
def close_here(response_id: str) -> Answer:
    """Close these answers in this browser, for whoever uses it next; they stay as they are."""
    opening.close_here(response_id)
    answer = redirect(url_for("answering.closed_here"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'  # other things may be open by the same cookie
    return answer


def _together(sheet: Sheet) -> str:
    """Who else edits a joint sheet."""
    if not sheet.round.is_signed:
        return ""
    with database().reading() as db:
        return by_letter.together(db, sheet.round, sheet.partner_id)


def _check(sheet: Sheet, *, problem: str = "") -> CheckPage:
    can_change = sheet.round.accepts(now())
    return CheckPage(
        title=_("Check your answers") if can_change and not sheet.submitted else _("Your answers"),
        partnership=sheet.round.partnership,
        as_whom=files.as_whom(sheet),
        who_url=f"{steps.who_url(sheet)}?via=check" if can_change and steps.may_choose(sheet) else "",
        together=_together(sheet),
        parts=overview.parts(sheet, can_change=can_change),
        gaps=_gaps(sheet, can_send=can_change and not sheet.submitted),
        first_gap=_first_gap(sheet) if can_change else "",
        can_change=can_change,
        submitted=sheet.submitted,
        states=_states(sheet),
        problem=problem,
        links=_results(sheet, became=steps.became_url(sheet)),
        downloads=files.links(sheet),
        withdraw=url_for("answering.withdraw", response_id=sheet.public_id),
        close=steps.close_url(sheet.public_id),
        foot=promises.foot(sheet.round),
    )


def _gaps(sheet: Sheet, *, can_send: bool) -> tuple[str, ...]:
    if not sheet.gaps:
        return ()
    number = ngettext(
        "{number} statement has no answer.", "{number} statements have no answer.", len(sheet.gaps)
    )
    holds_any = any(held.is_given for held in sheet.held.values())
    return (number, _("You can send your answers with gaps.")) if can_send and holds_any else (number,)


def _first_gap(sheet: Sheet) -> str:
    page = sheet.area_to_go_on
    return steps.gap_url(sheet, page) if page is not None else ""


def _states(sheet: Sheet) -> tuple[str, ...]:
    """How it stands: open or closed, sent or not."""
    until = dates.moment(sheet.round.closes_at)
    phase = sheet.round.phase(now())
    if phase is Phase.ACCEPTING:
        if sheet.submitted:
            return (
                _(
                    "They are sent. Until {day} you can change them; each change counts as soon as it is saved.",
                    day=until,
                ),
            )
        return (
            _("Saved on this site, not sent yet. They count once you send them, until {day}.", day=until),
        )
    if phase in (Phase.DRAFT, Phase.EARLY):
        return (_("This round has not started yet."),)
    if not sheet.submitted:
        return (_("This round is closed. Your answers were not sent, so they are in no result."),)
    if phase is Phase.RELEASED:
        return (_("This round is closed, and its results are released."),)
    return (_("This round is closed. You will find the results here, by your link, once they are released."),)


def _results(sheet: Sheet, became: str) -> tuple[Link, ...]:
    """Where the results are, and what became of them, for somebody whose answers are in them."""
    if not steps.are_results_out(sheet):
        return ()
    return (
        Link(label=_("See the results"), url=steps.results_url(sheet)),
        Link(label=_("My view beside everybody’s"), url=f"/responses/{sheet.public_id}/view"),
        *((Link(label=_("What became of it"), url=became),) if became else ()),
    )


def _what_comes(facts: RoundFacts) -> tuple[str, ...]:
    until = dates.moment(facts.closes_at)
    return (
        _("The round is open until {day}. Until then you can change your answers.", day=until),
        _(
            "Then the results are put together. Those who lead the round look at them first and release them to everybody who answered."
        ),
        _("You find them with the link in your letter, the same that brings you back to your answers.")
        if facts.by_letter
        else _("You find them with your own link, the same that brings you back to your answers."),
        _("Later the same link also shows what was agreed, and what became of it."),
    )


def _what_goes(sheet: Sheet) -> tuple[str, ...]:
    facts = sheet.round
    return withdrawing.now(
        promises.options_of(facts),
        is_closed=facts.closed_at is not None,
        are_comments_read=facts.comments_read_at is not None,
        coming=promises.coming_in(facts),
    )
