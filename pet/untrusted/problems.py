"""Collects what is wrong with something from outside, so that a person sees all of it at once."""

from typing import NoReturn

from pet.errors import InvalidInputError, Problem
from pet.language import gettext as _

MOST = 5_000


class Problems:
    """What is wrong with one source so far.

    Attributes:
        source: what is being read, such as a file name.
        found: the problems in the order in which they were found.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.found: list[Problem] = []

    def add(self, where: str, message: str, line: int | None = None) -> None:
        """Note a problem and go on.

        Raises:
            InvalidInputError: there are so many problems that listing more helps nobody.
        """
        self.found.append(Problem(where, message, line))
        if len(self.found) >= MOST:
            self.found.append(
                Problem("", _("There are more problems; the first {number} are listed.", number=MOST))
            )
            self.raise_any()

    def stop(self, message: str, where: str = "", line: int | None = None) -> NoReturn:
        """Note a problem after which nothing more can be read.

        Raises:
            InvalidInputError: always, with everything found so far.
        """
        self.found.append(Problem(where, message, line))
        raise self._error()

    def raise_any(self) -> None:
        """Do nothing if there is no problem.

        Raises:
            InvalidInputError: with all problems, in the order of their lines.
        """
        if self.found:
            raise self._error()

    def _error(self) -> InvalidInputError:
        # Problems without a line (rows of a table; the note that there are more) keep their order, at the end.
        ordered = sorted(self.found, key=lambda problem: (problem.line is None, problem.line or 0))
        return InvalidInputError(self.source, tuple(ordered))
