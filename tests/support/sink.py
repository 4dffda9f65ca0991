"""A real mail server on a free port of this machine, which keeps what it takes and fails as a test asks.

A fault is a function from the number of the message (from 0, each try counted) to one of the words below, or `None`.
"""

import asyncio
import ssl
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

LATER, REFUSED, SENDER_REFUSED, DROPPED, DROPPED_BEFORE, SLOW = (
    "later",
    "refused",
    "sender refused",
    "dropped after data",
    "dropped before data",
    "slow",
)
USER, PASSWORD = "pet", "of the tests: 100 %"


@dataclass(frozen=True)
class Received:
    """A message that the server has taken.

    Attributes:
        sender, recipients: the envelope.
        content: its bytes.
    """

    sender: str
    recipients: tuple
    content: bytes

    @property
    def mail(self):
        return message_from_bytes(self.content, policy=policy.default)

    @property
    def message_id(self):
        return str(self.mail["Message-ID"])


@dataclass
class Sink:
    """What the server has taken, and how it fails.

    Attributes:
        received: in the order in which they came; one that was dropped after DATA was taken.
        connections: how many there were.
        unsaid: how many messages were taken without a word about it, or too late for whoever sent it.
        gone: addresses that are refused for good.
        fault: from the number of a try to what goes wrong.
        slow: how many seconds a slow answer takes.
    """

    port: int = 0
    received: list = field(default_factory=list)
    connections: int = 0
    tries: int = 0
    unsaid: int = 0
    gone: frozenset = frozenset()
    fault: object = lambda _number: None
    slow: float = 0.5

    def ids(self):
        return [one.message_id for one in self.received]


class Handler:
    """The answers of the server."""

    def __init__(self, sink):
        self.sink = sink

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802, ARG002 -- aiosmtpd calls it so
        self.sink.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802, ARG002 -- aiosmtpd calls it so
        session.fault = self.sink.fault(self.sink.tries)
        self.sink.tries += 1
        if session.fault == SENDER_REFUSED:
            return "550 who are you?"
        if session.fault == DROPPED_BEFORE:
            server.transport.abort()
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802, ARG002 -- aiosmtpd calls it so
        if session.fault == LATER:
            return "451 come back later"
        if session.fault == REFUSED or address in self.sink.gone:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- aiosmtpd calls it so
        if session.fault == SLOW:
            await asyncio.sleep(self.sink.slow)
            self.sink.unsaid += 1
        self.sink.received.append(
            Received(envelope.mail_from, tuple(envelope.rcpt_tos), bytes(envelope.original_content))
        )
        if session.fault == DROPPED:
            self.sink.unsaid += 1
            server.transport.abort()
        return "250 OK"


def _knows(_server, _session, _envelope, _mechanism, data):
    ok = data.login == USER.encode() and data.password == PASSWORD.encode()
    return AuthResult(success=ok, handled=False)


@contextmanager
def listening(*, port=0, sink=None, certificate=None, wrapped=False, sign_in=False):
    """A server that listens; `certificate` is a pair of files, of the certificate and its key."""
    sink = sink or Sink()
    options = {}
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*certificate)
        options = {"ssl_context": context} if wrapped else {"tls_context": context, "require_starttls": True}
    if sign_in:
        options |= {"authenticator": _knows, "auth_required": True, "auth_require_tls": not wrapped}
    controller = _Controller(Handler(sink), hostname="127.0.0.1", port=port, **options)
    controller.start()
    sink.port = controller.server.sockets[0].getsockname()[1]
    try:
        yield sink
    finally:
        controller.stop()


class _Controller(Controller):
    """On whatever port is free; aiosmtpd would look for itself at the port that it was given."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
