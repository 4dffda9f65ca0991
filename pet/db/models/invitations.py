"""Who is asked in one round, and the links in their letters.

In an anonymous round nothing here is ever written when somebody starts, answers, sends or withdraws, and nothing
points from a person to a response: the token in the letter names both, by two hashes that do not know each other.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pet.db.base import Base, OrderlessId, PublicId, new_orderless_id, new_public_id


class Invitation(Base):
    """The offer to one person to answer in one round.

    Attributes:
        person_id: who; `None` once the person was erased.
        partner_id, role_id: as whom they are asked; a copy, so that a later change of the list moves no answer.
        email: where their letters go, and whose account may answer; a copy, so that nobody who changes the list of
            people gets at answers that were begun. `None` for a person without an address, and once it was forgotten.
        anonymous: whether the round is; then `response_id` is never set.
        response_id: the sheet they began, in a confidential round; the partner's joint sheet in an open one.
        invited_on, revoked_on: days. A revoked invitation opens nothing.
        delivery: how the last letter that invites them fared, never a reminder: `none`, `queued`, `sent`, `bounced` or `failed`.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        CheckConstraint("NOT anonymous OR response_id IS NULL", name="anonymous_leads_nowhere"),
        CheckConstraint("delivery IN ('none', 'queued', 'sent', 'bounced', 'failed')", name="delivery_known"),
    )

    id: Mapped[int] = mapped_column(
        OrderlessId, primary_key=True, autoincrement=False, default=new_orderless_id
    )
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="SET NULL"))
    role_id: Mapped[str | None] = mapped_column(String(64))
    email: Mapped[str | None] = mapped_column(String(320))
    anonymous: Mapped[bool]
    response_id: Mapped[int | None] = mapped_column(
        ForeignKey("response.id", ondelete="SET NULL"), index=True
    )
    invited_on: Mapped[date]
    revoked_on: Mapped[date | None]
    delivery: Mapped[str] = mapped_column(String(10), default="none")


class InvitationLink(Base):
    """A link in a letter; only a hash of its token is kept. In an anonymous round each invitation has exactly one.

    Attributes:
        sha256: of the token followed by the word "invitation", in hex (pet.services.invitations).
        standing: `first`, of the first letter; `later`, of a reminder or a new letter; `replaced`, one that a new
            letter has put out of use (in an anonymous round its row goes instead).
    """

    __tablename__ = "invitation_link"
    __table_args__ = (
        CheckConstraint("standing IN ('first', 'later', 'replaced')", name="standing_known"),
        {"sqlite_with_rowid": False},
    )

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    standing: Mapped[str] = mapped_column(String(10), default="first")
