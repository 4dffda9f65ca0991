"""On how many themes what happened since an earlier round, so that the numbers add up to all that are compared."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from pet.analysis.kinds import Moved, Spread
from pet.analysis.result_change import Change, ThemeChange
from pet.language import ngettext
from pet.words.change import Kind, kinds
from pet.words.numbers import whole
from pet.words.phrases import listing, spelled

_HAPPENED: Mapping[Kind, Callable[[int], str]] = {
    Moved.UP: lambda n: ngettext("went up on {count}", "went up on {count}", n, count=spelled(n)),
    Moved.DOWN: lambda n: ngettext("went down on {count}", "went down on {count}", n, count=spelled(n)),
    Spread.CONVERGED: lambda n: ngettext(
        "only came closer together on {count}", "only came closer together on {count}", n, count=spelled(n)
    ),
    Spread.DIVERGED: lambda n: ngettext(
        "only went further apart on {count}", "only went further apart on {count}", n, count=spelled(n)
    ),
}
"""On how many themes what happened; a theme is counted once, what went up or down there."""


def rest(change: Change) -> str:
    """On how many of the compared themes what happened, each counted once, so that the sum is all; empty where none is."""
    compared = [theme for theme in change.themes if theme.compared]
    if not compared:
        return ""
    steady = sum(not kinds(theme) for theme in compared)
    if steady == len(compared):
        return ngettext(
            "On the one theme that is compared, the answers did not change clearly.",
            "On none of the {count} themes that are compared did the answers change clearly.",
            steady,
            count=whole(steady),
        )
    return ngettext(
        "Of the {count} theme that is compared, answers {parts}.",
        "Of the {count} themes that are compared, answers {parts}.",
        len(compared),
        count=spelled(len(compared)),
        parts=listing(_tally(compared, steady)),
    )


def _tally(compared: Sequence[ThemeChange], steady: int) -> list[str]:
    """What happened on how many themes, and on how many nothing clear did."""
    counted = Counter(kinds(theme)[0] for theme in compared if kinds(theme))
    happened = [said(counted[kind]) for kind, said in _HAPPENED.items() if counted[kind]]
    if not steady:
        return happened
    count = spelled(steady)
    unclear = ngettext(
        "did not change clearly on {count}", "did not change clearly on {count}", steady, count=count
    )
    return [*happened, unclear]
