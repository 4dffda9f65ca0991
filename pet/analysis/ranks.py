"""How much many groups differ on a theme, in one number: Kruskal-Wallis H and eta squared of ranks.

Counts have the groups on the axis before the last and the points 1..K on the last; groups without ratings are
none. Worked examples are in docs/statistics.md.
"""

import numpy as np

from pet.analysis.scores import Counts, FloatArray, divided, valid


def kruskal_wallis(counts: Counts) -> FloatArray:
    """H with the correction for ties; NaN for fewer than two groups and where all answers are the same.

    (n - 1) times the sum of squares between the groups' mean ranks over that of all ranks, people with the same
    answer sharing the mean of their ranks: without ties this is 12 / (n (n + 1)) * sum R_g^2 / n_g - 3 (n + 1)
    (Kruskal & Wallis 1952), with ties it is that over 1 - sum (t^3 - t) / (n^3 - n).
    """
    table = np.asarray(counts, dtype=np.float64)
    together, people = table.sum(axis=-2), valid(table)
    everybody = people.sum(axis=-1)
    # Ranks less their mean (n + 1) / 2.
    ranks = together.cumsum(axis=-1) - together / 2 - everybody[..., np.newaxis] / 2
    sums = (table @ ranks[..., np.newaxis])[..., 0]
    between = np.where(people > 0, divided(sums**2, people), 0.0).sum(axis=-1)
    spread = divided((everybody - 1) * between, (together * ranks**2).sum(axis=-1))
    return np.where(_groups(table) >= 2, spread, np.nan)


def eta_squared(counts: Counts) -> FloatArray:
    """(H - k + 1) / (n - k) for k groups of n people, at most 1; NaN where H is, and where no group has two people.

    The share of the spread of the ranks that lies between the groups, less what chance alone would give: 0 on
    average where the groups do not differ, and so below 0 about half of the time. Shown as 0 there.
    """
    table = np.asarray(counts, dtype=np.float64)
    groups, everybody = _groups(table), valid(table).sum(axis=-1)
    return divided(kruskal_wallis(table) - groups + 1, everybody - groups)


def _groups(table: FloatArray) -> FloatArray:
    """How many groups have ratings."""
    groups: FloatArray = (valid(table) > 0).sum(axis=-1).astype(np.float64)
    return groups
