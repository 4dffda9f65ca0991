"""What was just done to a round, told once on its page: a big step has an answer.

The address says which step it was and nothing else. How many it was about is counted anew, for whoever took the step
and for some minutes: later it may not be so any more, and what somebody takes back must not show in a number that fell.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from flask import request
from sqlalchemy.orm import Session

from pet.language import gettext as _
from pet.language import ngettext
from pet.services import comments, waves
from pet.services.comments import Decision, Reading
from pet.services.rounds import RoundFacts
from pet.web.rounds import about, words

DONE, REMINDED = "done", "reminded"
LAUNCHED, CLOSED, READ, RELEASED = "launched", "closed", "read", "released"
_WHILE = timedelta(minutes=15)
_MOST_DIGITS = 6

_Tell = Callable[[Session, RoundFacts, datetime], str]


def said(session: Session, facts: RoundFacts, now: datetime) -> str:
    """What was just done here, as the address says it; empty where that is not so, or was longer ago."""
    if REMINDED in request.args:
        return _reminded(request.args[REMINDED])
    tell = _TOLD.get(request.args.get(DONE, ""))
    return tell(session, facts, now) if tell is not None else ""


def _reminded(number: str) -> str:
    if not number.isdecimal() or len(number) > _MOST_DIGITS:
        return ""
    if not int(number):
        return _(
            "Nobody got a reminder: everybody has sent their answers, or had a reminder within the last day."
        )
    return ngettext("One reminder is on its way.", "{number} reminders are on their way.", int(number))


def _launched(_session: Session, facts: RoundFacts, now: datetime) -> str:
    if not about.leads() or facts.closed_at is not None or not _is_fresh(facts.launched_at, now):
        return ""
    return _("The round is launched. What it asks and what it promises is fixed now.")


def _closed(_session: Session, facts: RoundFacts, now: datetime) -> str:
    if not about.leads() or facts.counts is None or not _is_fresh(facts.closed_at, now):
        return ""
    return _("The round is closed. {sent}", sent=words.sent(facts, facts.counts.submitted))


def _read(session: Session, facts: RoundFacts, now: datetime) -> str:
    if not about.reads(facts) or not _is_fresh(facts.comments_read_at, now):
        return ""
    outcomes = ", ".join(_outcomes(comments.to_read(session, facts.id)))
    if not outcomes:
        return _("The reading is finished.")
    return _("The reading is finished: {outcomes}.", outcomes=outcomes)


def _outcomes(reading: Reading) -> tuple[str, ...]:
    count = Counter(item.decision for item in reading.items)
    kept, reworded, left_out = (count[one] for one in (Decision.KEEP, Decision.REWORD, Decision.LEAVE_OUT))
    summed_up = len(reading.summed_up & reading.digests.keys()) if reading.few else 0
    outcomes = (
        (kept, ngettext("{number} kept", "{number} kept", kept)),
        (reworded, ngettext("{number} in other words", "{number} in other words", reworded)),
        (left_out, ngettext("{number} left out", "{number} left out", left_out)),
        (summed_up, ngettext("{number} summary written", "{number} summaries written", summed_up)),
    )
    return tuple(text for number, text in outcomes if number)


def _released(session: Session, facts: RoundFacts, now: datetime) -> str:
    if not about.leads() or not _is_fresh(facts.released_at, now):
        return ""
    letters = waves.told_results(session, facts.id) if facts.by_letter else 0
    if not letters:
        return _("Released. Nobody is written to: tell everybody yourself.")
    return ngettext(
        "Released. One letter is on its way.", "Released. {number} letters are on their way.", letters
    )


def _is_fresh(at: datetime | None, now: datetime) -> bool:
    return at is not None and now - at < _WHILE


_TOLD: Mapping[str, _Tell] = {LAUNCHED: _launched, CLOSED: _closed, READ: _read, RELEASED: _released}
