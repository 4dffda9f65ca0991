"""Everybody together, theme by theme."""

from typing import Any

from pet.analysis.agreement import could_be_chance
from pet.analysis.measures import Numbers, fields, numbers
from pet.analysis.options import Options
from pet.analysis.patterns import as_shown, camps, minority_share, patterns, section_of
from pet.analysis.privacy import total_detail
from pet.analysis.ratings import NoRating
from pet.analysis.result import Detail, Pattern, ThemeResult
from pet.analysis.tally import Tally
from pet.analysis.visibility import BoolArray
from pet.frameworks.model import Framework


def theme_results(
    total: Tally, gaps: BoolArray, asked_told: BoolArray, framework: Framework, options: Options
) -> tuple[ThemeResult, ...]:
    """What is shown of each theme.

    Args:
        total: the answers of everybody, without groups.
        gaps: per theme, whether a gap between shown groups names its pattern.
        asked_told: per theme, whether it may be told how many it was put to.
        framework: what was asked.
        options: what the round has promised.
    """
    known = numbers(Tally(total.people[None], total.states[None]))[0]
    found = patterns(
        total.ratings,
        total.of(NoRating.DONT_KNOW),
        gaps,
        k=options.smallest_group,
        thresholds=options.thresholds,
    )
    chance = could_be_chance(total.ratings, options.thresholds).tolist()
    return tuple(
        ThemeResult(
            id=theme_id,
            **_asked(total, theme, options.smallest_group if asked_told[theme] else None),
            **_told(known, theme, found[theme], options, chance=chance[theme]),
        )
        for theme, theme_id in enumerate(framework.theme_ids)
    )


def _asked(total: Tally, theme: int, k: int | None) -> dict[str, Any]:
    """How many were asked, and why some gave no rating if `k` people were; without `k` nothing may be told."""
    asked = int(total.asked[theme])
    told = k is not None and asked >= k
    return {
        "asked": None if k is None else asked,
        "not_applicable": int(total.of(NoRating.NOT_APPLICABLE)[theme]) if told else None,
        "unanswered": int(total.of(NoRating.UNANSWERED)[theme]) if told else None,
    }


def _told(known: Numbers, theme: int, pattern: Pattern, options: Options, *, chance: bool) -> dict[str, Any]:
    valid, counts, thresholds = known.valid[theme], known.counts[theme], options.thresholds
    base = options.is_open or valid + known.dont_know[theme] >= options.smallest_group
    detail = total_detail(valid, options)
    in_full = detail is Detail.DISTRIBUTION
    named = as_shown(pattern, detail)
    minority = minority_share(counts, named, thresholds) if in_full else None
    return {
        **fields(known, theme, detail=detail, base=base, crossed=False, thresholds=thresholds),
        "pattern": named,
        "section": section_of(named, minority),
        "camps": camps(counts) if in_full and named is Pattern.SPLIT else None,
        "minority": minority,
        "tentative": not options.is_open
        and named is not Pattern.TOO_FEW
        and valid < thresholds.tentative_below,
        # Below a distribution this would narrow agreement down to more than its word (R8).
        "could_be_chance": chance and in_full and not options.is_open,
    }
