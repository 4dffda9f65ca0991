"""Responses: sent and withdrawn here; started, resumed, identified, read and saved in `pet.services.answers`.

A response is found by its id in the database; whether somebody may use it was decided before (pet.access).
"""

from datetime import UTC, datetime
from math import ceil
from statistics import median

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from pet.db.models import Comment, Response, ResponseState
from pet.db.session import forget_for_good
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import mixing
from pet.services.answers.as_whom import AsWhom, Choices, TakenError, choices, identify
from pet.services.answers.asked import LONGEST_TEXT, AskedArea, themes_asked
from pet.services.answers.held import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Answer,
    Change,
    Conflict,
    Held,
    Key,
    Kind,
    Words,
    from_document,
)
from pet.services.answers.saving import Locked, NotIdentifiedError, Saved, lock, save, spend
from pet.services.answers.sheet import NoSuchResponseError, Sheet, sheet
from pet.services.answers.starting import BegunError, Started, begin, new_return_link, resume, start
from pet.services.rounds_facts import NotAcceptingError

__all__ = [
    "DONT_KNOW",
    "LONGEST_TEXT",
    "NOT_APPLICABLE",
    "Answer",
    "AsWhom",
    "AskedArea",
    "BegunError",
    "Change",
    "Choices",
    "Conflict",
    "Held",
    "Key",
    "Kind",
    "NoSuchResponseError",
    "NotAcceptingError",
    "NotIdentifiedError",
    "NothingToSendError",
    "Saved",
    "Sheet",
    "Started",
    "TakenError",
    "Words",
    "begin",
    "choices",
    "identify",
    "minutes_estimate",
    "new_return_link",
    "resume",
    "save",
    "sheet",
    "start",
    "submit",
    "themes_asked",
    "withdraw",
]
MEASURED_FROM = 10
SECONDS_A_STATEMENT = 20
SECONDS_BESIDES = 120


class NothingToSendError(PetError):
    """There is no answer in the sheet."""

    def __init__(self) -> None:
        super().__init__(_("There is no answer yet, so there is nothing to send."))


def submit(session: Session, *, response_id: int, now: datetime, since: datetime | None = None) -> None:
    """Send a sheet, so that it counts; sending again changes nothing. Later changes are allowed and keep it sent.

    Args:
        session: the session.
        response_id: whose.
        now: the time.
        since: as in `save`.

    Raises:
        NoSuchResponseError, NotAcceptingError, NotIdentifiedError: as `save`.
        NothingToSendError: nothing that counts was answered or written.
    """
    locked = lock(session, response_id)
    response = locked.response
    if response.state == ResponseState.SUBMITTED:
        return  # also after the close: it is what was asked for
    locked.round.must_accept(now)
    if not response.identified or (locked.round.is_signed and response.joint_key is None):
        raise NotIdentifiedError
    if not _holds_anything(session, locked):
        raise NothingToSendError
    spend(locked, since, now)
    response.state, response.submitted_on = ResponseState.SUBMITTED.value, now.astimezone(UTC).date()
    session.flush()
    if locked.round.is_anonymous:
        mixing.mix(session, locked.round.id)


def _holds_anything(session: Session, locked: Locked) -> bool:
    ratings = from_document(locked.response.ratings)
    if any(theme.id in ratings and ratings[theme.id].is_given for theme in locked.asked.themes):
        return True
    written = exists().where(Comment.response_id == locked.response.id, Comment.text != "")
    return bool(session.scalar(select(written)))


def withdraw(session: Session, *, response_id: int) -> None:
    """Delete a response with everything of it: comments, saves, links and sessions. A stored result stays as it is.

    Raises:
        NoSuchResponseError: it was withdrawn before.
    """
    lock(session, response_id)
    session.execute(delete(Response).where(Response.id == response_id))
    forget_for_good(session)


def minutes_estimate(session: Session, *, round_id: int, themes: int) -> int:
    """How many minutes answering takes: the median of those who have sent theirs, from ten on; before that a rule of thumb.

    Args:
        session: the session.
        round_id: the round.
        themes: how many are asked.
    """
    spent = session.scalars(
        select(Response.active_seconds).where(
            Response.round_id == round_id,
            Response.state == ResponseState.SUBMITTED,
            Response.active_seconds > 0,
        )
    ).all()
    seconds = median(spent) if len(spent) >= MEASURED_FROM else themes * SECONDS_A_STATEMENT + SECONDS_BESIDES
    return ceil(seconds / 60)
