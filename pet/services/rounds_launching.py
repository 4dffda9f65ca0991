"""A draft begins: its promise is looked at once more and fixed, and letters or a link go out.

`pet.services.rounds` is the way in.
"""

import secrets
from datetime import datetime

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import Session

from pet.access.actor import State
from pet.analysis.options import Mode
from pet.db.models import Invitation, Letter, Response, Round
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import audit, letters, people, rounds_making, rounds_promise
from pet.services.audit import Act, By
from pet.services.letters import Post
from pet.services.letters.kinds import OF_A_ROUND
from pet.services.rounds_facts import LETTERS
from pet.services.rounds_rows import locked

_TYPED = "BCDFGHJKMNPQRSTVWXZ"  # letters that make no words and are not taken for one another
_TYPED_LENGTH = 8
MANY_LETTERS = 200
"""A first wave of more letters than this is confirmed by whoever launches the round."""


def open_(session: Session, *, round_id: int) -> Round:
    """Let a draft take answers from its first day on, and give it an open link.

    Raises:
        PetError: it is no draft, or its promise cannot be kept.
    """
    row = _draft(session, round_id)
    _give_link(session, row)
    return row


def launch(session: Session, *, round_id: int, by: By, now: datetime, post: Post) -> Round:
    """Let a draft begin: its promise and what it asks are fixed, and letters are queued or a link is made.

    Raises:
        PetError: it is no draft, its promise cannot be kept, it would be over already, or nobody could be written to.
        InvalidInputError: a choice that cannot be used any more, such as a reader who has left.
    """
    row = _draft(session, round_id)
    if row.reader_id is None:
        row.reader_id = rounds_making.first_reader(session, row.partnership_id)
    rounds_making.check(session, row)
    if row.closes_at <= now:
        raise PetError(_("The closing date is over. Choose a later one."))
    row.launched_at = now
    number = _send(session, row, by, now, post) if row.way == LETTERS else _link(session, row)
    about = {"round": row.title, "people": number, "way": row.way, "mode": row.mode}
    audit.note(session, by, Act.LAUNCH_ROUND, partnership_id=row.partnership_id, about=about, now=now)
    return row


def _draft(session: Session, round_id: int) -> Round:
    row = locked(session, round_id)
    if row.state != State.DRAFT:
        raise PetError(_("This round was opened before."))
    rounds_promise.check(session, row)
    return row


def _give_link(session: Session, row: Round) -> None:
    row.state, row.open_code, row.short_code = (
        State.OPEN.value,
        secrets.token_urlsafe(32),
        _short_code(session),
    )
    session.flush()


def _short_code(session: Session) -> str:
    """Eight letters that no round has; of seventeen thousand million, so that guessing finds none."""
    while True:
        code = "".join(secrets.choice(_TYPED) for _letter in range(_TYPED_LENGTH))
        if session.scalar(select(Round.id).where(Round.short_code == code)) is None:
            return code


def _link(session: Session, row: Round) -> int | None:
    _give_link(session, row)
    asked = people.counter(session, row.partnership_id)
    if row.mode == Mode.OPEN:
        row.invited = len({partner for partner, _role in asked}) or row.invited
    else:
        row.invited = asked.total() or row.invited
    session.flush()
    return row.invited


def _send(session: Session, row: Round, by: By, now: datetime, post: Post) -> int:
    from pet.services import invitations  # noqa: PLC0415 -- it needs rounds, and only a launch needs it

    if not post.can_send:
        raise PetError(_("This site sends no letters. Choose one link for everybody instead."))
    row.state = State.OPEN.value
    session.flush()
    number = invitations.issue(session, round_id=row.id, by=by, now=now, post=post)
    if not number:
        raise PetError(_("Nobody is on the list of people yet. Add the people who are to be asked."))
    row.invited = asked(session, row)
    session.flush()
    return number


def asked(session: Session, row: Round) -> int:
    """How many are invited: people, or in an open round partners."""
    what = func.count(Invitation.partner_id.distinct()) if row.mode == Mode.OPEN else func.count()
    query = select(what).where(Invitation.round_id == row.id, Invitation.revoked_on.is_(None))
    return session.scalar(query) or 0


def unlaunch(session: Session, *, round_id: int, by: By, now: datetime) -> Round:
    """Make a round a draft again, as long as nobody has started and no letter has gone out.

    Raises:
        PetError: it has not been launched, somebody has started, or a letter is on its way.
    """
    row = locked(session, round_id)
    if row.state != State.OPEN:
        raise PetError(_("Only a round that was launched and is not closed can become a draft again."))
    if session.scalar(select(Response.id).where(Response.round_id == round_id).limit(1)) is not None:
        raise PetError(_("Somebody has started to answer. What was promised to them stays."))
    letters.cancel_waiting(session, round_id=round_id, now=now)
    if session.scalar(_gone_out(round_id)) is not None:
        raise PetError(_("A letter has gone out already. What it says stays."))
    session.execute(delete(Letter).where(Letter.round_id == round_id))
    session.execute(delete(Invitation).where(Invitation.round_id == round_id))
    row.state, row.launched_at = State.DRAFT.value, None
    row.open_code = row.short_code = None
    session.flush()
    audit.note(
        session,
        by,
        Act.TAKE_ROUND_BACK,
        partnership_id=row.partnership_id,
        about={"round": row.title},
        now=now,
    )
    return row


def can_unlaunch(session: Session, round_id: int) -> bool:
    """Whether nobody has started and no letter to them has gone out, so that a round can become a draft again."""
    begun = select(Response.id).where(Response.round_id == round_id).limit(1)
    return session.scalar(begun) is None and session.scalar(_gone_out(round_id)) is None


def _gone_out(round_id: int) -> Select[int]:
    went = or_(Letter.state.in_(("sending", "sent", "bounced", "failed")), Letter.attempts > 0)
    to_people = Letter.kind.in_([kind.value for kind in OF_A_ROUND])  # not a lead's test letter to themselves
    return select(Letter.id).where(Letter.round_id == round_id, to_people, went).limit(1)
