"""What is wrong with the value of a setting, in a sentence; `None` where it can be used."""

import re
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError

from pet.language import PSEUDO
from pet.language import gettext as _

SHORTEST_SECRET = 32
_FEWEST_CHARACTERS = 10  # different ones: “changeme” eight times is no secret
_PLAIN = re.compile(r"[!-~]+")  # no spaces, and international names in the form with xn--
_EMAIL = re.compile(r"[!-?A-~]+@[0-9A-Za-z.-]+")
_MAIL_QUERIES = ("", "tls=no")


def folder(given: str) -> str | None:
    """Of the instance folder: its name goes into the address of the database."""
    return _("choose a folder without “?” in its name.") if "?" in given else None


def database_url(given: str) -> str | None:
    """Of where answers are kept."""
    kind, _colon, rest = given.partition("://")
    if kind in ("postgresql", "postgresql+psycopg") and rest:
        return None
    if kind == "sqlite" and Path(rest[1:]).is_absolute() and "?" not in rest:
        return None
    return _(
        "give an address like postgresql://name:password@host/database, or sqlite:////folder/file with the whole path."
    )


def base_url(given: str) -> str | None:
    """Of the address of the site."""
    parts = _split(given)
    if parts and given.rstrip("/").lower() in (
        f"http://{parts.netloc.lower()}",
        f"https://{parts.netloc.lower()}",
    ):
        return None
    return _("give the address of the site like https://pet.example.org, with nothing behind the name.")


def contact(given: str) -> str | None:
    """Of where to reach whoever runs the site."""
    parts = _split(given)
    if _EMAIL.fullmatch(given) or (parts and parts.scheme == "https" and parts.netloc):
        return None
    return _("give an e-mail address, or an address that starts with https://.")


def email(given: str) -> str | None:
    """Of the address that letters come from."""
    return None if _EMAIL.fullmatch(given) else _("give an e-mail address like pet@example.org.")


def mail(given: str) -> str | None:
    """Of how letters go out."""
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
    if goes_out(given) and known and _PLAIN.fullmatch(given):
        return None
    return _(
        "give an address like smtp://name:password@mail.example.org:587 or smtps://name:password@mail.example.org, "
        "with %-signs for special characters, or folder:/folder for letters that are written into files."
    )


def goes_out(mail: str) -> bool:
    """Whether letters leave this machine's folders."""
    return mail.startswith(("smtp://", "smtps://"))


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


def language(given: str) -> str | None:
    """Of the language in which pages speak."""
    try:
        Locale.parse(given, sep="-")
    except (ValueError, UnknownLocaleError):
        return None if given == PSEUDO else _("give a language code such as “en”.")
    return None


def time_zone(given: str) -> str | None:
    """Of the time zone that is proposed."""
    if given in available_timezones():
        return None
    return _("give the name of a time zone such as Europe/London.")


def secret(given: str) -> str | None:
    """Of the secret key."""
    if len(given) >= SHORTEST_SECRET and len(set(given)) >= _FEWEST_CHARACTERS:
        return None
    return _(
        "give at least {number} random characters, or none at all: PET then makes its own.",
        number=SHORTEST_SECRET,
    )


def secrets(given: str) -> str | None:
    """Of the earlier keys."""
    if all(secret(one) is None for one in given.split()):
        return None
    return _(
        "give earlier keys of at least {number} characters, with spaces between.", number=SHORTEST_SECRET
    )
