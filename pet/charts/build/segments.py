"""Lengths and numbers of a bar: exact where the round allows it, in steps of five per cent for groups of people."""

from collections.abc import Sequence
from enum import Enum

from pet.charts.spec.bars import DontKnow
from pet.words.numbers import percent, rounded, whole

STEPS = 20
CIRCLES_UP_TO = 21


class Unit(Enum):
    """What the numbers on a bar count."""

    ANSWERS = "answers"
    PER_CENT = "per cent"
    FIVES = "fives"


def lengths(counts: Sequence[float], unit: Unit) -> tuple[float, ...]:
    """The share of each segment, 1 together.

    For `FIVES` they are made from the rounded numbers alone, so that no ruler finds a single person.
    """
    parts = _twentieths(counts) if unit is Unit.FIVES else tuple(counts)
    total = sum(parts)
    return tuple(part / total for part in parts)


def numbers(counts: Sequence[float], unit: Unit) -> tuple[str, ...]:
    """What is written on each segment."""
    if unit is Unit.ANSWERS:
        return tuple(whole(round(count)) for count in counts)
    if unit is Unit.FIVES:
        return tuple(whole(step * 100 // STEPS) for step in _twentieths(counts))
    return tuple(_per_cent(count, sum(counts)) for count in counts)


def dont_know(people: int | None, valid: int, unit: Unit) -> DontKnow | None:
    """The block beside a bar; `None` where it is withheld."""
    if people is None:
        return None
    share = people / (people + valid)
    if unit is Unit.ANSWERS:
        circles = people if people <= CIRCLES_UP_TO else None
        return DontKnow(people=circles, share=share, label=whole(people))
    if unit is Unit.FIVES:
        share = _twentieth(people, people + valid) / STEPS
        return DontKnow(people=None, share=share, label=percent(share))
    return DontKnow(people=None, share=share, label=_whole_per_cent(share))


def _per_cent(count: float, total: float) -> str:
    per_cent = int(rounded(100 * count / total))
    return "<1" if count and not per_cent else whole(per_cent)


def _whole_per_cent(share: float) -> str:
    return f"<{percent(0.01)}" if 0 < share < 0.005 else percent(share)


def _twentieths(counts: Sequence[float]) -> tuple[int, ...]:
    """Each share to the nearest twentieth on its own: equal counts read the same, even if the sum is not one."""
    total = sum(counts)
    return tuple(_twentieth(count, total) for count in counts)


def _twentieth(count: float, total: float) -> int:
    """The nearest number of twentieths, a half upwards, in whole numbers only."""
    return int((2 * count * STEPS + total) // (2 * total))
