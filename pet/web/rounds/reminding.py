"""Reminding people: first a page that says who gets what, then the letters go into the outbox."""

from dataclasses import dataclass

from flask import redirect, url_for
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.db.models import Partner
from pet.language import gettext as _
from pet.language import ngettext
from pet.services import rounds, waves
from pet.services.rounds import Phase, RoundFacts
from pet.services.waves import Wave
from pet.web.guard import requires
from pet.web.identity import by
from pet.web.render import render
from pet.web.rounds import about, letter_words, words
from pet.web.rounds.blueprint import blueprint
from pet.web.rounds.letter_words import Words
from pet.web.site import database, now, site
from pet.words import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindPage:
    """What a reminder will do.

    Attributes:
        title: in a few words.
        round, here, back: the title of the round, where the form goes, and the page of the round.
        can: whether somebody can be reminded now; else `why_not`.
        why_not: what stands in the way, or empty.
        people: how many get a letter, as a sentence.
        told: what each of them gets, a sentence each.
        letter: the words of the letter.
        label: of the button.
    """

    title: str
    round: str
    here: str
    back: str
    can: bool
    why_not: str
    people: str
    told: tuple[str, ...]
    letter: Words
    label: str


@blueprint.get("/rounds/<round_id>/remind")
@requires(Permission.REMIND)
def remind(round_id: str) -> str:
    """What a reminder will do."""
    del round_id
    own = about.own_partner_id()
    with database().reading() as session:
        facts = rounds.facts(session, about.round_id())
        wave = waves.planned(session, round_id=facts.id, now=now(), partner_id=own)
        letter = letter_words.of_reminder(session, facts)
        partner = session.get_one(Partner, own).name if own is not None else ""
    return render("rounds/remind.html", _page(facts, wave, letter, partner))


@blueprint.post("/rounds/<round_id>/remind")
@requires(Permission.REMIND)
def remind_now(round_id: str) -> Response:
    """Put the reminders into the outbox; nobody gets two within a day."""
    with database().writing() as session:
        number = waves.remind(
            session,
            round_id=about.round_id(),
            by=by(),
            now=now(),
            post=site().post,
            partner_id=about.own_partner_id(),
        )
    return redirect(url_for("rounds.status", round_id=round_id, reminded=number), 303)


def _page(facts: RoundFacts, wave: Wave, letter: Words, partner: str) -> RemindPage:
    why_not = _why_not(facts, wave)
    return RemindPage(
        title=_("Send a reminder"),
        round=facts.title,
        here=url_for("rounds.remind_now", round_id=facts.public_id),
        back=url_for("rounds.status", round_id=facts.public_id),
        can=not why_not,
        why_not=why_not,
        people=_people(wave, partner),
        told=_told(wave),
        letter=letter,
        label=ngettext("Send {number} reminder now", "Send {number} reminders now", wave.people),
    )


def _why_not(facts: RoundFacts, wave: Wave) -> str:
    if facts.phase(now()) is not Phase.ACCEPTING:
        return words.dated(facts, now())
    if not site().post.can_send:
        return _("This site sends no letters. Whoever runs it can set that up.")
    if wave.people:
        return ""
    if wave.again_at is not None:
        return _(
            "Everybody had a reminder within the last day. The next is possible on {moment}.",
            moment=dates.moment(wave.again_at),
        )
    if not facts.by_letter:
        return _("People came by a link, so PET has no addresses to write to.")
    return _(
        "There is nobody to remind: everybody has sent their answers, or has no address that takes letters."
    )


def _people(wave: Wave, partner: str) -> str:
    if not wave.personal:
        said = ngettext(
            "{number} person gets a letter: everybody who is asked.",
            "{number} people get a letter: everybody who is asked.",
            wave.people,
        )
    else:
        said = ngettext(
            "{number} person gets a letter: everybody who has not sent their answers.",
            "{number} people get a letter: everybody who has not sent their answers.",
            wave.people,
        )
    return _("At {partner}: {said}", partner=partner, said=said) if partner else said


def _told(wave: Wave) -> tuple[str, ...]:
    if wave.personal:
        return (
            _("Each letter carries a fresh link of their own. It leads to what they have answered so far."),
            _("Nobody gets more than one reminder in a day."),
        )
    return (
        _("Nobody can see who has answered, so the letter thanks those who have."),
        _("It carries no link: people use the one in their first letter."),
        _("Nobody gets more than one reminder in a day."),
    )
