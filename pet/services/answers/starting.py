"""How an answer sheet begins, by an open link or a letter, and how one comes back to it by a personal link."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pet.analysis.options import Mode
from pet.db.models import Partnership, Response, ResponseState, ReturnLink, Round
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import mixing, rounds_reading, sessions
from pet.services.answers.as_whom import AsWhom, offered
from pet.services.rounds_facts import RoundFacts


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


class BegunError(PetError):
    """The person has an answer sheet in this round already."""

    def __init__(self) -> None:
        super().__init__(_("You have an answer sheet in this round already. Go on by the link back to it."))


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
    facts = rounds_reading.locked(session, round_id)
    facts.must_accept(now)
    found = offered(session, facts)
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
