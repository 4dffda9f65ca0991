"""A round on its way from one server to another: brought in from its archive, with all that its pages need.

What comes is what the archive holds: the framework as it was, the result as it was stored, what was chosen, agreed and
noted. No answers come and nobody who gave them, so nothing can be worked out anew, withdrawn or read once more; a next
round is set beside what the result shows. What became of the actions of the round before belongs to that round, and comes
with its own archive.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pet.access.actor import State
from pet.analysis.options import Breakdown, Mode
from pet.db.models import Action, Partner, Partnership, Round, StoredResult
from pet.errors import PetError
from pet.exports import makers
from pet.exports.archive import Archive
from pet.language import gettext as _
from pet.record.model import Action as Agreed
from pet.record.model import Record
from pet.services import audit, frameworks, partnerships, productions, results, rounds_making
from pet.services.audit import PET, Act, By
from pet.services.counting import Counts
from pet.untrusted import plain
from pet.words import dates

_BEGINS, _ENDS, _NOON = time(0, 0), time(23, 59), time(12, 0)
_SHORTEST = timedelta(minutes=1)  # between opening and closing
_LONGEST_OWNER = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What became of an archive.

    Attributes:
        round_id: the public id of the round.
        round: its title.
        partnership: the name of the partnership it is in now.
        partnership_id: the public id of that.
        is_new: whether it was brought in now, and was not there before.
        made_partnership: whether the partnership was made for it.
    """

    round_id: str
    round: str
    partnership: str
    partnership_id: str
    is_new: bool
    made_partnership: bool


def bring_in(
    session: Session, archive: Archive, *, partnership: str = "", now: datetime, by: By = PET
) -> Brought:
    """Bring a round in, closed and not released; the same one twice is one round, whatever the paper or the version of PET.

    One in which anything was changed since is another: nothing that is here is written over.

    Args:
        session: of the database.
        archive: what was read.
        partnership: the name or public id of the partnership it comes into, made where there is none of that name;
            empty for the name in the archive.
        now: the time.
        by: who does it.

    Raises:
        PetError: several partnerships have that name, the round was held in this one, or it cannot be kept here.
        InvalidInputError: a name or the title cannot be used.
    """
    record = archive.record
    home, is_made = _home(session, partnership or record.partnership, record, by, now)
    with dates.in_zone(home.time_zone):
        found = _known(session, home, archive.identity)
        if found is None:
            _refuse_own(session, home, record)
        row = found or _brought(session, home, archive, by, now)
    return Brought(
        round_id=row.public_id,
        round=row.title,
        partnership=home.name,
        partnership_id=home.public_id,
        is_new=found is None,
        made_partnership=is_made,
    )


def _home(session: Session, wanted: str, record: Record, by: By, now: datetime) -> tuple[Partnership, bool]:
    found = session.scalars(
        select(Partnership)
        .where(
            or_(Partnership.public_id == wanted, Partnership.name == wanted), Partnership.deleted_at.is_(None)
        )
        .with_for_update()
    ).all()
    if len(found) > 1:
        raise PetError(_("Several partnerships are called “{name}”. Give the id of one.", name=wanted))
    if found:
        return found[0], False
    if not wanted.strip():
        raise PetError(_("The archive names no partnership. Say into which one the round comes."))
    names: dict[str, str] = {}
    for name in _partner_names(record):
        names.setdefault(plain(name), name)
    return partnerships.create(session, name=wanted, partners=tuple(names.values()), by=by, now=now), True


def _partner_names(record: Record) -> Iterator[str]:
    for group in record.computed.groups.get(Breakdown.PARTNER, ()):
        yield group.name
    for action in record.actions:
        if action.partner:
            yield action.partner


def _known(session: Session, home: Partnership, identity: str) -> Round | None:
    return session.scalars(
        select(Round).where(Round.partnership_id == home.id, Round.imported_sha256 == identity)
    ).first()


def _refuse_own(session: Session, home: Partnership, record: Record) -> None:
    """A round beside itself would be counted as two.

    Raises:
        PetError: the round was held in this partnership.
    """
    document = makers.result_document(record.computed)
    held = session.scalars(
        select(Round)
        .join(StoredResult, StoredResult.round_id == Round.id)
        .where(
            Round.partnership_id == home.id,
            Round.imported_sha256.is_(None),
            StoredResult.sha256 == hashlib.sha256(document.encode()).hexdigest(),
        )
    ).first()
    if held is not None:
        raise PetError(
            _(
                "This round was held here: “{round}” in “{partnership}”. Its results are there, so nothing is brought in.",
                round=held.title,
                partnership=home.name,
            )
        )


