"""A stored result back from its JSON: typed, strict, every problem with its path.

`from_dict(result.as_dict())` equals `result`, and the JSON of what is read is the JSON that was read. The fields are
those of `pet.analysis.result.Result` and its parts; nothing is left out, filled in or converted. Only fields that came
later (`_LATER`) may be missing in what was stored before: then they are empty.
"""

import math
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import cycle
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pet.analysis.result import FORMAT, READABLE_METHODS, Result
from pet.language import gettext as _
from pet.language import lazy_gettext
from pet.untrusted import Problems

Reader = Callable[[Any, str, Problems], Any]
_LATER = {Result: frozenset({"digests"})}
_NUMBER = re.compile("[0-9]{1,4}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_OLDEST, _NEWEST = 1900, 2200  # years
_WRONG = {
    int: lazy_gettext("must be a whole number."),
    str: lazy_gettext("must be a text."),
    bool: lazy_gettext("must be true or false."),
}


def from_dict(document: Any, *, source: str = FORMAT) -> Result:
    """The result that `as_dict` gave, after it went through JSON.

    Args:
        document: plain values.
        source: what is read, for the heading of an error.

    Raises:
        InvalidInputError: a key is missing or unknown, or a value is not what it must be; with all of them.
    """
    problems = Problems(source)
    if isinstance(document, Mapping):
        if document.get("format") != FORMAT:
            problems.add("format", _("must be “{known}”.", known=FORMAT))
        _check_method(document.get("method"), problems)
        document = {key: value for key, value in document.items() if key != "format"}
    result = reader(Result)(document, "", problems)
    problems.raise_any()
    found: Result = result
    return found


def _check_method(told: Any, problems: Problems) -> None:
    known = isinstance(told, str) and told in READABLE_METHODS
    if known:
        return
    if isinstance(told, str) and _NUMBER.fullmatch(told) and int(told) > max(map(int, READABLE_METHODS)):
        problems.stop(
            _(
                "This result was made by a later version of PET, by method {method}. Use that version of PET.",
                method=told,
            ),
            "method",
        )
    problems.add("method", _("must be one of: {words}.", words=", ".join(sorted(READABLE_METHODS))))


@cache
def reader(kind: Any) -> Reader:
    """What reads values of a type from JSON: of a dataclass its fields, by their hints. Made once for each type."""
    for fits, make in _MAKERS:
        if fits(kind):
            return make(kind)
    raise TypeError(f"no reader for {kind}")


def _object(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    readers = {field.name: reader(hints[field.name]) for field in fields(kind)}
    later = _LATER.get(kind, frozenset())

    def read(value: Any, path: str, problems: Problems) -> Any:
        if not isinstance(value, Mapping):
            return problems.add(path, _("must be an object."))
        start = f"{path}." if path else ""
        for key in value.keys() - readers.keys():
            problems.add(f"{start}{key}", _("unknown."))
        for key in readers.keys() - value.keys() - later:
            problems.add(f"{start}{key}", _("missing."))
        found = {
            name: of(value[name], f"{start}{name}", problems) if name in value else None
            for name, of in readers.items()
            if name in value or name not in later
        }
        return kind(**found)

    return read


def _list(kind: Any) -> Reader:
    """A tuple of any length (`tuple[X, ...]`) or of a fixed one (`tuple[X, Y]`)."""
    parts = get_args(kind)
    length = None if parts[-1] is Ellipsis else len(parts)
    readers = [reader(part) for part in parts if part is not Ellipsis]

    def read(value: Any, path: str, problems: Problems) -> Any:
        if not isinstance(value, list) or length not in (None, len(value)):
            return problems.add(path, _("must be a list of the right length."))
        items = enumerate(zip(cycle(readers), value, strict=False))  # `cycle` has no end
        return tuple(of(item, f"{path}[{index}]", problems) for index, (of, item) in items)

    return read


def _mapping(kind: Any) -> Reader:
    of_key, of_value = map(reader, get_args(kind))

    def read(value: Any, path: str, problems: Problems) -> Any:
        if not isinstance(value, Mapping):
            return problems.add(path, _("must be an object."))
        return {
            of_key(key, f"{path}.{key}", problems): of_value(item, f"{path}.{key}", problems)
            for key, item in value.items()
        }

    return read


def _optional(kind: Any) -> Reader:
    (inner,) = (part for part in get_args(kind) if part is not NoneType)
    of = reader(inner)
    return lambda value, path, problems: None if value is None else of(value, path, problems)


def _word(kind: Any) -> Reader:
    known = {word.value: word for word in kind}

    def read(value: Any, path: str, problems: Problems) -> Any:
        if isinstance(value, str) and value in known:
            return known[value]
        return problems.add(path, _("must be one of: {words}.", words=", ".join(known)))

    return read


def _number(kind: Any) -> Reader:
    """An integer is a number too, and stays one, so that the same JSON is written again."""
    del kind

    def read(value: Any, path: str, problems: Problems) -> Any:
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return value
        return problems.add(path, _("must be a number."))

    return read


def _day(kind: Any) -> Reader:
    """A day as `2026-11-22`, of a year in which somebody could have held a round."""
    del kind

    def read(value: Any, path: str, problems: Problems) -> Any:
        if isinstance(value, str) and _DAY.fullmatch(value):
            with suppress(ValueError):
                day = date.fromisoformat(value)
                if _OLDEST <= day.year <= _NEWEST:
                    return day
        return problems.add(path, _("must be a day such as 2026-11-22."))

    return read


def _plain(kind: Any) -> Reader:
    wrong = _WRONG[kind]

    def read(value: Any, path: str, problems: Problems) -> Any:
        return value if type(value) is kind else problems.add(path, str(wrong))

    return read


_MAKERS: tuple[tuple[Callable[[Any], bool], Callable[[Any], Reader]], ...] = (
    (is_dataclass, _object),
    (lambda kind: get_origin(kind) is tuple, _list),
    (lambda kind: get_origin(kind) is Mapping, _mapping),
    (lambda kind: get_origin(kind) in (Union, UnionType), _optional),
    (lambda kind: isinstance(kind, type) and issubclass(kind, StrEnum), _word),
    (lambda kind: kind is float, _number),
    (lambda kind: kind is date, _day),
    (lambda kind: kind in (int, str, bool), _plain),
)
