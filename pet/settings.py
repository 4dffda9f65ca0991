"""The settings of a site: from `PET_*` variables, checked at start, with one message for everything wrong.

The secret key is made once and kept in the instance folder where no variable gives one.
"""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError

from pet.errors import PetError
from pet.language import PSEUDO
from pet.language import gettext as _
from pet.paths import INSTANCE

SHORTEST_SECRET = 32
_FEWEST_CHARACTERS = 10  # different ones: “changeme” eight times is no secret
_ALIKE = 0.85
_PLAIN = re.compile(r"[!-~]+")  # no spaces, and international names in the form with xn--
_EMAIL = re.compile(r"[!-?A-~]+@[0-9A-Za-z.-]+")
_MAIL_QUERIES = ("", "tls=no")
_NOWHERE = "pet@example.org"  # letters in a folder go to nobody
_FILE_OF_SECRET = "secret-key"  # noqa: S105 -- the name of a file


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an administrator can set.

    Attributes:
        instance: the folder for everything that PET produces.
        database_url: where answers are kept, SQLite or PostgreSQL; may hold a password.
        secret_key: signs cookies and forms; at least 32 characters.
        secret_key_fallbacks: earlier keys that are still accepted.
        base_url: the address of the site, in lower case and without a slash at the end; links are made from it, never from a request.
        language: the code of the language in which pages speak.
        proxies: trusted reverse proxies in front, 0 or 1.
        workers: server processes.
        threads: threads per process.
        time_zone: proposed for new partnerships, such as `Europe/London`.
        contact: where to reach whoever runs the site, an e-mail address or an https address; empty for nobody.
        anyone_creates: whether everybody who is signed in may make a partnership, not only leads.
        mail: how letters go out, `smtp://…`, `smtps://…` or `folder:/…`; may hold a password; empty for no letters.
        mail_from: the address that letters come from.
    """

    instance: Path
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    secret_key_fallbacks: tuple[str, ...] = field(default=(), repr=False)
    base_url: str = "http://127.0.0.1:8000"
    language: str = "en"
    proxies: int = 0
    workers: int = 2
    threads: int = 4
    contact: str = ""
    time_zone: str = "UTC"
    anyone_creates: bool = False
    mail: str = field(default="", repr=False)
    mail_from: str = ""

    @property
    def is_https(self) -> bool:
        """Whether browsers reach the site over TLS."""
        return self.base_url.startswith("https://")

    @property
    def host(self) -> str:
        """The host name that requests must be for, with its port if it is not the usual one."""
        return urlsplit(self.base_url).netloc

    @property
    def is_loopback(self) -> bool:
        """Whether only browsers on this machine reach the site."""
        return urlsplit(self.base_url).hostname in ("127.0.0.1", "localhost", "::1")


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings that the environment asks for; makes the instance folder and the secret key if need be.

    Raises:
        PetError: with a line for each setting that cannot be used.
    """
    reader = _Reader(os.environ if environ is None else environ)
    instance = Path(reader.text("PET_INSTANCE", str(INSTANCE), _folder)).absolute()
    database_url = reader.text("PET_DATABASE_URL", f"sqlite:///{instance / 'pet.sqlite3'}", _database_url)
    base_url = reader.text("PET_BASE_URL", Settings.base_url, _base_url).rstrip("/").lower()
    proxies = reader.number("PET_PROXIES", Settings.proxies, least=0, most=1)
    workers = reader.number("PET_WORKERS", Settings.workers, least=1, most=64)
    threads = reader.number("PET_THREADS", Settings.threads, least=1, most=64)
    language = reader.text("PET_LANGUAGE", Settings.language, _language)
    contact = reader.text("PET_CONTACT", Settings.contact, _contact)
    time_zone = reader.text("PET_TIME_ZONE", Settings.time_zone, _time_zone)
    mail = reader.text("PET_MAIL", Settings.mail, _mail)
    mail_from = reader.text("PET_MAIL_FROM", "" if _goes_out(mail) else _NOWHERE, _email)
    reader.check_sender(mail_from)
    anyone_creates = reader.number("PET_ANYONE_CREATES", int(Settings.anyone_creates), least=0, most=1)
    secret_key = reader.text("PET_SECRET_KEY", "", _secret)
    fallbacks = reader.text("PET_SECRET_KEY_FALLBACKS", "", _secrets).split()
    reader.check_names()
    if reader.wrong:
        raise PetError("\n".join(reader.wrong))
    _make_folder(instance)
    return Settings(
        instance=instance,
        database_url=database_url,
        secret_key=secret_key or _kept_secret(instance),
        secret_key_fallbacks=tuple(fallbacks),
        base_url=base_url,
        language=language,
        proxies=proxies,
        workers=workers,
        threads=threads,
        contact=contact,
        time_zone=time_zone,
        mail=mail,
        mail_from=mail_from,
        anyone_creates=bool(anyone_creates),
    )


