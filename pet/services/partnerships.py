"""Partnerships: making one, changing it, putting it away; and the organisations in it, as they are chosen from a list.

Adding and changing partners is in pet/services/partners.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.db.models import Partner, Partnership
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import audit
from pet.services.acts import Act
from pet.services.audit import PET, By
from pet.services.kinds import Kind
from pet.services.naming import repeated, wrong_name
from pet.services.texts import one_line
from pet.untrusted import Problems, shown

MOST_PARTNERS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerName:
    """One organisation, as it is chosen from a list.

    Attributes:
        id, public_id, name: as in the table.
        is_archived: whether it takes no part in new rounds.
    """

    id: int
    public_id: str
    name: str
    is_archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """What sort of partnership it is, and in which time zone its dates are given, such as `Europe/London`."""

    kind: Kind = Kind.OTHER
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipFacts:
    """A partnership as its pages show it.

    Attributes:
        id, public_id, name, kind, time_zone: as in the table.
        is_archived: whether nothing new is begun in it.
    """

    id: int
    public_id: str
    name: str
    kind: Kind
    time_zone: str
    is_archived: bool


def create(
    session: Session,
    *,
    name: str,
    partners: Sequence[str] = (),
    sort: Sort = Sort(),
    by: By = PET,
    now: datetime,
) -> Partnership:
    """A new partnership with its partners, in the order given; nobody leads it yet.

    Raises:
        InvalidInputError: a name is empty, too long, or given twice, in whatever spelling (`pet.untrusted.plain`);
            or there is no such time zone.
    """
    problems = Problems(_("The partnership"))
    clean = _checked(_("name"), name, problems)
    names = [
        _checked(_("partner {number}", number=n), one, problems) for n, one in enumerate(partners, start=1)
    ]
    _refuse_odd(names, sort.time_zone, problems)
    problems.raise_any()
    partnership = Partnership(name=clean, kind=sort.kind.value, time_zone=sort.time_zone, created_at=now)
    session.add(partnership)
    session.flush()
    session.add_all(
        Partner(partnership_id=partnership.id, name=one, position=position)
        for position, one in enumerate(names)
    )
    session.flush()
    about: dict[str, audit.Value] = {"name": clean, "partners": len(names)}
    audit.note(session, by, Act.CREATE_PARTNERSHIP, partnership_id=partnership.id, about=about, now=now)
    return partnership


def _refuse_odd(names: Sequence[str], time_zone: str, problems: Problems) -> None:
    for number, spelling in repeated(names):
        problems.add(
            _("partner {number}", number=number), _("“{name}” is given twice.", name=shown(spelling))
        )
    if len(names) > MOST_PARTNERS:
        problems.add(_("partners"), _("There are too many: {most} at most.", most=MOST_PARTNERS))
    if time_zone not in time_zones():
        problems.add(_("time zone"), _("Choose one from the list, such as Europe/London."))


def edit(
    session: Session,
    *,
    partnership_id: int,
    name: str,
    sort: Sort,
    by: By,
    now: datetime,
) -> None:
    """Change what a partnership is called, its kind and its time zone.

    Raises:
        InvalidInputError: the name or the time zone cannot be used.
    """
    problems = Problems(_("The partnership"))
    clean = _checked(_("name"), name, problems)
    _refuse_odd((), sort.time_zone, problems)
    problems.raise_any()
    row = hold(session, partnership_id)
    before = (row.name, row.kind, row.time_zone)
    row.name, row.kind, row.time_zone = clean, sort.kind.value, sort.time_zone
    session.flush()
    if before != (row.name, row.kind, row.time_zone):
        about: dict[str, audit.Value] = {"name": clean, "before": before[0]}
        audit.note(session, by, Act.EDIT_PARTNERSHIP, partnership_id=row.id, about=about, now=now)


def archive(session: Session, *, partnership_id: int, by: By, now: datetime) -> None:
    """Put a partnership away: nothing new is begun in it, and all that is there stays. Twice is once."""
    row = hold(session, partnership_id)
    if row.archived_at is None:
        row.archived_at = now
        session.flush()
        audit.note(session, by, Act.ARCHIVE_PARTNERSHIP, partnership_id=row.id, now=now)


def reopen(session: Session, *, partnership_id: int, by: By, now: datetime) -> None:
    """Take a partnership back from the archive. Twice is once."""
    row = hold(session, partnership_id)
    if row.archived_at is not None:
        row.archived_at = None
        session.flush()
        audit.note(session, by, Act.REOPEN_PARTNERSHIP, partnership_id=row.id, now=now)


def facts(session: Session, partnership_id: int) -> PartnershipFacts:
    """What the pages of a partnership show.

    Raises:
        PetError: there is no such partnership.
    """
    row = session.get(Partnership, partnership_id)
    if row is None:
        raise PetError(_("There is no such partnership."))
    return PartnershipFacts(
        id=row.id,
        public_id=row.public_id,
        name=row.name,
        kind=Kind(row.kind),
        time_zone=row.time_zone,
        is_archived=row.archived_at is not None,
    )


def partners(
    session: Session, partnership_id: int, *, archived: bool = False, since: datetime | None = None
) -> tuple[PartnerName, ...]:
    """The partners of a partnership, in their fixed order.

    Args:
        session: of the database.
        partnership_id: which.
        archived: those that take no part any more as well.
        since: those as well that took part at this moment, such as when a running round began.
    """
    query = select(Partner.id, Partner.public_id, Partner.name, Partner.archived_at).where(
        Partner.partnership_id == partnership_id
    )
    if not archived:
        takes_part = Partner.archived_at.is_(None)
        query = query.where(takes_part if since is None else takes_part | (Partner.archived_at > since))
    rows = session.execute(query.order_by(Partner.position, Partner.id))
    return tuple(
        PartnerName(
            id=row.id, public_id=row.public_id, name=row.name, is_archived=row.archived_at is not None
        )
        for row in rows
    )


@cache
def time_zones() -> tuple[str, ...]:
    """The names of all time zones that have a place or are UTC, in their order."""
    placed = (name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return (*sorted(placed), "UTC")


def time_zone_named(typed: str) -> str:
    """The time zone that somebody typed: its name, or the end of it such as “London”; as typed where it is none."""
    wanted = typed.strip().casefold().replace(" ", "_")
    exact = [zone for zone in time_zones() if zone.casefold() == wanted]
    ends = [zone for zone in time_zones() if zone.casefold().rpartition("/")[2] == wanted]
    found = exact or ends
    return found[0] if len(found) == 1 else typed.strip()


def hold(session: Session, partnership_id: int) -> Partnership:
    """The partnership, held until the commit, so that two lists are not changed at once.

    Raises:
        PetError: there is no such partnership.
    """
    query = select(Partnership).where(Partnership.id == partnership_id)
    row = session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise PetError(_("There is no such partnership."))
    return row


def _checked(where: str, given: str, problems: Problems) -> str:
    name = one_line(given)
    if reason := wrong_name(name):
        problems.add(where, reason)
    return name
