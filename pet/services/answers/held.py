"""What a response holds, part by part, each with a version that counts its changes.

Two tabs that change different parts merge; two that change the same part from the same version collide.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from pet.services.texts import many_lines

DONT_KNOW, NOT_APPLICABLE, UNANSWERED = "dont_know", "not_applicable", "unanswered"
APART = (DONT_KNOW, NOT_APPLICABLE)


class Kind(StrEnum):
    """What can be said about a part: a rating of or a comment on a theme, evidence for an area, an open answer."""

    RATING = "rating"
    COMMENT = "comment"
    EVIDENCE = "evidence"
    OPEN = "open"


KIND_IN_TABLE = {Kind.COMMENT: "theme", Kind.EVIDENCE: "evidence", Kind.OPEN: "open"}
KIND_FROM_TABLE = {name: kind for kind, name in KIND_IN_TABLE.items()}


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """One place in a sheet; written `rating:purpose.few_goals`."""

    kind: Kind
    part_id: str

    def __str__(self) -> str:
        """As it travels between browser and site."""
        return f"{self.kind}:{self.part_id}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A theme's rating.

    Attributes:
        value: a point 1..K, `dont_know`, `not_applicable`, or `None` for no answer.
        version: counts the changes; 0 where there never was an answer.
    """

    value: int | str | None = None
    version: int = 0

    def says(self, other: "Held") -> bool:
        """Whether the other says the same, whatever its version."""
        return isinstance(other, Answer) and self.value == other.value

    @property
    def is_given(self) -> bool:
        """Whether there is an answer; "don't know" is one."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Words:
    """A comment, evidence, or an open answer.

    Attributes:
        text: as written; empty for nothing.
        quotable: whether it may be quoted word for word.
        version: counts the changes; 0 where there never were any.
    """

    text: str = ""
    quotable: bool = False
    version: int = 0

    def says(self, other: "Held") -> bool:
        """Whether the other says the same, whatever its version."""
        return isinstance(other, Words) and (self.text, self.quotable) == (other.text, other.quotable)

    @property
    def is_given(self) -> bool:
        """Whether there are any words."""
        return bool(self.text)


Held = Answer | Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a person wants to be held at one place.

    Attributes:
        kind, part_id: the place: id of a theme, an area (evidence) or an open question.
        value: of a rating: a point, `dont_know`, `not_applicable`, or `None` to take it back; else the text.
        quotable: whether the text may be quoted.
        base_version: the version the person saw last, 0 for never answered.
    """

    kind: Kind
    part_id: str
    value: int | str | None
    quotable: bool = False
    base_version: int = 0

    @property
    def key(self) -> Key:
        """The place."""
        return Key(self.kind, self.part_id)

    @property
    def held(self) -> Held:
        """What would be held, at the version it is based on."""
        if self.kind is Kind.RATING:
            return Answer(self.value, self.base_version)
        text = str(self.value or "")
        return Words(text, self.quotable and bool(text), self.base_version)

    def cleaned(self) -> "Change":
        """The change with its text as it would be kept."""
        if self.kind is Kind.RATING or not isinstance(self.value, str):
            return self
        return replace(self, value=many_lines(self.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A change that was not saved, because somebody changed the same place since.

    Attributes:
        key: the place.
        yours: what was to be saved, at the version it was based on.
        stored: what is held now, at its version.
    """

    key: Key
    yours: Held
    stored: Held


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What becomes of changes.

    Attributes:
        held: what is to be written, by place.
        versions: the version at every place that now says what was asked.
        conflicts: the changes that collided, in their order.
    """

    held: Mapping[Key, Held]
    versions: Mapping[Key, int]
    conflicts: tuple[Conflict, ...]


def nothing_at(key: Key) -> Held:
    """What is held where nobody has ever said anything."""
    return Answer() if key.kind is Kind.RATING else Words()


def merge(stored: Mapping[Key, Held], changes: Iterable[Change]) -> Merged:
    """What the changes, each about another place, do to what is stored.

    Whoever saw the present version may change it; whoever saw an older one collides, unless it says the same already.
    """
    held: dict[Key, Held] = {}
    versions: dict[Key, int] = {}
    conflicts = []
    for change in changes:
        key, wanted = change.key, change.held
        before = stored.get(key) or nothing_at(key)
        if wanted.says(before):
            versions[key] = before.version
        elif change.base_version == before.version:
            versions[key] = before.version + 1
            held[key] = replace(wanted, version=versions[key])
        else:
            conflicts.append(Conflict(key=key, yours=wanted, stored=before))
    return Merged(held=held, versions=versions, conflicts=tuple(conflicts))


def compare(stored: Mapping[Key, Held], changes: Iterable[Change]) -> Merged:
    """Which changes are stored already, and which collide; nothing is to be written."""
    versions = {}
    conflicts = []
    for change in changes:
        before = stored.get(change.key) or nothing_at(change.key)
        if change.held.says(before):
            versions[change.key] = before.version
        else:
            conflicts.append(Conflict(key=change.key, yours=change.held, stored=before))
    return Merged(held={}, versions=versions, conflicts=tuple(conflicts))


def to_document(answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Answers by theme as `Response.ratings` keeps them."""
    return {
        theme_id: {"rating": answer.value, "v": answer.version}
        if isinstance(answer.value, int)
        else {"no_rating": answer.value or UNANSWERED, "v": answer.version}
        for theme_id, answer in answers.items()
    }


def from_document(document: Mapping[str, Any]) -> dict[str, Answer]:
    """The other way round."""
    return {theme_id: _answer(entry) for theme_id, entry in document.items()}


def _answer(entry: Mapping[str, Any]) -> Answer:
    if "rating" in entry:
        return Answer(entry["rating"], entry["v"])
    return Answer(None if entry["no_rating"] == UNANSWERED else entry["no_rating"], entry["v"])
