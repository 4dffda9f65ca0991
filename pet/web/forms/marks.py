"""What a page saw of an answer: its version and a digest of what it said.

With it, a form that is sent tells apart what the person changed from what merely stood there; only the former is
saved, so that a page left open in another tab puts nothing back.
"""

import hashlib
import json
import re

from pet.services.answers.held import Answer, Held

_MARK = re.compile("(?P<version>[0-9]{1,9})-(?P<digest>[0-9a-f]{16})", re.ASCII)


def mark(held: Held) -> str:
    """The mark of what is held, as a hidden field carries it."""
    return f"{held.version}-{_digest(held)}"


def version_of(given: str) -> int | None:
    """The version in a mark; `None` for what is no mark."""
    found = _MARK.fullmatch(given)
    return int(found["version"]) if found else None


def is_unchanged(held: Held, given: str) -> bool:
    """Whether this says what the mark saw."""
    return given.rpartition("-")[2] == _digest(held)


def _digest(held: Held) -> str:
    said = [held.value] if isinstance(held, Answer) else [held.text, held.quotable]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]
