"""What the lines from one round to the next say."""

from dataclasses import dataclass
from enum import StrEnum

from pet.charts.spec import Spec


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
        low: whether the panels are lower, so that many of them stand on one page.
    """

    points: tuple[str, ...]
    rounds: tuple[str, str]
    panels: tuple[SlopePanel, ...]
    courses: tuple[tuple[Course, str], ...]
    reworded: str
    reaches: tuple[tuple[Reach, str], ...] = ()
    keyed: bool = True
    low: bool = False
