"""What the change of a theme is called: moved up or down, converged or diverged."""

from dataclasses import replace

from pet.analysis.agreement import ROUNDING, reaches
from pet.analysis.kinds import Moved, Spread
from pet.analysis.options import Thresholds
from pet.analysis.result_change import ThemeChange


def named(found: ThemeChange, p: float | None, thresholds: Thresholds) -> ThemeChange:
    """The same with its names: whether the answers moved, and came closer together or went further apart.

    Args:
        found: the numbers of a theme.
        p: of its test; without one nothing is called moved.
        thresholds: what counts as a change.
    """
    spread = less(found.agreement_after, found.agreement_before)
    return replace(found, moved=_moved(found, p, thresholds), spread=_spread(spread, thresholds))


def _moved(found: ThemeChange, p: float | None, thresholds: Thresholds) -> Moved | None:
    """Which way the answers went; neither where the mean goes one way and more people the other."""
    steps, people = found.mean_change or 0.0, found.dominance or 0.0
    hardly_chance = p is not None and p <= thresholds.moved_p + ROUNDING  # NaN is no test either
    if not (hardly_chance and reaches(abs(steps), thresholds.moved_steps)) or steps * people <= 0:
        return None
    return Moved.UP if steps > 0 else Moved.DOWN


def _spread(change_of_agreement: float | None, thresholds: Thresholds) -> Spread | None:
    if change_of_agreement is None or not reaches(abs(change_of_agreement), thresholds.spread_change):
        return None
    return Spread.CONVERGED if change_of_agreement > 0 else Spread.DIVERGED


def less(one: float | None, other: float | None) -> float | None:
    """The difference, where both are known."""
    return None if one is None or other is None else one - other
