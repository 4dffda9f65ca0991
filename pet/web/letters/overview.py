"""The page on which a lead chooses a letter."""

from dataclasses import dataclass

from flask import url_for

from pet.access.actor import State
from pet.access.policy import Permission
from pet.language import gettext as _
from pet.services.letters import composing, texts
from pet.services.letters.kinds import OF_A_ROUND
from pet.services.letters.round_words import About
from pet.services.rounds import RoundFacts
from pet.web import guard
from pet.web.guard import requires
from pet.web.letters.blueprint import blueprint
from pet.web.letters.naming import Named, named
from pet.web.render import render
from pet.web.site import database, site
from pet.words.phrases import listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A letter.

    Attributes:
        letter: what it is called, and when it goes.
        is_own: whether a lead wrote something in place of the usual words.
    """

    letter: Named
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """templates/letters/overview.html.

    Attributes:
        title: in a few words.
        round, round_id: its title and its public id.
        silent: why no letters go, or empty.
        answers: to whom an answer goes, or empty.
        rows: the letters; none where the round was held elsewhere.
        back: where to go on.
    """

    title: str
    round: str
    round_id: str
    silent: str
    answers: str
    rows: tuple[Row, ...]
    back: str


@blueprint.get("/rounds/<round_id>/letters")
@requires(Permission.SET_UP_ROUND)
def overview(round_id: str) -> str:
    """All letters of the round."""
    with database().reading() as session:
        found = composing.about(session, site().post, guard.round_id())
    page = OverviewPage(
        title=_("Letters"),
        round=found.facts.title,
        round_id=round_id,
        silent=silent(found.facts),
        answers=_answers(found.answer_to) if not found.facts.is_imported else "",
        rows=_rows(found),
        back=back(found.facts),
    )
    return render("letters/overview.html", page)


def _rows(found: About) -> tuple[Row, ...]:
    if found.facts.is_imported:
        return ()
    return tuple(
        Row(letter=named(kind, found.facts), is_own=texts.is_own(found.own, kind)) for kind in OF_A_ROUND
    )


def _answers(answer_to: tuple[str, ...]) -> str:
    if not answer_to:
        return ""
    return _(
        "Whoever answers a letter writes to {addresses}: the letters name these addresses for that.",
        addresses=listing(answer_to),
    )


def silent(facts: RoundFacts) -> str:
    """Why no letters go, or empty."""
    if facts.is_imported:
        return _("This round was held elsewhere and brought in by an archive. No letters go from here.")
    if not site().post.can_send:
        return _("This site sends no letters: whoever looks after it has set up no mail server.")
    if not facts.by_letter:
        return _("People come in by one link for everybody, so no letters go for this round.")
    return ""


def back(facts: RoundFacts) -> str:
    """A draft is set up; everything else has its page."""
    if facts.state is State.DRAFT:
        return url_for("setting_up.timing", round_id=facts.public_id)
    return url_for("rounds.status", round_id=facts.public_id)
