"""The page of a result."""

from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from pet.access.actor import State
from pet.access.policy import Permission
from pet.analysis.options import Mode
from pet.analysis.result import Result
from pet.language import gettext as _
from pet.services import results, rounds
from pet.services.rounds import Phase, RoundFacts
from pet.web.guard import requires
from pet.web.identity import actor
from pet.web.render import render
from pet.web.results import about, kept
from pet.web.results.blueprint import blueprint
from pet.web.site import database, now
from pet.words import dates, promise, toofew


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to know before reading, and perhaps where to do something about it."""

    text: str
    url: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Addresses of the files to download; those that somebody may not have are empty."""

    a4: str
    letter: str
    json: str = ""
    csv: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPage:
    """templates/results/results.html; `note` is what the lead wrote with it, or empty."""

    title: str
    kicker: str
    caution: str
    notices: tuple[Notice, ...]
    body: Markup
    note: str
    files: Files
    my_view: str
    choose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TooFewPage:
    """templates/results/too_few.html."""

    title: str
    kicker: str
    answered: str
    why: str
    what_to_do: tuple[str, ...]
    note: str
    files: Files


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
    if stored is None:
        return render("results/none.html", _none(facts))
    if stored.result.withheld is not None:
        return render("results/too_few.html", _too_few(facts, stored.result))
    stored = about.shown(stored, facts)
    body, html = kept.page(stored, round_id)
    page = ResultsPage(
        title=body.headline,
        kicker=_kicker(facts, stored.result),
        caution=body.caution,
        notices=(*_as_everybody(facts), *_not_released(facts), *(_comments_wait(facts) if waits else ())),
        body=html,
        files=_files(facts),
        note=facts.release_note,
        my_view=url_for("results.my_view", response_id=mine) if mine and facts.released_at else "",
        choose=url_for("rounds.agenda", round_id=round_id) if about.may(Permission.CHOOSE_AGENDA) else "",
    )
    return render("results/results.html", page)


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


def _files(facts: RoundFacts) -> Files:
    round_id = facts.public_id
    if not about.shows_report(facts):
        return Files(a4="", letter="")
    a4, letter = (
        url_for("results.report", round_id=round_id, page=paper, seen_by=about.seen_by())
        for paper in ("a4", "letter")
    )
    if not about.may(Permission.EXPORT_RESULTS):
        return Files(a4=a4, letter=letter)
    return Files(
        a4=a4,
        letter=letter,
        json=url_for("results.numbers", round_id=round_id),
        csv=url_for("results.table", round_id=round_id),
    )


def _too_few(facts: RoundFacts, result: Result) -> TooFewPage:
    return TooFewPage(
        title=toofew.title(),
        kicker=_("Results of {round}", round=facts.title),
        answered=_("{answered}.", answered=promise.answered(result)),
        why=toofew.why(result),
        what_to_do=toofew.what_to_do() if about.may(Permission.FOLLOW_ROUND) else (),
        files=_files(facts),
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
