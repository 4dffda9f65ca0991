"""Passwords: argon2id with bounded memory, at most two hashes at once, and what makes a password bad.

Measured (design: reliability.md §5): 19 MiB and two passes take some 40 ms, against 210 ms for the library's own choice.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from pet.db.errors import UnavailableError
from pet.language import gettext as _

SHORTEST, LONGEST = 15, 128
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_HASHES_AT_ONCE = BoundedSemaphore(2)
_PATIENCE_SECONDS = 10
_SHORTEST_WORD = 4
_OWN_WORDS = ("partnership", "password", "evaluation")
_TOO_COMMON = Path(__file__).with_name("passwords_too_common.txt")
_ROWS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopü")


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _turn():
        return _HASHER.hash(_normal(password))


def is_right(password: str, kept: str | None) -> bool:
    """Whether this is the password behind `kept`; takes as long where nothing is kept."""
    nobodys = _nobodys_hash()
    if len(password) > LONGEST:
        return False
    with _turn():
        try:
            _HASHER.verify(kept or nobodys, _normal(password))
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether `kept` was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def problem_with(password: str, *, email: str, name: str) -> str | None:
    """What makes this a bad password for this person, as a sentence, or `None`."""
    if len(password) < SHORTEST:
        return _(
            "The password needs at least {number} characters. A few words in a row do well.", number=SHORTEST
        )
    if len(password) > LONGEST:
        return _("The password can have at most {number} characters.", number=LONGEST)
    folded = _normal(password).casefold()
    if any(word in folded for word in _words_about(email, name)):
        return _("The password must not contain your name, your e-mail address or words from this site.")
    if "".join(folded.split()) in _too_common():
        return _("Many people use this password, so it is tried first. Choose one that nobody else has.")
    if _repeats(folded) or _is_a_row(folded):
        return _("The password must be more than one pattern or row of keys again and again.")
    return None


@cache
def _too_common() -> frozenset[str]:
    lines = _TOO_COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def _words_about(email: str, name: str) -> Iterator[str]:
    text = f"{email} {name}".casefold()
    words = "".join(character if character.isalnum() else " " for character in text).split()
    yield from (word for word in (*words, *_OWN_WORDS) if len(word) >= _SHORTEST_WORD)


def _repeats(text: str) -> bool:
    """Whether the text is one piece of at most half its length, again and again."""
    return any(text[period:] == text[:-period] for period in range(1, (len(text) + 1) // 2 + 1))


def _is_a_row(text: str) -> bool:
    return any(text in row or text in row[::-1] for row in _ROWS)


def _normal(password: str) -> str:
    """The same password from every keyboard: NFC, and nothing else is changed."""
    return unicodedata.normalize("NFC", password)


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash("the password of nobody")


@contextmanager
def _turn() -> Iterator[None]:
    if not _HASHES_AT_ONCE.acquire(timeout=_PATIENCE_SECONDS):
        raise UnavailableError("too many passwords are being checked at once")
    try:
        yield
    finally:
        _HASHES_AT_ONCE.release()
