"""What an address is about: its public ids become a target, or there is no such page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from pet.access.actor import SITE, Role, State, Target
from pet.analysis.options import Mode
from pet.db.base import Base
from pet.db.models import (
    Account,
    Action,
    Appointment,
    ImportBatch,
    Invitation,
    Membership,
    Partner,
    Partnership,
    Person,
    Response,
    Round,
)
from pet.words.dates import EVERYWHERE

PARTNERSHIP, ROUND, RESPONSE = "partnership_id", "round_id", "response_id"
PARTNER, PERSON, INVITATION, IMPORT = "partner_id", "person_id", "invitation_id", "import_id"
ACCOUNT, APPOINTMENT, ACTION = "account_id", "appointment_id", "action_id"
NO_PARTNER = 0
"""Stands for the partner of what is the whole partnership's, or nobody's: no partner lead has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an address is about.

    Attributes:
        target: as the policy looks at it.
        partnership: the name of the partnership it belongs to; empty where there is none, or it is to be deleted.
        partnership_id: the public id of that partnership, or empty.
        time_zone: of that partnership, in which this page tells moments.
        ids: the ids in the database of all that the address names, under the names of its arguments, and of the
            partnership that it belongs to.
    """

    target: Target
    partnership: str = ""
    partnership_id: str = ""
    time_zone: str = EVERYWHERE
    ids: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


def resolve(
    session: Session,
    arguments: Mapping[str, Any],
    *,
    anyone_creates: bool = False,
    deleted_too: bool = False,
) -> Found | None:
    """What these URL arguments name by public ids; `None` if there is none, or they do not belong together.

    Args:
        session: of the database.
        arguments: of the address; what is no public id is left alone.
        anyone_creates: whether the site lets everybody who is signed in make a partnership.
        deleted_too: whether a partnership counts that is to be deleted, for the page that undoes it.
    """
    site = replace(SITE, anyone_creates=True) if anyone_creates else SITE
    named = {name: arguments[name] for name in (*_PARTS, PARTNERSHIP) if name in arguments}
    if not named:
        return Found(target=site)
    if set(named) == {ACCOUNT}:
        return _of_site(session, site, named[ACCOUNT])
    row = session.execute(_query(frozenset(named), deleted_too=deleted_too), named).one_or_none()
    if row is None:
        return None
    found = row._mapping  # noqa: SLF001 -- SQLAlchemy's public name for it
    ids = {name: found[_ID + name] for name in named.keys() - {PARTNERSHIP}} | {PARTNERSHIP: found["id"]}
    target = replace(
        site,
        partnership_id=found["id"],
        round_id=found.get(_ID + ROUND),
        response_id=ids.get(RESPONSE),
        partner_id=found.get("of_partner"),
        state=State(found["state"]) if "state" in found else None,
        is_anonymous=found.get("mode") == Mode.ANONYMOUS,
        reader_id=found.get("reader_id"),
        owner_id=found.get("owner_id"),
    )
    return Found(
        target=target,
        partnership="" if found["deleted_at"] else found["name"],  # no page leads to it any more
        partnership_id=found["public_id"],
        time_zone=found["time_zone"],
        ids=ids,
    )


def _of_site(session: Session, site: Target, public_id: str) -> Found | None:
    """An account by itself is nobody's but the site's."""
    number = session.scalar(select(Account.id).where(Account.public_id == public_id))
    return None if number is None else Found(target=site, ids={ACCOUNT: number})


def _of_role(role: Any, partner_id: Any) -> ColumnElement[int | None]:
    """Whose business a member of the team is: a partner's own people are that partner's, others the partnership's."""
    is_own = role.in_((Role.MEMBER.value, Role.PARTNER_LEAD.value))
    return case((is_own, partner_id), else_=None)


_team: Any = Membership.__table__.alias("team")


class _Part(NamedTuple):
    """How something that an address names hangs on its partnership.

    Attributes:
        table: where it is.
        joined: how it hangs on what was joined before it.
        of_partner: the column of the partner whose it is; `None` where it is no partner's business.
    """

    table: type[Base]
    joined: Callable[[], ColumnElement[bool]]
    of_partner: Callable[[], Any] | None = None


