"""What is known of a theme's answers, cut down to what may be shown.

The numbers are computed for all themes and groups at once; this is the one place where they become values of a
result, so nothing withheld gets past it.
"""

from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np

from pet.analysis import scores
from pet.analysis.agreement import agreement, level
from pet.analysis.kinds import Detail, Withheld
from pet.analysis.options import Options, Weighting
from pet.analysis.patterns import sides
from pet.analysis.ratings import NoRating
from pet.analysis.scores import FloatArray
from pet.analysis.tally import Tally
from pet.analysis.telling import telling_medians


@dataclass(frozen=True, slots=True)
class Numbers:
    """The measures of one group on every theme, as plain lists in the order of the themes."""

    valid: list[int]
    dont_know: list[int]
    counts: list[list[float]]
    shares: list[list[float]]
    mean: list[float]
    median: list[float]
    interpolated_median: list[float]
    quartiles: list[list[float]]
    score: list[float]
    agreement: list[float]


def numbers(tally: Tally, ratings: FloatArray | None = None) -> list[Numbers]:
    """The measures of each group of a tally with one leading axis.

    Args:
        tally: the answers in people.
        ratings: the ratings as they count, if not each person the same; as many as there are people.
    """
    ratings = tally.ratings.astype(np.float64) if ratings is None else ratings
    columns = (
        tally.valid,
        tally.of(NoRating.DONT_KNOW),
        ratings,
        scores.shares(ratings),
        scores.mean(ratings),
        scores.median(ratings),
        scores.interpolated_median(ratings),
        scores.quartiles(ratings),
        scores.score(ratings),
        agreement(ratings),
    )
    return [Numbers(*group) for group in zip(*(column.tolist() for column in columns), strict=True)]


def fields(
    known: Numbers, theme: int, *, detail: Detail, base: bool, crossed: bool, options: Options
) -> dict[str, Any]:
    """The fields of `Measures` but for the id, with everything `None` that `detail` does not allow.

    Args:
        known: the measures of the group.
        theme: which theme, by position.
        detail: how much is shown of the ratings.
        base: whether it is shown how many rated and how many don't know.
        crossed: whether the theme is withheld because of the other breakdown.
        options: where agreement becomes a word, and whether answers are counted in people.
    """
    valid, dont_know, thresholds = known.valid[theme], known.dont_know[theme], options.thresholds
    shown: dict[str, Any] = {
        "valid": valid if base else None,
        "dont_know": dont_know if base else None,
        "dont_know_share": dont_know / (valid + dont_know) if base and valid + dont_know else None,
        "detail": detail,
        "withheld": Withheld.ONE_BREAKDOWN if crossed else _withheld(detail, nobody=base and not valid),
    }
    if detail is not Detail.NONE:
        points = len(known.counts[theme])
        shown["median"] = known.median[theme]
        if detail is Detail.DISTRIBUTION or known.median[theme] not in telling_medians(
            valid, points, thresholds
        ):
            shown["agreement_level"] = level(known.agreement[theme], points, thresholds)
    if detail is Detail.THREE_BINS:
        low, middle, high = sides(known.counts[theme])
        shown["bins"] = round(low), round(middle), round(high)
    if detail is Detail.DISTRIBUTION:
        shown |= _distribution(known, theme, in_people=options.weighting is Weighting.PEOPLE)
    return shown


def _distribution(known: Numbers, theme: int, *, in_people: bool) -> dict[str, Any]:
    lower, upper = known.quartiles[theme]
    return {
        "counts": tuple(map(round, known.counts[theme])) if in_people else None,
        "shares": tuple(known.shares[theme]) if known.valid[theme] else None,
        "mean": known.mean[theme],
        "interpolated_median": known.interpolated_median[theme],
        "quartiles": (lower, upper),
        "score": known.score[theme],
        "agreement": defined(known.agreement[theme]),
    }


def _withheld(detail: Detail, *, nobody: bool) -> Withheld | None:
    if detail is Detail.NONE:
        return None if nobody else Withheld.TOO_FEW
    return None if detail is Detail.DISTRIBUTION else Withheld.SUMMARY


def defined(value: float) -> float | None:
    """The value, or `None` where it is undefined."""
    return None if isnan(value) else value
