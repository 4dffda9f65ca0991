"""Over SMTP: one connection for many messages, each of them taken only when the server has said so.

Whatever is not a clear refusal is tried again: a server that falls silent after the last line of a message may have
taken it, and the same Message-ID lets mail programs show the second one as the first.
"""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import unquote, urlsplit

from pet.language import gettext as _
from pet.mail.message import Parcel
from pet.mail.outcome import TAKEN, Outcome, later, refused
from pet.mail.trouble import Trouble

TIMEOUT_SECONDS = 30
MOST_PER_CONNECTION = 100
_WANTS_SIGN_IN = (530, 538)
_PORTS = {"smtp": 587, "smtps": 465}
_OWN = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where the mail server is, and how to talk with it.

    Attributes:
        host, port: its address.
        tls: `wrapped` from the first byte on, `upgraded` by STARTTLS, or `no`.
        user, password: to sign in with; empty for none.
        timeout: seconds to wait for each answer.
    """

    host: str
    port: int
    tls: str
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = TIMEOUT_SECONDS


def server_of(url: str, *, timeout: float = TIMEOUT_SECONDS) -> MailServer:
    """The mail server that `smtp://…` or `smtps://…` names; plain text only on this machine, or where it says `?tls=no`."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    plain = parts.query == "tls=no" or (host in _OWN and not parts.username)
    return MailServer(
        host=host,
        port=parts.port or _PORTS[parts.scheme],
        tls="wrapped" if parts.scheme == "smtps" else "no" if plain else "upgraded",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        timeout=timeout,
    )


class SmtpTransport:
    """A connection that is made when the first message wants it, and made again when it is lost."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._connection: smtplib.SMTP | None = None
        self._sent = 0

    def __enter__(self) -> Self:
        """Nothing is opened yet."""
        return self

    def __exit__(self, *_why: object) -> None:
        """Say goodbye."""
        if self._connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._connection.quit()
        self._leave()

    def send(self, parcel: Parcel) -> Outcome:
        """Hand one message over."""
        try:
            connection = self._ready()
        except (smtplib.SMTPException, OSError) as error:
            self._leave()
            return later(_said(error), trouble=_trouble(error), unreachable=True)
        try:
            return self._hand_over(connection, parcel)
        except (smtplib.SMTPException, OSError) as error:
            self._leave()
            return later(_said(error), trouble=Trouble.LOST)

    def _hand_over(self, connection: smtplib.SMTP, parcel: Parcel) -> Outcome:
        """Step by step: what a refusal means depends on what was refused."""
        code, reply = connection.mail(parcel.sender)
        if code != 250:  # it is we who are refused, and not this person: that can be mended
            return self._put_off(code, reply, _sender_trouble(code))
        code, reply = connection.rcpt(parcel.to)
        if code not in (250, 251):
            return self._refused(code, reply, Trouble.RECIPIENT)
        try:
            code, reply = connection.data(parcel.content)
        except smtplib.SMTPDataError as error:
            code, reply = error.smtp_code, _bytes(error.smtp_error)
        if code != 250:
            return self._refused(code, reply, Trouble.LETTER)
        self._sent += 1
        return TAKEN

    def _refused(self, code: int, reply: bytes, trouble: Trouble) -> Outcome:
        if not 500 <= code <= 599:
            return self._put_off(code, reply, trouble)
        self._begin_anew()
        return refused(_told(code, reply))

    def _put_off(self, code: int, reply: bytes, trouble: Trouble) -> Outcome:
        self._begin_anew()
        return later(_told(code, reply), trouble=trouble)

    def _begin_anew(self) -> None:
        """The server forgets the message; where it does not answer, the connection is of no more use."""
        try:
            code = self._connection.rset()[0] if self._connection is not None else 0
        except (smtplib.SMTPException, OSError):
            code = 0
        if code != 250:
            self._leave()

    def _ready(self) -> smtplib.SMTP:
        """The connection; a new one after a hundred messages, since servers count."""
        if self._connection is not None and self._sent >= MOST_PER_CONNECTION:
            self._leave()
        if self._connection is not None and not self._is_alive(self._connection):
            self._leave()
        if self._connection is None:
            self._connection = _connected(self._server)
            self._sent = 0
        return self._connection

    def _is_alive(self, connection: smtplib.SMTP) -> bool:
        """Whether the server still listens: asked before each message, when nothing can come twice."""
        try:
            return connection.noop()[0] == 250
        except (smtplib.SMTPException, OSError):
            return False

    def _leave(self) -> None:
        """Without a word: whoever does not answer would be waited for once more."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _connected(server: MailServer) -> smtplib.SMTP:
    """A connection, encrypted and signed in as the settings want it.

    Raises:
        SMTPException: the server will not talk with us.
        OSError: it cannot be reached, or is not who it says it is.
    """
    if server.tls == "wrapped":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=server.timeout, context=ssl.create_default_context()
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    try:
        connection.ehlo_or_helo_if_needed()
        if server.tls == "upgraded":
            connection.starttls(context=ssl.create_default_context())
        if server.user:
            connection.login(server.user, server.password)
    except (smtplib.SMTPException, OSError):
        connection.close()
        raise
    return connection


def _trouble(error: Exception) -> Trouble:
    """What kind of trouble kept us from talking with the server."""
    if isinstance(error, ssl.SSLError):
        return Trouble.ENCRYPTION
    if isinstance(error, smtplib.SMTPAuthenticationError) or "auth" in str(error).lower():
        return Trouble.SIGN_IN  # also where the server knows no way that we know
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Trouble.ENCRYPTION
    return Trouble.REFUSAL if isinstance(error, smtplib.SMTPResponseException) else Trouble.SILENCE


def _sender_trouble(code: int) -> Trouble:
    """What a refused sender means: 530 wants us to sign in, what begins with a 4 is about this moment."""
    if code in _WANTS_SIGN_IN:
        return Trouble.SIGN_IN
    return Trouble.SENDER if 500 <= code <= 599 else Trouble.LETTER


def _said(error: Exception) -> str:
    """What went wrong, without anything that we sent."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _told(error.smtp_code, _bytes(error.smtp_error))
    # smtplib calls silence a lost connection as well
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return _("the mail server did not answer in time")
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return _("the mail server ended the connection")
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__


def _told(code: int, reply: bytes) -> str:
    return f"{code} {reply.decode('utf-8', 'replace')}"


def _bytes(reply: bytes | str) -> bytes:
    return reply if isinstance(reply, bytes) else reply.encode("utf-8", "replace")
