"""Reading files of cases, telling vectors from disclosure cases, and holding each against the product."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.replay import comparing, measures, rules
from tests.replay.given import Given, UnknownError, number_of

ABOUT_VECTORS = ("kind", "source", "note", "notes", "why", "confirmed_by", "reference", "url")
ABOUT_CASES = ("why", "naive_leak", "note", "notes", "source", "kind", "fix")
DEFAULT_TOLERANCE = 1e-9


class Unreadable(Exception):  # noqa: N818 -- it is no error of ours
    """A file holds no cases that can be read."""


@dataclass(frozen=True)
class Outcome:
    """What came of one case."""

    name: str
    passed: bool
    expected: str
    actual: str


def replayed(file: str) -> Iterator[Outcome]:
    """Every case of a file, one after the other.

    Raises:
        Unreadable: the file is missing or damaged.
    """
    for number, case in enumerate(cases(file), start=1):
        yield outcome(case, f"case {number} of {file}")


def cases(file: str) -> list:
    """What a file holds.

    Raises:
        Unreadable: the file is missing or damaged.
    """
    try:
        found = json.loads(Path(file).read_text("utf-8-sig"))
    except OSError as problem:
        raise Unreadable(f"Cannot read {file}: {problem.strerror}.") from None
    except (ValueError, RecursionError) as problem:
        raise Unreadable(f"{file} is damaged, it holds no JSON: {problem}.") from None
    if not isinstance(found, list):
        raise Unreadable(f"{file} is damaged: a list of cases was expected.")
    if not found:
        raise Unreadable(f"{file} holds no cases.")
    return found


def outcome(case, called: str) -> Outcome:
    """What came of one case; whatever goes wrong is a failure of the case and of no other."""
    name = str(case.get("name", called)) if isinstance(case, dict) else called
    expected = json.dumps(case.get("expected"), ensure_ascii=False) if isinstance(case, dict) else "an object"
    try:
        return Outcome(name, *_checked(case))
    except UnknownError as problem:
        return Outcome(name, passed=False, expected=expected, actual=f"not known here: {problem}")
    except Exception as problem:  # noqa: BLE001 -- a case that breaks the product is a finding, and the others go on
        said = f"the case cannot be computed ({type(problem).__name__}: {problem})"
        return Outcome(name, passed=False, expected=expected, actual=said)


def _checked(case):
    given = Given(case, "the case")
    given.take("name", default=None)
    if "measure" in given:
        return _vector(given)
    if "rule" in given:
        return _disclosure(given)
    raise UnknownError("it has neither a measure nor a rule")


def _vector(given):
    for name in ABOUT_VECTORS:
        given.take(name, default=None)
    published, decimals = (given.take(f"published_{what}", default=None) for what in ("value", "decimals"))
    tolerance = given.take("tolerance", default=None)
    tolerance = DEFAULT_TOLERANCE if tolerance is None else number_of(tolerance)
    expected = given.take("expected")
    found = measures.measured(given.take("measure"), given.take("input"), given.take("scale"))
    given.finish()
    passed, expected_text, actual = _compared(expected, found, tolerance)
    if passed and published is not None:
        half = 0.5 * 10.0 ** -(number_of(decimals) if decimals is not None else _decimals(published))
        if not comparing.same(published, found, half + DEFAULT_TOLERANCE):
            return False, f"the published {published}", actual
    return passed, expected_text, actual


def _disclosure(given):
    for name in ABOUT_CASES:
        given.take(name, default=None)
    tolerance = given.take("tolerance", default=None)
    expected = given.take("expected")
    if not isinstance(expected, dict):
        raise UnknownError("what is expected is no object")
    banned = expected.get("must_not_contain")
    expected = {key: value for key, value in expected.items() if key not in ("fix", "must_not_contain")}
    found = rules.ruled(given.take("rule"), given.take("params", default={}), given.take("input"))
    given.finish()
    sentences = found.pop("sentences", None)
    passed, expected_text, actual = _compared(expected, found, tolerance)
    if banned is not None:
        if sentences is None:
            raise UnknownError("no sentence is made for this rule")
        said = rules.said_of(banned, sentences)
        return passed and not said, f"{expected_text}, not saying {banned}", f"{actual}, saying {sentences}"
    return passed, expected_text, actual


def _compared(expected, found, tolerance):
    """Whether it is the same, what was expected, and what was found of it."""
    missing = comparing.unknown(expected, found)
    if missing:
        raise UnknownError(f"nothing is known of {', '.join(map(repr, missing))}")
    if isinstance(expected, dict) and isinstance(found, dict):
        alike = {
            key: comparing.same(value, found[key], _tolerance(value, tolerance))
            for key, value in expected.items()
        }
        shown = {key: found[key] for key in expected}
        return all(alike.values()), _plain(expected), _plain(shown)
    return comparing.same(expected, found, _tolerance(expected, tolerance)), _plain(expected), _plain(found)


def _tolerance(expected, tolerance):
    """The tolerance of the case; where it has none, a number with two decimals or more is taken as rounded."""
    if tolerance is not None:
        return number_of(tolerance)
    decimals = _decimals(expected)
    return 0.5 * 10.0**-decimals + DEFAULT_TOLERANCE if decimals >= 2 else DEFAULT_TOLERANCE


def _decimals(value):
    return len(repr(value).partition(".")[2]) if isinstance(value, float) and "e" not in repr(value) else 0


def _plain(value):
    return json.dumps(value, ensure_ascii=False, default=repr)
