"""What can go wrong, as sentences for the person who can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with something that came from outside.

    Attributes:
        where: the place as the person sees it, such as `row 5, column LEAD01` or
            `components[2].areas[0].themes[1].statement`; empty if the whole thing is meant.
        message: what is wrong and what to do, without the place.
        line: the line in the file, from 1, or `None` if there is none.
    """

    where: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        """Place, line and message in one line."""
        line = f"line {self.line}" if self.line is not None else ""
        place = ", ".join(part for part in (self.where, line) if part)
        return f"{place}: {self.message}" if place else self.message


class PetError(Exception):
    """An error whose text is a sentence for the user."""


class InvalidInputError(PetError):
    """Something from outside that cannot be used, with every problem found in it.

    Attributes:
        source: what was read, such as a file name.
        problems: all of them, in the order of the source.
    """

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join([source, *(f"  {problem}" for problem in problems)]))
        self.source = source
        self.problems = problems
