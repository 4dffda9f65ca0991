"""What the worker works with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event

from pet.db.session import Database
from pet.mail.smtp import TIMEOUT_SECONDS
from pet.services import letters
from pet.services.letters import Post
from pet.services.letters.sending import USUAL, Pace
from pet.settings import Settings


def utc_now() -> datetime:
    """The time by this machine's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What the worker works with.

    Attributes:
        settings: of the site.
        database: of the site.
        pace: how patiently letters are sent.
        mail_timeout: seconds to wait for each answer of the mail server.
        clock: what time it is.
        stopping: set when the worker is to end after the letter in hand.
    """

    settings: Settings
    database: Database
    pace: Pace = USUAL
    mail_timeout: float = TIMEOUT_SECONDS
    clock: Callable[[], datetime] = utc_now
    stopping: Event = field(default_factory=Event)

    @property
    def post(self) -> Post:
        """What services need to know in order to queue letters."""
        return letters.post_of(self.settings)
