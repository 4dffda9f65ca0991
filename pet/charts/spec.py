"""What a chart says, as plain comparable values: tests look here, people look at the pixels.

Every spec carries its text twin: the finding as title, a description for those who do not see it, and a table
with the same numbers. Numbers in `str` fields are already in the reader's language.
"""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The same numbers as a table; the first cell of each row is its heading.

    Attributes:
        header: one cell per column.
        rows: each as long as the header.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """What all charts have.

    Attributes:
        name: a slug, unique among the charts of one result.
        finding: one sentence, the title.
        description: the finding and the numbers in sentences, for those who do not see the chart.
        reading: how to read it, to stand beside or below it.
        table: the text twin.
    """

    name: str
    finding: str
    description: str
    reading: str
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One axis of a radar.

    Attributes:
        number: the framework's number of the component or area.
        label: its title.
        word: agreement in a word, or why nothing is shown; empty for none.
        shown: whether there is a value.
    """

    number: str
    label: str
    word: str
    shown: bool


class Line(StrEnum):
    """What an outline stands for; each has its own dashes and markers."""

    MAIN = "main"
    SECOND = "second"
    EARLIER = "earlier"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One closed line across the axes.

    Attributes:
        name: whose answers these are.
        line: how it is drawn.
        typical: the typical answer per axis, 1 to K; `None` leaves a gap.
        bands: the middle half of the answers per axis; empty for a line without a band.
    """

    name: str
    line: Line
    typical: tuple[float | None, ...]
    bands: tuple[tuple[float, float] | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Radar(Spec):
    """One axis per component or area, in fixed order.

    Attributes:
        points: the answer words, lowest first: the rings.
        axes: 3 to 12.
        outlines: one, or two or three laid over each other; named in a legend where more than one.
        numbered: whether axes carry numbers, with the titles in a key below.
    """

    points: tuple[str, ...]
    axes: tuple[Axis, ...]
    outlines: tuple[Outline, ...]
    numbered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Radars(Spec):
    """Small radars beside each other, one per group, each over everybody in grey.

    Attributes:
        points, axes: as in `Radar`; axes carry numbers, with the titles in a key below.
        panels: one outline per group.
        everybody: the outline behind each panel, over the very same themes; all have the same name.
    """

    points: tuple[str, ...]
    axes: tuple[Axis, ...]
    panels: tuple[Outline, ...]
    everybody: tuple[Outline, ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One theme on the map.

    Attributes:
        theme: its id.
        number: the framework's number of it.
        label: its title.
        strength: 0 to 100.
        agreement: 0 to 1.
        chosen: whether it is on the agenda.
    """

    theme: str
    number: str
    label: str
    strength: float
    agreement: float
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quadrant(Spec):
    """Strength across, agreement up.

    Attributes:
        dots: the themes that are plotted, in the order of the framework; others are not on the map.
        cut: theta, the agreement from which answers count as shared, 0 to 1.
        across: what the left and the right end mean. No numbers: people would read them as a mark.
        up: what the lower and the upper end mean.
        corners: the words at the upper left, the upper right and the lower middle.
        empty: what the corners say that arithmetic leaves empty.
        sparse: whether only what is on the agenda and what has room beside its dot carries its number: on a phone.
    """

    dots: tuple[Dot, ...]
    cut: float
    across: tuple[str, str]
    up: tuple[str, str]
    corners: tuple[str, str, str]
    empty: str
    sparse: bool = False


class Course(StrEnum):
    """Which way a line goes, where it goes any way clearly."""

    UP = "up"
    DOWN = "down"
    STEADY = "steady"


class Reach(StrEnum):
    """Whether the answers behind a line came closer together or went further apart."""

    CLOSER = "closer"
    FURTHER = "further"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlopeLine:
    """One theme from then to now.

    Attributes:
        label: its title.
        before, after: the typical answers, 1 to K.
        values: both as people read them.
        course: whether it moved; what did not stands back.
        reworded: whether the words changed in between: the line carries a mark.
        reach: whether answers came closer together or went further apart: two arrow heads near its end; else `None`.
    """

    label: str
    before: float
    after: float
    values: tuple[str, str]
    course: Course
    reworded: bool
    reach: Reach | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlopePanel:
    """A few lines between the same two rounds.

    Attributes:
        title: what the themes have in common; empty where that is said elsewhere.
        lines: at most twelve, in the order of the framework.
    """

    title: str
    lines: tuple[SlopeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope(Spec):
    """Two rounds, a line for each theme of a component.

    Attributes:
        points: the answer words, lowest first.
        rounds: what the two are called.
        panels: at least one.
        courses: what the lines of each course are called, in a key; the same for all slopes of a result.
        reworded: what the mark of changed words is called, in a key.
        reaches: what the arrow heads are called, in a key.
        keyed: whether the words of the scale stand below; on a page they are said beside it.
    """

    points: tuple[str, ...]
    rounds: tuple[str, str]
    panels: tuple[SlopePanel, ...]
    courses: tuple[tuple[Course, str], ...]
    reworded: str
    reaches: tuple[tuple[Reach, str], ...] = ()
    keyed: bool = True
