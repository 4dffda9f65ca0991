"""What a pasted link, or a code that was typed, opens."""

import re
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.db.models import InvitationLink, ReturnLink, Round
from pet.services import invited
from pet.services.sessions import digest

_SHORT = re.compile(r"[A-Z]{8}")


class Opens(StrEnum):
    """The kinds of links that people are given."""

    ROUND = "round"
    RESPONSE = "response"  # a sheet, or the invitation to begin one


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What was found.

    Attributes:
        what: the kind of link.
        code: its secret part; of a short code that of the open link for which it stands.
    """

    what: Opens
    code: str


def opens(session: Session, code: str) -> Opens | None:
    """What this secret part of a link opens, or `None` where nobody was given it."""
    if session.scalar(select(Round.id).where(Round.open_code == code)) is not None:
        return Opens.ROUND
    own = session.get(ReturnLink, digest(code)) or session.get(InvitationLink, invited.digest(code))
    return Opens.RESPONSE if own is not None else None


def find(session: Session, typed: str, code: str) -> Opened | None:
    """What somebody means who types or pastes something; `None` where nobody was given it.

    Args:
        session: the session.
        typed: all of it, where it may be a round's short code: in capitals or not, with gaps and dashes.
        code: the secret part in it, if it is a link; else empty.
    """
    what = opens(session, code) if code else None
    if what is not None:
        return Opened(what=what, code=code)
    short = re.sub(r"[\s-]", "", typed).upper()
    if not _SHORT.fullmatch(short):
        return None
    found = session.scalar(select(Round.open_code).where(Round.short_code == short))
    return Opened(what=Opens.ROUND, code=found) if found else None
