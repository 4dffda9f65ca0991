"""Links that open nothing, each with what is true of it; none says whether a person exists."""

from http import HTTPStatus

from pet.language import gettext as _
from pet.services.own_links import Shut
from pet.services.rounds_facts import RoundFacts
from pet.web import link_misses
from pet.web.answering.arriving_pages import NoticePage
from pet.web.link import Link
from pet.web.render import render

Refusal = tuple[str, int]


def unknown() -> Refusal:
    """The same for a link that never was and one whose answers were withdrawn (404)."""
    link_misses.refuse_many()
    page = NoticePage(
        title=_("This link does not lead anywhere"),
        sentences=(
            _(
                "It may have lost a few characters on its way, a newer letter may have taken its place, or what it led to "
                "has been deleted."
            ),
            _(
                "Copy all of it, up to its last character. If it still does not work, ask the person who sent it to you."
            ),
        ),
        links=(Link(label=_("Type or paste the link again"), url="/link"),),
    )
    return render("answering/notice.html", page), HTTPStatus.NOT_FOUND


def shut(why: Shut) -> Refusal:
    """A link that opened something before (410)."""
    titles = {
        Shut.EXPIRED: _("This link has ended"),
        Shut.REVOKED: _("This link was withdrawn"),
        Shut.REPLACED: _("This link was replaced"),
    }
    sentences = {
        Shut.EXPIRED: _(
            "Links work for a year after a round has closed. That year is over, so this one does not open anything any more."
        ),
        Shut.REVOKED: _(
            "Those who lead the round have withdrawn it, so it does not open anything any more. If you think that this is "
            "a mistake, ask the person who sent it to you."
        ),
        Shut.REPLACED: _(
            "A newer letter was sent, and its link opens what this one did. Look for the newest letter; if it did not "
            "arrive, ask the person who sent it to you."
        ),
    }
    page = NoticePage(title=titles[why], sentences=(sentences[why],))
    return render("answering/notice.html", page), HTTPStatus.GONE


def closed(facts: RoundFacts) -> Refusal:
    """A round that is over, for somebody who never began (409)."""
    page = NoticePage(
        title=_("This round is closed"),
        sentences=(
            _("“{round}” takes no more answers.", round=facts.title),
            _("Its results go to those who have answered. Whoever leads it can tell you more."),
        ),
    )
    return render("answering/notice.html", page), HTTPStatus.CONFLICT
