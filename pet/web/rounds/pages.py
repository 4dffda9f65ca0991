"""What the pages of a partnership and of a round hold, made from what the services say."""

from dataclasses import dataclass
from datetime import datetime

import segno
from flask import url_for

from pet.language import gettext as _
from pet.services.overview import Overview
from pet.services.rounds import Phase, Progress, RoundFacts
from pet.web.link import Link
from pet.web.rounds import about, words
from pet.words import asking
from pet.words.numbers import whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A round in the list of a partnership.

    Attributes:
        title: of the round.
        url: where a click on it leads, or empty.
        state, dated, step: where it stands, since when, and what comes next.
    """

    title: str
    url: str
    state: str
    dated: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipPage:
    """A partnership with its rounds."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as templates draw it."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLink:
    """The link that a lead passes on, the same as a picture for phones, and who is to have it."""

    url: str
    qr: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPage:
    """Where a round stands.

    Attributes:
        title: of the round.
        partnership: name and address of its partnership.
        state, dated, step: where it stands, since when, and what comes next.
        actions: what can be done now, the most sensible first.
        close: to the page that closes it before its closing date, or `None`.
        facts: pairs of a word and a number.
        by_partner: how far each partner is, or `None` where only totals may be seen.
        link: to pass on, or `None` when no answers are taken.
        promise: what people were told before they started.
        comments: what is to be said about comments, or empty.
    """

    title: str
    partnership: Link
    state: str
    dated: str
    step: str
    actions: tuple[Link, ...]
    close: Link | None
    facts: tuple[tuple[str, str], ...]
    by_partner: Table | None
    link: OpenLink | None
    promise: tuple[str, ...]
    comments: str


def row(overview: Overview, now: datetime) -> Row:
    """A round in the list of its partnership, for the person who looks."""
    facts = overview.facts
    phase = facts.phase(now)
    url = ""
    if about.follows():
        url = url_for("rounds.status", round_id=facts.public_id)
    elif phase is Phase.RELEASED:
        url = url_for("results.show", round_id=facts.public_id)
    step = words.next_step(overview, now, leads=about.leads(), reads=about.reads(facts))
    return Row(
        title=facts.title,
        url=url,
        state=words.state(phase),
        dated=words.dated(facts, now),
        step=step if about.follows() or phase is Phase.RELEASED else "",
    )


def round_page(overview: Overview, progress: Progress, now: datetime, base_url: str) -> RoundPage:
    """Where a round stands, for the person who looks."""
    facts = overview.facts
    phase = facts.phase(now)
    is_closed = facts.closed_at is not None
    return RoundPage(
        title=facts.title,
        partnership=Link(
            label=facts.partnership,
            url=url_for("rounds.partnership", partnership_id=facts.partnership_public_id),
        ),
        state=words.state(phase),
        dated=words.dated(facts, now),
        step=words.next_step(overview, now, leads=about.leads(), reads=about.reads(facts)),
        actions=_actions(overview, phase),
        close=_link("rounds.close", _("Close the round"), facts)
        if about.leads() and phase is Phase.ACCEPTING
        else None,
        facts=_numbers(facts, progress),
        by_partner=_by_partner(facts, progress),
        link=_open_link(facts, base_url) if phase in (Phase.EARLY, Phase.ACCEPTING) else None,
        promise=asking.who_can_see(words.options(facts), words.reader(facts), facts.follows or ""),
        comments=words.comments_then(overview, reads=about.reads(facts)) if is_closed else "",
    )


def _actions(overview: Overview, phase: Phase) -> tuple[Link, ...]:
    """What the person can do, the most sensible first."""
    facts = overview.facts
    actions = []
    if overview.comments and facts.closed_at is not None and not facts.is_hidden and about.reads(facts):
        label = _("Read the comments") if facts.waits_for_reader else _("See the comments again")
        actions.append(_link("rounds.comments", label, facts))
    if facts.closed_at is not None:
        at = len(actions) if facts.waits_for_reader else 0
        actions[at:at] = [
            _link("results.show", _("See the results"), facts),
            _link("results.report", _("Download the report (PDF)"), facts),
        ]
    if facts.closed_at is not None and not facts.is_hidden and about.chooses():
        actions.append(_link("rounds.agenda", _("Choose the conversation"), facts))
    if about.leads() and phase is Phase.OVER:
        actions.append(_link("rounds.close", _("Close the round"), facts))
    if about.leads() and phase is Phase.CLOSED:
        actions.append(_link("rounds.release", _("Release the results"), facts))
    return tuple(actions)


def _link(endpoint: str, label: str, facts: RoundFacts) -> Link:
    return Link(label=label, url=url_for(endpoint, round_id=facts.public_id))


def _numbers(facts: RoundFacts, progress: Progress) -> tuple[tuple[str, str], ...]:
    invited = progress.invited
    return (
        (_("Sheets sent") if facts.is_signed else _("Sent"), whole(progress.submitted)),
        (_("Started, not sent"), whole(progress.started)),
        (_("Asked"), whole(invited) if invited is not None else "–"),
        (_("Response rate"), words.rate(progress.submitted, invited)),
    )


def _by_partner(facts: RoundFacts, progress: Progress) -> Table | None:
    if progress.by_partner is None:
        return None
    return Table(
        header=(
            _("Partner"),
            _("Sheet sent") if facts.is_signed else _("Sent"),
            _("Started, not sent"),
        ),
        rows=tuple(
            (one.name or _("No partner given"), whole(one.submitted), whole(one.started))
            for one in progress.by_partner
        ),
    )


def _open_link(facts: RoundFacts, base_url: str) -> OpenLink | None:
    if facts.open_code is None:
        return None
    url = base_url + url_for("answering.welcome", code=facts.open_code)
    return OpenLink(
        url=url,
        qr=segno.make(url, error="m").svg_data_uri(scale=4, border=2),
        hint=words.pass_on(leads=about.leads()),
    )
