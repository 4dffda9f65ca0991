"""Messages over real SMTP: what the server says decides, and nothing can be smuggled in."""

import unicodedata
from datetime import UTC, datetime, timedelta
from email import policy
from email.parser import BytesParser
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pet.mail import sanitised
from pet.mail.message import Message, packed
from pet.mail.outcome import Fate
from pet.mail.sanitised import AddressError
from pet.mail.transport import transport_of
from pet.mail.trouble import Trouble, words
from tests.support import sink as faults
from tests.support.sink import PASSWORD, USER, listening

pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.filterwarnings(
        "ignore:Requiring AUTH"
    ),  # of aiosmtpd, which does not see TLS from the first byte on
]
QUICK = 2.0


def message(**changed):
    given = {
        "message_id": "<abc@pet.example.org>",
        "sender": "pet@example.org",
        "sender_name": "Riverside Partnership",
        "to": "pat@example.org",
        "to_name": "Pat Pattern",
        "subject": "Your view",
        "text": "Hello Pat\n\n.a line that begins with a full stop\n",
        "html": "<p>Hello Pat</p>",
        "language": "en",
        "written_at": datetime(2026, 10, 5, 9, tzinfo=UTC),
    }
    return Message(**{**given, **changed})


def send(address, *messages):
    with transport_of(address, timeout=QUICK) as transport:
        return [transport.send(packed(one)) for one in messages]


def url(sink, kind="smtp", rest=""):
    return f"{kind}://127.0.0.1:{sink.port}{rest}"


def test_a_message_arrives_as_it_was_written(sink):
    (outcome,) = send(url(sink), message())
    assert outcome.fate is Fate.TAKEN
    (one,) = sink.received
    assert (one.sender, one.recipients) == ("pet@example.org", ("pat@example.org",))
    mail = one.mail
    assert {
        name: str(mail[name]) for name in ("From", "To", "Subject", "Message-ID", "Auto-Submitted", "Date")
    } == {
        "From": "Riverside Partnership <pet@example.org>",
        "To": "Pat Pattern <pat@example.org>",
        "Subject": "Your view",
        "Message-ID": "<abc@pet.example.org>",
        "Auto-Submitted": "auto-generated",
        "Date": "Mon, 05 Oct 2026 09:00:00 +0000",
    }
    assert mail.get_body(("plain",)).get_content().splitlines() == message().text.splitlines()
    assert mail.get_body(("html",)).get_content().strip() == message().html


