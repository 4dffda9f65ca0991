"""The group that looks at itself, the organisations in it, and the people who are asked."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pet.db.base import Base, PublicId, new_person_key, new_public_id


class Partnership(Base):
    """A group of organisations that work together.

    Attributes:
        kind: what sort of partnership it is (pet.services.kinds); proposes a framework and the word for a partner.
        time_zone: in which its dates are given and shown, such as `Europe/London`.
        archived_at: since when nothing new is begun in it.
        deleted_at: since when it is to be deleted; for fourteen days that can be undone.
    """

    __tablename__ = "partnership"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('school_cluster', 'outreach_hub', 'ambassador_network', 'university_schools', 'other')",
            name="kind_known",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20), default="other")
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]


class Partner(Base):
    """One organisation in a partnership.

    Attributes:
        position: its place in lists, from 0; never made from answers.
        archived_at: since when it takes no part in new rounds; its answers in earlier ones stay.
    """

    __tablename__ = "partner"
    __table_args__ = (UniqueConstraint("partnership_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]
    archived_at: Mapped[datetime | None]


class Person(Base):
    """Somebody of a partner who can be asked. They need no account.

    Attributes:
        partner_id: the partner they answer for.
        name: as given; may be empty where only an address is known.
        email: stripped, in lower case; `None` for somebody who answers on paper or by a link that is handed over.
        role_id: the role they answer in, by its id in the framework; `None` where it is not known.
        key: tells this person from others across confidential rounds (`Response.person`); never shown or given out.
        archived_at: since when they are not asked any more.
    """

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("partnership_id", "partner_id", "email"),
        CheckConstraint("email = lower(email)", name="email_in_lower_case"),
        CheckConstraint("name <> '' OR email IS NOT NULL", name="has_name_or_email"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id", ondelete="CASCADE"))
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(320), index=True)
    role_id: Mapped[str | None] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(43), unique=True, default=new_person_key)
    created_on: Mapped[date]
    archived_at: Mapped[datetime | None]


class ImportBatch(Base):
    """A list of partners and people that somebody pasted or uploaded: first looked at, then taken over whole, or undone.

    Attributes:
        own_partner_id: the one partner whose list it is, where whoever brought it led that partner alone then; `None` for
            a list of the whole partnership.
        state: `preview`, `done` or `undone`.
        document: the rows as they were read; once done also what they changed, so that it can be undone.
    """

    __tablename__ = "import_batch"
    __table_args__ = (
        CheckConstraint("state IN ('preview', 'done', 'undone')", name="state_known"),
        CheckConstraint("(state = 'preview') = (done_at IS NULL)", name="done_has_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    own_partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="SET NULL"))
    state: Mapped[str] = mapped_column(String(10), default="preview")
    document: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
