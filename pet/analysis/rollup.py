"""Areas and components: means of what is shown of their themes, and of nothing else (R3).

A composite can be worked out from the theme values beside it, so it never tells more than they do. Ratings of
different themes are never pooled, and people's own means are never taken.

Composites are compared only where they are made of the same themes, seen equally closely (`no_closer`): a mean over
other themes differs although nobody answered differently.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import fmean
from typing import Any, TypeVar

from pet.analysis.agreement import level
from pet.analysis.kinds import Detail, Level, Withheld
from pet.analysis.options import Thresholds
from pet.analysis.result_themes import Composite, Measures
from pet.frameworks.model import Area, Component, Framework

_RANKS = (Level.LOW, Level.MEDIUM, Level.HIGH)
_NO_NUMBERS: Mapping[str, Any] = dict.fromkeys(
    ("counts", "shares", "bins", "mean", "interpolated_median", "quartiles", "score", "agreement")
)
_NO_RATINGS: Mapping[str, Any] = {**_NO_NUMBERS, "median": None, "agreement_level": None}
_M = TypeVar("_M", bound=Measures)


def no_closer(theme: _M, other: Measures) -> _M:
    """The ratings of a theme seen no more closely than those of another group to the same theme.

    With both sides cut down to each other, two groups (or a group and everybody) are compared like with like:
    on the themes shown of both, by the plain medians where one of them is shown in summary only.
    """
    if theme.detail is Detail.NONE or other.detail is Detail.DISTRIBUTION:
        return theme
    if other.detail is Detail.NONE:
        return replace(theme, detail=Detail.NONE, withheld=other.withheld, **_NO_RATINGS)
    return replace(theme, detail=Detail.SUMMARY, withheld=Withheld.SUMMARY, **_NO_NUMBERS)


def rollup(
    themes: Sequence[Measures],
    framework: Framework,
    thresholds: Thresholds,
    everybody: Sequence[Measures] = (),
) -> tuple[tuple[Composite, ...], tuple[Composite, ...]]:
    """The areas and the components of one group or of everybody.

    Args:
        themes: its themes as shown, in any order.
        framework: what was asked.
        thresholds: where agreement becomes a word.
        everybody: for a group, the themes of everybody together as shown.
    """
    known = {theme.id: theme for theme in themes}
    whole = {theme.id: theme for theme in everybody}

    def of(parts: Sequence[Area | Component]) -> tuple[Composite, ...]:
        size = framework.scale.size
        return tuple(
            composite(part.id, [known[theme.id] for theme in part.themes], size, thresholds, whole)
            for part in parts
        )

    return of(framework.areas), of(framework.components)


def composite(
    part_id: str,
    themes: Sequence[Measures],
    points: int,
    thresholds: Thresholds,
    everybody: Mapping[str, Measures] | None = None,
) -> Composite:
    """One area or component.

    `score`, `agreement` and `band` are given only where every shown theme has its distribution: they would
    otherwise describe other themes than `typical`.

    Args:
        part_id: its id.
        themes: its themes as shown, in the order of the framework.
        points: K.
        thresholds: where agreement becomes a word.
        everybody: for a group, the themes of everybody together as shown, by id. They are never seen less closely
            than a group's, since they are never answered by fewer people.
    """
    shown = [theme for theme in themes if theme.typical is not None]
    complete = bool(shown) and all(theme.detail is Detail.DISTRIBUTION for theme in shown)
    quartiles = [theme.quartiles for theme in shown if complete and theme.quartiles]
    beside = [no_closer(everybody[theme.id], theme) for theme in shown] if everybody else []
    return Composite(
        id=part_id,
        typical=_mean(theme.typical for theme in shown),
        band=(fmean(q[0] for q in quartiles), fmean(q[1] for q in quartiles)) if quartiles else None,
        score=_mean(theme.score for theme in shown if complete),
        agreement=_mean(theme.agreement for theme in shown if complete),
        agreement_level=_agreement_level(shown, points, thresholds),
        lowest_theme=_lowest(shown),
        themes_used=len(shown),
        themes_total=len(themes),
        withheld=None if shown else _withheld(themes),
        everybody=_mean(theme.typical for theme in beside),
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _agreement_level(themes: Sequence[Measures], points: int, thresholds: Thresholds) -> Level | None:
    """The mean agreement in words; where some themes only have words, the mean of the words, halves downwards."""
    words = [theme.agreement_level for theme in themes if theme.agreement_level is not None]
    agreements = [theme.agreement for theme in themes if theme.agreement is not None]
    if not words:
        return None
    if len(agreements) == len(words):
        return level(fmean(agreements), points, thresholds)
    return _RANKS[(2 * sum(map(_RANKS.index, words)) + len(words) - 1) // (2 * len(words))]


def _lowest(themes: Sequence[Measures]) -> str | None:
    """The theme whose answers lie furthest apart, where what is shown says which one it is."""
    words = [theme for theme in themes if theme.agreement_level is not None]
    if not words:
        return None
    exact = [(theme.agreement, theme.id) for theme in words if theme.agreement is not None]
    if len(exact) == len(words):
        return min(exact, key=lambda pair: pair[0])[1]
    ranked = [(_RANKS.index(theme.agreement_level), theme.id) for theme in words if theme.agreement_level]
    lowest = [theme for rank, theme in ranked if rank == min(ranked)[0]]
    return lowest[0] if len(lowest) == 1 else None


def _withheld(themes: Sequence[Measures]) -> Withheld | None:
    reasons = {theme.withheld for theme in themes} - {None}
    if not reasons:
        return None
    return Withheld.TOO_FEW if Withheld.TOO_FEW in reasons else Withheld.ONE_BREAKDOWN
