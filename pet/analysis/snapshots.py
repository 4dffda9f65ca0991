"""R6: a round computed again after answers came, went or changed, and what the two results together would tell.

A snapshot notes who was behind each published number, and in which version of their answers. What they answered is
not in it: who changed decides, never what they said.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from pet.analysis.crossing import LEADS, MEMBERS
from pet.analysis.options import Breakdown
from pet.analysis.ratings import Grouping, NoRating, Ratings
from pet.analysis.result import Result
from pet.frameworks.model import Framework

Version = int | str
"""Stays the same as long as a person's answers do."""

Snapshot = Mapping[str, Mapping[str, Version]]
"""By group, and in it by person: `TOTAL`, every group that is shown, and the cells where these cross."""

TOTAL = "total"
_CELL = "cell: "


def may_publish(earlier: Sequence[Snapshot], candidate: Snapshot, k: int) -> bool:
    """R6: whether setting the candidate beside any result published before tells of nobody.

    Against every earlier snapshot, and in every group of either, the people who are new, gone or have changed their
    answers must be nobody, or at least `k`.

    Example:
        >>> before = {"total": {"Ann": 1, "Bo": 1, "Cy": 1}}
        >>> may_publish([before], {"total": {"Ann": 1, "Bo": 1, "Cy": 2}}, 3)
        False
    """
    return all(
        number == 0 or number >= k
        for before in earlier
        for number in (
            changed(before.get(group, {}), candidate.get(group, {}))
            for group in before.keys() | candidate.keys()
        )
    )


def changed(before: Mapping[str, Version], after: Mapping[str, Version]) -> int:
    """How many people are new, gone, or have changed their answers."""
    return sum(before.get(person) != after.get(person) for person in before.keys() | after.keys())


def shows_the_same(one: Snapshot, other: Snapshot) -> bool:
    """Whether two snapshots show the same groups; else what is not shown may be told by what was shown before."""
    return _shown(one) == _shown(other)


def snapshot(result: Result, ratings: Ratings, people: Mapping[str, Version]) -> Snapshot:
    """Who is behind what a result shows.

    Beside the groups that are shown it has their cells: everybody who is of the same partner and of the same role,
    where all that are not shown count as one. Each group, each rest and each union of them is made of cells, so in
    what is safe in every cell nobody can be told by adding and subtracting groups (R5 asks the same of one result).

    Args:
        result: what is shown.
        ratings: what it was made from.
        people: by key the version of their answers, in the order of the ratings.
    """
    found: dict[str, dict[str, Version]] = {TOTAL: dict(people)}
    for (person, version), groups in zip(people.items(), _groups(result, ratings), strict=True):
        for group in groups:
            found.setdefault(group, {})[person] = version
    return found


def distributions_only(result: Result, framework: Framework) -> Ratings:
    """Answers of nobody in particular: with the distributions that a result shows of everybody, and no more of it.

    Whoever compares another round with them can find nothing but what was shown. A theme without counts of people stays
    not asked: one that shows no distribution, all of a withheld result, and all where every partner counts the same.
    """
    shown = {theme.id: theme.counts or () for theme in result.themes}
    values = np.full((result.respondents, len(framework.themes)), NoRating.NOT_ASKED, dtype=np.int8)
    for column, theme_id in enumerate(framework.theme_ids):
        counts = shown.get(theme_id, ())
        points = np.repeat(np.arange(1, len(counts) + 1), counts)
        values[: len(points), column] = points
    return Ratings(framework, values)


def as_document(taken: Snapshot) -> dict[str, Any]:
    """A snapshot for keeping: each person once, and of the groups their places."""
    place = {person: number for number, person in enumerate(taken[TOTAL])}
    return {
        "people": [list(one) for one in taken[TOTAL].items()],
        "groups": {name: [place[one] for one in group] for name, group in taken.items() if name != TOTAL},
    }


def from_document(document: Mapping[str, Any]) -> Snapshot:
    """The other way round."""
    people = [(person, version) for person, version in document["people"]]
    groups = {name: dict(people[place] for place in places) for name, places in document["groups"].items()}
    return {TOTAL: dict(people), **groups}


def _shown(taken: Snapshot) -> set[str]:
    return {name for name in taken if not name.startswith(_CELL)}


def _groups(result: Result, ratings: Ratings) -> Iterator[tuple[str, ...]]:
    """Per respondent, the cell and the groups that are shown."""
    partners = _labels(ratings, ratings.partners, _visible(result, Breakdown.PARTNER))
    roles = _labels(ratings, ratings.roles, _visible(result, Breakdown.ROLE))
    sides = _sides(ratings, _visible(result, Breakdown.LEADS))
    for partner, role, side in zip(partners, roles, sides, strict=True):
        of = ((Breakdown.PARTNER, partner), (Breakdown.ROLE, role), (Breakdown.LEADS, side))
        shown = (f"{breakdown}: {name}" for breakdown, name in of if name is not None)
        yield (_CELL + json.dumps([partner, role], ensure_ascii=False), *shown)


def _visible(result: Result, breakdown: Breakdown) -> frozenset[str]:
    return frozenset(group.name for group in result.groups.get(breakdown, ()) if group.shown)


def _labels(ratings: Ratings, grouping: Grouping | None, visible: frozenset[str]) -> list[str | None]:
    """Per respondent the group, if it is shown."""
    if grouping is None:
        return [None] * ratings.respondents
    shown = [name if name in visible else None for name in grouping.names]
    return [shown[member] if member >= 0 else None for member in grouping.members.tolist()]


def _sides(ratings: Ratings, visible: frozenset[str]) -> list[str | None]:
    """Per respondent the side, leaders or everybody else, if it is shown; whose role is not known is not a leader."""
    roles = ratings.roles
    if roles is None:
        return [None] * ratings.respondents
    known = {role.id: role.leads for role in ratings.framework.roles}
    leading = [known.get(role_id or "", False) for role_id in roles.role_ids]
    sides = (LEADS if member >= 0 and leading[member] else MEMBERS for member in roles.members.tolist())
    return [side if side in visible else None for side in sides]
