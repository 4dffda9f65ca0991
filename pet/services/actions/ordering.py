"""The order of the list, and which actions are the few that a board sees."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.db.models import Action, Round
from pet.errors import PetError
from pet.record.model import Status
from pet.services import audit
from pet.services.actions import changing, checking
from pet.services.audit import PET, Act, By


def move(session: Session, *, action_id: int, up: bool, now: datetime, by: By = PET) -> bool:
    """Let an action change places with the one before or after it that stands where it stands.

    The page shows actions in groups by their status; at either end of its group nothing happens.

    Returns:
        Whether it moved.

    Raises:
        PetError: it is not there any more.
    """
    row, found = changing.held(session, action_id)
    order = list(_rows(session, row))
    alike = [one for one in order if one.status == found.status]
    to = alike.index(found) + (-1 if up else 1)
    if not 0 <= to < len(alike):
        return False
    here, there = order.index(found), order.index(alike[to])
    order.insert(there, order.pop(here))
    for position, one in enumerate(order):
        if one.position != position:
            one.position, one.updated_at = position, now
    session.flush()
    _note(session, row, by, now)
    return True


def prioritise(session: Session, *, action_id: int, is_priority: bool, now: datetime, by: By = PET) -> bool:
    """Mark an action as one of the few that a board sees, or take the mark away; twice is once.

    Returns:
        Whether that changed anything.

    Raises:
        PetError: it is not there any more, or as many as a board keeps in mind are marked already.
    """
    row, found = changing.held(session, action_id)
    if found.is_priority is is_priority:
        return False
    if is_priority and not Status(found.status).has_ended and checking.is_full(session, row.id):
        raise PetError(checking.too_many())
    found.is_priority, found.version, found.updated_at = is_priority, found.version + 1, now
    session.flush()
    _note(session, row, by, now)
    return True


def _rows(session: Session, row: Round) -> list[Action]:
    query = select(Action).where(Action.round_id == row.id).order_by(Action.position, Action.id)
    return list(session.scalars(query))


def _note(session: Session, row: Round, by: By, now: datetime) -> None:
    about = {"round": row.title}
    audit.note(session, by, Act.ORDER_ACTIONS, partnership_id=row.partnership_id, about=about, now=now)
