"""The settings of a site: from `PET_*` variables, checked at start, with one message for everything wrong.

The secret key is made once and kept in the instance folder where no variable gives one.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

from pet.errors import PetError
from pet.language import gettext as _
from pet.paths import INSTANCE
from pet.settings import checks
from pet.settings.secret_key import kept_secret

_ALIKE = 0.85
_NOWHERE = "pet@example.org"  # letters in a folder go to nobody


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


def from_environment(environ: Mapping[str, str] | None = None, *, makes: bool = True) -> Settings:
    """The settings that the environment asks for; makes the instance folder and the secret key if need be.

    Args:
        environ: the variables; those of this process if none are given.
        makes: whether it makes them. What only reads leaves no trace, and needs no key: there, `secret_key` may be empty.

    Raises:
        PetError: with a line for each setting that cannot be used.
    """
    reader = _Reader(os.environ if environ is None else environ)
    instance = Path(reader.text("PET_INSTANCE", str(INSTANCE), checks.folder)).absolute()
    database_url = reader.text(
        "PET_DATABASE_URL", f"sqlite:///{instance / 'pet.sqlite3'}", checks.database_url
    )
    base_url = reader.text("PET_BASE_URL", Settings.base_url, checks.base_url).rstrip("/").lower()
    proxies = reader.number("PET_PROXIES", Settings.proxies, least=0, most=1)
    workers = reader.number("PET_WORKERS", Settings.workers, least=1, most=64)
    threads = reader.number("PET_THREADS", Settings.threads, least=1, most=64)
    language = reader.text("PET_LANGUAGE", Settings.language, checks.language)
    contact = reader.text("PET_CONTACT", Settings.contact, checks.contact)
    time_zone = reader.text("PET_TIME_ZONE", Settings.time_zone, checks.time_zone)
    mail = reader.text("PET_MAIL", Settings.mail, checks.mail)
    mail_from = reader.text("PET_MAIL_FROM", "" if checks.goes_out(mail) else _NOWHERE, checks.email)
    reader.check_sender(mail_from)
    anyone_creates = reader.number("PET_ANYONE_CREATES", int(Settings.anyone_creates), least=0, most=1)
    secret_key = reader.text("PET_SECRET_KEY", "", checks.secret)
    fallbacks = reader.text("PET_SECRET_KEY_FALLBACKS", "", checks.secrets).split()
    reader.check_names()
    if reader.wrong:
        raise PetError("\n".join(reader.wrong))
    if makes:
        _make_folder(instance)
        secret_key = secret_key or kept_secret(instance)
    return Settings(
        instance=instance,
        database_url=database_url,
        secret_key=secret_key,
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
