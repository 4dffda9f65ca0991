"""Lengths and numbers of a bar: exact where the round allows it, in steps of five per cent for groups of people."""

from collections.abc import Sequence
from enum import Enum

from pet.charts.spec import DontKnow
from pet.words.numbers import percent, whole

STEPS = 20
CIRCLES_UP_TO = 21


class Unit(Enum):
    """What the numbers on a bar count."""

    ANSWERS = "answers"
    PER_CENT = "per cent"
    FIVES = "fives"


def lengths(counts: Sequence[int], unit: Unit) -> tuple[float, ...]:
    """The share of each segment; in steps of a twentieth for `FIVES`, so that no ruler finds a single person."""
    total = sum(counts)
    if unit is Unit.FIVES:
        return tuple(step / STEPS for step in _twentieths(counts))
    return tuple(count / total for count in counts)


def numbers(counts: Sequence[int], unit: Unit) -> tuple[str, ...]:
    """What is written on each segment."""
    if unit is Unit.ANSWERS:
        return tuple(whole(count) for count in counts)
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
        share = round(share * STEPS) / STEPS
        return DontKnow(people=None, share=share, label=percent(share))
    return DontKnow(people=None, share=share, label=_whole_per_cent(share))


def _per_cent(count: int, total: int) -> str:
    rounded = round(100 * count / total)
    return "<1" if count and not rounded else whole(rounded)


def _whole_per_cent(share: float) -> str:
    return f"<{percent(0.01)}" if 0 < share < 0.005 else percent(share)


def _twentieths(counts: Sequence[int]) -> tuple[int, ...]:
    """Shares as whole twentieths that add up to one: the largest remainders are rounded up, the first on a tie."""
    total = sum(counts)
    steps = [count * STEPS // total for count in counts]
    missing = STEPS - sum(steps)
    order = sorted(range(len(counts)), key=lambda n: (-(counts[n] * STEPS % total), n))
    for n in order[:missing]:
        steps[n] += 1
    return tuple(steps)
