"""How large the numbers of a result can be, and how long its texts: whatever is outside was not worked out by PET.

Every number of a result has its bounds here by the name of its field, so that a field that comes later cannot be forgotten.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from math import inf
from typing import Any

from pet.analysis.options import Thresholds
from pet.analysis.result import Result
from pet.language import gettext as _

Found = Iterator[tuple[str, str]]
"""Problems: the path of what is wrong, and what is wrong with it."""
MOST_PEOPLE = 1_000_000
_LONGEST_MEETING = 120
_LONGEST_TEXT, _LONGEST_NAME = 10_000, 300
_SLACK = 1e-9
_TEXTS = frozenset({"texts", "text", "title", "statement"})

_PEOPLE = (
    "valid dont_know counts bins asked not_applicable unanswered effective respondents invited groups shown rest "
    "comments_withheld people same lower themes_used themes_total"
)
_SHARES = (
    "dont_know_share shares agreement minority interval gap_share gap_p eta_squared share agreement_before "
    "agreement_after p"
)
_ON_THE_SCALE = "mean camps"
_AROUND_THE_SCALE = "median interpolated_median quartiles typical band everybody before after"


@dataclass(frozen=True, slots=True)
class _Bounds:
    least: float
    most: float


def out_of_bounds(result: Result) -> Found:
    """Numbers that no answers could have given, and texts that are far too long.

    Args:
        result: as it was read; its scale has at least two points.
    """
    return _within(result, "", _bounds(result.points))


def _bounds(points: int) -> Mapping[str, _Bounds]:
    steps = points - 1
    kinds = (
        (_PEOPLE, _Bounds(0, MOST_PEOPLE)),
        (_SHARES, _Bounds(0, 1)),
        (_ON_THE_SCALE, _Bounds(1, points)),
        (_AROUND_THE_SCALE, _Bounds(0.5, points + 0.5)),
        ("score", _Bounds(0, 100)),
        ("gap_steps steps", _Bounds(0, steps)),
        ("mean_change", _Bounds(-steps, steps)),
        ("gap_delta dominance", _Bounds(-1, 1)),
        ("minutes", _Bounds(0, _LONGEST_MEETING)),
        ("points", _Bounds(points, points)),
        ("smallest_group", _Bounds(1, MOST_PEOPLE)),
        ("higher", _Bounds(0, MOST_PEOPLE)),
        ("version", _Bounds(1, inf)),
    )
    return {name: bounds for names, bounds in kinds for name in names.split()}


def _within(value: Any, path: str, bounds: Mapping[str, _Bounds], name: str = "") -> Found:
    """The problems of a value and of all that is in it; `name` is that of the field it stands in."""
    if isinstance(value, Thresholds):
        yield from _limits(value, path)
    elif is_dataclass(value):
        start = f"{path}." if path else ""
        for field in fields(value):
            yield from _within(getattr(value, field.name), f"{start}{field.name}", bounds, field.name)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _within(item, f"{path}[{index}]", bounds, name)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _within(item, f"{path}.{key}", bounds, name)
    else:
        yield from _value(value, path, bounds, name)


def _value(value: Any, path: str, bounds: Mapping[str, _Bounds], name: str) -> Found:
    if isinstance(value, str):
        most = _LONGEST_TEXT if name in _TEXTS else _LONGEST_NAME
        if not isinstance(value, StrEnum) and len(value) > most:
            yield path, _("This text is too long: {most} characters at most.", most=most)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _number(value, path, bounds[name])


def _limits(thresholds: Thresholds, path: str) -> Found:
    """Shares 0 to 1, sizes in people, steps of a scale of seven points at most."""
    for field in fields(thresholds):
        value = getattr(thresholds, field.name)
        if value is not None:
            of_people = field.type in (int, "int")
            most = MOST_PEOPLE if of_people else 6 if field.name.endswith("steps") else 1
            yield from _number(value, f"{path}.{field.name}", _Bounds(0, most))


def _number(value: float, path: str, bounds: _Bounds) -> Found:
    if not bounds.least - _SLACK <= value <= bounds.most + _SLACK:
        yield path, _("must be a number from {least} to {most}.", least=bounds.least, most=bounds.most)
