"""The four steps: where one is, and where one came from. They can be taken in any order and left at any time."""

from dataclasses import dataclass
from enum import StrEnum

from flask import redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from pet.access.actor import State
from pet.db.models import Round
from pet.language import gettext as _
from pet.web import guard


class Step(StrEnum):
    """A step, by the end of its page's name."""

    ASKED = "asked"
    PRIVACY = "privacy"
    TIMING = "timing"
    CHECK = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one is in setting a round up.

    Attributes:
        round: the title of the round.
        round_id: its public id.
        steps: name, state (`done`, `now` or `next`), address and value of each step.
        back, before: the page of the step before and its value, or empty.
        saved: whether what was typed has just been kept.
    """

    round: str
    round_id: str
    steps: tuple[tuple[str, str, str, str], ...]
    back: str
    before: str
    saved: bool = False


def place(row: Round, step: Step) -> Place:
    """Where one is; whatever stands before this step counts as done, for it has a choice that suits most."""
    order = list(Step)
    at = order.index(step)
    names = {
        Step.ASKED: _("What is asked"),
        Step.PRIVACY: _("Privacy"),
        Step.TIMING: _("Dates and letters"),
        Step.CHECK: _("Check and launch"),
    }
    return Place(
        round=row.title,
        round_id=row.public_id,
        steps=tuple((names[one], _state(order.index(one), at), url(row, one), one.value) for one in order),
        back=url(row, order[at - 1]) if at else "",
        before=order[at - 1].value if at else "",
        saved="saved" in request.args,
    )


def _state(number: int, at: int) -> str:
    return "done" if number < at else "now" if number == at else "next"


def url(row: Round, step: Step) -> str:
    """The page of a step."""
    return url_for(f"setting_up.{step.value}", round_id=row.public_id)


def row_of(session: Session) -> Round:
    """The round that this request is about."""
    return session.get_one(Round, guard.round_id())


def launched(row: Round) -> Response | None:
    """Where to go with a round that is no draft any more; `None` for a draft."""
    if row.state == State.DRAFT:
        return None
    return redirect(url_for("rounds.status", round_id=row.public_id), 303)


def go(row: Round, step: Step) -> Response:
    """On, once what was typed is kept: where the person wants to go, else to the next step, or here again."""
    if page := _PAGES.get(request.form.get("go", "")):
        return redirect(url_for(page, round_id=row.public_id), 303)
    if request.form.get("then") == "stay":
        return redirect(url(row, step) + "?saved", 303)
    if request.form.get("then") == "check":
        return redirect(url(row, Step.CHECK), 303)
    order = list(Step)
    return redirect(url(row, order[order.index(step) + 1]), 303)


_PAGES = {
    **{step.value: f"setting_up.{step.value}" for step in Step},
    "questions": "setting_up.questions",
    "preview": "setting_up.preview",
    "letters": "letters.overview",
}
"""The pages to which a step leads besides the next one, by what its buttons say."""
