"""The part of a result that people wrote in their own words, or their reader in place of them (R9)."""

from dataclasses import dataclass

from pet.analysis.kinds import WordsKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentGroup:
    """What people wrote about a theme, or about an area where a theme has too few comments (R9).

    Attributes:
        area: the area.
        theme: the theme, or `None` where comments of the area are pooled.
        texts: in an order that says nothing.
    """

    area: str
    theme: str | None
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How people know what they answered on an area, or what they answered to an open question (R9).

    Attributes:
        kind: which of the two.
        part: the area, or the open question.
        texts: in an order that says nothing.
    """

    kind: WordsKind
    part: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What the reader wrote in place of what few people wrote on one area, or to one open question (R9).

    Attributes:
        area: the area, or the open question.
        text: in the reader's own words.
    """

    area: str
    text: str
