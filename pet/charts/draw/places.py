"""Places for the labels of many dots: close to their dot, never over each other or over another dot.

Each label in turn takes the place that costs least while the others stay where they are. Then the labels that
fare worst choose once more, before their neighbours do, and what is better counts. The same dots always give the
same places.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# From the dot to the nearest edge of its label, in points.
_REACHES = (3.2, 5.5, 9.0, 14.0, 20.0, 28.0, 38.0, 50.0)
_DIRECTIONS = 24
_MARGIN = 0.8
_DOT = 2.6
# From here a line leads from the dot to its label.
LEADS_FROM = 6.0
_OVER_LABEL, _OVER_LEADER, _OVER_DOT, _CROSSING, _PAST_DOT, _LEADER, _NEAR_DOT = (
    1000.0,
    150.0,
    120.0,
    40.0,
    25.0,
    6.0,
    5.0,
)
# Beyond this, in points across or down, no dot meets any place of a label.
_FURTHEST = 120.0
# Work is bounded: of more labels than this, which nobody can read anyway, each chooses once among the nearest.
_MANY = 150
_ROUNDS = 2
# Times that a label chooses again, by how many there are: as often as all of the usual 42 may, of more less often.
_WORK = _ROUNDS * 42 * 42
_NEIGHBOURS = 7
# A label that costs no more than this lies well.
_WELL = 8.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, by its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    def touches(self, other: "Box", margin: float = 1.0) -> bool:
        """Whether the two come closer than `margin`."""
        return (
            self.left < other.left + other.width + margin
            and other.left < self.left + self.width + margin
            and self.top < other.top + other.height + margin
            and other.top < self.top + self.height + margin
        )


@dataclass(frozen=True, slots=True)
class Label:
    """What has to find a place.

    Attributes:
        home: where its dot lies.
        width: in points.
        height: in points.
    """

    home: tuple[float, float]
    width: float
    height: float


class _Places:
    """Places for a label, or those of all labels, one row each.

    Attributes:
        boxes: left, top, right and bottom; infinite for a label that has no place yet.
        homes: the dot of each.
        ends: where the line from the dot meets the label.
        away: how far that is.
    """

    def __init__(self, boxes: Floats, homes: Floats) -> None:
        self.boxes, self.homes = boxes, homes
        self.ends = np.clip(homes, boxes[:, :2], boxes[:, 2:])
        self.away = np.hypot(*(self.ends - homes).T)

    def put(self, row: int, box: Floats) -> None:
        """Give one label another place."""
        self.boxes[row] = box
        self.ends[row] = np.clip(self.homes[row], box[:2], box[2:])
        self.away[row] = np.hypot(*(self.ends[row] - self.homes[row]))

    def near(self, choice: "_Places", mine: int) -> "_Places":
        """The places of others that any of the choices could meet."""
        low, high = choice.boxes[:, :2].min(axis=0) - 1, choice.boxes[:, 2:].max(axis=0) + 1
        start, end = np.minimum(self.boxes[:, :2], self.homes), np.maximum(self.boxes[:, 2:], self.homes)
        met = ((start < high) & (end > low) & np.isfinite(self.boxes[:, :2])).all(axis=1)
        met[mine] = False
        return _Places(self.boxes[met], self.homes[met])


def arranged(labels: Sequence[Label], cost: Callable[[Floats], Floats]) -> tuple[Box, ...]:
    """A place for each label.

    Args:
        labels: in the order in which they choose.
        cost: of places as rows of left, top, right and bottom, by themselves: 0 for a good one, in points of
            distance that a better one is worth.
    """
    many = len(labels) > _MANY
    choices = [_choices(label, _REACHES[:4] if many else _REACHES) for label in labels]
    homes = np.array([label.home for label in labels]).reshape(-1, 2)
    alone = [
        _alone(choice, cost) + _over_dots(choice, homes[(homes != homes[n]).any(axis=1)])
        for n, choice in enumerate(choices)
    ]
    layout = _Layout(choices, alone, homes)
    layout.take(layout.crowded())
    if not many:
        layout.improve()
    return tuple(
        Box(float(left), float(top), float(right - left), float(bottom - top))
        for left, top, right, bottom in layout.now.boxes
    )


class _Layout:
    """Which place each label has taken so far."""

    def __init__(self, choices: Sequence[_Places], alone: Sequence[Floats], homes: Floats) -> None:
        self.choices, self.alone = choices, alone
        self.now = _Places(np.full((len(choices), 4), np.inf), homes)
        self.at = [-1] * len(choices)
        self.gaps = np.hypot(*(homes[:, None] - homes[None]).transpose(2, 0, 1))

    def crowded(self) -> list[int]:
        """The labels with the closest neighbours first."""
        nearest = np.sort(self.gaps, axis=1)[:, :6].sum(axis=1)
        return [int(n) for n in np.argsort(nearest, kind="stable")]

    def put(self, label: int, place: int) -> None:
        """Give a label a place, or take it away with -1."""
        self.at[label] = place
        self.now.put(label, self.choices[label].boxes[place] if place >= 0 else np.full(4, np.inf))

    def take(self, order: Sequence[int]) -> None:
        """Let labels choose the best place, one after the other."""
        for n in order:
            self.put(n, int(np.argmin(self.alone[n] + _over_labels(self.choices[n], self.now, n))))

    def cost(self, labels: Sequence[int]) -> float:
        """What these labels cost where they are."""
        found = 0.0
        for n in labels:
            mine = _Places(self.choices[n].boxes[[self.at[n]]], self.choices[n].homes[[self.at[n]]])
            found += float(self.alone[n][self.at[n]] + _over_labels(mine, self.now, n)[0])
        return found

    def improve(self) -> None:
        """Let those that fare worst choose again before their neighbours, as long as that helps."""
        turns = _WORK // max(1, len(self.at))
        for _round in range(_ROUNDS):
            costs = [self.cost([n]) for n in range(len(self.at))]
            badly = [n for n in range(len(costs)) if costs[n] > _WELL]
            worst = sorted(badly, key=lambda n: -costs[n])[:turns]
            turns -= len(worst)
            if not sum([self._again(n) for n in worst]):
                break

    def _again(self, label: int) -> bool:
        """Take a label and its neighbours away and set them anew, the label first; back if that is no better."""
        group = [int(n) for n in np.argsort(self.gaps[label], kind="stable")[:_NEIGHBOURS]]
        kept, before = [(n, self.at[n]) for n in group], self.cost(group)
        for n in group:
            self.put(n, -1)
        self.take(group)
        self.take(group)
        if self.cost(group) < before - 0.01:
            return True
        for n, place in kept:
            self.put(n, place)
        return False


def _choices(label: Label, reaches: Sequence[float]) -> _Places:
    """Places around the dot, the nearest first."""
    turn = 2 * np.pi * np.arange(_DIRECTIONS) / _DIRECTIONS
    reach = np.repeat(reaches, _DIRECTIONS)
    across, down = np.tile(np.cos(turn), len(reaches)), np.tile(np.sin(turn), len(reaches))
    left = label.home[0] + across * (reach + label.width / 2) - label.width / 2
    top = label.home[1] + down * (reach + label.height / 2) - label.height / 2
    boxes = np.stack([left, top, left + label.width, top + label.height], axis=1)
    return _Places(boxes, np.tile(np.array(label.home), (len(boxes), 1)))


def _alone(choice: _Places, cost: Callable[[Floats], Floats]) -> Floats:
    leads = choice.away >= LEADS_FROM
    inside = choice.away < _DOT  # the label would cover its own dot
    found: Floats = cost(choice.boxes) + choice.away + _LEADER * leads + _OVER_DOT * inside
    return found


def _over_dots(choice: _Places, dots: Floats) -> Floats:
    """What each place costs because of other dots: covered, passed by the line, or closer than its own."""
    dots = dots[(np.abs(dots - choice.homes[0]) < _FURTHEST).all(axis=1)]
    gaps = np.maximum(choice.boxes[:, None, :2] - dots, dots - choice.boxes[:, None, 2:]).max(axis=2)
    covered = (gaps < _DOT).sum(axis=1)
    near = ((gaps >= _DOT) & (gaps < choice.away[:, None])).sum(axis=1)
    around = np.concatenate([dots - _DOT, dots + _DOT], axis=1)
    past = (_crosses(choice, around) & (choice.away >= LEADS_FROM)[:, None]).sum(axis=1)
    found: Floats = _OVER_DOT * covered + _NEAR_DOT * near + _PAST_DOT * past
    return found


def _over_labels(choice: _Places, now: _Places, mine_at: int) -> Floats:
    """What each place costs because of where the labels of others are."""
    placed = now.near(choice, mine_at)
    a, b = choice.boxes[:, None], placed.boxes[None]
    apart = np.maximum(a[..., :2] - b[..., 2:], b[..., :2] - a[..., 2:]).max(axis=2)
    over = (apart < _MARGIN).sum(axis=1)
    mine, theirs = choice.away >= LEADS_FROM, placed.away >= LEADS_FROM
    led = (_crosses(choice, placed.boxes) & mine[:, None]).sum(axis=1)
    led = led + (_crosses(placed, choice.boxes).T & theirs).sum(axis=1)
    crossing = (_cross_each_other(choice, placed) & mine[:, None] & theirs).sum(axis=1)
    found: Floats = _OVER_LABEL * over + _OVER_LEADER * led + _CROSSING * crossing
    return found


def _crosses(places: _Places, boxes: Floats) -> NDArray[np.bool_]:
    """Whether the line to each place (rows) runs through each box (columns), by the slab method."""
    start, way = places.homes[:, None], (places.ends - places.homes)[:, None]
    way = np.where(np.abs(way) < 1e-9, 1e-9, way)
    one, two = (boxes[None, :, :2] - start) / way, (boxes[None, :, 2:] - start) / way
    enters, leaves = np.minimum(one, two).max(axis=2), np.maximum(one, two).min(axis=2)
    found: NDArray[np.bool_] = (enters < leaves) & (leaves > 0) & (enters < 1)
    return found


def _cross_each_other(choice: _Places, placed: _Places) -> NDArray[np.bool_]:
    p, r = choice.homes[:, None], (choice.ends - choice.homes)[:, None]
    q, s = placed.homes[None], (placed.ends - placed.homes)[None]
    turn = _turn(r, s)
    turn = np.where(np.abs(turn) < 1e-9, np.inf, turn)
    mine, theirs = _turn(q - p, s) / turn, _turn(q - p, r) / turn
    found: NDArray[np.bool_] = (mine > 0) & (mine < 1) & (theirs > 0) & (theirs < 1)
    return found


def _turn(one: Floats, other: Floats) -> Floats:
    turned: Floats = one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0]
    return turned
