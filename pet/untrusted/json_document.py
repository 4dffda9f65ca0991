"""JSON from outside, as plain values."""

import json
import math
import re
from dataclasses import dataclass
from typing import Any

from pet.language import gettext as _
from pet.untrusted.files import UNWANTED, decode, shown
from pet.untrusted.limits import DOCUMENT, Limits
from pet.untrusted.problems import Problems

# One pass over strings (also one that never ends), brackets and commas; possessive, so linear on any input.
_MARKS = re.compile(r'"(?:[^"\\]++|\\.)*+"?+|[\[\]{},]', re.DOTALL)
_LONGEST_INTEGER = 18


class _Pairs(list[tuple[str, Any]]):
    """An object as written, with keys that may be given twice."""


@dataclass(frozen=True, slots=True)
class _NotANumber:
    source: str


def parse_json(data: bytes, limits: Limits = DOCUMENT, *, problems: Problems) -> Any:
    """The value of a JSON text: dict, list, str, int, float, bool or None.

    Duplicate keys, NaN and infinite numbers, overlong texts and unwanted characters are added to `problems`,
    each with its path.

    Raises:
        InvalidInputError: not JSON in UTF-8, or a limit on size, depth or number of values is exceeded.
    """
    text = decode(data, limits.size, problems)
    _measure(text, limits, problems)
    try:
        raw = json.loads(
            text,
            object_pairs_hook=_Pairs,
            parse_constant=_NotANumber,
            parse_int=_integer,
            parse_float=_finite,
        )
    except json.JSONDecodeError as error:
        problems.stop(_("This is not valid JSON ({reason}).", reason=error.msg), line=error.lineno)
    return _Walk(limits, problems).plain(raw)


def _measure(text: str, limits: Limits, problems: Problems) -> None:
    """Refuse what is too deep or holds too much before the parser, which recurses, sees it."""
    depth = values = 1
    for match in _MARKS.finditer(text):
        mark = match[0]
        if mark in ("[", "{"):
            depth += 1
        elif mark in ("]", "}"):
            depth -= 1
        values += mark in ("[", "{", ",")
        if depth > limits.depth + 1:
            problems.stop(_("Too many levels inside each other: {most} at most.", most=limits.depth))
    if values > limits.nodes:
        problems.stop(_("The file holds too much: {most} values at most.", most=limits.nodes))


def _integer(source: str) -> int | _NotANumber:
    return int(source) if len(source) <= _LONGEST_INTEGER else _NotANumber(source)


def _finite(source: str) -> float | _NotANumber:
    number = float(source)
    return number if math.isfinite(number) else _NotANumber(source)


class _Walk:
    """Turns what the parser made into plain values, checking each; a stack of its own keeps the order."""

    def __init__(self, limits: Limits, problems: Problems) -> None:
        self._limits = limits
        self._problems = problems
        self._todo: list[tuple[Any, str, Any, Any]] = []

    def plain(self, raw: Any) -> Any:
        whole: list[Any] = [None]
        self._todo = [(raw, "", whole, 0)]
        while self._todo:
            value, path, home, key = self._todo.pop()
            home[key] = self._one(value, path)
        return whole[0]

    def _one(self, value: Any, path: str) -> Any:
        if isinstance(value, _Pairs):
            return self._entries(value, path)
        if isinstance(value, list):
            items = [None] * len(value)
            steps = [(item, f"{path}[{index}]", items, index) for index, item in enumerate(value)]
            self._todo.extend(reversed(steps))
            return items
        if isinstance(value, str):
            self._check(value, path, self._limits.text)
        elif isinstance(value, _NotANumber):
            self._problems.add(
                path, _("“{text}” is not a number that can be used.", text=shown(value.source))
            )
            return None
        return value

    def _entries(self, pairs: _Pairs, path: str) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        steps = []
        for key, value in pairs:
            place = f"{path}.{shown(key)}" if path else shown(key)
            self._check(key, place, self._limits.key)
            if key in entries:
                self._problems.add(place, _("“{key}” is given twice.", key=shown(key)))
                continue
            entries[key] = None
            steps.append((value, place, entries, key))
        self._todo.extend(reversed(steps))
        return entries

    def _check(self, text: str, path: str, most: int) -> None:
        if len(text) > most:
            self._problems.add(path, _("This text is too long: {most} characters at most.", most=most))
        unwanted = UNWANTED.search(text)
        if unwanted:
            code = f"U+{ord(unwanted[0]):04X}"
            self._problems.add(path, _("The character {code} cannot be used in a text.", code=code))
