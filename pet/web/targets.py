"""What an address is about: its public ids become a target, or there is no such page."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from pet.access.actor import SITE, State, Target
from pet.db.models import Partnership, Response, Round

PARTNERSHIP, ROUND, RESPONSE = "partnership_id", "round_id", "response_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an address is about.

    Attributes:
        target: as the policy looks at it.
        partnership: the name of the partnership it belongs to, or empty.
        partnership_id: the public id of that partnership, or empty.
    """

    target: Target
    partnership: str = ""
    partnership_id: str = ""


def resolve(session: Session, arguments: Mapping[str, Any]) -> Found | None:
    """What these URL arguments name by public ids; `None` if there is none, or they do not belong together."""
    named = {name: arguments[name] for name in (PARTNERSHIP, ROUND, RESPONSE) if name in arguments}
    if not named:
        return Found(target=SITE)
    row = session.execute(_query(frozenset(named)), named).one_or_none()
    if row is None:
        return None
    found = row._mapping  # noqa: SLF001 -- SQLAlchemy's public name for it
    target = Target(
        partnership_id=found["id"],
        round_id=found.get("round_id"),
        response_id=found.get("response_id"),
        state=State(found["state"]) if "state" in found else None,
        reader_id=found.get("reader_id"),
    )
    return Found(target=target, partnership=found["name"], partnership_id=found["public_id"])


@cache
def _query(named: frozenset[str]) -> Select[Any]:
    """The statement for addresses that name these; made once, since every request needs one."""
    query = cast("Select[Any]", select(Partnership.id, Partnership.name, Partnership.public_id))
    if ROUND in named or RESPONSE in named:
        query = query.add_columns(Round.id.label("round_id"), Round.state, Round.reader_id)
        query = query.join(Round, Round.partnership_id == Partnership.id)
    if RESPONSE in named:
        query = query.add_columns(Response.id.label("response_id"))
        query = query.join(Response, Response.round_id == Round.id)
    columns = {PARTNERSHIP: Partnership.public_id, ROUND: Round.public_id, RESPONSE: Response.public_id}
    return query.where(*(columns[name] == bindparam(name) for name in sorted(named)))
