"""One message, from plain values to the bytes that go over the wire."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from pet.mail import sanitised
from pet.mail.sanitised import AddressError


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is sent.

    Attributes:
        message_id: with its angle brackets; the same for every try.
        sender, sender_name: the address that letters come from, and whose letters they are.
        to, to_name: whom it goes to.
        subject: cut where it is too long.
        text, html: the same twice.
        language: of both, such as `en`.
        written_at: for the header `Date`.
        reply_to: where an answer goes; nothing for the address that letters come from.
    """

    message_id: str
    sender: str
    sender_name: str
    to: str
    to_name: str
    subject: str
    text: str
    html: str
    language: str
    written_at: datetime
    reply_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A message ready to go.

    Attributes:
        message_id: of the message.
        sender, to: the envelope; headers are not asked whom it goes to.
        content: the bytes, with lines that end as SMTP wants them.
    """

    message_id: str
    sender: str
    to: str
    content: bytes


def packed(message: Message) -> Parcel:
    """The message ready to go.

    Raises:
        AddressError: its address cannot be one.
    """
    to = sanitised.address(message.to)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _mailbox(message.sender_name, message.sender)
    mail["To"] = _mailbox(message.to_name, to)
    if answers := _usable(message.reply_to):
        mail["Reply-To"] = answers
    mail["Subject"] = sanitised.subject(message.subject)
    mail["Date"] = format_datetime(message.written_at)
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(message.text, cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    mail["Content-Language"] = message.language  # after the parts, which would take it along
    return Parcel(message_id=message.message_id, sender=message.sender, to=to, content=mail.as_bytes())


def _usable(given: Iterable[str]) -> list[Address]:
    """An address that cannot be one keeps no letter back."""
    found = []
    for one in given:
        with suppress(AddressError):
            found.append(Address(addr_spec=sanitised.address(one)))
    return found


def _mailbox(name: str, address: str) -> Address:
    return Address(display_name=sanitised.name(name), addr_spec=address)
