"""An empty sheet to print and hand out: what each role is asked, with boxes to tick and lines to write on."""

from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.analysis.options import Options
from pet.language import current
from pet.language import gettext as _
from pet.services import contacts, paper
from pet.services.paper import Choices
from pet.services.rounds import RoundFacts
from pet.services.rounds_facts import Phase
from pet.web import guard
from pet.web.guard import requires
from pet.web.paper import pages
from pet.web.paper.blueprint import blueprint
from pet.web.paper.pages import Part, Text
from pet.web.render import render
from pet.web.site import database, now
from pet.words import dates, first_reader, who_sees
from pet.words.by_letter import ComingIn
from pet.words.phrases import in_words, listing

_OFFERED = (Phase.DRAFT, Phase.EARLY, Phase.ACCEPTING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Something to tick at the top: a question and its boxes."""

    label: str
    boxes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankPage:
    """templates/paper/blank.html.

    Attributes:
        title: of the round.
        partnership: who asks.
        roles: label, address and whether it is the one shown, of each role that has a sheet of its own.
        until: until when it can be handed in, and to whom.
        told: who can see what.
        asks: who wrote it, as far as that is kept.
        points: the labels of the scale, in their order.
        parts: what is asked.
        texts: the open questions.
        back: the page on which sheets are typed in.
        printed: label and address of the same as a file, on each paper.
    """

    title: str
    partnership: str
    roles: tuple[tuple[str, str, bool], ...]
    until: str
    told: tuple[str, ...]
    asks: tuple[Ask, ...]
    points: tuple[str, ...]
    parts: tuple[Part, ...]
    texts: tuple[Text, ...]
    back: str
    printed: tuple[tuple[str, str], ...]


@blueprint.get("/rounds/<round_id>/paper/blank")
@requires(Permission.TYPE_PAPER)
def blank(round_id: str) -> str | Response:
    """The sheet of one role; of the first, unless another is asked for."""
    with database().reading() as db:
        found = paper.choices(db, guard.round_id(), partner_id=guard.own_partner_id())
        leads = listing(contacts.leads(db, found.round.partnership_id))
    if not is_offered(found.round):
        return redirect(url_for("paper.begin", round_id=round_id), 303)
    role = role_of(found)
    facts, scale = found.round, found.framework.scale
    dates.use_zone(facts.time_zone)
    page = BlankPage(
        title=facts.title,
        partnership=facts.partnership,
        roles=_roles(found, round_id, role),
        until=until_of(facts, leads),
        told=told(facts),
        asks=_asks(found, role),
        points=tuple(in_words(label) for label in (*scale.points, scale.dont_know, scale.not_applicable)),
        parts=pages.parts(found.asked(role)),
        texts=pages.texts(found),
        back=url_for("paper.begin", round_id=round_id),
        printed=tuple(
            (label, url_for("paper.printed", round_id=round_id, role=role, paper=paper))
            for paper, label in (("a4", _("PDF, A4")), ("letter", _("PDF, US Letter")))
        ),
    )
    return render("paper/blank.html", page)


def is_offered(facts: RoundFacts) -> bool:
    """Whether an empty sheet is of any use: it can be printed before the first day, but not once all is over."""
    return facts.phase(now()) in _OFFERED


def told(facts: RoundFacts) -> tuple[str, ...]:
    """Who can see what."""
    coming = ComingIn(by_letter=facts.by_letter, asks=facts.asks)
    return who_sees.on_paper(options_of(facts), reader_of(facts), coming)


def role_of(found: Choices) -> str | None:
    """The role that was asked for, or the first."""
    ids = [one.id for one in found.roles]
    wanted = request.args.get("role", "")
    return wanted if wanted in ids else next(iter(ids), None)


def _roles(found: Choices, round_id: str, role: str | None) -> tuple[tuple[str, str, bool], ...]:
    """Nothing to choose where all are asked the same."""
    if len(found.roles) <= 1:
        return ()
    return tuple(
        (one.label.to(current()), url_for("paper.blank", round_id=round_id, role=one.id), one.id == role)
        for one in found.roles
    )


def _asks(found: Choices, role: str | None) -> tuple[Ask, ...]:
    """The role is printed with its box ticked by nobody: the sheet is for that role, and says so."""
    asks = []
    if found.partners:
        asks.append(Ask(label=_("Your organisation"), boxes=tuple(one.name for one in found.partners)))
    mine = [one.label.to(current()) for one in found.roles if one.id == role]
    if mine:
        asks.append(Ask(label=_("This sheet is for the role"), boxes=tuple(mine)))
    return tuple(asks)


def until_of(facts: RoundFacts, leads: str) -> str:
    """Until when it can be handed in, and to whom."""
    moment = dates.moment(facts.closes_at)
    if not leads:
        return _("Hand it in before {moment}.", moment=moment)
    return _("Hand it in before {moment}. Questions? Please ask {names}.", moment=moment, names=leads)


def reader_of(facts: RoundFacts) -> str:
    """Name and role of who reads comments first, or empty."""
    return first_reader.reader_name(facts.reader.name, facts.reader.role) if facts.reader else ""


def options_of(facts: RoundFacts) -> Options:
    """How it will be evaluated."""
    return Options(
        title=facts.title,
        mode=facts.mode,
        smallest_group=facts.smallest_group,
        small_partnership=facts.small_partnership,
        first_comparison=facts.first_comparison,
        invited=facts.invited,
    )
