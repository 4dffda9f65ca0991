"""What in a reader's own words may point at somebody: a name, a role or a place, or words that somebody wrote. Pure.

It warns and refuses nothing: the reader knows better than this whether a word points at somebody.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pet.services.flags import Flag, flags
from pet.services.readings import Decision, Item, Reading

LEAST_REPEATED = 5  # words in a row that are no chance: people are known by the way they write
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_Run = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telltale:
    """What is worth another look in a summary.

    Attributes:
        places: where somebody or something may be named.
        repeated: words in a row that stand so in a text which may not be quoted, as the summary has them.
    """

    places: tuple[Flag, ...] = ()
    repeated: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.places or self.repeated)


NOTHING = Telltale()


def telltale(summary: str, reading: Reading) -> Telltale:
    """What in a summary may point at somebody.

    Args:
        summary: as the reader wrote it.
        reading: everything that was written, on whatever part: a summary may repeat words from elsewhere.
    """
    secret = [item.text for item in reading.items if not item.quotable]
    return Telltale(places=flags(summary, reading.known), repeated=tuple(repeated(summary, secret)))


def of_reworded(item: Item) -> Telltale:
    """What in the words that a reader put in place of a comment may point at somebody; nothing where they put none."""
    if item.shown is None or item.decision is not Decision.REWORD:
        return NOTHING
    own = () if item.quotable else (item.text,)
    return Telltale(places=flags(item.shown, item.known), repeated=tuple(repeated(item.shown, own)))


def repeated(summary: str, texts: Iterable[str]) -> Iterable[str]:
    """Runs of at least `LEAST_REPEATED` words that stand in one of the texts; capitals and signs make no difference."""
    written = {run for text in texts for run in _runs(_WORD.findall(text))}
    words = list(_WORD.finditer(summary))
    starts = [at for at, run in enumerate(_runs([word[0] for word in words])) if run in written]
    for first, last in _joined(starts):
        yield summary[words[first].start() : words[last].end()]


def _runs(words: Sequence[str]) -> list[_Run]:
    folded = [word.casefold().replace("’", "'") for word in words]
    return [tuple(folded[at : at + LEAST_REPEATED]) for at in range(max(0, len(folded) - LEAST_REPEATED + 1))]


def _joined(starts: Iterable[int]) -> list[tuple[int, int]]:
    """First and last word of what runs that overlap make together."""
    found: list[tuple[int, int]] = []
    for start in starts:
        last = start + LEAST_REPEATED - 1
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], last)
        else:
            found.append((start, last))
    return found
