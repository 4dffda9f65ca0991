"""p is computed only where W1 reaches the limit of a gap: computing it everywhere would change nothing."""

import dataclasses

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pet.analysis import gaps
from pet.analysis.divergence import is_gap, permutation_p
from pet.analysis.options import Breakdown, Options, Thresholds
from pet.analysis.patterns import patterns
from pet.analysis.ratings import NoRating
from pet.analysis.tally import count
from pet.analysis.visibility import Groups, alone
from pet.analysis.weights import by_people
from tests.support import rounds

THEMES = 4


def invented(seed, sizes, lean):
    """Partners of these sizes; every second one leans to one end by so much."""
    rng = np.random.default_rng(seed)
    even, high = np.full(5, 0.2), np.array([0.0, 0.05, 0.1, 0.35, 0.5])
    people = []
    for number, size in enumerate(sizes):
        shares = lean * high + (1 - lean) * even if number % 2 else even
        answers = rng.choice([1, 2, 3, 4, 5], size=(size, THEMES), p=shares).tolist()
        people += [(f"P{number:02}", None, row) for row in answers]
    return rounds.ratings(people)


def everywhere(comparison, groups, total, thresholds):
    """The same comparison with p for every pair that is compared."""
    own = groups.tally.ratings[:-1]
    p, flagged = np.full(comparison.p.shape, np.nan), np.zeros_like(comparison.flagged)
    compared = ~np.isnan(comparison.steps)
    for group, theme in zip(*np.nonzero(compared), strict=True):
        place = group, theme
        p[place] = permutation_p(own[place], total.ratings[theme] - own[place])
        others = (groups.tally.valid[:, theme] > 0).sum() == 2 and compared[:, theme].sum() == 2
        looks = 1 if others else compared[:, theme].sum()
        flagged[place] = is_gap(comparison.share[place], min(1.0, p[place] * looks), thresholds)
    return dataclasses.replace(comparison, p=p, flagged=flagged)


@settings(max_examples=25)
@given(
    seed=st.integers(0, 2**32 - 1),
    sizes=st.lists(st.integers(3, 9), min_size=2, max_size=4),
    lean=st.sampled_from((0.0, 0.5, 1.0)),
)
def test_p_everywhere_changes_no_pattern_and_no_flag(seed, sizes, lean):
    matrix = invented(seed, sizes, lean)
    cells = count(matrix)
    total = cells.tally.total()
    partners = matrix.partners
    groups = Groups(
        Breakdown.PARTNER,
        partners.names,
        (None,) * len(partners.names),
        cells.tally.grouped(cells.partner, len(partners.names)),
    )
    thresholds, options = Thresholds(), Options(smallest_group=3)
    found = gaps.compare(groups, alone(groups, options), by_people(total), thresholds)
    full = everywhere(found, groups, total, thresholds)
    assert found.flagged.tolist() == full.flagged.tolist()
    known = ~np.isnan(found.p)
    assert found.p[known].tolist() == full.p[known].tolist()
    assert known.tolist() == (found.share >= thresholds.group_gap_share - 1e-9).tolist()
    named = [
        patterns(
            total.ratings,
            total.of(NoRating.DONT_KNOW),
            gaps.naming(groups, comparison, by_people(total), thresholds),
            k=3,
            thresholds=thresholds,
        )
        for comparison in (found, full)
    ]
    assert named[0] == named[1]


def test_there_are_pairs_on_both_sides_of_the_limit():
    matrix = invented(1, (9, 9, 9, 9), 1.0)
    cells = count(matrix)
    groups = Groups(
        Breakdown.PARTNER, matrix.partners.names, (None,) * 4, cells.tally.grouped(cells.partner, 4)
    )
    found = gaps.compare(
        groups, alone(groups, Options(smallest_group=3)), by_people(cells.tally.total()), Thresholds()
    )
    tried = ~np.isnan(found.p)
    assert 0 < found.flagged.sum() < tried.sum() < tried.size
