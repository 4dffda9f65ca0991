"""The way that the settings name."""

from pathlib import Path
from typing import Protocol, Self

from pet.mail.folder import FolderTransport
from pet.mail.message import Parcel
from pet.mail.outcome import Outcome
from pet.mail.smtp import TIMEOUT_SECONDS, SmtpTransport, server_of


class Transport(Protocol):
    """Takes messages, one after the other, between being entered and left."""

    def __enter__(self) -> Self:
        """Be ready."""

    def __exit__(self, *_why: object) -> None:
        """Nothing more comes."""

    def send(self, parcel: Parcel) -> Outcome:
        """Hand one message over."""


def transport_of(address: str, *, timeout: float = TIMEOUT_SECONDS) -> Transport:
    """A transport for the setting `PET_MAIL`, which was checked.

    Args:
        address: `smtp://…`, `smtps://…` or `folder:/…`.
        timeout: seconds to wait for each answer of a mail server.
    """
    if address.startswith("folder:"):
        return FolderTransport(Path(address.removeprefix("folder:")))
    return SmtpTransport(server_of(address, timeout=timeout))
