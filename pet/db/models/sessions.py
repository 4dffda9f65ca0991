"""Open sessions and counted failures; both may be emptied at any time without losing anything."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from pet.db.base import Base


class WebSession(Base):
    """A browser that signed in, or that opened one response by its link.

    Attributes:
        sha256: of the opaque id in the cookie, in hex.
        account_id, response_id: exactly one of them.
        invitation_id: by whose letter or account the response was opened, where the round is not anonymous.
        created_at, seen_at: for the absolute and the idle limit (reliability.md §7).
        verified_at: when the person last showed that it is them (password or mailed link); of accounts only.
        device: what kind of browser it is, in a word or two; of accounts only, so that people know their sessions.
    """

    __tablename__ = "session"
    __table_args__ = (
        CheckConstraint("(account_id IS NULL) <> (response_id IS NULL)", name="one_of_account_and_response"),
        {"sqlite_with_rowid": False},
    )

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    response_id: Mapped[int | None] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(
        ForeignKey("invitation.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    verified_at: Mapped[datetime | None]
    device: Mapped[str] = mapped_column(String(60), default="")


class Throttle(Base):
    """Failures counted for one key, such as an address that tries links.

    Attributes:
        key: what is counted, hashed with the site's secret, in hex; no address is kept.
        failures: in this window, or in a row.
        since: start of the window.
        blocked_until: no try before this.
    """

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    since: Mapped[datetime]
    blocked_until: Mapped[datetime | None]
