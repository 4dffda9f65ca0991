"""What the map of themes says."""

from dataclasses import dataclass

from pet.charts.spec import Spec


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
