"""How much of the spread of each theme lies between the groups of a breakdown, from what is shown of them."""

import numpy as np

from pet.analysis.ranks import eta_squared
from pet.analysis.result_groups import Between
from pet.analysis.visibility import Depth, Groups, Shown
from pet.frameworks.model import Framework


def between(groups: Groups, shown: Shown, framework: Framework) -> tuple[Between, ...]:
    """Eta squared of ranks over the groups shown with their distribution, where these are two or more.

    Themes on which it is undefined are left out: all answers the same, or one answer in each group. It is made of
    the published counts and of nothing else, so it tells nothing that they do not. Ranks are those of people, so it
    has no place beside answers in which every partner counts the same.
    """
    in_full = shown.depths[Depth.FULL]
    compared = in_full.sum(axis=0).tolist()
    answers = np.where(in_full[..., np.newaxis], groups.tally.ratings[:-1], 0).swapaxes(0, 1)
    shares = np.maximum(eta_squared(answers), 0.0).tolist()
    return tuple(
        Between(theme=theme, groups=compared[place], eta_squared=shares[place])
        for place, theme in enumerate(framework.theme_ids)
        if compared[place] >= 2 and not np.isnan(shares[place])
    )
