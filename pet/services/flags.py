"""What in a comment may point at a person: names, roles, places, and hints at the writer's own job. Pure.

Nothing here decides anything. It shows the comments' reader where to look, with a reason for each place, and finds
rather too much than too little. What it does not find, the reader still may.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pet.language import lazy_gettext
from pet.services import flag_names
from pet.services.flag_names import LEAST_LETTERS, MOST_KEPT
from pet.services.flag_words import KNOWN_CAPITALS, OWN_JOB, SENTENCE_STARTS, SPLITS_ROLES

REMOVED = "[…]"


class Why(StrEnum):
    """Why a place is worth a look; where two places overlap the first of these wins."""

    EMAIL = "email"
    LINK = "link"
    PHONE = "phone"
    PERSON = "person"
    PARTNER = "partner"
    OWN_JOB = "own_job"
    ROLE = "role"
    PERHAPS = "perhaps"


_REASONS = {
    Why.EMAIL: lazy_gettext("an e-mail address"),
    Why.LINK: lazy_gettext("an address on the web"),
    Why.PHONE: lazy_gettext("a telephone number"),
    Why.PERSON: lazy_gettext("a person’s name"),
    Why.PARTNER: lazy_gettext("a partner’s name"),
    Why.OWN_JOB: lazy_gettext("says what the writer does"),
    Why.ROLE: lazy_gettext("a role"),
    Why.PERHAPS: lazy_gettext("perhaps a name or a place"),
}
_ORDER = tuple(Why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A place in a text: characters from `start` up to and without `end`."""

    start: int
    end: int
    why: Why

    @property
    def reason(self) -> str:
        """Why, in words."""
        return str(_REASONS[self.why])


@dataclass(frozen=True, slots=True)
class Known:
    """Who and what there is in the partnership, by name.

    Attributes:
        people: of the list of people and of accounts.
        partners: the organisations.
        roles: what the framework calls the roles.
    """

    people: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()


NOBODY = Known()


def flags(text: str, known: Known = NOBODY) -> tuple[Flag, ...]:
    """The places worth a look, in their order; none of them overlap."""
    found = sorted(_found(text, known), key=lambda one: (_ORDER.index(one.why), one.start, -one.end))
    kept: list[Flag] = []
    for flag in found:
        if not any(flag.start < other.end and other.start < flag.end for other in kept):
            kept.append(flag)
    return tuple(sorted(kept, key=lambda one: one.start))


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with a sign in place of each span; what lies outside the text, or overlaps, is cut to fit."""
    parts, at = [], 0
    for start, end in sorted(spans):
        first, last = max(start, at), min(end, len(text))
        if first < last:
            parts += [text[at:first], REMOVED]
            at = last
    return "".join([*parts, text[at:]])


def is_only_shortened(shown: str, written: str) -> bool:
    """Whether a text is the written one with words taken out: still the words of whoever wrote it."""
    if REMOVED not in shown:
        return shown.split() == written.split()
    whole, at = " ".join(written.split()), 0
    for piece in (" ".join(part.split()).strip(" .,;:!?") for part in shown.split(REMOVED)):
        at = whole.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True


def _found(text: str, known: Known) -> Iterator[Flag]:
    for why, pattern in _PATTERNS:
        yield from (Flag(start=m.start(), end=m.end(), why=why) for m in pattern.finditer(text))
    yield from _phones(text)
    for why, spans in (
        (Why.PERSON, flag_names.people(text, known.people)),
        (Why.PARTNER, flag_names.partners(text, known.partners)),
    ):
        yield from (Flag(start=start, end=end, why=why) for start, end in spans)
    yield from _phrases(text, known.partners, Why.PARTNER)
    yield from _phrases(text, _single_roles(known.roles), Why.ROLE)
    yield from _capitals(text)


_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_PHONE = re.compile(r"(?<!\w)\+?\(?\d[\d ()/.-]{5,20}\d(?!\w)")
_LEAST_DIGITS = 7
_PATTERNS: tuple[tuple[Why, re.Pattern[str]], ...] = (
    (Why.EMAIL, re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")),
    (Why.LINK, re.compile(r"(?:https?://|www\.)\S{1,500}", re.IGNORECASE)),
    (Why.PERSON, re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame)\b\.? (?=[^\W\d_a-z])[^\W\d_]{1,40}")),
    (Why.OWN_JOB, OWN_JOB),
)


def _phones(text: str) -> Iterator[Flag]:
    for match in _PHONE.finditer(text):
        if sum(sign.isdigit() for sign in match[0]) >= _LEAST_DIGITS:
            yield Flag(start=match.start(), end=match.end(), why=Why.PHONE)


@lru_cache(maxsize=MOST_KEPT)
def _single_roles(labels: frozenset[str]) -> frozenset[str]:
    """“Heads” as “head”, “teachers or governors” as each of them: one person's role, not a whole group."""
    parts = (part.strip() for label in labels for part in SPLITS_ROLES.split(label))
    return frozenset(part.removesuffix("s") for part in parts if len(part) > LEAST_LETTERS)


def _phrases(text: str, phrases: frozenset[str], why: Why) -> Iterator[Flag]:
    pattern = _any_of(phrases)
    if pattern is not None:
        yield from (Flag(start=m.start(), end=m.end(), why=why) for m in pattern.finditer(text))


@lru_cache(maxsize=MOST_KEPT)
def _any_of(phrases: frozenset[str]) -> re.Pattern[str] | None:
    longest_first = sorted((one for one in phrases if one.strip()), key=lambda one: (-len(one), one))
    if not longest_first:
        return None
    listed = "|".join(re.escape(one) for one in longest_first)
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)


def _capitals(text: str) -> Iterator[Flag]:
    """Words with a capital letter inside a sentence; those that stand together are one place.

    The first word of a sentence belongs to one where such a word follows it, as in “Jane Heron said”.
    """
    words = [match for match in _WORD.finditer(text) if _is_capital(match[0])]
    inside = [not _begins(text, match.start()) for match in words]
    at = 0
    while at < len(words):
        end = at + 1
        while end < len(words) and text[words[end - 1].end() : words[end].start()] == " ":
            end += 1
        first = at if inside[at] or words[at][0] not in SENTENCE_STARTS else at + 1
        if any(inside[at:end]) and first < end:
            yield Flag(start=words[first].start(), end=words[end - 1].end(), why=Why.PERHAPS)
        at = end


def _is_capital(word: str) -> bool:
    return word[0].isupper() and len(word) > 1 and re.split("[’']", word)[0] not in KNOWN_CAPITALS


def _begins(text: str, start: int) -> bool:
    """Whether a sentence, a line or what somebody said begins here."""
    before = text[max(0, start - 8) : start].rstrip(" \t“”\"‘'(–—•*-")
    return not before or before[-1] in ".!?…:;\n\r"
