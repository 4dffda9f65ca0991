"""How far a long piece of work has come, told to whoever shows it: a bar in the terminal or on a page."""

from collections.abc import Callable

Progress = Callable[[float], None]
"""Called with the share of the work that is done, 0 to 1, never falling; once with 1 at the end."""


def silent(share: float) -> None:
    """Tell nobody.

    Args:
        share: of the work that is done, 0 to 1.
    """
    del share


def part(progress: Progress, start: float, end: float) -> Progress:
    """The progress of one part of the work, told as progress of the whole.

    Args:
        progress: of the whole.
        start: the share of the whole that is done when the part begins.
        end: the share that is done when it ends.
    """

    def tell(share: float) -> None:
        progress(start + (end - start) * share)

    return tell
