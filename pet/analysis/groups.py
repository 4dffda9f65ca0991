"""The groups of one breakdown as they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pet.analysis.between import between
from pet.analysis.gaps import Comparison
from pet.analysis.kinds import Detail, Withheld
from pet.analysis.measures import Numbers, defined, fields, numbers
from pet.analysis.options import Breakdown, Options, Weighting
from pet.analysis.result_groups import BreakdownResult, GroupResult, GroupTheme
from pet.analysis.result_themes import Composite, Measures
from pet.analysis.rollup import no_closer, rollup
from pet.analysis.visibility import Groups, Shown
from pet.frameworks.model import Framework

_Themes = Mapping[int, tuple[GroupTheme, ...]]


@dataclass(frozen=True, slots=True)
class View:
    """One breakdown, what may be seen of it, and each of its groups beside all others."""

    groups: Groups
    shown: Shown
    comparison: Comparison


def breakdown_result(view: View, framework: Framework, options: Options) -> BreakdownResult:
    """How many groups there are, how many are shown, and why not more."""
    people, shown = view.groups.tally.people, view.shown
    crossed = zip(framework.theme_ids, shown.crossed.tolist(), strict=True)
    return BreakdownResult(
        breakdown=view.groups.breakdown,
        groups=int((people[:-1] > 0).sum()),
        shown=int(shown.groups.sum()),
        rest=None if shown.withheld else int(people.sum() - people[:-1][shown.groups].sum()),
        withheld=shown.withheld,
        themes_withheld=() if shown.withheld else tuple(theme for theme, found in crossed if found),
        between=between(view.groups, shown, framework) if options.weighting is Weighting.PEOPLE else (),
    )


def group_results(
    view: View, everybody: Sequence[Measures], framework: Framework, options: Options
) -> tuple[GroupResult, ...]:
    """Every group in fixed order: those that are shown with their numbers, the others by name alone.

    Args:
        view: the breakdown.
        everybody: the themes of everybody together, as shown.
        framework: what was asked.
        options: what the round has promised.
    """
    known = numbers(view.groups.tally)
    themes = {
        group: _themes(view, group, known[group], framework, options)
        for group in np.flatnonzero(view.shown.groups).tolist()
    }
    alike = _alike(themes) if view.groups.breakdown is Breakdown.LEADS else themes
    parts = {group: rollup(own, framework, options.thresholds, everybody) for group, own in alike.items()}
    return tuple(
        _shown(view, group, themes[group], *parts[group]) if group in themes else _withheld(view, group)
        for group in range(len(view.groups.names))
    )


def _alike(themes: _Themes) -> _Themes:
    """The themes that areas and components of two sides are made of, so that both are made of the same."""
    return {
        group: tuple(no_closer(*pair) for pair in zip(own, themes[1 - group], strict=True))
        for group, own in themes.items()
    }


def _withheld(view: View, group: int) -> GroupResult:
    return GroupResult(
        name=view.groups.names[group],
        role=view.groups.role_ids[group],
        valid=None,
        withheld=view.shown.withheld or Withheld.TOO_FEW,
    )


def _shown(
    view: View,
    group: int,
    themes: tuple[GroupTheme, ...],
    areas: tuple[Composite, ...],
    components: tuple[Composite, ...],
) -> GroupResult:
    return GroupResult(
        name=view.groups.names[group],
        role=view.groups.role_ids[group],
        valid=int(view.groups.tally.people[group]),
        withheld=None,
        themes=themes,
        areas=areas,
        components=components,
    )


def _themes(
    view: View, group: int, known: Numbers, framework: Framework, options: Options
) -> tuple[GroupTheme, ...]:
    return tuple(
        _theme(view, (group, theme), theme_id, known, options)
        for theme, theme_id in enumerate(framework.theme_ids)
    )


def _theme(view: View, place: tuple[int, int], theme_id: str, known: Numbers, options: Options) -> GroupTheme:
    """One theme in one group; without the distribution only the words about the gap are left of it."""
    shown, comparison = view.shown, view.comparison
    base, summary, full = shown.depths[:, place[0], place[1]].tolist()
    told = fields(
        known,
        place[1],
        detail=Detail.DISTRIBUTION if full else Detail.SUMMARY if summary else Detail.NONE,
        base=base,
        crossed=bool(shown.crossed[place[1]]),
        options=options,
    )
    if full:
        told["gap_steps"] = defined(float(comparison.steps[place]))
        told["gap_share"] = defined(float(comparison.share[place]))
        # p is of people sorted at random, whatever the weighting; it stands only beside a gap of the same kind.
        told["gap_p"] = defined(float(comparison.p[place])) if options.weighting is Weighting.PEOPLE else None
        told["gap_delta"] = defined(float(comparison.delta[place]))
    if summary and not np.isnan(comparison.steps[place]):
        told["gap_flagged"] = bool(comparison.flagged[place])
        told["higher"] = comparison.higher(*place)
    return GroupTheme(id=theme_id, **told)
