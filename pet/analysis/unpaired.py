"""Everybody then beside everybody now: made of what both results show, so it tells nothing that they do not."""

from dataclasses import replace
from typing import Any, TypeGuard

import numpy as np

from pet.analysis.divergence import cliffs_delta, permutation_p, wasserstein
from pet.analysis.kinds import Detail, Withheld
from pet.analysis.moved import less, named
from pet.analysis.options import Thresholds
from pet.analysis.pairing import Round
from pet.analysis.result_change import ThemeChange
from pet.analysis.result_themes import ThemeResult
from pet.frameworks.changes import ThemeLink


def comparable(link: ThemeLink, then: Round, now: Round) -> bool:
    """Whether both rounds show the distribution of a theme that has a line between them."""
    return link.holds and _in_full(_shown(then, link.earlier[0])) and _in_full(_shown(now, link.theme))


def unpaired(link: ThemeLink, then: Round, now: Round, thresholds: Thresholds) -> ThemeChange:
    """Everybody then beside everybody now, from what both results show of the theme.

    Args:
        link: the theme now, and where it comes from; without a line there is nothing to compare.
        then: the earlier round.
        now: this one.
        thresholds: what counts as a change.
    """
    bare = ThemeChange(id=link.theme, link=link.link, earlier=link.earlier)
    if not link.holds:
        return bare
    before, after = _shown(then, link.earlier[0]), _shown(now, link.theme)
    if not (_in_full(before) and _in_full(after)):
        return replace(bare, withheld=_reason(before, after))
    p = _p(before, after)
    return named(replace(bare, **_numbers(before, after), p=p), p, thresholds)


def _p(before: ThemeResult, after: ThemeResult) -> float | None:
    """Relabelling is about whole people; where partners count the same, the results show none, and there is no test."""
    if before.counts is None or after.counts is None:
        return None
    return permutation_p(np.array(before.counts), np.array(after.counts))


def _numbers(before: ThemeResult, after: ThemeResult) -> dict[str, Any]:
    then, now = (theme.counts or theme.shares or () for theme in (before, after))
    return {
        "before": before.interpolated_median,
        "after": after.interpolated_median,
        "mean_change": less(after.mean, before.mean),
        "agreement_before": before.agreement,
        "agreement_after": after.agreement,
        "steps": float(wasserstein(then, now)),
        "dominance": float(cliffs_delta(now, then)),
    }


def _shown(side: Round, theme_id: str) -> ThemeResult | None:
    return next((theme for theme in side.result.themes if theme.id == theme_id), None)


def _in_full(theme: ThemeResult | None) -> TypeGuard[ThemeResult]:
    return theme is not None and theme.detail is Detail.DISTRIBUTION


def _reason(before: ThemeResult | None, after: ThemeResult | None) -> Withheld | None:
    """Why two rounds are not compared on a theme; nothing is withheld where nobody could have answered."""
    reasons = {Withheld.TOO_FEW if theme is None else theme.withheld for theme in (before, after)}
    return next((reason for reason in Withheld if reason in reasons), None)
