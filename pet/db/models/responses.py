"""All that one respondent says in one round.

Dates of answering are kept to the day and keys are drawn at random: an ordered record would undo anonymity.
"""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pet.db.base import Base, OrderlessId, PublicId, new_orderless_id, new_public_id


class ResponseState(StrEnum):
    """Where a response stands; only what was submitted counts."""

    STARTED = "started"
    SUBMITTED = "submitted"


class Response(Base):
    """One respondent's answers, as one document.

    Attributes:
        partner_id, role_id: as whom they answer; `role_id` is the id in the framework, `None` for no role.
        identified: whether they have said as whom they answer (a partnership may have no partners or roles to choose).
        state: a `ResponseState`.
        ratings: `{theme_id: {"rating": 4, "v": 7} | {"no_rating": "dont_know", "v": 2}}`; a theme that is missing
            has never been answered and has version 0; an answer taken back stays as `{"no_rating": "unanswered", "v": 3}`.
        active_seconds: time spent answering, in steps between saves of at most five minutes each.
        person: tells one person from another across the rounds of a partnership, in confidential rounds alone; for
            comparing two rounds, and never shown or given out.
        joint_key: in an open round the partner's id, so that each partner gives one sheet; else `None`.
        started_on, submitted_on: days.
    """

    __tablename__ = "response"
    __table_args__ = (
        CheckConstraint("state IN ('started', 'submitted')", name="state_known"),
        CheckConstraint("(state = 'submitted') = (submitted_on IS NOT NULL)", name="submitted_has_day"),
        CheckConstraint("active_seconds >= 0", name="time_not_negative"),
        UniqueConstraint("round_id", "joint_key"),
        UniqueConstraint("round_id", "person"),
        Index("ix_response_round_id_state", "round_id", "state"),
    )

    id: Mapped[int] = mapped_column(
        OrderlessId, primary_key=True, autoincrement=False, default=new_orderless_id
    )
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    partner_id: Mapped[int | None] = mapped_column(
        # Asked at the commit: a whole partnership can go, a partner with answers cannot.
        ForeignKey("partner.id", deferrable=True, initially="DEFERRED")
    )
    role_id: Mapped[str | None] = mapped_column(String(64))
    identified: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default=ResponseState.STARTED.value)
    ratings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    active_seconds: Mapped[int] = mapped_column(default=0)
    person: Mapped[str | None] = mapped_column(String(64))
    joint_key: Mapped[int | None]
    started_on: Mapped[date]
    submitted_on: Mapped[date | None]


class Comment(Base):
    """Words of one respondent: about a theme, how they know (area), or an answer to an open question.

    Attributes:
        kind: `theme`, `evidence` or `open`.
        part_id: id of the theme, the area or the open question.
        text: as written; empty when taken back, so that its version goes on counting.
        quotable: whether they ticked "You may quote me word for word".
        v: counts the saves, from 1.
        shown_text: what the reader lets be shown; `None` until read, empty where left out.
    """

    __tablename__ = "comment"
    __table_args__ = (
        UniqueConstraint("response_id", "kind", "part_id"),
        CheckConstraint("kind IN ('theme', 'evidence', 'open')", name="kind_known"),
        CheckConstraint("v >= 1", name="version_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(
        OrderlessId, primary_key=True, autoincrement=False, default=new_orderless_id
    )
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    part_id: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    quotable: Mapped[bool] = mapped_column(default=False)
    v: Mapped[int]
    shown_text: Mapped[str | None] = mapped_column(Text)


class Operation(Base):
    """A save that was carried out, so that the same save sent twice is one.

    Attributes:
        op_id: the UUID the browser gave it, in its 36-character form.
        sha256: of what was asked, in hex; the same `op_id` with other content is refused.
        outcome: what was answered.
    """

    __tablename__ = "operation"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 -- SQLAlchemy reads it as it is

    response_id: Mapped[int] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"), primary_key=True)
    op_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[dict[str, Any]]


class ReturnLink(Base):
    """A personal link back to one response; only its SHA-256 is kept. A response may have several.

    Attributes:
        sha256: of the token, in hex.
    """

    __tablename__ = "return_link"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 -- SQLAlchemy reads it as it is

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"), index=True)
