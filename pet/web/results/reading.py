"""The page of a result."""

from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from pet.access.actor import State
from pet.access.policy import Permission
from pet.analysis.options import Mode
from pet.analysis.result import Result
from pet.language import gettext as _
from pet.services import actions, results, rounds
from pet.services.results import Stored
from pet.services.rounds import Phase, RoundFacts
from pet.web.guard import requires
from pet.web.identity import actor
from pet.web.link import Link
from pet.web.render import render
from pet.web.results import about, kept, telling
from pet.web.results.blueprint import blueprint
from pet.web.results.offering import Downloads, downloads
from pet.web.site import database, now
from pet.words import dates, promise, toofew


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to know before reading, and perhaps where to do something about it."""

    text: str
    url: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPage:
    """templates/results/results.html.

    Attributes:
        note: what the lead wrote with it, or empty.
        glance, body: what is the same for all readers, at the head and below.
        tell: what a lead may send to people about it, or empty.
        agreed: what was agreed and what became of it, or where that is written down; `None` for neither.
    """

    title: str
    kicker: str
    caution: str
    notices: tuple[Notice, ...]
    glance: Markup
    body: Markup
    note: str
    tell: str
    files: Downloads
    my_view: str
    choose: str
    agreed: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TooFewPage:
    """templates/results/too_few.html."""

    title: str
    kicker: str
    answered: str
    why: str
    what_to_do: tuple[str, ...]
    note: str
    files: Downloads


@dataclass(frozen=True, slots=True, kw_only=True)
class NonePage:
    """templates/results/none.html."""

    title: str
    text: str
    back: str


@blueprint.get("/rounds/<round_id>/results/")
@requires(Permission.SEE_RESULTS)
def show(round_id: str) -> str:
    """What came out of a round, or why there is nothing yet."""
    with database().reading() as session:
        facts = rounds.facts(session, about.round_id())
        stored = results.stored(session, facts.id)
        mine = results.sent_by(session, [one.response_id for one in actor().opened], facts.id)
        waits = about.may(Permission.FOLLOW_ROUND) and facts.waits_for_reader
        is_agreed = actions.are_there(session, facts.id)
    if stored is None:
        return render("results/none.html", _none(facts))
    if stored.result.withheld is not None:
        return render("results/too_few.html", _too_few(facts, stored))
    stored = about.shown(stored, facts)
    body, html = kept.page(stored, round_id)
    page = ResultsPage(
        title=body.headline,
        kicker=_kicker(facts, stored.result),
        caution=body.caution,
        notices=(*_as_everybody(facts), *_not_released(facts), *(_comments_wait(facts) if waits else ())),
        glance=html.glance,
        body=html.rest,
        tell=telling.text(facts, body) if facts.released_at and about.may(Permission.RELEASE_ROUND) else "",
        files=downloads(facts, stored),
        note=facts.release_note,
        my_view=url_for("results.my_view", response_id=mine) if mine and facts.released_at else "",
        choose=url_for("rounds.agenda", round_id=round_id) if about.may(Permission.CHOOSE_AGENDA) else "",
        agreed=_agreed(round_id, is_anything=is_agreed),
    )
    return render("results/results.html", page)


def _agreed(round_id: str, *, is_anything: bool) -> Link | None:
    if is_anything:
        return Link(label=_("What became of it"), url=url_for("actions.became", round_id=round_id))
    if about.may(Permission.ORDER_ACTIONS):
        url = url_for("actions.priorities", round_id=round_id)
        return Link(label=_("Write down what was agreed"), url=url)
    return None


def _kicker(facts: RoundFacts, result: Result) -> str:
    answered = promise.answered(result)
    if facts.released_at is None:
        return _("Results of {round} · {answered}", round=facts.title, answered=answered)
    return _(
        "Results of {round} · released on {day} · {answered}",
        round=facts.title,
        day=dates.day(facts.released_at),
        answered=answered,
    )


def _not_released(facts: RoundFacts) -> tuple[Notice, ...]:
    if facts.state is State.RELEASED:
        return ()  # members and respondents come from here on
    text = _("Only leads and facilitators see this until the results are released.")
    if not about.may(Permission.RELEASE_ROUND):
        return (Notice(text=text),)
    url = url_for("rounds.release", round_id=facts.public_id)
    return (Notice(text=text, url=url, label=_("Release the results")),)


def _as_everybody(facts: RoundFacts) -> tuple[Notice, ...]:
    """What a lead is told who looks at the results as members do."""
    if about.seen_by() is None:
        return ()
    text = _("This is what everybody sees who answered, and everybody of the partnership.")
    url = url_for("results.show", round_id=facts.public_id)
    return (Notice(text=text, url=url, label=_("Back to what you see")),)


def _comments_wait(facts: RoundFacts) -> tuple[Notice, ...]:
    if about.may(Permission.READ_COMMENTS_FIRST):
        text = _("No comments are shown before somebody read them and took out what points at a person.")
        url = url_for("rounds.comments", round_id=facts.public_id)
        return (Notice(text=text, url=url, label=_("Read the comments")),)
    if facts.reader is None:
        return ()
    return (Notice(text=_("No comments are shown yet: {name} reads them first.", name=facts.reader.name)),)


def _too_few(facts: RoundFacts, stored: Stored) -> TooFewPage:
    result = stored.result
    return TooFewPage(
        title=toofew.title(),
        kicker=_("Results of {round}", round=facts.title),
        answered=_("{answered}.", answered=promise.answered(result)),
        why=toofew.why(result),
        what_to_do=toofew.what_to_do() if about.may(Permission.FOLLOW_ROUND) else (),
        files=downloads(facts, stored),
        note=facts.release_note,
    )


def _none(facts: RoundFacts) -> NonePage:
    if facts.phase(now()) is Phase.DRAFT:
        text = _("This round has not been opened yet.")
    elif facts.mode is Mode.OPEN:
        text = _("The round is still open. Results are made when it is closed.")
    else:
        text = _(
            "The round is still open. Results are made when it is closed, and nobody sees a part of them before."
        )
    return NonePage(
        title=_("No results yet"), text=text, back=url_for("rounds.status", round_id=facts.public_id)
    )
