"""What a claim about people is, and what one can be about."""

from dataclasses import dataclass
from enum import IntEnum

EVERYBODY = ("all", "")
PAIRS = ("pairs", "")
ASKED = "asked"


class Level(IntEnum):
    """What a claim is about: who answered, who could judge, what they answered in words, and in numbers.

    What is `UNEXPLAINED` does not follow from anything else that is shown, although it should.
    """

    HEADS = 0
    BASE = 1
    WORDS = 2
    NUMBERS = 3
    UNEXPLAINED = 4


@dataclass(frozen=True)
class Claim:
    """Something is known of the answers (of this theme) of these people.

    Attributes:
        level: what.
        theme: of which theme; `None` for heads. Of what is unexplained, where it stands.
        who: `EVERYBODY`, the `PAIRS` of two rounds, a breakdown and a group, or `ASKED` and a theme.
    """

    level: Level
    theme: str | None
    who: tuple


def unexplained(place, who=EVERYBODY):
    """A value that does not follow from what is shown."""
    return Claim(Level.UNEXPLAINED, place, who)


def near(one, other):
    """Whether two values are the same but for rounding; of a list each."""
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(near, one, other))
    if isinstance(one, bool | str | None) or isinstance(other, bool | str | None):
        return one == other
    return abs(one - other) < 1e-9
