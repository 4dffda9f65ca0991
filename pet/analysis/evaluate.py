"""From ratings to the result: count once, decide what may be seen, compute, choose what to talk about.

    result = evaluate(ratings, comments, Options(title="Spring"))

The order matters: what is hidden is decided by head counts before any measure is put into the result, and
patterns, gaps, roll-ups and agenda are then made from what is shown.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from pet.analysis.agenda import agenda
from pet.analysis.change import Earlier, change
from pet.analysis.comfort import comfort
from pet.analysis.comments import written
from pet.analysis.crossing import Plane, beside, leads, numbers_asked_told, plane
from pet.analysis.gaps import compare, listed, naming
from pet.analysis.groups import View, breakdown_result, group_results
from pet.analysis.kinds import Withheld
from pet.analysis.options import Breakdown, Options, Weighting
from pet.analysis.pools import Beside, pools
from pet.analysis.ratings import Comment, Grouping, Ratings
from pet.analysis.result import Result
from pet.analysis.result_change import FrameworkRef
from pet.analysis.result_texts import Digest
from pet.analysis.rollup import rollup
from pet.analysis.tally import Cells, Counts, Tally, count
from pet.analysis.themes import theme_results
from pet.analysis.visibility import BoolArray, Groups, Shown, alone
from pet.analysis.weights import Whole, by_partner, by_people
from pet.frameworks.model import Framework

DEFAULTS = Options()
_Seen: TypeAlias = dict[Breakdown, tuple[Groups, Shown]]


def evaluate(
    ratings: Ratings,
    comments: Iterable[Comment] = (),
    options: Options = DEFAULTS,
    earlier: Earlier | None = None,
    digests: Iterable[Digest] = (),
) -> Result:
    """Everything that may be known of one round.

    Args:
        ratings: who rated what; the order of the respondents changes nothing.
        comments: what they wrote, of all kinds, in any order.
        options: what the round has promised, and the choices of the method.
        earlier: the round to set this one beside, if there is one.
        digests: what their reader wrote in place of comments, for a round of few.

    Returns:
        The result, with everything withheld already missing (docs/privacy.md, docs/result-format.md).

    Raises:
        ValueError: a comment is about something that the framework does not have.
    """
    if ratings.respondents < options.smallest_group:
        return _nothing(ratings, options)
    framework = ratings.framework
    cells = count(ratings)
    seen, crossed = _seen(ratings, cells, options)
    whole = _whole(cells, seen, crossed, options)
    views = [
        View(groups, shown, compare(groups, shown, whole, options.thresholds))
        for groups, shown in seen.values()
    ]
    gaps = np.zeros(len(framework.themes), dtype=np.bool_)
    for view in views:
        gaps |= naming(view.groups, view.comparison, whole, options.thresholds)
    themes = theme_results(whole, gaps, _asked_told(seen, crossed, options, framework), framework, options)
    groups = {view.groups.breakdown: group_results(view, themes, framework, options) for view in views}
    areas, components = rollup(themes, framework, options.thresholds)
    worth_asking = listed(groups, options.thresholds)
    comments = tuple(comments)
    told = written(comments, ratings, options, digests)
    result = replace(
        _nothing(ratings, options),
        withheld=None,
        themes=themes,
        areas=areas,
        components=components,
        breakdowns=tuple(breakdown_result(view, framework, options) for view in views),
        groups=groups,
        gaps=worth_asking,
        comments=told.comments,
        words=told.words,
        digests=told.digests,
        comments_withheld=told.withheld,
    )
    result = replace(result, comfort=comfort(result, ratings, comments))
    compared = None if earlier is None else change(ratings, result, options, earlier)
    proposed = agenda(themes, worth_asking, framework, options.thresholds, compared)
    return replace(result, change=compared, agenda=proposed)


def _nothing(ratings: Ratings, options: Options) -> Result:
    """All that is told of a round too small to be shown: what it was and how many answered."""
    return Result(
        title=options.title,
        framework=FrameworkRef(key=ratings.framework.key, version=ratings.framework.version),
        points=ratings.framework.scale.size,
        mode=options.mode,
        smallest_group=options.smallest_group,
        small_partnership=options.small_partnership,
        weighting=options.weighting,
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


def _seen(ratings: Ratings, cells: Cells, options: Options) -> tuple[_Seen, Plane | None]:
    """What may be seen of each breakdown, all rules applied; and the people by both, where both are given."""
    found: _Seen = {}
    if ratings.partners is not None:
        groups = _groups(Breakdown.PARTNER, ratings.partners, cells.tally, cells.partner)
        found[Breakdown.PARTNER] = groups, alone(groups, options)
    if ratings.roles is not None:
        groups = _groups(Breakdown.ROLE, ratings.roles, cells.tally, cells.role)
        found[Breakdown.ROLE] = groups, alone(groups, options)
    crossed = None
    if len(found) == 2:
        partner, role = found[Breakdown.PARTNER], found[Breakdown.ROLE]
        crossed = plane(cells, len(partner[0].names), len(role[0].names))
        partner_shown, role_shown = beside(partner[1], role[1], crossed, options)
        found = {Breakdown.PARTNER: (partner[0], partner_shown), Breakdown.ROLE: (role[0], role_shown)}
    if Breakdown.ROLE in found and any(role.leads for role in ratings.framework.roles):
        groups, shown = found[Breakdown.ROLE]
        found[Breakdown.LEADS] = leads(groups, shown, _leading(groups, ratings.framework))
    return found, crossed


def _whole(cells: Cells, seen: _Seen, crossed: Plane | None, options: Options) -> Whole:
    """Everybody together as they count; where no partner is known, all are of the same."""
    if options.weighting is Weighting.PEOPLE:
        return by_people(cells.tally.total())
    if Breakdown.PARTNER not in seen:
        everybody = cells.tally.grouped(np.zeros_like(cells.partner), 1)
        return by_partner(everybody, np.zeros(everybody.valid.shape, dtype=np.intp))
    groups, shown = seen[Breakdown.PARTNER]
    roles = Beside(seen[Breakdown.ROLE][1], crossed) if crossed is not None else None
    return by_partner(groups.tally, pools(groups, shown, roles, options))


def _asked_told(seen: _Seen, crossed: Plane | None, options: Options, framework: Framework) -> BoolArray:
    """Per theme, whether it may be told how many people it was put to."""
    if Breakdown.ROLE not in seen:
        return np.ones(len(framework.themes), dtype=np.bool_)
    partners = seen[Breakdown.PARTNER][1] if Breakdown.PARTNER in seen else None
    return numbers_asked_told(*seen[Breakdown.ROLE], options.smallest_group, partners, crossed)


def _groups(breakdown: Breakdown, grouping: Grouping, tally: Tally, index: Counts) -> Groups:
    role_ids = grouping.role_ids or (None,) * len(grouping.names)
    return Groups(breakdown, grouping.names, role_ids, tally.grouped(index, len(grouping.names)))


def _leading(roles: Groups, framework: Framework) -> BoolArray:
    known = (framework.role(role_id) if role_id is not None else None for role_id in roles.role_ids)
    return np.array([role is not None and role.leads for role in known], dtype=np.bool_)
