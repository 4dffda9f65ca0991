"""Specs of bars: a group above all others."""

from pet.analysis.options import Breakdown, Mode
from pet.analysis.result import Result
from pet.analysis.result_groups import Gap, GroupTheme
from pet.analysis.result_themes import Measures, ThemeResult
from pet.charts.build.bar_parts import Answers, Named, bar, spec_of
from pet.charts.build.names import slug
from pet.charts.build.segments import Unit
from pet.charts.spec.bars import Bars
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.words.groups import gap_heading, label, others
from pet.words.phrases import topic


def group_bars(
    result: Result, framework: Framework, theme_id: str, breakdown: Breakdown, group: str
) -> Bars | None:
    """A group's bar above that of all others, on one theme.

    Outside open rounds both are in steps of five per cent, so that no difference singles anyone out.

    Returns:
        `None` where the distribution of either may not be shown.
    """
    found = next((one for one in result.groups.get(breakdown, ()) if one.name == group), None)
    theme = result.theme(theme_id) if result.themes else None
    part = found.theme(theme_id) if found is not None else None
    rest = _rest(result, theme, part) if theme is not None and part is not None else None
    if found is None or part is None or part.counts is None or rest is None:
        return None
    unit = Unit.ANSWERS if result.mode is Mode.OPEN else Unit.FIVES
    name = label(found, breakdown, framework)
    rows = [
        bar(Answers(name, part.counts, sum(part.counts), part.dont_know, part.agreement_level), unit),
        bar(Answers(others(breakdown), rest[0], sum(rest[0]), rest[1], None), unit),
    ]
    return spec_of(
        Named(
            slug("bars", [theme_id, breakdown, group]),
            _group_finding(result, framework, part, (breakdown, group, name)),
            _("Group"),
        ),
        rows,
        framework,
        unit,
    )


def _rest(result: Result, theme: ThemeResult, part: Measures) -> tuple[tuple[int, ...], int | None] | None:
    """Everybody's answers less those of the group, if both may be shown as a distribution (R8).

    Where every partner counts the same, a group's answers are no part of everybody's that could be taken away.
    """
    if theme.counts is None or part.counts is None:
        return None
    counts = tuple(whole - mine for whole, mine in zip(theme.counts, part.counts, strict=True))
    fewest = max(result.thresholds.distribution_from, 2 * result.smallest_group)
    if sum(counts) < (1 if result.mode is Mode.OPEN else fewest) or not sum(part.counts):
        return None
    if theme.dont_know is None or part.dont_know is None:
        return counts, None
    return counts, theme.dont_know - part.dont_know


def _group_finding(
    result: Result, framework: Framework, part: GroupTheme, of: tuple[Breakdown, str, str]
) -> str:
    """The gap by its heading where it is flagged, else only who is compared on what."""
    breakdown, group, name = of
    if part.gap_flagged:
        gap = Gap(
            theme=part.id, breakdown=breakdown, group=group, higher=bool(part.higher), steps=part.gap_steps
        )
        return gap_heading(gap, result, framework)
    return _("{group} and others on {topic}", group=name, topic=topic(framework, part.id))
