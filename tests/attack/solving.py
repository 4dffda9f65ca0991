"""What can be worked out from sums over known sets of people, in exact arithmetic; it knows no rule of the product.

Everything published of a theme is a sum over unions of partners or over unions of roles. Whoever adds and subtracts
such sums reaches, in each cell (partner x role), a number a + b: one for the partner's class and one for the role's.
The people a combination is about are those of the cells where it is not zero. For a choice of roles B that get one
number and the others that get another, each class of partners can be made zero in the larger of the two parts; what
is left is the sum over classes of min(n(class and B), n(class and not B)). A combination that is zero nowhere else
is about the people of a single class. The least of all these is the fewest people anything can be worked out about.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, product


@dataclass(frozen=True)
class Found:
    """Something that was worked out about a few people.

    Attributes:
        cells: who they are, by partner and role.
        people: how many.
    """

    cells: tuple
    people: int


def fewest(cells, by_partner, by_role, limit):
    """The fewest people, under `limit`, about whom something can be worked out; `None` if there are none.

    Args:
        cells: people by (partner, role).
        by_partner: maps a partner to its class in what is published.
        by_role: maps a role to its class.
        limit: the fewest people about whom something may be known.
    """
    table = defaultdict(list)
    for (partner, role), n in cells.items():
        if n:
            table[by_partner(partner)].append((by_role(role), n, (partner, role)))
    found = [*_rows(table), *_columns(table), *_unions(table)]
    few = [one for one in found if 0 < one.people < limit]
    return min(few, key=lambda one: one.people, default=None)


def _rows(table):
    for members in table.values():
        yield _of(members)


def _columns(table):
    roles = defaultdict(list)
    for members in table.values():
        for member in members:
            roles[member[0]].append(member)
    for members in roles.values():
        yield _of(members)


def _unions(table):
    roles = sorted({role for members in table.values() for role, _, _ in members}, key=repr)
    for size in range(1, len(roles)):
        for chosen in combinations(roles, size):
            left = []
            for members in table.values():
                inside = [member for member in members if member[0] in chosen]
                outside = [member for member in members if member[0] not in chosen]
                left += min(inside, outside, key=lambda part: sum(n for _, n, _ in part))
            yield _of(left)


def fewest_beside(cells, by_partner, by_role, limit):
    """The same where one more set of people is published, that lies across partners and roles: those of two rounds.

    Such a set, less some of the roles, less whatever most of a class of partners then have: what is left is known.

    Args:
        cells: people by (partner, role, whether they are in the set).
        by_partner, by_role, limit: as in `fewest`.
    """
    table = defaultdict(list)
    for (partner, role, inside), n in cells.items():
        if n:
            table[by_partner(partner)].append((by_role(role), inside, n, (partner, role)))
    roles = sorted({role for members in table.values() for role, _, _, _ in members}, key=repr)
    found = []
    for less in product((0, 1), repeat=len(roles)):
        taken, left = dict(zip(roles, less, strict=True)), []
        for members in table.values():
            left += _fewest_left(members, taken)
        found.append(_of(left))
    few = [one for one in found if 0 < one.people < limit]
    return min(few, key=lambda one: one.people, default=None)


def _fewest_left(members, taken):
    values = defaultdict(list)
    for role, inside, n, cell in members:
        values[inside - taken[role]].append((role, n, cell))
    most = max(values, key=lambda value: sum(n for _, n, _ in values[value]))
    return [member for value, group in values.items() if value != most for member in group]


def _of(members):
    return Found(tuple(cell for _, _, cell in members), sum(n for _, n, _ in members))
