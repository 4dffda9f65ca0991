"""The page on which whoever leads the meeting chooses what it talks about, in which order, and for how long."""

from collections.abc import Mapping
from dataclasses import replace

from flask import redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.analysis.result_conversation import USUAL_MEETING
from pet.language import gettext as _
from pet.services import agenda as choosing
from pet.services import made, results, rounds
from pet.services.agenda import ChosenMeanwhileError, Kept
from pet.services.results import Stored
from pet.services.rounds import RoundFacts
from pet.web.guard import requires
from pet.web.identity import by
from pet.web.render import render
from pet.web.rounds import about, agenda_draft
from pet.web.rounds.agenda_draft import ANEW, DO, FORGET, SAVE, Draft
from pet.web.rounds.agenda_page import Outcome, agenda_page, nothing, proposal_state, titles
from pet.web.rounds.blueprint import blueprint
from pet.web.site import database, now, site


@blueprint.get("/rounds/<round_id>/agenda", endpoint="agenda")
@requires(Permission.CHOOSE_AGENDA)
def show(round_id: str) -> str:
    """What was chosen, or the proposal for a length of meeting."""
    del round_id
    facts, stored, kept = _read()
    if stored is None or not choosing.to_choose_from(stored):
        return render("rounds/agenda.html", nothing(facts))
    draft, state = _begun(stored, kept, request.args.get("meeting", default=0, type=int))
    saved = _done(kept) if request.args.get("done") == kept.edition else ""
    return _page(facts, stored, draft, Outcome(saved=saved, state=state), kept)


def _begun(stored: Stored, kept: Kept, meeting: int) -> tuple[Draft, str]:
    """What stands in the form at first, and what that is: what is kept, unless a length was asked for."""
    wanted = meeting in choosing.lengths(stored)
    if kept.choice is None:
        meeting = meeting if wanted else _usual(stored)
        return _proposal(stored, kept, meeting), proposal_state(stored.result, meeting)
    if wanted:
        return _proposal(stored, kept, meeting), proposal_state(stored.result, meeting)
    draft = agenda_draft.of_choice(kept.choice, kept.edition).of_shown(_themes(stored))
    if draft.rows:
        return draft, _("This conversation is saved. The results and the report show it.")
    return _proposal(stored, kept, kept.choice.meeting), _(
        "None of the themes that were saved is shown any more. So the results and the report show the proposal, which "
        "also stands below."
    )


def _proposal(stored: Stored, kept: Kept, meeting: int) -> Draft:
    """The proposal in the form; the note stays, for it is no part of any proposal."""
    draft = agenda_draft.of_choice(choosing.proposed(stored, meeting), kept.edition)
    return replace(draft, note=kept.choice.note) if kept.choice is not None else draft


def _usual(stored: Stored) -> int:
    offered = choosing.lengths(stored)
    return USUAL_MEETING if USUAL_MEETING in offered else offered[-1]


def _done(kept: Kept) -> str:
    if kept.choice is not None:
        return _("Saved. Next: get the booklet for everybody at the table.")
    return _("The saved conversation is removed. The results and the report show the proposal again.")


@blueprint.post("/rounds/<round_id>/agenda", endpoint="agenda_chosen")
@requires(Permission.CHOOSE_AGENDA)
def chosen(round_id: str) -> Response | str | tuple[str, int]:
    """Keep it, go back to the proposal, or show the form again as its button changes it."""
    draft, act = agenda_draft.sent(), request.form.get(DO, SAVE)
    if act in {SAVE, FORGET}:
        return _kept(round_id, draft, act)
    facts, stored, kept = _read()
    if stored is None or not choosing.to_choose_from(stored):
        return render("rounds/agenda.html", nothing(facts))
    changed = _changed(draft, act, stored)
    return _page(facts, stored, changed, Outcome(state=_("This is not saved yet.")), kept)


def _changed(draft: Draft, act: str, stored: Stored) -> Draft:
    if act == ANEW:
        proposal = choosing.proposed(stored, draft.length)
        return agenda_draft.anew(draft, proposal, proposal_state(stored.result, draft.length))
    themes = _themes(stored)
    return agenda_draft.after(draft.of_shown(themes), act, titles(stored), themes)


def _kept(round_id: str, draft: Draft, act: str) -> Response | tuple[str, int]:
    try:
        with database().writing() as session:
            problems, is_done = _acted(session, draft, act)
            stored = results.stored(session, about.round_id())
            kept = choosing.chosen(session, about.round_id())
    except ChosenMeanwhileError as error:
        return _again(draft, Outcome(theirs=error.kept)), 409
    if problems:
        return _again(draft, Outcome(problems=problems)), 422
    if stored is not None:
        made.drop_earlier(made.shelf(site().settings.instance), stored)
    done = kept.edition if is_done else None
    return redirect(url_for("rounds.agenda", round_id=round_id, done=done), 303)


def _acted(session: Session, draft: Draft, act: str) -> tuple[Mapping[str, str], bool]:
    """What is wrong, and whether something is kept now or gone."""
    if act == FORGET:
        return {}, choosing.forget(
            session, round_id=about.round_id(), edition=draft.edition, now=now(), by=by()
        )
    problems = choosing.choose(
        session,
        round_id=about.round_id(),
        wanted=draft.wanted(),
        edition=draft.edition,
        now=now(),
        by=by(),
    )
    return problems, not problems


def _again(draft: Draft, outcome: Outcome) -> str:
    """The form as it was sent; after a clash it stands on what the other one saved, which is shown beside it."""
    facts, stored, kept = _read()
    if stored is None:
        return render("rounds/agenda.html", nothing(facts))
    shown = draft.of_shown(_themes(stored))
    if outcome.theirs is not None:
        shown = agenda_draft.based_on(shown, outcome.theirs.edition)
    return _page(facts, stored, shown, outcome, kept)


def _read() -> tuple[RoundFacts, Stored | None, Kept]:
    with database().reading() as session:
        facts = rounds.facts(session, about.round_id())
        return facts, results.stored(session, facts.id), choosing.chosen(session, facts.id)


def _themes(stored: Stored) -> agenda_draft.Themes:
    return {theme.id: theme for theme in choosing.to_choose_from(stored)}


def _page(facts: RoundFacts, stored: Stored, draft: Draft, outcome: Outcome, kept: Kept) -> str:
    page = agenda_page(facts, stored, draft, outcome, is_chosen=kept.choice is not None)
    return render("rounds/agenda.html", page)
