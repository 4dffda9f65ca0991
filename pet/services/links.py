"""What a pasted link or code opens."""

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.db.models import ReturnLink, Round
from pet.services.sessions import digest


class Opens(StrEnum):
    """The kinds of links that people are given."""

    ROUND = "round"
    RESPONSE = "response"


def opens(session: Session, code: str) -> Opens | None:
    """What this secret part of a link opens, or `None` where nobody was given it."""
    if session.scalar(select(Round.id).where(Round.open_code == code)) is not None:
        return Opens.ROUND
    if session.get(ReturnLink, digest(code)) is not None:
        return Opens.RESPONSE
    return None
