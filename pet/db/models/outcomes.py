"""What comes after a result: actions that were agreed, what a reader wrote in place of comments, files being made."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pet.db.base import Base, PublicId, new_public_id


class Action(Base):
    """Something that was agreed after a round: who does what by when.

    Attributes:
        round_id: the round whose conversation it comes from.
        partner_id: the one partner whose action it is; `None` for one of the whole partnership.
        position: its place on the list, from 0.
        is_priority: whether it is one of the few that the improvement report shows to a board.
        aim: what should get better, in the words of the partnership; may be empty where a theme says it.
        what: what is done.
        owner: who does it, as a name or a role that people know.
        owner_account_id: the same, where it is somebody with an account, who may tell how it goes.
        owner_person_id: the same, where it is somebody on the list of people.
        due: the day by which it is done; `None` where none was set.
        resource: what it needs; may be empty.
        theme_id: the theme of the framework that it is about; `None` for none.
        status: a `pet.record.Status`.
        note: how it goes, the last word.
        note_on: the day of that note.
        ended_on: the day it was done or dropped.
        reminders: whether its owner is reminded by letter before and after it is due.
        reminded_on: the day of the last reminder.
        version: counts changes, so that two people never overwrite each other silently.
    """

    __tablename__ = "action"
    __table_args__ = (
        CheckConstraint("status IN ('planned', 'under_way', 'done', 'dropped')", name="status_known"),
        CheckConstraint("(status IN ('done', 'dropped')) = (ended_on IS NOT NULL)", name="ended_has_day"),
        CheckConstraint("what <> ''", name="says_what"),
        Index("ix_action_round_id_position", "round_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id", ondelete="CASCADE"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="SET NULL"), index=True)
    position: Mapped[int]
    is_priority: Mapped[bool] = mapped_column(default=False)
    aim: Mapped[str] = mapped_column(String(300), default="")
    what: Mapped[str] = mapped_column(String(500))
    owner: Mapped[str] = mapped_column(String(200), default="")
    owner_account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    owner_person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    due: Mapped[date | None]
    resource: Mapped[str] = mapped_column(String(300), default="")
    theme_id: Mapped[str | None] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(10), default="planned")
    note: Mapped[str] = mapped_column(Text, default="")
    note_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    reminders: Mapped[bool] = mapped_column(default=True)
    reminded_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Digest(Base):
    """What the reader of a small round wrote in place of the comments on one area, or the answers to an open question.

    Attributes:
        area_id: of the area or the open question in the framework.
        text: in the reader's own words; may point at nobody.
    """

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("round_id", "area_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    area_id: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)


class Production(Base):
    """A file being made by the worker; once it is made it lies on the shelf (pet.services.made).

    Attributes:
        file: its name in pet.exports.catalogue, such as `full-report.pdf`.
        page: the paper, `a4` or `letter`.
        language: in which it is made.
        wordless: whether it is made without what people wrote.
        edition: a hash of everything that it is made from.
        state: `queued`, `making`, `ready` or `failed`.
        progress: 0 to 1.
        problem: what went wrong, for whoever asked.
        taken_until: until when the worker that took it is waited for; `None` where none has.
    """

    __tablename__ = "production"
    __table_args__ = (
        UniqueConstraint("round_id", "edition", "file"),
        CheckConstraint("state IN ('queued', 'making', 'ready', 'failed')", name="state_known"),
        CheckConstraint("page IN ('a4', 'letter')", name="page_known"),
        CheckConstraint("progress >= 0 AND progress <= 1", name="progress_is_share"),
        CheckConstraint("(state = 'making') = (taken_until IS NOT NULL)", name="taken_while_making"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    file: Mapped[str] = mapped_column(String(80))
    page: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(20))
    wordless: Mapped[bool] = mapped_column(default=False)
    edition: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(10), default="queued", index=True)
    progress: Mapped[float] = mapped_column(Float, default=0.0)
    problem: Mapped[str] = mapped_column(String(300), default="")
    taken_until: Mapped[datetime | None]
    asked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
