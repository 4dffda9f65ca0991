"""A row of signs, as somebody types what is ticked on paper: `4 3 5 ? - .` answers six statements in their order. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from pet.language import gettext as _
from pet.services.answers.held import DONT_KNOW, NOT_APPLICABLE

_APART = {"?": DONT_KNOW, "-": NOT_APPLICABLE, "–": NOT_APPLICABLE, "−": NOT_APPLICABLE, "—": NOT_APPLICABLE}
_NOTHING = "._"
_BETWEEN = ",;/|"
LONGEST = 400

Value = int | str | None
"""A point of the scale, why there is none, or `None` for no answer; as in `pet.services.answers.held`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a row says: an answer for each statement, or what is wrong with it."""

    values: tuple[Value, ...] = ()
    problem: str = ""


def read(typed: str, numbers: Sequence[int], points: int) -> Row:
    """What a row says of the statements with these running numbers, on a scale of so many points.

    An empty row is no answer to any of them. Space, commas and the like between signs say nothing.
    """
    found = [sign for sign in typed if not sign.isspace() and sign not in _BETWEEN]
    if not found:
        return Row(values=(None,) * len(numbers))
    for number, sign in zip(numbers, found, strict=False):
        if not _is_known(sign, points):
            return Row(problem=_unknown(number, sign, points))
    if len(found) < len(numbers):
        return Row(problem=_too_few(numbers[len(found)]))
    if len(found) > len(numbers):
        return Row(problem=_too_many(len(found), numbers))
    return Row(values=tuple(_value(sign) for sign in found))


def _is_known(sign: str, points: int) -> bool:
    return sign in _APART or sign in _NOTHING or (_is_digit(sign) and 1 <= int(sign) <= points)


def _is_digit(sign: str) -> bool:
    return sign.isascii() and sign.isdecimal()


def _value(sign: str) -> Value:
    return int(sign) if _is_digit(sign) else _APART.get(sign)


def _unknown(number: int, sign: str, points: int) -> str:
    return _(
        "Statement {number}: “{sign}” stands for nothing. Type 1 to {points}, ? or -, and . where no box is ticked.",
        number=number,
        sign=sign,
        points=points,
    )


def _too_few(number: int) -> str:
    return _(
        "Statement {number} and what follows have no sign. Type . where no box is ticked.",
        number=number,
    )


def _too_many(found: int, numbers: Sequence[int]) -> str:
    """More than one sign for one statement at least."""
    if len(numbers) == 1:
        return _(
            "Statement {number}: there are {signs} signs here for one statement. Leave one.",
            number=numbers[0],
            signs=found,
        )
    return _(
        "Statements {first} to {last}: there are {signs} signs here for {number} statements. Look where one is too many.",
        first=numbers[0],
        last=numbers[-1],
        signs=found,
        number=len(numbers),
    )