def _brought(session: Session, home: Partnership, archive: Archive, by: By, now: datetime) -> Round:
    record = archive.record
    row = _row(session, home, archive, now)
    results.store(session, row.id, record.computed, now=now)
    _agree(session, row, record, now)
    productions.ask_usual(session, round_id=row.id, now=now)
    about = {"round": row.title}
    audit.note(session, by, Act.IMPORT_ROUND, partnership_id=home.id, about=about, now=now)
    return row


def _row(session: Session, home: Partnership, archive: Archive, now: datetime) -> Round:
    record, result = archive.record, archive.record.computed
    version = frameworks.publish(session, record.source.encode(), now=now)
    opens, closes = _window(record, now)
    row = rounds_making.create(
        session,
        partnership_id=home.id,
        framework_version_id=version.id,
        title=record.title or record.framework.title.to(archive.language),
        opens_at=opens,
        closes_at=closes,
        form=record.form,
        mode=result.mode,
        smallest_group=result.smallest_group,
        small_partnership=result.small_partnership,
        weighting=result.weighting,
        invited=result.invited or None,
        follows=_follows(session, home, record, result.mode),
    )
    row.state, row.launched_at, row.closed_at = State.CLOSED.value, opens, closes
    row.counts = _counts(record).as_document()
    row.comments_read_at = closes  # there
    row.agenda = record.choice.as_document() if record.choice is not None else None
    row.met_on, row.talk_note = record.met_on, record.talk_note
    row.imported_sha256 = archive.identity
    session.flush()
    return row


def _counts(record: Record) -> Counts:
    """How many had answered; of which partner they were, and how many wrote, stays where they did."""
    result = record.computed
    return Counts(
        started=0,
        submitted=result.respondents,
        comments=0,
        by_partner=None if result.mode is Mode.ANONYMOUS else (),
        hidden=result.withheld is not None,
    )


def _window(record: Record, now: datetime) -> tuple[datetime, datetime]:
    """From when to when it was open, as far as the archive knows, and never after today."""
    today = dates.here(now).date()
    last = min(record.closed_on or record.as_of or today, today)
    first = min(record.opened_on or last, last)
    opens = min(dates.first(first, _BEGINS), now - _SHORTEST)
    return opens, max(min(dates.first(last, _ENDS), now), opens + _SHORTEST)


def _follows(session: Session, home: Partnership, record: Record, mode: Mode) -> int | None:
    """The round before, where it has been brought in already: the last one of that title with the same promise."""
    if not record.became_of:
        return None
    earlier = session.scalars(
        select(Round)
        .where(
            Round.partnership_id == home.id,
            Round.title == record.became_of,
            Round.imported_sha256.is_not(None),
        )
        .order_by(Round.closed_at.desc(), Round.id.desc())
    ).first()
    if earlier is None or rounds_making.why_not_after(earlier, mode, record.computed.weighting):
        return None
    return earlier.id


def _agree(session: Session, row: Round, record: Record, now: datetime) -> None:
    """The actions as they stood; of partners that the partnership does not know, the name stays with the owner."""
    known = {
        plain(partner.name): partner.id
        for partner in session.scalars(select(Partner).where(Partner.partnership_id == row.partnership_id))
    }
    told = min(dates.first(record.as_of, _NOON), now) if record.as_of is not None else now
    for position, action in enumerate(record.actions):
        partner_id = known.get(plain(action.partner)) if action.partner else None
        session.add(_action(row, action, position, partner_id, told.astimezone(UTC)))
    session.flush()


def _action(row: Round, action: Agreed, position: int, partner_id: int | None, told: datetime) -> Action:
    owner = action.owner
    if action.partner and partner_id is None:
        owner = ", ".join(part for part in (action.owner, action.partner) if part)[:_LONGEST_OWNER]
    return Action(
        partnership_id=row.partnership_id,
        round_id=row.id,
        partner_id=partner_id,
        position=position,
        is_priority=action.is_priority,
        aim=action.aim,
        what=action.what,
        owner=owner,
        due=action.due,
        resource=action.resource,
        theme_id=action.theme,
        status=action.status.value,
        note=action.note,
        note_on=action.note_on,
        ended_on=action.ended_on,
        reminders=False,  # nobody here is known to be its owner
        created_at=told,
        updated_at=told,
    )
