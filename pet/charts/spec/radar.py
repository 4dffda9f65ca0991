"""What a radar says, alone or as one of several small ones."""

from dataclasses import dataclass
from enum import StrEnum

from pet.charts.spec import Spec


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
