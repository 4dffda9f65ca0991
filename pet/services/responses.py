"""Responses: started by an open link, resumed by a personal one, saved, sent, withdrawn.

A response is found by its id in the database; whether somebody may use it was decided before (pet.access).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from statistics import median

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pet.analysis.options import Mode
from pet.db.models import (
    Comment,
    Invitation,
    Partnership,
    Response,
    ResponseState,
    ReturnLink,
    Round,
)
from pet.db.session import forget_for_good
from pet.errors import PetError
from pet.frameworks.model import Role
from pet.language import gettext as _
from pet.services import frameworks, mixing, partnerships, rounds_facts, sessions
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
        invitation_id: by which somebody came to it; `None` in an anonymous round, and for whoever had none.
    """

    response_id: int
    public_id: str
    return_token: str
    invitation_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AsWhom:
    """As whom somebody begins to answer.

    Attributes:
        partner_id, role_id, identified: as in `pet.db.models.Response`.
        person: what tells this person from others in every round; of a confidential round alone.
        joint_key: the partner whose joint sheet it is; of an open round alone.
    """

    partner_id: int | None = None
    role_id: str | None = None
    identified: bool = False
    person: str | None = None
    joint_key: int | None = None


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
    mixing.hold(session, round_id)
    facts = rounds_facts.locked(session, round_id)
    facts.must_accept(now)
    found = _choices(session, facts)
    whom = AsWhom(identified=not (found.partners or found.roles), person=person)
    row = begin(session, facts, whom, now=now)
    token = new_return_link(session, response_id=row.id, token=token)
    return Started(response_id=row.id, public_id=row.public_id, return_token=token)


def begin(session: Session, facts: RoundFacts, whom: AsWhom, *, now: datetime) -> Response:
    """An empty response of a round that takes answers now; nothing leads to it yet.

    Raises:
        BegunError: the person has a sheet in this round.
        IntegrityError: the partner has one in this open round.
        ValueError: the round has promised to keep nothing that tells people apart.
    """
    if whom.person is not None and facts.mode is not Mode.CONFIDENTIAL:
        raise ValueError("only a confidential round keeps what tells one person from another")
    row = Response(
        round_id=facts.id,
        partner_id=whom.partner_id,
        role_id=whom.role_id,
        identified=whom.identified,
        state=ResponseState.STARTED.value,
        ratings={},
        active_seconds=0,
        person=whom.person,
        joint_key=whom.joint_key,
        started_on=now.astimezone(UTC).date(),
    )
    _add(session, row)
    return row


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
    """The token of one more personal link to a response; who begins in an anonymous round is mixed with all others."""
    anonymous = mixing.hold_of(session, response_id)
    token = token or sessions.new_token()
    session.add(ReturnLink(sha256=sessions.digest(token), response_id=response_id))
    session.flush()
    if anonymous is not None:
        mixing.mix(session, anonymous)
    return token


def resume(session: Session, *, token: str) -> tuple[int, str] | None:
    """The id and the public id of the response that a personal link leads to; `None` if it leads nowhere."""
    row = session.execute(
        select(Response.id, Response.public_id)
        .join(ReturnLink, ReturnLink.response_id == Response.id)
        .join(Round, Round.id == Response.round_id)
        .join(Partnership, Partnership.id == Round.partnership_id)
        .where(ReturnLink.sha256 == sessions.digest(token), Partnership.deleted_at.is_(None))
    ).one_or_none()
    return (row.id, row.public_id) if row else None


def choices(session: Session, round_id: int, response_id: int | None = None) -> Choices:
    """As whom one can answer in a round; of one response, what is left to choose in it.

    Who came by a letter answers as the letter says: it leaves open what the list of people does not know, and in a
    confidential round the role, which may have been wrong. In an anonymous round it leaves nothing open, for what
    would be chosen might be told apart (docs/decisions/0018).

    Raises:
        PetError: there is no such round.
    """
    facts = rounds_facts.facts(session, round_id)
    return _choices(session, facts) if response_id is None else _left(session, facts, response_id)


def _choices(session: Session, facts: RoundFacts) -> Choices:
    framework = frameworks.of_version(session, facts.framework_version_id, facts.framework_sha256)
    asks_role = facts.is_asked("role") and not facts.is_signed
    return Choices(
        partners=partnerships.partners(session, facts.partnership_id, since=facts.opens_at)
        if facts.is_asked("partner")
        else (),
        roles=framework.roles if asks_role else (),
    )


def _left(session: Session, facts: RoundFacts, response_id: int) -> Choices:
    found = _choices(session, facts)
    if not facts.by_letter:
        return found
    if facts.is_anonymous:
        return Choices(partners=(), roles=())
    named = exists().where(Invitation.response_id == response_id, Invitation.partner_id.is_not(None))
    joint = exists().where(Response.id == response_id, Response.joint_key.is_not(None))
    is_known = session.scalar(select(or_(named, joint)))
    return Choices(partners=() if is_known else found.partners, roles=found.roles)


def identify(
    session: Session, *, response_id: int, partner_id: int | None, role_id: str | None, now: datetime
) -> None:
    """Note as whom somebody answers. Done again it keeps every answer; those not asked of the new role do not count.

    What there is nothing to choose about stays as it is, such as the partner that a letter names.

    Raises:
        NoSuchResponseError, NotAcceptingError: as `save`.
        PetError: the partner or role is not among the choices, or a signed round gets no partner.
        TakenError: the partner's one sheet in a signed round is somebody else's.
    """
    locked = lock(session, response_id)
    locked.round.must_accept(now)
    found = _left(session, locked.round, response_id)
    partner = next((one for one in found.partners if one.id == partner_id), None)
    if partner_id is not None and partner is None:
        raise PetError(_("Choose a partner from the list."))
    if role_id is not None and role_id not in {role.id for role in found.roles}:
        raise PetError(_("Choose a role from the list."))
    _note_whom(session, locked, found, partner, role_id)
    session.flush()
    if locked.round.is_anonymous:
        mixing.mix(session, locked.round.id, around=response_id)


def _note_whom(
    session: Session, locked: Locked, found: Choices, partner: PartnerName | None, role_id: str | None
) -> None:
    response = locked.response
    if found.partners or (locked.round.is_signed and response.joint_key is None):
        if locked.round.is_signed:
            _take(session, locked, partner)
        response.partner_id = partner.id if partner else None
    if found.roles:
        response.role_id = role_id
    response.identified = True


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
