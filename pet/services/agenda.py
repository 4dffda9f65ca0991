"""The conversation: what is proposed for it, and what somebody who leads the meeting chose instead."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.analysis import agenda_choice
from pet.analysis.agenda_choice import Choice, Pick, can_be_chosen
from pet.analysis.meeting import talk
from pet.analysis.result_conversation import MEETINGS
from pet.analysis.result_themes import ThemeResult
from pet.db.models import Round
from pet.errors import PetError
from pet.language import gettext as _
from pet.language import ngettext
from pet.services import audit, results, rounds
from pet.services.audit import PET, Act, By
from pet.services.results import Stored
from pet.services.texts import many_lines

MOST_THEMES = 8
SHORTEST_TALK, LONGEST_TALK = 1, 60
LONGEST_NOTE = 2_000
MEETING, THEMES, NOTE = ":meeting", ":themes", ":note"
"""The places of problems that belong to no theme; no theme has such an id."""


class ChosenMeanwhileError(PetError):
    """Somebody else chose, or went back to the proposal, after this choice was begun.

    Attributes:
        kept: what is kept now, with its edition.
    """

    def __init__(self, kept: "Kept") -> None:
        super().__init__(
            _("Somebody else changed the conversation meanwhile. Nothing of yours is saved yet.")
        )
        self.kept = kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept with a round.

    Attributes:
        choice: what somebody chose, or `None` where the proposal holds.
        edition: names what is kept; whoever saves says on which edition their choice stands.
    """

    choice: Choice | None
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to choose; minutes are `None` where they gave no whole number."""

    meeting: int | None
    picks: tuple[tuple[str, int | None], ...]
    note: str


def chosen(session: Session, round_id: int) -> Kept:
    """What is kept with a round.

    Raises:
        PetError: there is no such round.
    """
    row = session.execute(select(Round.agenda).where(Round.id == round_id)).one_or_none()
    if row is None:
        raise PetError(_("There is no such round."))
    return _kept(row.agenda)


def proposed(stored: Stored, meeting: int) -> Choice:
    """What is proposed for a meeting of this length."""
    return agenda_choice.of_proposal(stored.proposed, meeting)


def lengths(stored: Stored) -> tuple[int, ...]:
    """The lengths of meeting that something is proposed for; all where nothing is."""
    return agenda_choice.meetings(stored.proposed) or MEETINGS


def to_choose_from(stored: Stored) -> tuple[ThemeResult, ...]:
    """The themes that can be chosen: all that are shown, in the order of the framework."""
    return tuple(theme for theme in stored.result.themes if can_be_chosen(theme))


def choose(
    session: Session, *, round_id: int, wanted: Wanted, edition: str, now: datetime, by: By = PET
) -> Mapping[str, str]:
    """Keep a choice in place of any before, if nothing is wrong with it.

    Returns:
        What is wrong, by theme or by `MEETING`, `THEMES` and `NOTE`; nothing is kept where anything is.

    Raises:
        PetError: there are no results to choose from, because the round is not closed or too few answered.
        ChosenMeanwhileError: what is kept is not what this choice stands on; the same choice again is no quarrel.
    """
    row = rounds.locked(session, round_id)
    stored = results.stored(session, round_id)
    if stored is None or not to_choose_from(stored):
        raise PetError(_nothing_to_choose_from(row))
    problems = _problems(wanted, {theme.id for theme in to_choose_from(stored)})
    if problems:
        return problems
    document = _choice(wanted).as_document()
    if row.agenda != document:
        _refuse_other(row, edition)
        row.agenda = document
        _note(session, row, by, now)
    return {}


def forget(session: Session, *, round_id: int, edition: str, now: datetime, by: By = PET) -> bool:
    """Go back to the proposal; doing it twice changes nothing.

    Returns:
        Whether anything was kept, so that it is gone now.

    Raises:
        PetError: there is no such round.
        ChosenMeanwhileError: what is kept is not what the person saw.
    """
    row = rounds.locked(session, round_id)
    if row.agenda is None:
        return False
    _refuse_other(row, edition)
    row.agenda = None
    _note(session, row, by, now)
    return True


def _note(session: Session, row: Round, by: By, now: datetime) -> None:
    session.flush()
    about = {"round": row.title}
    audit.note(session, by, Act.CHOOSE_AGENDA, partnership_id=row.partnership_id, about=about, now=now)


def _nothing_to_choose_from(row: Round) -> str:
    if row.closed_at is None:
        return _("The conversation can be chosen once the round is closed.")
    return _("Too few people answered this round: there is nothing to choose themes from.")


def _refuse_other(row: Round, edition: str) -> None:
    kept = _kept(row.agenda)
    if kept.edition != edition:
        raise ChosenMeanwhileError(kept)


def _kept(document: Mapping[str, Any] | None) -> Kept:
    text = json.dumps(document, sort_keys=True)
    return Kept(
        choice=Choice.from_document(document) if document is not None else None,
        edition=hashlib.sha256(text.encode()).hexdigest()[:16],
    )


def _choice(wanted: Wanted) -> Choice:
    picks = tuple(Pick(theme=theme, minutes=minutes or 0) for theme, minutes in wanted.picks)
    return Choice(meeting=wanted.meeting or 0, picks=picks, note=many_lines(wanted.note).strip())


def _problems(wanted: Wanted, shown: set[str]) -> Mapping[str, str]:
    found = _of_minutes(wanted.picks)
    themes = [theme for theme, _minutes in wanted.picks]
    if wrong := _of_themes(themes, shown):
        found[THEMES] = wrong
    if wanted.meeting not in MEETINGS:
        found[MEETING] = _("Choose how long the meeting is.")
    elif not found and (wrong := _too_long(wanted.picks, wanted.meeting)):
        found[MEETING] = wrong
    if len(many_lines(wanted.note).strip()) > LONGEST_NOTE:
        found[NOTE] = _("Make this shorter: at most {most} characters.", most=LONGEST_NOTE)
    return found


def _of_minutes(picks: Sequence[tuple[str, int | None]]) -> dict[str, str]:
    return {
        theme: _("Give whole minutes, from {least} to {most}.", least=SHORTEST_TALK, most=LONGEST_TALK)
        for theme, minutes in picks
        if minutes is None or not SHORTEST_TALK <= minutes <= LONGEST_TALK
    }


def _of_themes(themes: Sequence[str], shown: set[str]) -> str:
    if not themes:
        return _("Choose one theme or more, or go back to the proposal.")
    if len(themes) > MOST_THEMES:
        return _("Choose {most} themes at most: remove some.", most=MOST_THEMES)
    if len(set(themes)) < len(themes):
        return _("A theme stands here twice: remove it once.")
    if set(themes) - shown:
        return _("A theme that stood here is not shown in the results, so it was left out.")
    return ""


def _too_long(picks: Sequence[tuple[str, int | None]], meeting: int) -> str:
    over = sum(minutes or 0 for _theme, minutes in picks) - talk(meeting)
    if over <= 0:
        return ""
    return ngettext(
        "The themes take {number} minute more than this meeting has. Give one less, remove one, or choose a longer "
        "meeting.",
        "The themes take {number} minutes more than this meeting has. Give some less, remove one, or choose a longer "
        "meeting.",
        over,
    )
