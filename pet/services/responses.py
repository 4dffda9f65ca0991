"""Responses: started by an open link, resumed by a personal one, saved, sent, withdrawn.

A response is found by its id in the database; whether somebody may use it was decided before (pet.access).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from statistics import median

from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pet.analysis.options import Mode
from pet.db.models import Comment, Response, ResponseState, ReturnLink
from pet.db.session import forget_for_good
from pet.errors import PetError
from pet.frameworks.model import Role
from pet.language import gettext as _
from pet.services import frameworks, partnerships, rounds, rounds_facts, sessions
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
from pet.services.partnerships import PartnerName
from pet.services.rounds_facts import NotAcceptingError, RoundFacts

__all__ = [
    "DONT_KNOW",
    "LONGEST_TEXT",
    "NOT_APPLICABLE",
    "Answer",
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


class TakenError(PetError):
    """The partner's one sheet in a signed round was started by somebody else."""

    def __init__(self, partner: str) -> None:
        super().__init__(
            _(
                "{partner} has an answer sheet in this round already, and each partner gives one. "
                "Ask your colleagues for the link back to it, and go on together.",
                partner=partner,
            )
        )


class BegunError(PetError):
    """The person has an answer sheet in this round already."""

    def __init__(self) -> None:
        super().__init__(_("You have an answer sheet in this round already. Go on by the link back to it."))


class NothingToSendError(PetError):
    """There is no answer in the sheet."""

    def __init__(self) -> None:
        super().__init__(_("There is no answer yet, so there is nothing to send."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A new response.

    Attributes:
        return_token: for the personal link; it can be read here only, its SHA-256 is kept.
    """

    response_id: int
    public_id: str
    return_token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """As whom one can answer.

    Attributes:
        partners: to choose from; in a signed round one must be chosen.
        roles: to choose from; none in a signed round, where a sheet is the partner's.
    """

    partners: tuple[PartnerName, ...]
    roles: tuple[Role, ...]


def start(
    session: Session,
    *,
    round_id: int,
    now: datetime,
    token: str | None = None,
    person: str | None = None,
) -> Started:
    """A new, empty response; whoever holds its token can come back to it.

    Args:
        session: the session.
        round_id: the round.
        now: the time.
        token: for the personal link, where it is to be this one; nobody may have it yet.
        person: what tells this person from others in every round of the partnership, if it is known; it says nothing
            by itself.

    Raises:
        PetError: there is no such round.
        NotAcceptingError: the round takes no answers now.
        BegunError: the person has a sheet in this round.
        ValueError: the round has promised to keep nothing that tells people apart.
    """
    facts = rounds_facts.locked(session, round_id)
    facts.must_accept(now)
    if person is not None and facts.mode is not Mode.CONFIDENTIAL:
        raise ValueError("only a confidential round keeps what tells one person from another")
    found = _choices(session, facts)
    row = Response(
        round_id=round_id,
        identified=not (found.partners or found.roles),
        state=ResponseState.STARTED.value,
        ratings={},
        active_seconds=0,
        person=person,
        started_on=now.astimezone(UTC).date(),
    )
    _add(session, row)
    token = new_return_link(session, response_id=row.id, token=token)
    return Started(response_id=row.id, public_id=row.public_id, return_token=token)


def _add(session: Session, row: Response) -> None:
    """Each person has one sheet in a round."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        if row.person is None or not _has_begun(session, row.round_id, row.person):
            raise
        raise BegunError from None


def _has_begun(session: Session, round_id: int, person: str) -> bool:
    found = select(Response.id).where(Response.round_id == round_id, Response.person == person)
    return session.scalar(found) is not None


def new_return_link(session: Session, *, response_id: int, token: str | None = None) -> str:
    """The token of one more personal link to a response."""
    token = token or sessions.new_token()
    session.add(ReturnLink(sha256=sessions.digest(token), response_id=response_id))
    session.flush()
    return token


def resume(session: Session, *, token: str) -> tuple[int, str] | None:
    """The id and the public id of the response that a personal link leads to; `None` if it leads nowhere."""
    row = session.execute(
        select(Response.id, Response.public_id)
        .join(ReturnLink, ReturnLink.response_id == Response.id)
        .where(ReturnLink.sha256 == sessions.digest(token))
    ).one_or_none()
    return (row.id, row.public_id) if row else None


def choices(session: Session, round_id: int) -> Choices:
    """As whom one can answer in a round.

    Raises:
        PetError: there is no such round.
    """
    return _choices(session, rounds.facts(session, round_id))


def _choices(session: Session, facts: RoundFacts) -> Choices:
    framework = frameworks.of_version(session, facts.framework_version_id, facts.framework_sha256)
    return Choices(
        partners=partnerships.partners(session, facts.partnership_id),
        roles=() if facts.is_signed else framework.roles,
    )


def identify(
    session: Session, *, response_id: int, partner_id: int | None, role_id: str | None, now: datetime
) -> None:
    """Note as whom somebody answers. Done again it keeps every answer; those not asked of the new role do not count.

    Raises:
        NoSuchResponseError, NotAcceptingError: as `save`.
        PetError: the partner or role is not among the choices, or a signed round gets no partner.
        TakenError: the partner's one sheet in a signed round is somebody else's.
    """
    locked = lock(session, response_id)
    locked.round.must_accept(now)
    found = _choices(session, locked.round)
    partner = next((one for one in found.partners if one.id == partner_id), None)
    if partner_id is not None and partner is None:
        raise PetError(_("Choose a partner from the list."))
    if role_id is not None and role_id not in {role.id for role in found.roles}:
        raise PetError(_("Choose a role from the list."))
    if locked.round.is_signed:
        _take(session, locked, partner)
    locked.response.partner_id, locked.response.role_id = partner_id, role_id
    locked.response.identified = True
    session.flush()


def _take(session: Session, locked: Locked, partner: PartnerName | None) -> None:
    """Make this the partner's one sheet."""
    if partner is None:
        raise PetError(_("Choose the partner that gives this answer sheet."))
    response_id, round_id = locked.response.id, locked.round.id
    taken = select(Response.id).where(
        Response.round_id == round_id, Response.joint_key == partner.id, Response.id != response_id
    )
    if session.scalar(taken) is not None:
        raise TakenError(partner.name)
    try:
        with session.begin_nested():
            locked.response.joint_key = partner.id
    except IntegrityError:  # somebody took it in the same instant
        raise TakenError(partner.name) from None


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
    spend(response, since, now)
    response.state, response.submitted_on = ResponseState.SUBMITTED.value, now.astimezone(UTC).date()
    session.flush()


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
