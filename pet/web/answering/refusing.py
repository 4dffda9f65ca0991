"""What cannot be saved is given back: everything typed, why, and what can be done."""

from http import HTTPStatus

from pet.language import gettext as _
from pet.language import ngettext
from pet.services import contacts
from pet.services.answers.sheet import Sheet
from pet.services.rounds_facts import NotAcceptingError, Phase, RoundFacts
from pet.web.answering import steps
from pet.web.answering.sheet_pages import KeptPage
from pet.web.link import Link
from pet.web.render import render
from pet.web.site import database
from pet.words.phrases import listing

Typed = tuple[tuple[str, str], ...]


def closed(error: NotAcceptingError, facts: RoundFacts, typed: Typed) -> tuple[str, int]:
    """The round takes no answers (409)."""
    early = error.phase in (Phase.DRAFT, Phase.EARLY)
    return kept(
        title=_("This round has not started yet") if early else _("This round is closed"),
        message=_("What you have just sent was not stored."),
        to_do=contact(facts),
        typed=typed,
    )


def kept(
    *, title: str, message: str, to_do: str, typed: Typed, links: tuple[Link, ...] = ()
) -> tuple[str, int]:
    """A page with everything typed, to be read and copied (409)."""
    page = KeptPage(title=title, message=message, typed=typed, to_do=to_do, links=links)
    return render("answering/kept.html", page), HTTPStatus.CONFLICT


def contact(facts: RoundFacts) -> str:
    """How to reach those who lead the round."""
    with database().reading() as db:
        names = contacts.leads(db, facts.partnership_id)
    if not names:
        return _("If it matters, copy it and send it to the person who asked you to answer.")
    return ngettext(
        "If it matters, copy it and send it to {names}, who leads {partnership}.",
        "If it matters, copy it and send it to {names}, who lead {partnership}.",
        len(names),
        names=listing(names),
        partnership=facts.partnership,
    )


def nobody(sheet: Sheet, typed: Typed) -> tuple[str, int]:
    """As whom somebody answers is not known yet, so what is asked is not known either (409)."""
    return kept(
        title=_("First say who you answer as"),
        message=_("What you have just sent was not stored, for it depends on that what is asked of you."),
        to_do=_("Copy what you need, go on, and come back to this page."),
        typed=typed,
        links=(Link(label=_("Go on"), url=steps.who_url(sheet)),),
    )
