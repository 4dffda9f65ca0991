"""The order in which rows lie tells nothing of an anonymous round (docs/decisions/0018).

Keys are drawn at random, and of time no more than the day is kept. But a database writes one row behind the other: on
PostgreSQL `ctid` and `xmin` tell which was written last, and in an SQLite file so does the place of a row within its
page. Who knows in which order people came could read from that whose answers are whose. So whenever something of an
anonymous round is written, rows of other people are taken out with it and put back in the same transaction, in an order
drawn at random.

Whoever writes answers of a round, or lets a browser use them, calls `hold` before locking anything else, and `mix` (or
`mix_sessions`) at the end. Of any other round `hold` locks nothing and says no, and there is nothing to mix.
"""

import secrets
from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, delete, insert, select
from sqlalchemy.orm import Session

from pet.analysis.options import Mode
from pet.db.models import Comment, Operation, Response, ReturnLink, Round, WebSession
from pet.db.session import forget_for_good

COMPANY = 20
"""With how many others a save is mixed; whoever starts or sends is mixed with everybody."""
_RESPONSE = cast("Table", Response.__table__)
_SESSION = cast("Table", WebSession.__table__)
_ANONYMOUS = Round.mode == Mode.ANONYMOUS.value
# What hangs on a response and goes with it.
HANGING = (*(cast("Table", one.__table__) for one in (Comment, Operation, ReturnLink)), _SESSION)


def hold(session: Session, round_id: int) -> bool:
    """Whether this round is anonymous; if so, nobody else writes its answers until the end of this transaction."""
    return _hold(session, select(Round.id).where(Round.id == round_id, _ANONYMOUS))


def hold_of(session: Session, response_id: int) -> int | None:
    """The same for the round of a response: its id if it is anonymous, else `None`."""
    query = select(Round.id).join(Response, Response.round_id == Round.id)
    found = session.scalar(query.where(Response.id == response_id, _ANONYMOUS))
    return found if found is not None and hold(session, found) else None


def hold_of_session(session: Session, sha256: str) -> int | None:
    """The same for the round in which this session uses a response."""
    query = select(Round.id).join(Response, Response.round_id == Round.id)
    query = query.join(WebSession, WebSession.response_id == Response.id)
    found = session.scalar(query.where(WebSession.sha256 == sha256, _ANONYMOUS))
    return found if found is not None and hold(session, found) else None


def mix(session: Session, round_id: int, *, around: int | None = None) -> None:
    """Write the answers of an anonymous round anew in a random order, with all that hangs on them.

    Args:
        session: of a transaction that holds the round.
        round_id: the round.
        around: the response that was written, to be mixed with a few others; if left out, all are mixed.
    """
    session.flush()
    ids = _drawn(session, round_id, around)
    which = _RESPONSE.c.id.in_(ids)
    taken = [(_RESPONSE, _rows(session, _RESPONSE, which))]
    taken += [(table, _rows(session, table, table.c.response_id.in_(ids))) for table in HANGING]
    session.execute(delete(_RESPONSE).where(which))  # and with them what hangs on them
    for table, rows in taken:
        _put_back(session, table, rows)
    forget_for_good(session)


def mix_sessions(session: Session, round_id: int) -> None:
    """The same for the browsers that may use answers of the round."""
    session.flush()
    of_round = select(Response.id).where(Response.round_id == round_id)
    which = _SESSION.c.response_id.in_(of_round)
    rows = _rows(session, _SESSION, which)
    session.execute(delete(_SESSION).where(which))
    _put_back(session, _SESSION, rows)
    forget_for_good(session)


def _hold(session: Session, query: Select[int]) -> bool:
    """Saves of the round wait, for they lock it against closing; rows that only point to it can be written."""
    return session.scalar(query.with_for_update(key_share=True)) is not None


def _drawn(session: Session, round_id: int, around: int | None) -> list[int]:
    ids = list(session.scalars(select(Response.id).where(Response.round_id == round_id)))
    if around is None:
        return ids
    others = [one for one in ids if one != around]
    return [around, *secrets.SystemRandom().sample(others, min(COMPANY, len(others)))]


def _rows(session: Session, table: Table, which: ColumnElement[bool]) -> list[dict[str, Any]]:
    """Rows as they are, whatever of them this session has loaded before."""
    found = session.execute(select(table).where(which).with_for_update())
    return [dict(row) for row in found.mappings()]


def _put_back(session: Session, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    shuffled = list(rows)
    secrets.SystemRandom().shuffle(shuffled)
    if shuffled:
        session.execute(insert(table), shuffled)
