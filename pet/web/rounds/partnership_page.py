"""What the page of a partnership holds: what comes next in it, its rounds, and the ways to everything else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from pet.access.policy import Permission
from pet.language import gettext as _
from pet.language import ngettext
from pet.services.invitations import Asks
from pet.services.overview import Overview, Size
from pet.services.rounds import Phase
from pet.web.link import Link
from pet.web.rounds import about, places, words
from pet.words import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A round in the list of a partnership.

    Attributes:
        title: of the round.
        url: where a click on it leads, or empty.
        state, dated, step: where it stands, since when, and what comes next.
        agreed: to what was agreed after it, for those who may see that; or empty.
    """

    title: str
    url: str
    state: str
    dated: str
    step: str
    agreed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A round that asks whoever looks.

    Attributes:
        title, dated: of the round.
        text: how far they are, or how they get in.
        link: where they answer, or `None` where only the link in the letter leads there.
    """

    title: str
    dated: str
    text: str
    link: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page of the partnership, and what is there."""

    label: str
    url: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The way from an empty partnership to a first round.

    Attributes:
        steps: pairs of a name and `done`, `now` or `next`.
    """

    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipPage:
    """A partnership with its rounds.

    Attributes:
        title: its name.
        intro: what a partnership is for, on the first visit; or empty.
        guide: the first steps, until a round was launched; or `None`.
        step: what comes next.
        action: the one thing to do next, or `None`.
        asking: the rounds that ask whoever looks.
        rows: all rounds they may know of.
        start: to set up one more round, or `None`.
        places: what else there is to see and change.
    """

    title: str
    intro: str
    guide: Guide | None
    step: str
    action: Link | None
    asking: tuple[Asking, ...]
    rows: tuple[Row, ...]
    start: Link | None
    places: tuple[Place, ...]


def partnership_page(
    named: tuple[str, str],
    rounds_there: Sequence[Overview],
    size: Size,
    asked: Iterable[Asks],
    now: datetime,
) -> PartnershipPage:
    """A partnership of this name and public id, for the person who looks."""
    title, public_id = named
    begun = any(one.facts.state != "draft" for one in rounds_there)
    guides = about.leads() and not begun
    step, action = _next(public_id, rounds_there, size, now)
    start = Link(label=_("Start a round"), url=places.new_round(public_id))
    return PartnershipPage(
        title=title,
        intro=_(
            "A partnership asks its people how well they work together, and talks about what comes out of it."
        )
        if guides
        else "",
        guide=_guide(size) if guides else None,
        step=step,
        action=action,
        asking=tuple(_asking(one) for one in asked),
        rows=tuple(row(one, now) for one in rounds_there),
        start=start if about.may(Permission.SET_UP_ROUND) and begun else None,
        places=_places(public_id, size),
    )


def _guide(size: Size) -> Guide:
    place = 0 if not size.is_ready else 1  # once a round was launched, the way is at its end
    names = (_("Partners and people"), _("Set up and launch a round"))
    states = ("done",) * place + ("now",) + ("next",) * (1 - place)
    return Guide(steps=tuple(zip(names, states, strict=True)))


def _next(
    public_id: str, rounds_there: Sequence[Overview], size: Size, now: datetime
) -> tuple[str, Link | None]:
    """The next step in a sentence, and where it is taken."""
    if about.leads() and not size.is_ready and not any(one.facts.state != "draft" for one in rounds_there):
        return _missing(public_id, size)
    if not rounds_there:
        return _without_rounds(public_id)
    newest = rounds_there[0]
    if not about.follows():
        return "", None
    step = _step(newest, now)
    draft = newest.facts.state == "draft"
    url = (
        places.of_round(newest.facts, "set-up/")
        if draft and about.leads()
        else url_for("rounds.status", round_id=newest.facts.public_id)
    )
    label = (
        _("Go on with “{round}”", round=newest.facts.title)
        if draft
        else _("Go to “{round}”", round=newest.facts.title)
    )
    return _("“{round}”: {step}", round=newest.facts.title, step=step), Link(label=label, url=url)


def _missing(public_id: str, size: Size) -> tuple[str, Link]:
    if not size.partners:
        return (
            _(
                "Say which organisations work together, and who is asked there. You can paste a list from a spreadsheet."
            ),
            Link(label=_("Add partners and people"), url=places.of_partnership(public_id, "import")),
        )
    return (
        _("Say who is asked at each partner. You can paste a list from a spreadsheet."),
        Link(label=_("Add people"), url=places.of_partnership(public_id, "import")),
    )


def _without_rounds(public_id: str) -> tuple[str, Link | None]:
    if not about.leads():
        return _("No round yet. A lead starts one."), None
    step = _("Set up a round: what is asked, what people are promised, and by when they answer.")
    return step, Link(label=_("Start a round"), url=places.new_round(public_id))


def row(overview: Overview, now: datetime) -> Row:
    """A round in the list of its partnership, for the person who looks."""
    facts = overview.facts
    phase = facts.phase(now)
    url = ""
    if about.follows() or about.leads_a_partner():
        url = url_for("rounds.status", round_id=facts.public_id)
    elif phase is Phase.RELEASED:
        url = url_for("results.show", round_id=facts.public_id)
    step = _step(overview, now)
    return Row(
        title=facts.title,
        url=url,
        state=words.state(phase),
        dated=words.dated(facts, now),
        step=step if about.follows() or phase is Phase.RELEASED else "",
        agreed=url_for("actions.board", round_id=facts.public_id) if _sees_agreed(phase) else "",
    )


def _step(overview: Overview, now: datetime) -> str:
    return words.next_step(
        overview, now, leads=about.leads(), follows=about.follows(), reads=about.reads(overview.facts)
    )


def _sees_agreed(phase: Phase) -> bool:
    return phase is Phase.RELEASED or (phase is Phase.CLOSED and about.follows())


def _asking(asks: Asks) -> Asking:
    facts = asks.round
    text, label = _how_far(asks)
    return Asking(
        title=_("{round} ({partner})", round=facts.title, partner=asks.partner)
        if asks.partner
        else facts.title,
        dated=_("It takes answers until {moment}.", moment=dates.moment(facts.closes_at)),
        text=text,
        link=None if asks.is_anonymous else Link(label=label, url=places.of_round(facts, "answer")),
    )


def _how_far(asks: Asks) -> tuple[str, str]:
    if asks.is_anonymous:
        return _(
            "This round is anonymous: open it by the link in your letter. Nobody can see whether you did."
        ), ""
    if asks.sent:
        return _("Your answers are sent. You can change them until the round closes."), _(
            "Look at my answers"
        )
    if asks.started:
        return _("You have started. Nothing is sent yet."), _("Go on answering")
    return _("You are asked. It takes about ten minutes."), _("Start answering")


def _places(public_id: str, size: Size) -> tuple[Place, ...]:
    partners = ngettext("{number} partner", "{number} partners", size.partners)
    nobody = ngettext("{number} of them has nobody yet", "{number} of them have nobody yet", size.empty)
    counted = _("{partners}, {nobody}", partners=partners, nobody=nobody) if size.empty else partners
    people = ngettext("{number} person", "{number} people", size.people)
    every = (
        (Permission.EDIT_PARTNERS, _("Partners"), "partners", counted),
        (Permission.EDIT_PEOPLE, _("People"), "people", people),
        (Permission.APPOINT_IN_PARTNER, _("Team"), "team", _("Who leads, who facilitates")),
        (Permission.SEE_LOG, _("Log"), "log", _("Who did what, and when")),
        (Permission.EDIT_PARTNERSHIP, _("Settings"), "edit", _("Name, kind and time zone")),
    )
    return tuple(
        Place(label=label, url=places.of_partnership(public_id, place), detail=detail)
        for permission, label, place, detail in every
        if about.may(permission)
    )
