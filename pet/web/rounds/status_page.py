"""What the page of a round holds, made from what the services say."""

from dataclasses import dataclass
from datetime import datetime

import segno
from flask import url_for

from pet.access.actor import State
from pet.access.policy import Permission
from pet.language import gettext as _
from pet.services.overview import Overview
from pet.services.rounds import Phase, RoundFacts
from pet.web.link import Link
from pet.web.rounds import about, downloading, elsewhere, places, words
from pet.web.rounds.downloading import Download
from pet.web.rounds.standing import Post, Standing
from pet.words import who_sees
from pet.words.by_letter import ComingIn


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLink:
    """The link that a lead passes on, the same as a picture for phones, a code to type, and who is to have it.

    Attributes:
        code: eight letters in two groups, or empty.
        type_at: where the code is typed.
    """

    url: str
    qr: str
    code: str
    type_at: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPage:
    """Where a round stands.

    Attributes:
        title: of the round.
        state, dated, step: where it stands, since when, and what comes next.
        said: what was just done, or empty.
        actions: what can be done now, the most sensible first.
        more: what can be done besides.
        copy: where the form goes that makes the next round from this one; empty where another came after it.
        ending: what ends it, before or at its closing date; empty where nothing can.
        standing: who has answered, as far as that may be seen.
        people: to the list of those who are asked, or `None`.
        post: how the letters fare, or `None` where that may not be seen or there are none.
        here, delivery: this page's address, and where its script asks how the letters fare.
        link: to pass on, or `None` when no answers are taken or everybody has a letter.
        promise: what people were told before they started.
        comments: what is to be said about comments, or empty.
    """

    title: str
    state: str
    dated: str
    step: str
    said: str
    actions: tuple[Link | Download, ...]
    more: tuple[Link | Download, ...]
    copy: str
    ending: tuple[Link, ...]
    standing: Standing
    people: Link | None
    post: Post | None
    here: str
    delivery: str
    link: OpenLink | None
    promise: tuple[str, ...]
    comments: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around a round when its page is made.

    Attributes:
        now: the time.
        base_url: of the site.
        can_send: whether the site sends letters.
        short_code: of the round, or `None`.
        said: what was just done, or empty.
    """

    now: datetime
    base_url: str
    can_send: bool
    short_code: str | None
    said: str


def round_page(overview: Overview, standing: Standing, post: Post | None, around: Around) -> RoundPage:
    """Where a round stands, for the person who looks."""
    facts = overview.facts
    phase = facts.phase(around.now)
    return RoundPage(
        title=facts.title,
        state=words.state(phase),
        dated=words.dated(facts, around.now),
        step=words.next_step(
            overview, around.now, leads=about.leads(), follows=about.follows(), reads=about.reads(facts)
        ),
        said=around.said,
        actions=_actions(overview, phase, around),
        more=(*_more(facts, phase, around), *_elsewhere(facts)),
        copy=places.of_round(facts, "copy") if _is_to_be_copied(facts) else "",
        ending=_ending(facts, phase),
        standing=standing,
        people=_people(facts),
        post=post if post is not None and post.bars else None,
        here=url_for("rounds.status", round_id=facts.public_id),
        delivery=url_for("rounds.delivery", round_id=facts.public_id),
        link=_open_link(facts, around)
        if phase in (Phase.EARLY, Phase.ACCEPTING) and about.follows()
        else None,
        promise=_promise(facts),
        comments=words.comments_then(overview, reads=about.reads(facts))
        if facts.closed_at is not None and about.follows()
        else "",
    )


def _promise(facts: RoundFacts) -> tuple[str, ...]:
    if facts.is_imported:
        return elsewhere.promise()
    coming = ComingIn(by_letter=facts.by_letter, asks=facts.asks)
    return who_sees.who_can_see(words.options(facts), words.reader(facts), facts.follows or "", coming)


def _actions(overview: Overview, phase: Phase, around: Around) -> tuple[Link | Download, ...]:
    """What the person can do, the most sensible first."""
    facts = overview.facts
    actions: list[Link | Download] = []
    if phase is Phase.DRAFT and about.may(Permission.SET_UP_ROUND):
        actions.append(Link(label=_("Go on setting it up"), url=places.of_round(facts, "set-up/")))
    if _can_remind(facts, phase, around) and words.reminds_at(facts, around.now) is None:
        actions.append(_link("rounds.remind", _("Send a reminder"), facts))
    if _can_read(overview) and about.reads(facts):
        label = _("Read the comments") if facts.waits_for_reader else _("See the comments again")
        actions.append(_link("rounds.comments", label, facts))
    if facts.closed_at is not None and about.may(Permission.SEE_RESULTS):
        at = len(actions) if words.waits_for_reader(overview) else 0
        actions[at:at] = _results(facts)
    if facts.closed_at is not None and not facts.is_hidden and about.chooses():
        actions.append(_link("rounds.agenda", _("Choose the conversation"), facts))
    if not _is_kept_up_to_date(facts):
        actions.extend(_agreed(facts))
    return (*actions, *_endings(facts, phase))


def _endings(facts: RoundFacts, phase: Phase) -> tuple[Link, ...]:
    if about.leads() and phase is Phase.OVER:
        return (_link("rounds.close", _("Close the round"), facts),)
    if about.leads() and phase is Phase.CLOSED:
        return (_link("rounds.release", _("Release the results"), facts),)
    return ()


def _results(facts: RoundFacts) -> list[Link | Download]:
    """To the results and to what people want of them next; once something was agreed, to that before all."""
    results = _link("results.show", _("See the results"), facts)
    if _is_kept_up_to_date(facts):
        return [*_agreed(facts), *downloading.wanted(facts), results]
    write_down = [_write_down(facts)] if _is_next_to_write_down(facts) else []
    return [results, *write_down, *downloading.wanted(facts)]


def _is_kept_up_to_date(facts: RoundFacts) -> bool:
    """Whether everybody has the results and something was agreed, so that this comes before all."""
    is_there = facts.state is State.RELEASED and facts.agreed > 0 and not facts.is_hidden
    return is_there and about.may(Permission.SEE_ACTIONS)


def _is_next_to_write_down(facts: RoundFacts) -> bool:
    """Whether everybody has the results, there is something to talk of, nothing is agreed and nobody asks again yet."""
    is_time = facts.state is State.RELEASED and not facts.is_hidden and not facts.followed_by
    return is_time and not facts.agreed and about.may(Permission.ORDER_ACTIONS)


def _write_down(facts: RoundFacts) -> Link:
    url = url_for("actions.priorities", round_id=facts.public_id)
    return Link(label=_("Write down what was agreed"), url=url)


def _agreed(facts: RoundFacts) -> tuple[Link, ...]:
    if facts.closed_at is None or not about.may(Permission.SEE_ACTIONS):
        return ()
    return (_link("actions.board", _("What was agreed"), facts),)


def _can_read(overview: Overview) -> bool:
    is_there = overview.comments and overview.facts.closed_at is not None and not overview.facts.is_hidden
    return bool(is_there) and not words.none_can_be_shown(overview)


def _can_remind(facts: RoundFacts, phase: Phase, around: Around) -> bool:
    takes_answers = phase is Phase.ACCEPTING and facts.by_letter
    return takes_answers and around.can_send and about.may(Permission.REMIND)


def _more(facts: RoundFacts, phase: Phase, around: Around) -> tuple[Link, ...]:
    """What can be done besides."""
    runs = phase in (Phase.EARLY, Phase.ACCEPTING)
    sets_up = about.may(Permission.SET_UP_ROUND)
    offered = (
        (
            _can_remind(facts, phase, around) and words.reminds_at(facts, around.now) is not None,
            _("Send a reminder now"),
            places.of_round(facts, "remind"),
        ),
        (facts.by_letter and runs and sets_up, _("Change the letters"), places.of_round(facts, "letters")),
        (
            phase is Phase.ACCEPTING and about.may(Permission.TYPE_PAPER),
            _("Type in a paper sheet"),
            places.of_round(facts, "paper"),
        ),
        (
            runs and about.may(Permission.TYPE_PAPER),
            _("Print an empty paper sheet"),
            places.of_round(facts, "paper/blank"),
        ),
        (
            facts.closed_at is not None
            and about.may(Permission.ORDER_ACTIONS)
            and not _is_next_to_write_down(facts),
            _("Write down what was agreed, all on one page"),
            url_for("actions.priorities", round_id=facts.public_id),
        ),
        (
            facts.state is State.RELEASED and about.follows(),
            _("See the results as everybody sees them"),
            url_for("results.show", round_id=facts.public_id, seen_by="everybody"),
        ),
        (
            phase is Phase.EARLY and sets_up,
            _("Make it a draft again"),
            places.of_round(facts, "take-back"),
        ),
    )
    return tuple(Link(label=label, url=url) for may, label, url in offered if may)


def _elsewhere(facts: RoundFacts) -> tuple[Link | Download, ...]:
    """To all files of a round that is closed, and to the latest round, where the next one is set up from."""
    if facts.closed_at is None or not about.may(Permission.SEE_RESULTS):
        return ()
    files = downloading.others(facts)
    if facts.latest_id is None or not about.follows():
        return files
    latest = url_for("rounds.status", round_id=facts.latest_id)
    return (*files, Link(label=_("Go to the latest round"), url=latest))


def _is_to_be_copied(facts: RoundFacts) -> bool:
    """Whether the next round is like this one: only the latest is set beside its next."""
    is_latest = facts.closed_at is not None and facts.latest_id is None
    return is_latest and about.may(Permission.SET_UP_ROUND)


def _ending(facts: RoundFacts, phase: Phase) -> tuple[Link, ...]:
    if phase is not Phase.ACCEPTING or not about.leads():
        return ()
    return (
        Link(label=_("Give people more time"), url=places.of_round(facts, "extend")),
        _link("rounds.close", _("Close the round"), facts),
    )


def _people(facts: RoundFacts) -> Link | None:
    if not facts.by_letter or facts.state == "draft":
        return None
    if about.may(Permission.SEE_DELIVERY):
        return _link("rounds.people", _to_people(facts), facts)
    if about.may(Permission.SEE_WHO_ANSWERED) and facts.closed_at is None:
        return _link("rounds.answered", _("See who has answered"), facts)
    return None


def _to_people(facts: RoundFacts) -> str:
    """What the list of those who are asked tells: after the close nobody is shown who has answered."""
    if facts.closed_at is not None:
        return _("See who was asked")
    return _("See who has answered") if about.may(Permission.SEE_WHO_ANSWERED) else _("See who is asked")


def _link(endpoint: str, label: str, facts: RoundFacts) -> Link:
    return Link(label=label, url=url_for(endpoint, round_id=facts.public_id))


def _open_link(facts: RoundFacts, around: Around) -> OpenLink | None:
    if facts.open_code is None:
        return None
    url = around.base_url + url_for("answering.welcome", code=facts.open_code)
    code = around.short_code or ""
    return OpenLink(
        url=url,
        qr=segno.make(url, error="m").svg_data_uri(scale=4, border=2),
        code=f"{code[:4]} {code[4:]}" if code else "",
        type_at=around.base_url + url_for("public.link"),
        hint=words.pass_on(leads=about.leads()),
    )
