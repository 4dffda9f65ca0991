"""Partnerships and the organisations in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.db.models import Partner, Partnership
from pet.language import gettext as _
from pet.services.texts import one_line
from pet.untrusted import Problems, plain, shown

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerName:
    """One organisation, as it is chosen from a list."""

    id: int
    public_id: str
    name: str


def create(session: Session, *, name: str, partners: Sequence[str] = (), now: datetime) -> Partnership:
    """A new partnership with its partners, in the order given.

    Raises:
        InvalidInputError: a name is empty, too long, or given twice, in whatever spelling (`pet.untrusted.plain`).
    """
    problems = Problems(_("The partnership"))
    clean = _checked(_("name"), name, problems)
    names = [
        _checked(_("partner {number}", number=n), one, problems) for n, one in enumerate(partners, start=1)
    ]
    _refuse_repeated(names, problems)
    problems.raise_any()
    partnership = Partnership(name=clean, created_at=now)
    session.add(partnership)
    session.flush()
    session.add_all(
        Partner(partnership_id=partnership.id, name=one, position=position)
        for position, one in enumerate(names)
    )
    session.flush()
    return partnership


def partners(session: Session, partnership_id: int) -> tuple[PartnerName, ...]:
    """The partners of a partnership, in their fixed order."""
    rows = session.execute(
        select(Partner.id, Partner.public_id, Partner.name)
        .where(Partner.partnership_id == partnership_id)
        .order_by(Partner.position, Partner.id)
    )
    return tuple(PartnerName(id=row.id, public_id=row.public_id, name=row.name) for row in rows)


def _checked(where: str, given: str, problems: Problems) -> str:
    name = one_line(given)
    if not plain(name):
        problems.add(where, _("Give a name."))
    elif len(name) > LONGEST_NAME:
        problems.add(where, _("This name is too long: {most} characters at most.", most=LONGEST_NAME))
    return name


def _refuse_repeated(names: Iterable[str], problems: Problems) -> None:
    seen: set[str] = set()
    for number, name in enumerate(names, start=1):
        if name and plain(name) in seen:
            problems.add(
                _("partner {number}", number=number), _("“{name}” is given twice.", name=shown(name))
            )
        seen.add(plain(name))
