"""What diverging bars say, and their legend."""

from dataclasses import dataclass
from enum import StrEnum

from pet.charts.spec import Spec


class Kind(StrEnum):
    """What a row of bars can show."""

    POINTS = "points"
    BINS = "bins"
    SUMMARY = "summary"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class DontKnow:
    """The block beside a bar, on its own scale.

    Attributes:
        people: how many, drawn as small circles; `None` draws a bar instead.
        share: of all who gave an answer or said they don't know, 0 to 1.
        label: the number as people read it.
    """

    people: int | None
    share: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """One row of bars.

    Attributes:
        label: whose or what answers these are.
        kind: how much is shown.
        shares: the length of each segment, 0 to 1 and 1 together; empty for `SUMMARY` and `NOTHING`.
        numbers: what is written on each segment.
        median: the typical answer, 1 to K, for `SUMMARY`.
        median_word: the same in words.
        word: agreement in a word, or why nothing is shown.
        people: how many answers are behind it, in words; empty where not shown.
        answers: the same as a number alone, for the table.
        dont_know: the block beside the bar, of share 0 where nobody said so; `None` where withheld.
    """

    label: str
    kind: Kind
    shares: tuple[float, ...] = ()
    numbers: tuple[str, ...] = ()
    median: float | None = None
    median_word: str = ""
    word: str = ""
    people: str = ""
    answers: str = ""
    dont_know: DontKnow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(Spec):
    """Diverging stacked bars on one common zero line.

    Attributes:
        points: the answer words, lowest first.
        bins: the words for below, at and above the middle; an even number of points has no middle.
        dont_know: the word for "Don't know".
        typical: what the sign of the typical answer is called.
        unit: what the numbers are, for the legend; empty where they are answers.
        rows: at least one.
        labelled: whether rows carry their label (a single row on its own page does not).
        legend: whether the legend is drawn above the rows.
        beside: rows drawn elsewhere on the same page: all pictures of it share the zero line and the scale.
        worded: whether the agreement word and the number of answers stand at the right.
        beneath: whether "Don't know" stands below its bar instead of beside it: on a phone the bars need the width.
    """

    points: tuple[str, ...]
    bins: tuple[str, ...]
    dont_know: str
    typical: str
    unit: str
    rows: tuple[BarRow, ...]
    labelled: bool
    legend: bool
    beside: tuple[BarRow, ...] = ()
    worded: bool = True
    beneath: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend(Spec):
    """What the colours and signs of several pictures of bars mean.

    Attributes:
        of: bars with all the rows that it speaks for.
    """

    of: Bars
