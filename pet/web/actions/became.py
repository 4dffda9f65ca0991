"""“You said, we did”: what became of a round, for everybody who answered in it."""

from dataclasses import dataclass
from datetime import date

from flask import url_for

from pet.access.policy import Permission
from pet.analysis.result_themes import ThemeResult
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.services import actions, agenda, rounds
from pet.services.actions import ActionFacts
from pet.services.results import Stored
from pet.web.actions import about
from pet.web.actions.blueprint import blueprint
from pet.web.guard import requires
from pet.web.render import render
from pet.web.site import database, now
from pet.words import actions as words
from pet.words import became as told
from pet.words import dates
from pet.words.phrases import title


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done about something; `we` stands before it, as in `We did`."""

    we: str
    what: str
    standing: str
    note: str
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A theme, what people were asked and said on it, and what was done; both are empty for what is about no theme."""

    title: str
    asked: str
    you_said: str
    done: tuple[Done, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BecamePage:
    """templates/actions/became.html.

    Attributes:
        round: its title.
        summary: all actions in one sentence, or that there are none.
        themes: what was said and done.
        results, board: the results, and the list with all that is known of each action.
    """

    title: str
    round: str
    summary: str
    themes: tuple[Said, ...]
    results: str
    board: str


@blueprint.get("/rounds/<round_id>/what-became")
@requires(Permission.SEE_ACTIONS)
def became(round_id: str) -> str:
    """What people said, and what became of it."""
    with database().reading() as session:
        facts = rounds.facts(session, about.round_id())
        stored = about.stored(session)
        agreed = actions.agreed(session, facts.id)
    today = dates.here(now()).date()
    page = BecamePage(
        title=_("What became of it"),
        round=facts.title,
        summary=words.summary([one.said for one in agreed], today) if agreed else _nothing(),
        themes=_themes(stored, agreed, today),
        results=url_for("results.show", round_id=round_id),
        board=url_for("actions.board", round_id=round_id) if agreed else "",
    )
    return render("actions/became.html", page)


def _nothing() -> str:
    return _("Nothing is written down yet of what was agreed. Come back later by the same link.")


def _themes(stored: Stored | None, agreed: tuple[ActionFacts, ...], today: date) -> tuple[Said, ...]:
    """The themes in the order of their first actions; at the end what is about none of those that are shown."""
    shown = {theme.id: theme for theme in agenda.to_choose_from(stored)} if stored is not None else {}
    found = []
    for id_ in dict.fromkeys(one.said.theme for one in agreed if one.said.theme in shown):
        if id_ is None or stored is None:
            continue
        done = tuple(_done(one, today) for one in agreed if one.said.theme == id_)
        found.append(_said(shown[id_], stored.framework, done))
    rest = tuple(_done(one, today) for one in agreed if one.said.theme not in shown)
    if rest:
        heading = _("What else was agreed") if found else _("What was agreed")
        found.append(Said(title=heading, asked="", you_said="", done=rest))
    return tuple(found)


def _said(theme: ThemeResult, framework: Framework, done: tuple[Done, ...]) -> Said:
    return Said(
        title=title(framework, theme.id),
        asked=told.asked(theme, framework),
        you_said=told.you_said(theme, framework),
        done=done,
    )


def _done(action: ActionFacts, today: date) -> Done:
    said = action.said
    return Done(
        we=told.we(said),
        what=told.deed(said),
        standing=told.standing(said, today),
        note=words.note(said),
        is_overdue=said.is_overdue(today),
    )
