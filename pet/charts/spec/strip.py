"""What a strip of dots says, row by row."""

from dataclasses import dataclass

from pet.charts.spec import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class StripRow:
    """One row of a strip.

    Attributes:
        label: what is rated.
        typical: 1 to K, or `None` where nothing is shown.
        band: lower and upper quartile.
        value: `typical` as people read it.
        word: agreement in a word, or why nothing is shown.
        answers: one small dot per answer, as a count per point; `None` for no dots.
        mine: the reader's own answer, 1 to K; `None` for none.
    """

    label: str
    typical: float | None
    band: tuple[float, float] | None
    value: str
    word: str
    answers: tuple[int, ...] | None = None
    mine: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip(Spec):
    """A dot for the typical answer and a line for the middle half, row by row.

    Attributes:
        points: the answer words, lowest first.
        rows: in the order given.
        typical, mine: what the signs are called, for a key where there are two; else empty.
    """

    points: tuple[str, ...]
    rows: tuple[StripRow, ...]
    typical: str = ""
    mine: str = ""
