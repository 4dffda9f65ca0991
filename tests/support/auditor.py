"""What could be worked out from a published result: an exact auditor that knows none of the privacy rules.

Every number in a result that is linear in people's answers is a sum over a set of people. Whoever can combine
the published sums (with any rational weights) into a sum over a few people knows something about these few. So:
take the matrix of published sets (rows) by kinds of people (columns: partner x role), and ask whether its row
space holds a vector that is zero for everybody except some people, fewer than `limit` of them. That is the case
if and only if leaving out their columns lowers the rank.
"""

from collections.abc import Iterable
from itertools import combinations

from pet.analysis.options import Breakdown
from pet.analysis.ratings import NoRating

PRIME = 2**61 - 1
"""Ranks are taken modulo this prime. Every minor of a 0-1 matrix with up to 24 rows is smaller (Hadamard), so a
minor is zero modulo the prime only if it is zero: the ranks are exact."""

RATINGS = ("counts", "shares", "bins", "mean", "interpolated_median", "quartiles", "score", "agreement")
GAPS = ("gap_steps", "gap_share", "gap_p", "gap_delta")
UNSURE = ("valid", "dont_know", "dont_know_share")


def rank(rows):
    rows, found = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((i for i in range(found, len(rows)) if rows[i][column] % PRIME), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        inverse = pow(rows[found][column], -1, PRIME)
        for i in range(found + 1, len(rows)):
            factor = rows[i][column] * inverse % PRIME
            if factor:
                rows[i] = [(x - factor * y) % PRIME for x, y in zip(rows[i], rows[found], strict=True)]
        found += 1
    return found


def isolated(sets, cells, limit):
    """The kinds of people about whom something can be worked out although they are fewer than `limit`.

    Args:
        sets: published sets, each a set of cells.
        cells: people by cell.
        limit: the fewest people about whom something may be known.
    """
    cells = {cell: n for cell, n in cells.items() if n}
    rows = [[int(cell in published) for cell in cells] for published in sets]
    few = [cell for cell, n in cells.items() if n < limit]
    whole = rank(rows)
    return [
        chosen
        for size in range(1, len(few) + 1)
        for chosen in combinations(few, size)
        if sum(cells[cell] for cell in chosen) < limit
        and rank([[x for x, cell in zip(row, cells, strict=True) if cell not in chosen] for row in rows])
        < whole
    ]


class Audit:
    """A result held against the answers that it was made from."""

    def __init__(self, result, people, ratings, alike=None):
        """`alike` gives per theme the partners whose people weigh the same in the whole, see `weighing_alike`."""
        self.result, self.people, self.alike = result, people, alike or {}
        self.leading = {role.id for role in ratings.framework.roles if role.leads}
        self.values = ratings.values

    def cells(self, keep):
        """People by (partner, role), counting those whose row satisfies `keep`."""
        found = {}
        for (partner, role, _), row in zip(self.people, self.values, strict=True):
            found[partner, role] = found.get((partner, role), 0) + bool(keep(row))
        return found

    def members(self, breakdown, name):
        """The cells that a published group is made of; without arguments, everybody."""
        every = set(self.cells(lambda _: True))
        if breakdown is Breakdown.PARTNER:
            return {cell for cell in every if cell[0] == name}
        if breakdown is Breakdown.ROLE:
            return {cell for cell in every if cell[1] == name}
        if breakdown is Breakdown.LEADS:
            return {cell for cell in every if (cell[1] in self.leading) == (name == "leads")}
        return every

    def groups(self):
        return [
            (self.members(breakdown, group.name), group)
            for breakdown, groups in self.result.groups.items()
            for group in groups
        ]

    def heads(self):
        """Sets of respondents whose number is published."""
        return [
            self.members(None, None),
            *(cells for cells, group in self.groups() if group.valid is not None),
        ]

    def told(self, theme_id, names):
        """Sets of people about whom one of these fields is published for this theme."""
        themes = [(self.members(None, None), self.result.theme(theme_id))]
        themes += [
            (cells, theme) for cells, group in self.groups() for theme in group.themes if theme.id == theme_id
        ]
        return [
            cells for cells, theme in themes if any(getattr(theme, name, None) is not None for name in names)
        ]

    def leaks(self, k, distribution_size) -> Iterable[str]:
        """What can be worked out about fewer people than promised, in words for the test's output."""
        if cells := isolated(self.heads(), self.cells(lambda _: True), k):
            yield f"respondents: {cells}"
        for column, theme in enumerate(self.result.themes):
            base = self.cells(
                lambda row, column=column: row[column] >= NoRating.DONT_KNOW and row[column] != 0
            )
            valid = self.cells(lambda row, column=column: row[column] > 0)
            # Everybody together need fewer for a distribution than a group where k is large.
            fewest = min(distribution_size, sum(valid.values()))
            if cells := isolated(self.told(theme.id, UNSURE), base, k):
                yield f"{theme.id}, don't know: {cells}"
            if cells := isolated(
                [*self.told(theme.id, (*RATINGS, *GAPS)), *self.apart(theme.id)], valid, fewest
            ):
                yield f"{theme.id}, ratings: {cells}"

    def apart(self, theme_id):
        """Sets of people that weights tell apart: a sum of thirds and quarters comes about in one way only."""
        every = self.members(None, None)
        return [{cell for cell in every if cell[0] in partners} for partners in self.alike.get(theme_id, ())]


def weighing_alike(people, ratings, evaluated):
    """Per theme shown in full the sets of partners whose people weigh the same in the whole.

    Found by trial: one person of a partner answers otherwise, and the shares of the whole move by their weight.

    Args:
        people: as (partner, role, answers).
        ratings: their matrix.
        evaluated: what makes a result of a matrix of values.
    """
    found, before = {}, evaluated(ratings.values)
    for partner in {partner for partner, _, _ in people}:
        values, moved = ratings.values.copy(), {}
        for column, theme in enumerate(before.themes):
            rated = [i for i, person in enumerate(people) if person[0] == partner and values[i, column] > 0]
            if rated and theme.shares is not None:
                moved[theme.id] = column, values[rated[0], column] - 1
                values[rated[0], column] = values[rated[0], column] % 5 + 1
        after = evaluated(values)
        for theme_id, (column, point) in moved.items():
            weight = before.themes[column].shares[point] - after.themes[column].shares[point]
            found.setdefault(theme_id, {}).setdefault(round(weight, 9), set()).add(partner)
    return {theme_id: list(by_weight.values()) for theme_id, by_weight in found.items()}
