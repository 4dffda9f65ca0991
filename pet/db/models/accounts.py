"""People who sign in, what they are in a partnership, and what they have been asked to become."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pet.db.base import Base, PublicId, new_public_id


class Account(Base):
    """A person who signs in. Members who only answer need none.

    Attributes:
        email: as given, stripped, in lower case; unique.
        email_proven: whether whoever chose the password had a letter that was sent to this address; only then are
            letters to the same address theirs (pet.services.beginning).
        name: as shown to colleagues.
        password_hash: argon2id, or `None` before the first password is set.
        is_admin: whether they look after the site; gives no right to see answers or results.
        disabled_at: since when they cannot sign in.
    """

    __tablename__ = "account"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_in_lower_case"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    email_proven: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    is_admin: Mapped[bool] = mapped_column(default=False)
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Membership(Base):
    """What an account is in one partnership.

    Attributes:
        role: `member`, `partner_lead`, `lead` or `facilitator` (pet.access.actor.Role).
        partner_id: the partner they belong to; a partner lead has one.
    """

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("account_id", "partnership_id"),
        CheckConstraint("role IN ('member', 'partner_lead', 'lead', 'facilitator')", name="role_known"),
        CheckConstraint("role <> 'partner_lead' OR partner_id IS NOT NULL", name="partner_lead_has_partner"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"))


class OneTimeLink(Base):
    """A mailed link that works once and for a few minutes; only its SHA-256 is kept, and the row goes when it is used.

    Attributes:
        sha256: of the token, in hex.
        purpose: `sign_in` or `reset`.
    """

    __tablename__ = "one_time_link"
    __table_args__ = (
        CheckConstraint("purpose IN ('sign_in', 'reset')", name="purpose_known"),
        {"sqlite_with_rowid": False},
    )

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(10))
    expires_at: Mapped[datetime]


class Appointment(Base):
    """An offer to become something in a partnership, sent to an address; whoever accepts it signs in as that person.

    Attributes:
        sha256: of the token in the letter, in hex.
        role, partner_id: as in `Membership`.
        email, name: of whom it was sent to, as given.
        mailed: whether its link went by letter alone, and nobody else was shown it.
        invited_by: the account that offered it.
        accepted_at, withdrawn_at: when it was taken, or taken back; such an offer opens nothing, nor does an expired one.
    """

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint("role IN ('member', 'partner_lead', 'lead', 'facilitator')", name="role_known"),
        CheckConstraint("role <> 'partner_lead' OR partner_id IS NOT NULL", name="partner_lead_has_partner"),
        CheckConstraint("email = lower(email)", name="email_in_lower_case"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id", ondelete="CASCADE"), index=True)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(320))
    name: Mapped[str] = mapped_column(String(200))
    mailed: Mapped[bool] = mapped_column(default=False)
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
