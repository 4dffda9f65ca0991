"""Answering by an account: for somebody who is signed in with the address that their letter went to."""

from http import HTTPStatus

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from pet.access.policy import Permission
from pet.language import gettext as _
from pet.services import invitations, rounds_reading
from pet.services.invitations import Asks, NotInvitedError
from pet.services.own_links import Shut
from pet.services.responses import BegunError
from pet.services.rounds_facts import NotAcceptingError, RoundFacts
from pet.web import guard, identity
from pet.web.answering import by_letter, nowhere, opening
from pet.web.answering.arriving_pages import Begin, NoticePage
from pet.web.answering.blueprint import blueprint
from pet.web.guard import requires
from pet.web.render import render
from pet.web.site import database, now

Answered = str | tuple[str, int] | Answer
WHICH, AS_LEAD = "which", "lead"


@blueprint.get("/rounds/<round_id>/answer")
@requires(Permission.ANSWER_BY_ACCOUNT)
def asked_by_account(round_id: str) -> Answered:
    """What the round asks of whoever is signed in, and who can see what."""
    del round_id
    with database().reading() as db:
        facts = rounds_reading.facts(db, guard.round_id())
        found = invitations.asked(db, identity.actor(), facts.id)
        why_not = "" if found else invitations.why_not(db, identity.actor().account_id or 0)
    refused = _refused(facts, found, why_not)
    if refused is not None:
        return refused
    with database().reading() as db:
        page = by_letter.page_of(
            db,
            facts,
            whom=tuple((one.partner_id, one.partner, one.role_id) for one in found),
            begins=tuple(
                _begin(one, facts, several=len(found) > 1)
                for one in found
                if one.started or facts.accepts(now())
            ),
            by_account=True,
        )
    return render("answering/invited.html", page)


@blueprint.post("/rounds/<round_id>/answer")
@requires(Permission.ANSWER_BY_ACCOUNT)
def answer_by_account(round_id: str) -> Answered:
    """Begin or go on; only from the page that says who can see what."""
    which = request.form.get(WHICH, "")
    if not which:
        return redirect(url_for("answering.asked_by_account", round_id=round_id), 303)
    account_id, own_round = identity.actor().account_id or 0, guard.round_id()
    try:
        started = opening.begin(
            lambda db: invitations.start_by_account(
                db,
                round_id=own_round,
                account_id=account_id,
                now=now(),
                invitation="" if which == AS_LEAD else which,
                as_lead=which == AS_LEAD,
            )
        )
    except (NotAcceptingError, NotInvitedError, BegunError) as error:
        with database().reading() as db:
            facts = rounds_reading.facts(db, own_round)
        return by_letter.refused(facts, error)
    return redirect(url_for("answering.go_on", response_id=started.public_id), 303)


def _refused(facts: RoundFacts, found: tuple[Asks, ...], why_not: str) -> nowhere.Refusal | None:
    if facts.is_anonymous:
        return _by_letter_only()
    if not found:
        return by_letter.refused(facts, NotInvitedError(why_not))
    if now() >= facts.readable_until:
        return nowhere.shut(Shut.EXPIRED)
    if (
        not facts.accepts(now())
        and not any(one.started for one in found)
        and facts.phase(now()) in by_letter.OVER
    ):
        return nowhere.closed(facts)
    return None


def _by_letter_only() -> nowhere.Refusal:
    page = NoticePage(
        title=_("Use the link in your letter"),
        sentences=(
            _(
                "This round is anonymous: PET does not know which answers are yours, so they open by the link in your "
                "letter alone, and not by your account."
            ),
            _(
                "If you have lost the letter and have not sent your answers, ask those who lead the round for a new one."
            ),
        ),
    )
    return render("answering/notice.html", page), HTTPStatus.CONFLICT


def _begin(one: Asks, facts: RoundFacts, *, several: bool) -> Begin:
    label = _("Go on with my answers") if one.started else _("Start")
    if one.started and not facts.accepts(now()):
        label = _("Read my answers")
    if several and one.partner:
        label = _("{label}, for {partner}", label=label, partner=one.partner)
    return Begin(label=label, name=WHICH, value=one.invitation_id or AS_LEAD)
