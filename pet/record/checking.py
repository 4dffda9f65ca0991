"""Whether a result from outside holds together: of this framework, in its bounds, and with nothing told that must not be.

A result that passes here can be shown, drawn and written to every file without looking for what is not there.
"""

from collections.abc import Callable, Iterator

from pet.analysis.result import Result
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.record.bounds import Found, out_of_bounds
from pet.record.disclosed import promised, too_closely
from pet.record.naming import unknown_names
from pet.untrusted import Problems


def check(result: Result, asked: Framework, source: str) -> None:
    """Refuse a result that does not go with this framework, with itself or with what its round promised.

    Each look relies on what the one before has found in order, so the first that finds something is the last.

    Args:
        result: as it was read.
        asked: what was asked, with the round's form applied.
        source: what is read, for the heading of an error.

    Raises:
        InvalidInputError: with every problem of that look, and where it is.
    """
    for look in _looks(result, asked):
        problems = Problems(source)
        for where, message in look():
            problems.add(where, message)
        problems.raise_any()


def _looks(result: Result, asked: Framework) -> Iterator[Callable[[], Found]]:
    yield lambda: _belongs(result, asked)
    yield lambda: out_of_bounds(result)
    yield lambda: promised(result)
    if result.withheld is None:
        yield lambda: unknown_names(result, asked)
        yield lambda: too_closely(result, asked)


def _belongs(result: Result, asked: Framework) -> Found:
    if (result.framework.key, result.framework.version) != (asked.key, asked.version):
        yield "framework", _("The result is of another framework than the one in the archive.")
    if result.points != asked.scale.size:
        yield "points", _("The framework’s scale has {points} points.", points=asked.scale.size)