# In this order they are joined: a response hangs on its round, a membership on its account.
_PARTS: Mapping[str, _Part] = {
    ROUND: _Part(Round, lambda: Round.partnership_id == Partnership.id),
    RESPONSE: _Part(Response, lambda: Response.round_id == Round.id),
    PARTNER: _Part(Partner, lambda: Partner.partnership_id == Partnership.id, lambda: Partner.id),
    PERSON: _Part(Person, lambda: Person.partnership_id == Partnership.id, lambda: Person.partner_id),
    INVITATION: _Part(Invitation, lambda: Invitation.round_id == Round.id, lambda: Invitation.partner_id),
    ACTION: _Part(Action, lambda: Action.round_id == Round.id, lambda: Action.partner_id),
    IMPORT: _Part(
        ImportBatch,
        lambda: ImportBatch.partnership_id == Partnership.id,
        lambda: ImportBatch.own_partner_id,
    ),
    ACCOUNT: _Part(
        Account, lambda: Account.id == _team.c.account_id, lambda: _of_role(_team.c.role, _team.c.partner_id)
    ),
    APPOINTMENT: _Part(
        Appointment,
        lambda: Appointment.partnership_id == Partnership.id,
        lambda: _of_role(Appointment.role, Appointment.partner_id),
    ),
}
_HANG_ON_A_ROUND = {ROUND, RESPONSE, INVITATION, ACTION}
_ID = "id of "


@cache
def _query(named: frozenset[str], *, deleted_too: bool) -> Select[Any]:
    """The statement for addresses that name these; made once, since every request needs one."""
    parts = {name: part for name, part in _PARTS.items() if name in named or _is_needed(name, named)}
    query = cast(
        "Select[Any]",
        select(
            Partnership.id,
            Partnership.name,
            Partnership.public_id,
            Partnership.time_zone,
            Partnership.deleted_at,
        ),
    )
    if ROUND in parts:
        query = query.add_columns(Round.state, Round.mode, _reader().label("reader_id"))
    if ACTION in parts:
        query = query.add_columns(Action.owner_account_id.label("owner_id"))
    for name, part in parts.items():
        query = _joined(query, name, part).add_columns(part.table.id.label(_ID + name))  # type: ignore[attr-defined]  # -- all have one
    owners = [part.of_partner() for part in parts.values() if part.of_partner is not None]
    if owners:  # the last is the closest
        query = query.add_columns(func.coalesce(owners[-1], NO_PARTNER).label("of_partner"))
    columns = {name: part.table.public_id for name, part in parts.items()}  # type: ignore[attr-defined]  # -- as above
    columns[PARTNERSHIP] = Partnership.public_id
    query = query.where(*(columns[name] == bindparam(name) for name in sorted(named)), *_together(parts))
    return query if deleted_too else query.where(Partnership.deleted_at.is_(None))


def _reader() -> Any:
    """Whom the round names to read its comments first; nobody once they are no lead or facilitator any more."""
    return (
        select(Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.account_id == Round.reader_id,
            Membership.partnership_id == Round.partnership_id,
            Membership.role.in_((Role.LEAD.value, Role.FACILITATOR.value)),
            Account.disabled_at.is_(None),
        )
        .correlate(Round)
        .scalar_subquery()
    )


def _is_needed(name: str, named: frozenset[str]) -> bool:
    return name == ROUND and bool(named & _HANG_ON_A_ROUND)


def _joined(query: Select[Any], name: str, part: _Part) -> Select[Any]:
    if name == ACCOUNT:
        query = query.join(_team, _team.c.partnership_id == Partnership.id)
    return query.join(part.table, part.joined())


def _together(parts: Mapping[str, _Part]) -> list[ColumnElement[bool]]:
    """What two things in one address must have in common besides their partnership."""
    found: list[ColumnElement[bool]] = []
    if PARTNER in parts:
        found += [
            part.of_partner() == Partner.id
            for name, part in parts.items()
            if part.of_partner is not None and name != PARTNER
        ]
    if {PERSON, INVITATION} <= set(parts):
        found.append(Invitation.person_id == Person.id)
    return found
