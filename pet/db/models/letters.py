"""Letters: written in the transaction of their cause, sent by a worker afterwards."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from pet.db.base import Base, OrderlessId, PublicId, new_orderless_id, new_public_id


class Letter(Base):
    """One letter to one person; its words are made when it is sent.

    Attributes:
        message_id: the same for every try, so that a mail program shows a letter that came twice once.
        kind: a `pet.services.letters.LetterKind`.
        to_address, to_name: of the person.
        sealed: what only this letter may say, such as the token of a link: encrypted, and wiped once it is delivered
            or given up.
        state: `queued`, `sending`, `sent`, `bounced` (refused for good), `failed` (given up) or `cancelled`.
        attempts: how often it was tried.
        next_at: not before this moment.
        taken_until: until when the worker that took it is waited for; `None` where none has.
        problem: what the mail server said last, behind the kind of trouble it was (`pet.mail.trouble`).
        finished_on: the day it was sent or given up.
    """

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'bounced', 'failed', 'cancelled')", name="state_known"
        ),
        CheckConstraint("(state = 'sending') = (taken_until IS NOT NULL)", name="taken_while_sending"),
        CheckConstraint("sealed IS NULL OR state IN ('queued', 'sending')", name="wiped_at_the_end"),
        CheckConstraint("attempts >= 0", name="attempts_not_negative"),
        Index("ix_letter_state_next_at", "state", "next_at"),
    )

    id: Mapped[int] = mapped_column(
        OrderlessId, primary_key=True, autoincrement=False, default=new_orderless_id
    )
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    message_id: Mapped[str] = mapped_column(String(255), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    partnership_id: Mapped[int | None] = mapped_column(
        ForeignKey("partnership.id", ondelete="CASCADE"), index=True
    )
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(
        ForeignKey("invitation.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    to_address: Mapped[str] = mapped_column(String(320))
    to_name: Mapped[str] = mapped_column(String(200), default="")
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(10), default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    taken_until: Mapped[datetime | None]
    problem: Mapped[str | None] = mapped_column(String(300))
    created_at: Mapped[datetime]
    finished_on: Mapped[date | None]
