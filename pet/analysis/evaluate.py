"""From ratings to the result: count once, decide what may be seen, compute, choose what to talk about.

    result = evaluate(ratings, comments, Options(title="Spring"))

The order matters: what is hidden is decided by head counts before any measure is put into the result, and
patterns, gaps, roll-ups and agenda are then made from what is shown.
"""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from pet.analysis.agenda import agenda
from pet.analysis.comments import written
from pet.analysis.crossing import beside, leads, plane
from pet.analysis.gaps import compare, listed, naming
from pet.analysis.groups import View, breakdown_result, group_results
from pet.analysis.options import Breakdown, Options
from pet.analysis.ratings import Comment, Grouping, Ratings
from pet.analysis.result import FrameworkRef, Result, Withheld
from pet.analysis.rollup import rollup
from pet.analysis.tally import Cells, Counts, Tally, count
from pet.analysis.themes import theme_results
from pet.analysis.visibility import BoolArray, Groups, Shown, alone, numbers_asked_told
from pet.frameworks.model import Framework

DEFAULTS = Options()


def evaluate(ratings: Ratings, comments: Iterable[Comment] = (), options: Options = DEFAULTS) -> Result:
    """Everything that may be known of one round.

    Args:
        ratings: who rated what; the order of the respondents changes nothing.
        comments: what they wrote, of all kinds, in any order.
        options: what the round has promised, and the choices of the method.

    Returns:
        The result, with everything withheld already missing (docs/privacy.md, docs/result-format.md).

    Raises:
        ValueError: a comment is about something that the framework does not have.
    """
    if ratings.respondents < options.smallest_group:
        return _nothing(ratings, options)
    framework = ratings.framework
    cells = count(ratings)
    total = cells.tally.total()
    views = _views(ratings, cells, total, options)
    gaps = np.zeros(len(framework.themes), dtype=np.bool_)
    for view in views:
        gaps |= naming(view.groups, view.comparison, total, options.thresholds)
    roles = next((view for view in views if view.groups.breakdown is Breakdown.ROLE), None)
    asked_told = (
        numbers_asked_told(roles.groups, roles.shown, options.smallest_group)
        if roles
        else np.ones(len(framework.themes), dtype=np.bool_)
    )
    themes = theme_results(total, gaps, asked_told, framework, options)
    groups = {
        view.groups.breakdown: group_results(view, themes, framework, options.thresholds) for view in views
    }
    areas, components = rollup(themes, framework, options.thresholds)
    worth_asking = listed(groups, options.thresholds)
    told = written(comments, ratings, options)
    return replace(
        _nothing(ratings, options),
        withheld=None,
        themes=themes,
        areas=areas,
        components=components,
        breakdowns=tuple(breakdown_result(view, framework) for view in views),
        groups=groups,
        gaps=worth_asking,
        agenda=agenda(themes, worth_asking, framework, options.thresholds),
        comments=told.comments,
        words=told.words,
        comments_withheld=told.withheld,
    )


def _nothing(ratings: Ratings, options: Options) -> Result:
    """All that is told of a round too small to be shown: what it was and how many answered."""
    return Result(
        title=options.title,
        framework=FrameworkRef(key=ratings.framework.key, version=ratings.framework.version),
        points=ratings.framework.scale.size,
        mode=options.mode,
        smallest_group=options.smallest_group,
        small_partnership=options.small_partnership,
        thresholds=options.thresholds,
        respondents=ratings.respondents,
        invited=options.invited,
        withheld=Withheld.TOO_FEW,
        themes=(),
        areas=(),
        components=(),
        breakdowns=(),
        groups={},
        gaps=(),
        agenda=(),
        comments=(),
        words=(),
        comments_withheld=0,
    )


def _views(ratings: Ratings, cells: Cells, total: Tally, options: Options) -> list[View]:
    """What may be seen of each breakdown, all rules applied, and the comparisons that this allows."""
    found: dict[Breakdown, tuple[Groups, Shown]] = {}
    if ratings.partners is not None:
        groups = _groups(Breakdown.PARTNER, ratings.partners, cells.tally, cells.partner)
        found[Breakdown.PARTNER] = groups, alone(groups, options)
    if ratings.roles is not None:
        groups = _groups(Breakdown.ROLE, ratings.roles, cells.tally, cells.role)
        found[Breakdown.ROLE] = groups, alone(groups, options)
    if len(found) == 2:
        partner, role = found[Breakdown.PARTNER], found[Breakdown.ROLE]
        crossed = plane(cells, len(partner[0].names), len(role[0].names))
        partner_shown, role_shown = beside(partner[1], role[1], crossed, options)
        found = {Breakdown.PARTNER: (partner[0], partner_shown), Breakdown.ROLE: (role[0], role_shown)}
    if Breakdown.ROLE in found and any(role.leads for role in ratings.framework.roles):
        groups, shown = found[Breakdown.ROLE]
        found[Breakdown.LEADS] = leads(groups, shown, _leading(groups, ratings.framework))
    return [
        View(groups, shown, compare(groups, shown, total, options.thresholds))
        for groups, shown in found.values()
    ]


def _groups(breakdown: Breakdown, grouping: Grouping, tally: Tally, index: Counts) -> Groups:
    role_ids = grouping.role_ids or (None,) * len(grouping.names)
    return Groups(breakdown, grouping.names, role_ids, tally.grouped(index, len(grouping.names)))


def _leading(roles: Groups, framework: Framework) -> BoolArray:
    known = (framework.role(role_id) if role_id is not None else None for role_id in roles.role_ids)
    return np.array([role is not None and role.leads for role in known], dtype=np.bool_)
