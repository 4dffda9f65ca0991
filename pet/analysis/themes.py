"""Everybody together, theme by theme."""

from typing import Any

from pet.analysis.agreement import could_be_chance
from pet.analysis.kinds import Detail, Pattern
from pet.analysis.measures import Numbers, defined, fields, numbers
from pet.analysis.options import Options, Weighting
from pet.analysis.patterns import as_shown, camps, minority_share, patterns, section_of
from pet.analysis.privacy import total_detail
from pet.analysis.ratings import NoRating
from pet.analysis.result_themes import ThemeResult
from pet.analysis.tally import Tally
from pet.analysis.uncertainty import posterior
from pet.analysis.visibility import BoolArray
from pet.analysis.weights import Whole
from pet.frameworks.model import Framework


def theme_results(
    whole: Whole, gaps: BoolArray, asked_told: BoolArray, framework: Framework, options: Options
) -> tuple[ThemeResult, ...]:
    """What is shown of each theme.

    Args:
        whole: everybody together, as they count.
        gaps: per theme, whether a gap between shown groups names its pattern.
        asked_told: per theme, whether it may be told how many it was put to.
        framework: what was asked.
        options: what the round has promised.
    """
    total = whole.tally
    known = numbers(Tally(total.people[None], total.states[None]), whole.ratings[None])[0]
    found = patterns(
        whole.ratings,
        total.of(NoRating.DONT_KNOW),
        gaps,
        k=options.smallest_group,
        thresholds=options.thresholds,
    )
    chance = could_be_chance(whole.as_certain, options.thresholds).tolist()
    intervals = _intervals(known, total, framework, options)
    return tuple(
        ThemeResult(
            id=theme_id,
            **_asked(total, theme, options.smallest_group if asked_told[theme] else None),
            **_told(known, theme, found[theme], options, chance=chance[theme]),
            **_certain(whole, theme, found[theme], options),
            interval=intervals[theme],
        )
        for theme, theme_id in enumerate(framework.theme_ids)
    )


def _intervals(
    known: Numbers, total: Tally, framework: Framework, options: Options
) -> list[tuple[float, float] | None]:
    """Per theme the 5% and the 95% quantile of A, had everybody answered who was asked; `None` where not told.

    It is worked out from the counts shown and two published head counts, and tells nothing that they do not. It
    takes whole people: where every partner counts the same, it is told only if nobody is missing, for nobody
    knows of which partners the others are.
    """
    missing = -1 if options.invited is None else options.invited - int(total.people)
    if options.is_open or missing < 0 or (missing and options.weighting is Weighting.PARTNERS):
        return [None] * len(framework.themes)
    told = [
        theme
        for theme in range(len(framework.themes))
        if _of_everybody(total, theme, framework, options) and defined(known.agreement[theme]) is not None
    ]
    lower = upper = [known.agreement[theme] for theme in told]
    if missing:
        found = posterior(total.ratings[told], missing)
        lower, upper = found.lower.tolist(), found.upper.tolist()
    ends = dict(zip(told, zip(lower, upper, strict=True), strict=True))
    return [ends.get(theme) for theme in range(len(framework.themes))]


def _of_everybody(total: Tally, theme: int, framework: Framework, options: Options) -> bool:
    """Whether a theme's distribution is shown, and the theme is put to every role and was to every respondent."""
    in_full = total_detail(int(total.valid[theme]), options) is Detail.DISTRIBUTION
    put_to_all = all(framework.themes[theme].is_asked_of(role.id) for role in framework.roles)
    return in_full and put_to_all and int(total.asked[theme]) == int(total.people)


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
    detail = _detail(valid, options)
    in_full = detail is Detail.DISTRIBUTION
    named = as_shown(pattern, detail)
    minority = minority_share(counts, named, thresholds) if in_full else None
    return {
        **fields(known, theme, detail=detail, base=base, crossed=False, options=options),
        "pattern": named,
        "section": section_of(named, minority),
        "camps": camps(counts) if in_full and named is Pattern.SPLIT else None,
        "minority": minority,
        # Below a distribution this would narrow agreement down to more than its word (R8).
        "could_be_chance": chance and in_full and not options.is_open,
    }


def _detail(valid: int, options: Options) -> Detail:
    """How much is shown; where every partner counts the same, nothing is counted in people: no low, middle, high."""
    detail = total_detail(valid, options)
    counted = options.weighting is Weighting.PEOPLE
    return detail if counted or detail is not Detail.THREE_BINS else Detail.SUMMARY


def _certain(whole: Whole, theme: int, pattern: Pattern, options: Options) -> dict[str, Any]:
    """How many people's answers these are as certain as, and whether that is few."""
    few = whole.people(theme) < options.thresholds.tentative_below
    in_full = total_detail(int(whole.tally.valid[theme]), options) is Detail.DISTRIBUTION
    return {
        "tentative": few and not options.is_open and pattern is not Pattern.TOO_FEW,
        "effective": defined(float(whole.effective[theme]))
        if whole.effective is not None and in_full
        else None,
    }
