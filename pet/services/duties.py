"""What somebody is in a partnership, changed and ended.

Who leads one partner only (`within` is that partner) changes the people of that partner, up to their own role.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from pet.access.actor import Role
from pet.db.models import Account, Appointment, Membership, Partner, Partnership
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import audit, team
from pet.services.acts import Act
from pet.services.audit import By
from pet.services.team import NotTheirsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What somebody is to be.

    Attributes:
        role: the role.
        partner_id: the partner they belong to; a partner lead has one, a facilitator none.
    """

    role: Role
    partner_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointer:
    """Who gives or takes a duty.

    Attributes:
        by: as the log names them.
        within: the partner whose people they may change; `None` for a lead, who may change everybody.
    """

    by: By
    within: int | None


def check(session: Session, partnership_id: int, duty: Duty, *, within: int | None) -> None:
    """Refuse what cannot be, and what whoever gives it may not give: nobody gives more than they are.

    Raises:
        NotTheirsError: another partner's, or more than a partner lead may give.
        PetError: a role that wants a partner without one.
    """
    if within is not None and (duty.role in team.LEADERS or duty.partner_id != within):
        raise NotTheirsError
    if duty.role is Role.PARTNER_LEAD and duty.partner_id is None:
        raise PetError(_("Choose the partner that they lead."))
    if duty.partner_id is None:
        return
    known = select(Partner.id).where(Partner.id == duty.partner_id, Partner.partnership_id == partnership_id)
    if session.scalar(known) is None:
        raise NotTheirsError


def change(
    session: Session, *, partnership_id: int, account_id: int, duty: Duty, appointer: Appointer, now: datetime
) -> None:
    """Make somebody of the team something else; the offers they have made are taken back.

    Raises:
        NotTheirsError: somebody, or something, that is not theirs to change.
        PetError: the partnership would have no lead.
    """
    hold(session, partnership_id)
    before = team.one(session, partnership_id, account_id, within=appointer.within)
    check(session, partnership_id, duty, within=appointer.within)
    put(session, partnership_id=partnership_id, account_id=account_id, duty=duty)
    if (before.role, before.partner_id) != (duty.role, duty.partner_id):
        _withdraw_offers(session, partnership_id, account_id, now)
    audit.note(
        session,
        appointer.by,
        Act.CHANGE_ROLE,
        partnership_id=partnership_id,
        about={"person": before.name, "role": duty.role.value},
        now=now,
    )


def remove(
    session: Session, *, partnership_id: int, account_id: int, appointer: Appointer, now: datetime
) -> str:
    """Take somebody out of the partnership, with the offers they have made; their name. Their account stays.

    Raises:
        NotTheirsError: nobody whom this person may remove.
        PetError: they are the last lead.
    """
    hold(session, partnership_id)
    member = team.one(session, partnership_id, account_id, within=appointer.within)
    if member.role is Role.LEAD:
        _refuse_last_lead(session, partnership_id, account_id)
    session.delete(_row(session, partnership_id, account_id))
    _withdraw_offers(session, partnership_id, account_id, now)
    audit.note(
        session,
        appointer.by,
        Act.REMOVE_MEMBER,
        partnership_id=partnership_id,
        about={"person": member.name, "role": member.role.value},
        now=now,
    )
    return member.name


def _withdraw_offers(session: Session, partnership_id: int, account_id: int, now: datetime) -> None:
    """What somebody has offered goes with the duty by which they could."""
    offers = select(Appointment).where(
        Appointment.partnership_id == partnership_id,
        Appointment.invited_by == account_id,
        Appointment.accepted_at.is_(None),
        Appointment.withdrawn_at.is_(None),
    )
    for offer in session.scalars(offers.with_for_update()):
        offer.withdrawn_at = now
    session.flush()


def may_still_give(session: Session, partnership_id: int, duty: Duty, *, giver_id: int | None) -> bool:
    """Whether whoever offered something could offer it now: who was disabled, or is less by now, could not.

    An administrator of the site offers somebody to lead a partnership that has nobody yet.
    """
    query = (
        select(Account.is_admin, Membership.role, Membership.partner_id)
        .outerjoin(
            Membership,
            and_(Membership.account_id == Account.id, Membership.partnership_id == partnership_id),
        )
        .where(Account.id == giver_id, Account.disabled_at.is_(None))
    )
    giver = session.execute(query).one_or_none()
    if giver is None:
        return False
    if giver.role == Role.PARTNER_LEAD.value:
        return duty.role not in team.LEADERS and duty.partner_id == giver.partner_id
    return bool(giver.role == Role.LEAD.value or giver.is_admin)


def put(session: Session, *, partnership_id: int, account_id: int, duty: Duty) -> None:
    """Make an account what `duty` says; whoever calls this holds the team and has checked who may.

    Raises:
        PetError: the partnership would have no lead.
    """
    row = _row(session, partnership_id, account_id)
    if row is not None and row.role == Role.LEAD.value and duty.role is not Role.LEAD:
        _refuse_last_lead(session, partnership_id, account_id)
    if row is None:
        row = Membership(account_id=account_id, partnership_id=partnership_id)
        session.add(row)
    row.role, row.partner_id = duty.role.value, duty.partner_id
    session.flush()


def hold(session: Session, partnership_id: int) -> None:
    """Until the commit nobody else changes this team: two leads who remove each other are one after the other."""
    session.scalars(select(Partnership.id).where(Partnership.id == partnership_id).with_for_update()).one()


def _row(session: Session, partnership_id: int, account_id: int) -> Membership | None:
    return session.scalar(
        select(Membership)
        .where(Membership.partnership_id == partnership_id, Membership.account_id == account_id)
        .with_for_update()
    )


def _refuse_last_lead(session: Session, partnership_id: int, account_id: int) -> None:
    """A lead who cannot sign in counts for none."""
    others = (
        select(func.count())
        .select_from(Membership)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.partnership_id == partnership_id,
            Membership.role == Role.LEAD.value,
            Membership.account_id != account_id,
            Account.disabled_at.is_(None),
        )
    )
    if not session.scalar(others):
        raise PetError(
            _(
                "This is the only lead of the partnership. Make somebody else a lead first, so that one is left."
            )
        )
