"""What was done to a partnership or to the site, and by whom: written once, never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, UOWTransaction, mapped_column

from pet.db.base import Base


class AuditEvent(Base):
    """One act of administration. No answer, no comment, no token, and nothing about answering.

    Attributes:
        chain: whose log it is: the public id of a partnership, or `site`.
        number: its place in that log, from 1.
        account_id: of who did it, or `None` for PET itself; no foreign key, for the log outlives accounts.
        who: their name then, or "PET".
        act: what was done, as a `pet.services.audit.Act`.
        about: with what, in plain values.
        before: the hash of the event before it, or empty for the first.
        sha256: of everything above, in hex (pet.services.audit).
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        UniqueConstraint("chain", "number"),
        CheckConstraint("number >= 1", name="number_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int | None] = mapped_column(
        ForeignKey("partnership.id", ondelete="CASCADE"), index=True
    )
    chain: Mapped[str] = mapped_column(String(22))
    number: Mapped[int]
    at: Mapped[datetime]
    account_id: Mapped[int | None]
    who: Mapped[str] = mapped_column(String(200))
    act: Mapped[str] = mapped_column(String(40))
    about: Mapped[dict[str, Any]]
    before: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))


class WrittenForGoodError(Exception):
    """Something tried to change the log; a fault in the program."""


@event.listens_for(Session, "before_flush")
def _refuse_changed_events(session: Session, _context: UOWTransaction, _instances: object) -> None:
    touched = [one for one in (*session.dirty, *session.deleted) if isinstance(one, AuditEvent)]
    if any(one in session.deleted or session.is_modified(one) for one in touched):
        raise WrittenForGoodError("an event of the log is never changed and never taken out")


@event.listens_for(Session, "do_orm_execute")
def _refuse_statements(state: ORMExecuteState) -> None:
    if not (state.is_update or state.is_delete):
        return
    if getattr(getattr(state.statement, "table", None), "name", None) == AuditEvent.__tablename__:
        raise WrittenForGoodError("an event of the log is never changed and never taken out")
