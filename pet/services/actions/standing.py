"""What was agreed after a round, as it stands: one statement, however many actions there are."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Select, and_, exists, select
from sqlalchemy.orm import Session, aliased

from pet.access.actor import State
from pet.db.models import Account, Membership, Partner, Partnership, Person, Round
from pet.db.models import Action as ActionRow
from pet.errors import PetError
from pet.language import gettext as _
from pet.record.model import Action, Status
from pet.words import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFacts:
    """An action, for the pages on which it is seen and changed.

    Attributes:
        id, public_id: of the action.
        round_id: of the round after which it was agreed.
        said: what was agreed and where it stands, as it is handed on.
        partner_id: the one partner whose action it is; `None` for the whole partnership.
        owner_account_id, owner_person_id: who does it, where that is somebody with an account or on the list of people.
        reminded: the name of whoever is reminded by letter; empty for nobody.
        reminders: whether that was asked for.
        reminded_on: the last day whose letter went, if one did.
        agreed_at: when it was written down.
        in_use: whether letters go at all: the partnership is neither put away nor to be deleted.
        version: counts its changes.
    """

    id: int
    public_id: str
    round_id: int
    said: Action
    partner_id: int | None
    owner_account_id: int | None
    owner_person_id: int | None
    reminded: str
    reminders: bool
    reminded_on: date | None
    agreed_at: datetime
    in_use: bool
    version: int


_team = aliased(Membership)
in_use = and_(Partnership.archived_at.is_(None), Partnership.deleted_at.is_(None))
"""Nobody is reminded in a partnership that is put away or to be deleted."""


def query() -> Select[Any]:
    """Selects what `from_row` reads; more conditions narrow it."""
    # Who has left the partnership, cannot sign in or is asked no more gets no letter.
    belongs = and_(
        _team.account_id == ActionRow.owner_account_id, _team.partnership_id == ActionRow.partnership_id
    )
    can_sign_in = and_(Account.id == _team.account_id, Account.disabled_at.is_(None))
    has_address = and_(
        Person.id == ActionRow.owner_person_id, Person.archived_at.is_(None), Person.email.is_not(None)
    )
    return cast(
        "Select[Any]",
        select(
            ActionRow,
            Partner.name.label("partner"),
            Account.name.label("account_name"),
            Account.email.label("account_email"),
            Person.name.label("person_name"),
            Person.email.label("person_email"),
            Partnership.time_zone,
            in_use.label("in_use"),
        )
        .join(Partnership, Partnership.id == ActionRow.partnership_id)
        .outerjoin(Partner, Partner.id == ActionRow.partner_id)
        .outerjoin(_team, belongs)
        .outerjoin(Account, can_sign_in)
        .outerjoin(Person, has_address)
        .order_by(ActionRow.position, ActionRow.id),
    )


def from_row(found: Any) -> ActionFacts:
    """The action in a row of `query`."""
    row: ActionRow = found.Action
    return ActionFacts(
        id=row.id,
        public_id=row.public_id,
        round_id=row.round_id,
        said=said(row, found.partner or ""),
        partner_id=row.partner_id,
        owner_account_id=row.owner_account_id,
        owner_person_id=row.owner_person_id,
        reminded=found.account_name or found.person_name or (row.owner if found.person_email else ""),
        reminders=row.reminders,
        reminded_on=row.reminded_on,
        agreed_at=row.created_at,
        in_use=found.in_use,
        version=row.version,
    )


def said(row: ActionRow, partner: str) -> Action:
    """What was agreed and where it stands, as it is handed on; `partner` is the name of the one whose it is, or empty."""
    return Action(
        what=row.what,
        aim=row.aim,
        owner=row.owner,
        due=row.due,
        resource=row.resource,
        theme=row.theme_id,
        partner=partner,
        is_priority=row.is_priority,
        status=Status(row.status),
        note=row.note,
        note_on=row.note_on,
        ended_on=row.ended_on,
    )


def agreed(session: Session, round_id: int) -> tuple[ActionFacts, ...]:
    """All actions of a round, in the order of its list."""
    return tuple(from_row(row) for row in session.execute(query().where(ActionRow.round_id == round_id)))


def one(session: Session, action_id: int) -> ActionFacts:
    """One action.

    Raises:
        PetError: it is not there any more.
    """
    row = session.execute(query().where(ActionRow.id == action_id)).one_or_none()
    if row is None:
        raise PetError(_("This action is not on the list any more."))
    return from_row(row)


def are_there(session: Session, round_id: int) -> bool:
    """Whether anything was agreed after this round."""
    return bool(session.scalar(select(exists().where(ActionRow.round_id == round_id))))


def told_before(session: Session, follows_id: int | None) -> tuple[Action, ...]:
    """What was agreed after the round before, for everybody who is asked again; nothing before its release."""
    if follows_id is None:
        return ()
    released = (
        query()
        .join(Round, Round.id == ActionRow.round_id)
        .where(ActionRow.round_id == follows_id, Round.state == State.RELEASED.value)
    )
    return tuple(from_row(row).said for row in session.execute(released))


def today(session: Session, round_id: int, now: datetime) -> date:
    """The day it is in the time zone of the partnership of this round."""
    zone = session.scalar(
        select(Partnership.time_zone)
        .join(Round, Round.partnership_id == Partnership.id)
        .where(Round.id == round_id)
    )
    with dates.in_zone(zone or dates.EVERYWHERE):
        return dates.here(now).date()