HOSTILE = (
    "=?utf-8?q?Hello=0ABcc:_evil=40example.org?=",
    "=?utf-8?b?SGVsbG8NCkJjYzogZXZpbEBleGFtcGxlLm9yZw==?=",
    "Hello\r\nBcc: evil@example.org",
    "Hello\nBcc: evil@example.org\n\nAnother body",
    "Hello\u2028Bcc: evil@example.org",
    "Hello\x85Bcc: evil@example.org\x00\x0b\x0c",
    '"Pat" <evil@example.org>, "x',
    "evil@example.org, pat@example.org;",
    "\u202egro.elpmaxe@live",
    "= ?utf-8?q?a?=\r\n =?utf-8?q?=0D=0ABcc:_evil=40example.org?=",
    "=\x00?utf-8?q?Hello=0ABcc:_evil=40example.org?=",
    "x" * 5000,
    "ß" * 500 + "\r\nBcc: evil@example.org",
    "",
)
HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("place", ["sender_name", "to_name", "subject"])
def test_nothing_is_smuggled_into_the_head(sink, place, hostile):
    """Read twice: by the parser that decodes encoded words, and line by line as any program might."""
    (outcome,) = send(url(sink), message(**{place: hostile}))
    assert outcome.fate is Fate.TAKEN
    (one,) = sink.received
    assert one.recipients == ("pat@example.org",)
    parsed = BytesParser(policy=policy.default).parsebytes(one.content)
    assert sorted(parsed.keys()) == sorted(HEADERS)
    assert parsed["To"].addresses[0].addr_spec == "pat@example.org"
    assert [len(parsed[name].addresses) for name in ("To", "From")] == [1, 1]
    assert parsed["From"].addresses[0].addr_spec == "pet@example.org"
    read = "".join(str(value) for value in parsed.values())
    assert [sign for sign in read if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp")] == []
    head = one.content.partition(b"\r\n\r\n")[0].decode("ascii")
    started = [line.partition(":")[0] for line in head.split("\r\n") if not line.startswith((" ", "\t"))]
    assert sorted(started) == sorted(HEADERS)
    assert max(map(len, head.split("\r\n"))) <= 998
    assert "evil@example.org" not in parsed["To"].addresses[0].display_name


def test_the_fault_of_python_is_still_what_the_sanitiser_is_for():
    """Should this fail, Python was mended; the sanitiser stays for older ones."""
    assert sanitised.subject(HOSTILE[0]).startswith("= ?utf-8?q?")
    assert sanitised.subject("a=?b") == "a= ?b"
    assert sanitised.subject("Fun: 1 = 2?") == "Fun: 1 = 2?"
    assert sanitised.name("Pat <evil@example.org>") == "Pat evil example.org"
    assert sanitised.name("http://evil.example") == "http evil.example"
    assert len(sanitised.subject("word " * 100)) <= 120


@pytest.mark.parametrize(
    "address",
    [
        "pat@example.org\r\nBcc: evil@example.org",
        "pat@example.org, evil@example.org",
        "pat@example.org> <evil@example.org",
        "<pat@example.org>",
        "pat",
        "",
        "pät@example.org",
        "pat@exa mple.org",
    ],
)
def test_an_address_that_is_none_is_refused_before_anybody_is_asked(address):
    with pytest.raises(AddressError):
        packed(message(to=address))


def test_an_international_domain_is_written_in_ascii(sink):
    send(url(sink), message(to="pat@bücher.example.org"))
    assert sink.received[0].recipients == ("pat@xn--bcher-kva.example.org",)


def test_one_connection_carries_many_messages(sink):
    outcomes = send(url(sink), *[message(message_id=f"<{n}@example.org>") for n in range(5)])
    assert [one.fate for one in outcomes] == [Fate.TAKEN] * 5
    assert sink.connections == 1
    assert sink.ids() == [f"<{n}@example.org>" for n in range(5)]


@pytest.mark.parametrize(
    ("fault", "fate", "reason", "trouble", "taken"),
    [
        (faults.LATER, Fate.LATER, "451 come back later", Trouble.RECIPIENT, 0),
        (faults.REFUSED, Fate.REFUSED, "550 no such mailbox", Trouble.OTHER, 0),
        (faults.SENDER_REFUSED, Fate.LATER, "550 who are you?", Trouble.SENDER, 0),
        (faults.DROPPED, Fate.LATER, "the mail server ended the connection", Trouble.LOST, 1),
        (faults.DROPPED_BEFORE, Fate.LATER, "the mail server ended the connection", Trouble.LOST, 0),
    ],
)
def test_what_the_server_says_decides_and_the_next_message_goes(sink, fault, fate, reason, trouble, taken):
    sink.fault = lambda number: fault if number == 1 else None
    outcomes = send(url(sink), *[message(message_id=f"<{n}@example.org>") for n in range(3)])
    assert [one.fate for one in outcomes] == [Fate.TAKEN, fate, Fate.TAKEN]
    assert (outcomes[1].reason, outcomes[1].trouble) == (reason, trouble)
    assert not any(one.unreachable for one in outcomes)
    assert len(sink.received) == 2 + taken


def test_a_server_that_says_nothing_is_not_waited_for_longer_than_it_says(sink):
    sink.slow, sink.fault = 3 * QUICK, lambda number: faults.SLOW if number == 0 else None
    outcomes = send(url(sink), message(), message(message_id="<2@example.org>"))
    assert [one.fate for one in outcomes] == [Fate.LATER, Fate.TAKEN]
    assert outcomes[0].reason == "the mail server did not answer in time"


def test_a_server_that_is_not_there_is_said_so():
    with listening() as gone:
        pass
    (outcome,) = send(url(gone), message())
    assert (outcome.fate, outcome.reason, outcome.unreachable) == (Fate.LATER, "Connection refused", True)
    assert outcome.trouble is Trouble.SILENCE


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for this machine, signed by nobody else."""
    folder = tmp_path_factory.mktemp("certificate")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example.org")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return folder / "certificate.pem", folder / "key.pem"


SIGNED_IN = f"{USER}:of%20the%20tests%3A%20100%20%25"


@pytest.mark.parametrize(("kind", "wrapped"), [("smtp", False), ("smtps", True)])
def test_it_speaks_tls_and_signs_in(certificate, monkeypatch, kind, wrapped):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with listening(certificate=certificate, wrapped=wrapped, sign_in=True) as sink:
        (outcome,) = send(f"{kind}://{SIGNED_IN}@127.0.0.1:{sink.port}", message())
    assert (outcome.reason, outcome.fate) == ("", Fate.TAKEN)
    assert len(sink.received) == 1


@pytest.mark.parametrize(("kind", "wrapped"), [("smtp", False), ("smtps", True)])
def test_a_server_that_cannot_show_who_it_is_gets_no_password(certificate, kind, wrapped):
    with listening(certificate=certificate, wrapped=wrapped, sign_in=True) as sink:
        (outcome,) = send(f"{kind}://{SIGNED_IN}@127.0.0.1:{sink.port}", message())
    assert (outcome.fate, outcome.unreachable) == (Fate.LATER, True)
    assert (PASSWORD in outcome.reason, outcome.trouble) == (False, Trouble.ENCRYPTION)
    assert sink.received == []


def test_a_password_is_never_sent_in_the_clear(sink):
    (outcome,) = send(f"smtp://{SIGNED_IN}@127.0.0.1:{sink.port}", message())
    assert (outcome.fate, outcome.unreachable) == (Fate.LATER, True)
    assert ("STARTTLS" in outcome.reason, outcome.trouble) == (True, Trouble.ENCRYPTION)
    assert sink.received == []


def test_a_wrong_password_refuses_no_letter(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with listening(certificate=certificate, wrapped=True, sign_in=True) as sink:
        (outcome,) = send(f"smtps://{USER}:wrong@127.0.0.1:{sink.port}", message())
    assert (outcome.fate, outcome.unreachable) == (Fate.LATER, True)
    assert (outcome.reason[:3], outcome.trouble) == ("535", Trouble.SIGN_IN)


def test_every_kind_of_trouble_has_its_own_words():
    said = [words(one) for one in Trouble]
    assert len(set(said)) == len(said)
    assert not any("@" in one for one in said)
