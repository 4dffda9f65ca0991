"""The record of a round, read from the database: what every report, file and archive is made from."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from pet.access.actor import State
from pet.analysis.agenda_choice import Choice
from pet.db.models import Action as ActionRow
from pet.db.models import FrameworkVersion, Partner, Round
from pet.record.model import Record
from pet.services import results
from pet.services.actions.standing import said
from pet.services.results import Stored
from pet.services.rounds_facts import RoundFacts
from pet.services.rounds_reading import facts
from pet.words import dates

_Rows = Sequence[tuple[ActionRow, str]]


def of_round(
    session: Session, round_id: int, *, now: datetime, stored: Stored | None = None
) -> Record | None:
    """The record of a closed round, `None` before it was closed.

    Args:
        session: to read with.
        round_id: which round.
        now: whether actions are overdue depends on the day.
        stored: its result, where it was read before; perhaps without what people wrote.

    Raises:
        PetError: there is no such round.
    """
    stored = stored or results.stored(session, round_id)
    if stored is None:
        return None
    about = facts(session, round_id)
    row = session.execute(
        select(Round.agenda, Round.met_on, Round.talk_note, FrameworkVersion.source)
        .join(FrameworkVersion, FrameworkVersion.id == Round.framework_version_id)
        .where(Round.id == round_id)
    ).one()
    own = _actions(session, round_id)
    before, became = _before(session, about)
    with dates.in_zone(about.time_zone):
        return _record(stored, about, row, (own, became), before, now)


def _before(session: Session, about: RoundFacts) -> tuple[str, _Rows]:
    """The title and the actions of the round before; nothing of one whose results nobody was given.

    Those of one that was brought in were given where it was held: the archive of the round after it tells them too.
    """
    was_given = or_(Round.state == State.RELEASED.value, Round.imported_sha256.is_not(None))
    released = select(Round.title).where(Round.id == about.follows_id, was_given)
    title = session.scalar(released) if about.follows_id is not None else None
    if title is None or about.follows_id is None:
        return "", ()
    return title, _actions(session, about.follows_id)


def _record(
    stored: Stored, about: RoundFacts, row: Row[Any], actions: tuple[_Rows, _Rows], before: str, now: datetime
) -> Record:
    own, became = actions
    return Record(
        framework=stored.framework,
        source=row.source,
        form=about.form,
        computed=results.as_computed(stored),
        choice=Choice.from_document(row.agenda) if row.agenda else None,
        partnership=about.partnership,
        title=about.title,
        opened_on=_day(about.opens_at),
        closed_on=_day(about.closed_at),
        met_on=row.met_on,
        as_of=_as_of(about, row.met_on, [*own, *became], now),
        talk_note=row.talk_note,
        actions=tuple(said(*one) for one in own),
        became_of=before,
        became=tuple(said(*one) for one in became),
    )


def identity(record: Record, result_identity: str) -> str:
    """Names everything that is made from a record, in hex; see `Stored.identity` for that of its result."""
    document = json.dumps(record.as_document(), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{result_identity}\n{document}".encode()).hexdigest()


def telling_of(session: Session, round_id: int) -> tuple[int, ...]:
    """The rounds whose records tell of the actions of this round: itself and those that follow it."""
    return (round_id, *session.scalars(select(Round.id).where(Round.follows_id == round_id)))


def _actions(session: Session, round_id: int) -> _Rows:
    rows = session.execute(
        select(ActionRow, Partner.name)
        .outerjoin(Partner, Partner.id == ActionRow.partner_id)
        .where(ActionRow.round_id == round_id)
        .order_by(ActionRow.position, ActionRow.id)
    )
    return [(row, partner or "") for row, partner in rows]


def _as_of(
    about: RoundFacts, met_on: date | None, actions: Iterable[tuple[ActionRow, str]], now: datetime
) -> date | None:
    """The last day on which anything in the record changed; an action that became overdue is a change."""
    today = dates.here(now).date()
    days = [_day(about.closed_at), _day(about.released_at), met_on]
    for row, _partner in actions:
        days.append(dates.here(row.updated_at).date())
        if row.due is not None and row.ended_on is None:
            days.append(row.due + timedelta(days=1))
    past = [day for day in days if day is not None and day <= today]
    return max(past, default=None)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else dates.here(moment).date()
