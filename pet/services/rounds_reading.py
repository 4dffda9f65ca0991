"""A round read from the database, alone or beside what else a query selects; `pet.services.rounds` is the way in."""

import re
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from pet.access.actor import Role, State
from pet.analysis.options import Breakdown, Mode, Weighting
from pet.db.models import Account, Action, FrameworkVersion, Membership, Partnership, Round
from pet.errors import PetError
from pet.language import gettext as _
from pet.services.counting import Counts
from pet.services.rounds_facts import Reader, RoundFacts

_CODE = re.compile(r"[A-Za-z0-9_-]{1,43}")
_EARLIER = aliased(Round)
_LATER = aliased(Round)
_FOLLOWING = (
    select(_LATER.title)
    .where(_LATER.follows_id == Round.id, _LATER.state != State.DRAFT.value)
    .order_by(_LATER.opens_at.desc(), _LATER.id.desc())
    .limit(1)
    .scalar_subquery()
)
# The latest of the partnership, whether or not it is set beside this one.
_LATEST = (
    select(_LATER.public_id)
    .where(
        _LATER.partnership_id == Round.partnership_id,
        _LATER.state != State.DRAFT.value,
        or_(_LATER.opens_at > Round.opens_at, and_(_LATER.opens_at == Round.opens_at, _LATER.id > Round.id)),
    )
    .order_by(_LATER.opens_at.desc(), _LATER.id.desc())
    .limit(1)
    .scalar_subquery()
)


def _actions(narrower: ColumnElement[bool]) -> ColumnElement[int]:
    """How many were agreed after this round."""
    return select(func.count()).where(Action.round_id == Round.id, narrower).scalar_subquery()


# Whoever was to read the comments and is no lead or facilitator any more reads nothing: then a lead does.
_READS = and_(Membership.role.in_((Role.LEAD.value, Role.FACILITATOR.value)), Account.disabled_at.is_(None))
_COLUMNS = (
    Round.id,
    Round.public_id,
    Round.partnership_id,
    Partnership.public_id.label("partnership_public_id"),
    Partnership.name.label("partnership"),
    Partnership.time_zone,
    Round.follows_id,
    _EARLIER.title.label("follows"),
    Round.framework_version_id,
    FrameworkVersion.sha256.label("framework_sha256"),
    Round.title,
    Round.form,
    Round.mode,
    Round.smallest_group,
    Round.small_partnership,
    Round.first_comparison,
    Round.weighting,
    Round.invited,
    case((_READS, Round.reader_id)).label("reader_id"),
    Account.name.label("reader_name"),
    Membership.role.label("reader_role"),
    Round.state,
    Round.way,
    Round.asks,
    Round.open_code,
    Round.short_code,
    Round.closes_by_itself,
    Round.reminders,
    Round.launched_at,
    Round.opens_at,
    Round.closes_at,
    Round.closed_at,
    Round.counts,
    Round.released_at,
    Round.comments_read_at,
    Round.release_note,
    Round.release_parts,
    Round.imported_sha256.is_not(None).label("is_imported"),
    _FOLLOWING.label("followed_by"),
    _LATEST.label("latest_id"),
    Round.agenda.is_not(None).label("is_agenda_chosen"),
    _actions(true()).label("agreed"),
    _actions(Action.ended_on.is_(None)).label("still_open"),
)
HOW_MANY_COLUMNS = len(_COLUMNS)
_QUERY: Select[*tuple[Any, ...]] = (
    select(*_COLUMNS)
    .join(Partnership, Partnership.id == Round.partnership_id)
    .join(FrameworkVersion, FrameworkVersion.id == Round.framework_version_id)
    .outerjoin(_EARLIER, _EARLIER.id == Round.follows_id)
    .outerjoin(Account, Account.id == Round.reader_id)
    .outerjoin(
        Membership,
        and_(Membership.account_id == Round.reader_id, Membership.partnership_id == Round.partnership_id),
    )
)


def query() -> Select[*tuple[Any, ...]]:
    """Selects what `from_row` reads, in the first `HOW_MANY_COLUMNS` columns."""
    return _QUERY


def from_row(row: Any) -> RoundFacts:
    """The facts in a row of `query`, which may have more columns behind."""
    found = dict(zip((column.key for column in _COLUMNS), row, strict=False))
    account_id, name, role = (found.pop(key) for key in ("reader_id", "reader_name", "reader_role"))
    reader = (
        Reader(account_id=account_id, name=name, role=Role(role) if role else None) if account_id else None
    )
    found |= {
        "mode": Mode(found["mode"]),
        "first_comparison": Breakdown(found["first_comparison"]),
        "weighting": Weighting(found["weighting"]),
        "state": State(found["state"]),
        "counts": Counts.from_document(found["counts"]) if found["counts"] is not None else None,
        "reminders": tuple(found["reminders"]),
        "is_imported": bool(found["is_imported"]),
        "is_agenda_chosen": bool(found["is_agenda_chosen"]),
        "release_parts": tuple(found["release_parts"]) if found["release_parts"] is not None else None,
    }
    return RoundFacts(**found, reader=reader)


def facts(session: Session, round_id: int) -> RoundFacts:
    """A round.

    Raises:
        PetError: there is none with this id.
    """
    row = session.execute(_QUERY.where(Round.id == round_id)).one_or_none()
    if row is None:
        raise PetError(_("There is no such round."))
    return from_row(row)


def locked(session: Session, round_id: int) -> RoundFacts:
    """A round that nobody closes until the end of this transaction; answers go on coming in.

    Raises:
        PetError: there is none with this id.
    """
    query = _QUERY.where(Round.id == round_id).with_for_update(read=True, of=Round)
    row = session.execute(query).one_or_none()
    if row is None:
        raise PetError(_("There is no such round."))
    return from_row(row)


def by_open_code(session: Session, code: str) -> RoundFacts | None:
    """The round behind an open link, whether or not it takes answers now; `None` for an unknown code; a draft has none."""
    if not _CODE.fullmatch(code):
        return None  # whatever else stands in an address never reaches the database
    row = session.execute(
        _QUERY.where(Round.open_code == code, Partnership.deleted_at.is_(None))
    ).one_or_none()
    return from_row(row) if row else None