class _Reader:
    """Reads variables and collects what is wrong with them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._known: list[str] = []
        self.wrong: list[str] = []

    def text(self, name: str, default: str, check: Callable[[str], str | None] = lambda _text: None) -> str:
        """The variable, or `default` where it is empty; `check` says what is wrong with it."""
        self._known.append(name)
        given = self._environ.get(name, "").strip()
        if not given:
            return default
        if reason := check(given):
            self.wrong.append(f"{name}: {reason}")
        return given

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        """The variable as a whole number."""
        given = self.text(name, str(default))
        if given.isdecimal() and least <= int(given) <= most:
            return int(given)
        self.wrong.append(
            f"{name}: " + _("give a whole number from {least} to {most}.", least=least, most=most)
        )
        return default

    def check_sender(self, mail_from: str) -> None:
        """Letters that go out come from somebody."""
        if not mail_from:
            self.wrong.append("PET_MAIL_FROM: " + _("give the e-mail address that letters come from."))

    def check_names(self) -> None:
        """Variables that look like a setting with a slip of the finger are wrong: they would have no effect."""
        for name in self._environ:
            if name.startswith("PET_") and name not in self._known:
                for meant in get_close_matches(name, self._known, n=1, cutoff=_ALIKE):
                    self.wrong.append(
                        f"{name}: " + _("there is no such setting; “{name}” is meant, perhaps.", name=meant)
                    )


def _folder(given: str) -> str | None:
    return _("choose a folder without “?” in its name.") if "?" in given else None


def _database_url(given: str) -> str | None:
    kind, _colon, rest = given.partition("://")
    if kind in ("postgresql", "postgresql+psycopg") and rest:
        return None
    if kind == "sqlite" and Path(rest[1:]).is_absolute() and "?" not in rest:
        return None
    return _(
        "give an address like postgresql://name:password@host/database, or sqlite:////folder/file with the whole path."
    )


def _base_url(given: str) -> str | None:
    parts = _split(given)
    if parts and given.rstrip("/").lower() in (
        f"http://{parts.netloc.lower()}",
        f"https://{parts.netloc.lower()}",
    ):
        return None
    return _("give the address of the site like https://pet.example.org, with nothing behind the name.")


def _contact(given: str) -> str | None:
    parts = _split(given)
    if _EMAIL.fullmatch(given) or (parts and parts.scheme == "https" and parts.netloc):
        return None
    return _("give an e-mail address, or an address that starts with https://.")


def _email(given: str) -> str | None:
    return None if _EMAIL.fullmatch(given) else _("give an e-mail address like pet@example.org.")


def _goes_out(mail: str) -> bool:
    """Whether letters leave this machine's folders."""
    return mail.startswith(("smtp://", "smtps://"))


def _mail(given: str) -> str | None:
    kind, _colon, rest = given.partition(":")
    if kind == "folder" and Path(rest).is_absolute():
        return None
    try:
        parts = urlsplit(given)
        known = (
            parts.port != 0 and parts.hostname and parts.query in _MAIL_QUERIES and not parts.path.strip("/")
        )
    except ValueError:
        known = None
    if _goes_out(given) and known and _PLAIN.fullmatch(given):
        return None
    return _(
        "give an address like smtp://name:password@mail.example.org:587 or smtps://name:password@mail.example.org, "
        "with %-signs for special characters, or folder:/folder for letters that are written into files."
    )


def _split(address: str) -> SplitResult | None:
    """The parts of a web address; `None` where a browser could not go there, or would take a name and password along."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    return (
        parts
        if parts.hostname and port != 0 and "@" not in parts.netloc and _PLAIN.fullmatch(address)
        else None
    )


def _language(given: str) -> str | None:
    try:
        Locale.parse(given, sep="-")
    except (ValueError, UnknownLocaleError):
        return None if given == PSEUDO else _("give a language code such as “en”.")
    return None


def _time_zone(given: str) -> str | None:
    if given in available_timezones():
        return None
    return _("give the name of a time zone such as Europe/London.")


def _secret(given: str) -> str | None:
    if len(given) >= SHORTEST_SECRET and len(set(given)) >= _FEWEST_CHARACTERS:
        return None
    return _(
        "give at least {number} random characters, or none at all: PET then makes its own.",
        number=SHORTEST_SECRET,
    )


def _secrets(given: str) -> str | None:
    if all(_secret(one) is None for one in given.split()):
        return None
    return _(
        "give earlier keys of at least {number} characters, with spaces between.", number=SHORTEST_SECRET
    )


def _make_folder(instance: Path) -> None:
    """The instance folder, for its owner alone where it is made now.

    Raises:
        PetError: it cannot be made or written into.
    """
    try:
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=instance):
            pass
    except OSError as error:
        raise PetError(
            _("The folder {folder} cannot be used: {reason}", folder=instance, reason=error.strerror or error)
        ) from error


def _kept_secret(instance: Path) -> str:
    """The secret key in the instance folder, made now if there is none.

    Raises:
        PetError: the key cannot be read or made, or is damaged.
    """
    file = instance / _FILE_OF_SECRET
    try:
        if not file.exists():
            _make_secret(file)
        kept = file.read_text(encoding="ascii").strip()
    except OSError as error:
        raise PetError(
            _(
                "The secret key in {file} cannot be read or made: {reason}",
                file=file,
                reason=error.strerror or error,
            )
        ) from error
    except UnicodeDecodeError:
        kept = ""
    if _secret(kept) is not None:
        raise PetError(
            _(
                "The secret key in {file} is damaged. Put it back from a backup, or delete the file: everyone then signs in anew.",
                file=file,
            )
        )
    return kept


def _make_secret(file: Path) -> None:
    """Write a new key that only its owner can read; whoever comes first wins."""
    part = file.with_name(f".{secrets.token_hex(8)}.part")
    part.touch(mode=0o600)
    try:
        with part.open("w", encoding="ascii") as writing:
            writing.write(secrets.token_urlsafe(48))
            writing.flush()
            os.fsync(writing.fileno())  # else a power cut could leave the name of an empty file
        with suppress(FileExistsError):
            os.link(part, file)
    finally:
        part.unlink()
