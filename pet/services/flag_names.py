"""Where a text names somebody or some partner of the list: the words of one name that stand together are one place. Pure."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from pet.services.flag_words import COMMON_WORDS, GENERIC_WORDS, LITTLE_WORDS

LEAST_LETTERS = 3  # of a word that is looked for however it is written
MOST_WORDS = 12  # of a name
MOST_KEPT = 8  # lists of names that stay in memory: those of the rounds read last
Span: TypeAlias = tuple[int, int]
"""From the first of these characters up to and without the second."""
_LETTERS = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[\s.’'&-]{1,3}")  # two words of one name
_Names: TypeAlias = Mapping[str, "_Names"]
"""Each word of some names, and under it the words that follow it there, and so on."""


def people(text: str, names: frozenset[str]) -> Iterator[Span]:
    """Words that are somebody's name; those of one name together are one place."""
    written = [match for match in _LETTERS.finditer(text) if _is_name(match[0])]
    for run in _runs(text, written, _name_words(names)):
        if any(len(match[0]) > 1 for match in run):
            yield run[0].start(), run[-1].end()


def partners(text: str, names: frozenset[str]) -> Iterator[Span]:
    """Words that stand so in some partner's name, where one that tells something has a capital letter.

    They are one place, with words that tell nothing in them, and one that comes right after them.
    """
    words = list(_LETTERS.finditer(text))
    for run in _runs(text, words, _partner_words(names)):
        kept = _trimmed(run)
        if any(_tells(match) and match[0][0].isupper() for match in kept):
            last = _with_generic(text, words, kept[-1])
            yield kept[0].start(), last.end()


def _is_name(word: str) -> bool:
    """Whether it can be meant as a name: a common or a very short word only with a capital letter."""
    return word[0].isupper() or (len(word) >= LEAST_LETTERS and word.casefold() not in COMMON_WORDS)


def _trimmed(run: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """Without “the”, “of” and the like at either end."""
    kept = [at for at, match in enumerate(run) if match[0] not in LITTLE_WORDS]
    return run[kept[0] : kept[-1] + 1] if kept else ()


def _tells(match: re.Match[str]) -> bool:
    return len(match[0]) >= LEAST_LETTERS and match[0].casefold() not in GENERIC_WORDS


def _with_generic(text: str, words: Sequence[re.Match[str]], last: re.Match[str]) -> re.Match[str]:
    """The word after a name, where it is one such as “School” and belongs to it; else the last of the name."""
    after = words[bisect_right(words, last.start(), key=re.Match.start) :][:1]
    for match in after:
        if match[0][0].isupper() and match[0].casefold() in GENERIC_WORDS:
            return match if text[last.end() : match.start()] == " " else last
    return last


def _runs(text: str, words: Sequence[re.Match[str]], names: _Names) -> Iterator[Sequence[re.Match[str]]]:
    """The longest pieces of the text whose words stand one after another in a name, from the left."""
    at = 0
    while at < len(words):
        first, follows = at, names.get(words[at][0].casefold())
        at += 1
        while follows is not None and at < len(words):
            between = text[words[at - 1].end() : words[at].start()]
            follows = follows.get(words[at][0].casefold()) if _BETWEEN.fullmatch(between) else None
            at += follows is not None
        if words[first][0].casefold() in names:
            yield words[first:at]


@lru_cache(maxsize=MOST_KEPT)
def _name_words(names: frozenset[str]) -> _Names:
    return _by_word(names)


@lru_cache(maxsize=MOST_KEPT)
def _partner_words(names: frozenset[str]) -> _Names:
    return _by_word(names)


def _by_word(names: Iterable[str]) -> _Names:
    found: dict[str, Any] = {}
    for name in names:
        words = [word.casefold() for word in _LETTERS.findall(name)][:MOST_WORDS]
        for first in range(len(words)):
            follows = found
            for word in words[first:]:
                follows = follows.setdefault(word, {})
    return found
