"""Two breakdowns at once (R5), and leaders beside everybody else, which is made of roles."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pet.analysis.kinds import Withheld
from pet.analysis.options import Breakdown, Options
from pet.analysis.privacy import on_one_side, too_close
from pet.analysis.tally import Cells, Counts
from pet.analysis.visibility import BoolArray, Depth, Groups, Shown, heads, thresholds

LEADS, MEMBERS = "leads", "members"


@dataclass(frozen=True, slots=True)
class Plane:
    """People by group of the first breakdown (rows) and of the second (columns), the unknown last.

    Attributes:
        people: respondents (rows x columns).
        depths: the people that each depth counts (depths x rows x columns x themes).
    """

    people: Counts
    depths: Counts


def plane(cells: Cells, partners: int, roles: int) -> Plane:
    """The cells laid out by partner (rows) and role (columns)."""
    counted = heads(cells.tally)
    people = np.zeros((partners + 1, roles + 1), dtype=np.intp)
    depths = np.zeros((len(counted), *people.shape, counted.shape[2]), dtype=np.intp)
    people[cells.partner, cells.role] = cells.tally.people
    depths[:, cells.partner, cells.role] = counted
    return Plane(people, depths)


def beside(partner: Shown, role: Shown, crossed: Plane, options: Options) -> tuple[Shown, Shown]:
    """R5: what may be seen of partners and of roles when both are published, in this order.

    The breakdown that was not chosen to come first gives way: as a whole if the people who answered could be
    singled out, else on each theme where its answers could be, else in detail where distributions could.
    """
    if partner.withheld or role.withheld:
        return partner, role
    partner_stays = options.first_comparison is Breakdown.PARTNER
    second = role if partner_stays else partner
    if _close(crossed.people, partner.groups, role.groups, options.smallest_group):
        second = second.without(Withheld.ONE_BREAKDOWN)
    else:
        close = _close_depths(crossed, partner, role, options)
        hidden = close[Depth.BASE] | close[Depth.SUMMARY]
        depths = second.depths & ~hidden
        depths[Depth.FULL] &= ~close[Depth.FULL]
        second = replace(second, depths=depths, crossed=hidden)
    return (partner, second) if partner_stays else (second, role)


def _close_depths(crossed: Plane, partner: Shown, role: Shown, options: Options) -> BoolArray:
    """Per depth and theme, whether the two breakdowns come too close."""
    close = np.zeros((len(Depth), crossed.depths.shape[3]), dtype=np.bool_)
    known: dict[bytes, bool] = {}
    for depth, k in zip(Depth, thresholds(options), strict=True):
        for theme in range(close.shape[1]):
            people = crossed.depths[depth, :, :, theme]
            seen = partner.depths[depth, :, theme], role.depths[depth, :, theme]
            key = b"".join(part.tobytes() for part in (people, *seen)) + bytes([depth])
            if key not in known:
                known[key] = _close(people, *seen, k)
            close[depth, theme] = known[key]
    return close


def _close(people: Counts, rows: BoolArray, columns: BoolArray, k: int) -> bool:
    if k <= 1:
        return False
    return too_close(people, published(rows, people.sum(axis=1)), published(columns, people.sum(axis=0)), k)


def published(seen: BoolArray, people: Counts) -> Sequence[Sequence[int]]:
    """The groups as published: each visible one, and the rest together."""
    rest = np.flatnonzero((people > 0) & ~np.append(seen, False)).tolist()
    return [[group] for group in np.flatnonzero(seen).tolist()] + ([rest] if rest else [])


def leads(roles: Groups, shown: Shown, leading: BoolArray) -> tuple[Groups, Shown]:
    """Leaders and everybody else, seen only where both are joins of what is published of the roles.

    So this breakdown tells nothing that the roles do not: where a hidden role or the hidden roles together lie
    across the line between the two sides, it is not shown.

    Args:
        roles: the breakdown by role.
        shown: what may be seen of it.
        leading: per role whether it leads; people without a known role count as everybody else.
    """
    side = np.append(leading, False)  # the last entry of a tally is the unknown role
    tally = roles.tally.grouped(np.where(side, 0, 1), 2)
    groups = Groups(Breakdown.LEADS, (LEADS, MEMBERS), (None, None), tally)
    seen = _sides(shown.groups, roles.tally.people, side)
    depths = np.zeros((len(Depth), 2, shown.depths.shape[2]), dtype=np.bool_)
    counted = heads(roles.tally)
    for theme in range(depths.shape[2]):
        open_so_far = seen
        for depth in Depth:
            open_so_far = open_so_far & _sides(shown.depths[depth, :, theme], counted[depth, :, theme], side)
            depths[depth, :, theme] = open_so_far
    withheld = shown.withheld or (None if seen.all() else Withheld.TOO_FEW)
    result = Shown(seen, depths, shown.crossed, withheld)
    return groups, result if withheld is None else result.without(withheld)


def _sides(seen: BoolArray, people: Counts, side: BoolArray) -> BoolArray:
    """Which of the two sides is shown: those with somebody on them, if no hidden rest lies across the line."""
    hidden = (people > 0) & ~np.append(seen, False)
    if not seen.any() or not on_one_side(hidden, side):
        return np.zeros(2, dtype=np.bool_)
    return np.array([people[side].sum() > 0, people[~side].sum() > 0])


def numbers_asked_told(
    roles: Groups, shown: Shown, k: int, partners: Shown | None = None, crossed: Plane | None = None
) -> BoolArray:
    """Per theme, whether it may be told how many people it was put to.

    The number is a sum of role groups. Where it takes in some of the hidden ones and leaves out others, both parts
    must be `k` people or nobody: it would otherwise tell how many people are in a role that is not shown. Beside
    partners, both parts count as published groups (R5).

    Args:
        roles: the breakdown by role.
        shown: what may be seen of it.
        k: the fewest people behind anything shown.
        partners: what may be seen of the partners, if they are known.
        crossed: people by partner and role, if both are known.
    """
    tally = roles.tally
    hidden = ~np.append(shown.groups, False)
    asked = tally.asked[hidden].sum(axis=0)
    spared = tally.people[hidden].sum() - asked
    told: BoolArray = (np.minimum(asked, spared) == 0) | (np.minimum(asked, spared) >= k)
    if partners is None or crossed is None:
        return told
    for theme in np.flatnonzero(told & (asked > 0) & (spared > 0)).tolist():
        told[theme] = not _asked_close(tally.asked[:, theme] > 0, shown, partners, crossed, k)
    return told


def _asked_close(asked: BoolArray, roles: Shown, partners: Shown, crossed: Plane, k: int) -> bool:
    """R5 with the hidden roles as two groups: those a theme was put to, and those it was not put to."""
    by_partner, by_role = crossed.people.sum(axis=1), crossed.people.sum(axis=0)
    hidden = (by_role > 0) & ~np.append(roles.groups, False)
    columns = [[role] for role in np.flatnonzero(roles.groups).tolist()]
    columns += [np.flatnonzero(hidden & asked).tolist(), np.flatnonzero(hidden & ~asked).tolist()]
    return too_close(crossed.people, published(partners.groups, by_partner), columns, k)
