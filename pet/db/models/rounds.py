"""A self-assessment: what is asked, what was promised, and what came out."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pet.db.base import Base, PublicId, new_public_id


class FrameworkVersion(Base):
    """A published framework: the file as it was, immutable.

    Attributes:
        key, version: as in the file.
        sha256: of `source` in UTF-8, in hex; tells whether two snapshots are the same.
        source: the file's text (format `pet.framework/1`), without a byte order mark.
    """

    __tablename__ = "framework_version"
    __table_args__ = (Index("ix_framework_version_key_version", "key", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    source: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class Round(Base):
    """One self-assessment of a partnership.

    Attributes:
        title: what it is called, such as "Autumn 2026".
        follows_id: the earlier round of the same partnership beside which this one is set.
        form: `full`, `core` or `pulse`: which themes of the framework are asked.
        mode, smallest_group, small_partnership, first_comparison, weighting: the promise, as in pet.analysis.options.
        invited: how many people are asked, if known.
        way: how people come in: by personal `letters`, or by one `link` for everybody.
        asks: as whom people answer: `both` partner and role, only the `partner`, only the `role`, or `nobody`; in an
            anonymous round no more than what enough people share (pet.services.promises).
        reader_id: the account that reads comments first and takes out what points at a person.
        state: `draft`, `open`, `closed` or `released`.
        open_code: the secret part of the open link that a lead passes on; `None` for none.
        short_code: eight letters that can be typed in place of the open link.
        closes_by_itself: whether it is closed at its last moment without anybody doing it.
        reminders: how many days before the closing date a reminder goes out by itself.
        letter_texts: what a lead wrote in place of the usual letters, by kind of letter and part.
        launched_at: when the lead let it begin; its promise and framework are fixed from the first answer on.
        release_note: what the lead wrote to everybody with the results.
        release_parts: what members see of it; `None` for everything.
        opens_at, closes_at: the window of time; nothing is saved at or after `closes_at`.
        closed_at, released_at: when it happened.
        counts: how many had answered when it closed (pet.services.counting); shown ever after, so that nobody can
            tell from a number whether somebody withdrew.
        comments_read_at: when the reader had finished; no comment is shown before.
        agenda: what somebody chose in place of the proposed agenda (pet.analysis.agenda_choice); `None` for nothing.
        met_on: the day of the conversation; `None` where none was held, or none was told.
        talk_note: what the conversation changed, in the words of whoever led it.
        imported_sha256: the identity of the archive that it was brought in by, in hex; `None` for a round that was held here.
    """

    __tablename__ = "round"
    __table_args__ = (
        CheckConstraint("form IN ('full', 'core', 'pulse')", name="form_known"),
        CheckConstraint("mode IN ('anonymous', 'confidential', 'open')", name="mode_known"),
        CheckConstraint("(mode = 'open') = (smallest_group = 1)", name="only_open_hides_nothing"),
        CheckConstraint("smallest_group = 1 OR smallest_group >= 3", name="smallest_group_hides"),
        CheckConstraint("first_comparison IN ('role', 'partner')", name="first_comparison_known"),
        CheckConstraint("weighting IN ('people', 'partners')", name="weighting_known"),
        CheckConstraint("state IN ('draft', 'open', 'closed', 'released')", name="state_known"),
        CheckConstraint(
            "(state IN ('closed', 'released')) = (closed_at IS NOT NULL)", name="closed_has_time"
        ),
        CheckConstraint("(state = 'released') = (released_at IS NOT NULL)", name="released_has_time"),
        CheckConstraint("way IN ('letters', 'link')", name="way_known"),
        CheckConstraint("asks IN ('both', 'partner', 'role', 'nobody')", name="asks_known"),
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id", ondelete="CASCADE"), index=True)
    framework_version_id: Mapped[int] = mapped_column(ForeignKey("framework_version.id"))
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("round.id", ondelete="SET NULL"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    form: Mapped[str] = mapped_column(String(10), default="full")
    mode: Mapped[str] = mapped_column(String(12))
    smallest_group: Mapped[int]
    small_partnership: Mapped[bool] = mapped_column(default=False)
    first_comparison: Mapped[str] = mapped_column(String(10), default="role")
    weighting: Mapped[str] = mapped_column(String(10), default="people")
    invited: Mapped[int | None]
    way: Mapped[str] = mapped_column(String(10), default="link")
    asks: Mapped[str] = mapped_column(String(10), default="both")
    reader_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    state: Mapped[str] = mapped_column(String(10))
    open_code: Mapped[str | None] = mapped_column(String(43), unique=True)
    short_code: Mapped[str | None] = mapped_column(String(8), unique=True)
    closes_by_itself: Mapped[bool] = mapped_column(default=False)
    reminders: Mapped[list[int]] = mapped_column(JSON, default=list)
    letter_texts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    launched_at: Mapped[datetime | None]
    release_note: Mapped[str] = mapped_column(Text, default="")
    release_parts: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    released_at: Mapped[datetime | None]
    comments_read_at: Mapped[datetime | None]
    agenda: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    met_on: Mapped[date | None]
    talk_note: Mapped[str] = mapped_column(Text, default="")
    imported_sha256: Mapped[str | None] = mapped_column(String(64))


class StoredResult(Base):
    """What was computed from a round when it closed; pages read this and never the answers.

    Attributes:
        document: the JSON `pet.result/1` as text, so that the same result has the same bytes.
        sha256: of `document`, in hex: names everything made from it (charts, reports).
    """

    __tablename__ = "stored_result"
    __table_args__ = (UniqueConstraint("round_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    document: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]


class ResultSnapshot(Base):
    """Who was in a result when it was computed, as far as that was shown (pet.analysis.snapshots); never what they said.

    Attributes:
        taken: `Snapshot.as_document()`: keys of responses, which lead nowhere once a response is withdrawn.
    """

    __tablename__ = "result_snapshot"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    taken: Mapped[dict[str, Any]]
