"""The same partnership asked again: people with names, and an exact auditor who reads the results of both rounds.

The auditor knows none of the rules. In each round the published sets are those of its result and, where a comparison
is paired, the people who answered both times: once with all, and on each theme that is compared with those who count
there. People are sorted by partner, role and whether they are in each of these sets.
"""

from dataclasses import dataclass, replace

import numpy as np

from pet.analysis.change import Earlier
from pet.analysis.evaluate import evaluate
from pet.analysis.kinds import Basis
from pet.analysis.ratings import Ratings
from pet.analysis.result import Result
from tests.support.auditor import GAPS, RATINGS, UNSURE, Audit, isolated
from tests.support.rounds import DK, framework, ratings


def named(people, framed=None, **fields):
    """`Ratings` of people given as (person, partner, role, answers)."""
    made = ratings([person[1:] for person in people], framed=framed, **fields)
    return replace(made, persons=tuple(person[0] for person in people))


@dataclass(frozen=True)
class Asked:
    """A round as it was answered and published."""

    people: list
    ratings: Ratings
    result: Result

    def earlier(self, before=None):
        return Earlier(self.ratings, self.result, before.ratings if before else None)


def asked(people, options, earlier=None, framed=None):
    framed = framed or framework(len(people[0][3]))
    matrix = named(people, framed)
    return Asked(people, matrix, evaluate(matrix, options=options, earlier=earlier))


def counts_as(depth):
    """Whether an answer counts: a rating, or who could judge."""
    return (lambda answer: answer > 0) if depth == "rated" else (lambda answer: answer > 0 or answer == DK)


def in_both(one, other, column=None, depth="rated"):
    """The persons who are in both rounds, and count there for a theme; themes have the same places in both."""
    known = {person: row for person, _, _, row in other.people}
    keep = counts_as(depth)
    return {
        person
        for person, _, _, row in one.people
        if person in known and (column is None or (keep(row[column]) and keep(known[person][column])))
    }


def paired_sets(first, second, column=None, depth="rated"):
    """The set of pairs that the second round's comparison publishes, if it does."""
    change = second.result.change
    if change is None or change.basis is not Basis.PAIRED:
        return []
    if column is not None and change.themes[column].people is None:
        return []
    return [in_both(first, second, column, depth)]


class RoundAudit(Audit):
    """An audit of one round with further published sets of persons."""

    def __init__(self, asked):
        super().__init__(asked.result, [person[1:] for person in asked.people], asked.ratings)
        self.persons = [person[0] for person in asked.people]
        self.sets = []

    def cells(self, keep):
        found = {}
        for person, (partner, role, _), row in zip(self.persons, self.people, self.values, strict=True):
            cell = (partner, role, *(person in members for members in self.sets))
            found[cell] = found.get(cell, 0) + bool(keep(row))
        return found

    def of_pairs(self):
        """The cells of each further set."""
        every = self.cells(lambda _: True)
        return [{cell for cell in every if cell[2 + place]} for place in range(len(self.sets))]

    def leaks(self, k, distribution_size, pairs):
        """What can be worked out about too few people.

        Args:
            k: the smallest group.
            distribution_size: the fewest people behind a distribution.
            pairs: gives the further sets, of a theme's column and of what counts.
        """
        self.sets = pairs(None, "rated")
        if cells := isolated([*self.heads(), *self.of_pairs()], self.cells(lambda _: True), k):
            yield f"respondents: {cells}"
        for column, theme in enumerate(self.result.themes):
            for depth, names, limit in (
                ("judged", UNSURE, k),
                ("rated", (*RATINGS, *GAPS), distribution_size),
            ):
                self.sets = pairs(column, depth)
                keep = counts_as(depth)
                cells = self.cells(lambda row, column=column, keep=keep: keep(row[column]))
                told = [*self.told(theme.id, names), *self.of_pairs()]
                if found := isolated(told, cells, min(limit, sum(cells.values()))):
                    yield f"{theme.id}, {depth}: {found}"


def leaks(rounds, k, distribution_size):
    """What can be worked out of rounds that were each compared with the one before."""
    for place, this in enumerate(rounds):
        if this.result.withheld:
            continue

        def pairs(column, depth, place=place):
            found = []
            for first, second in zip(
                rounds[max(place - 1, 0) :], rounds[max(place, 1) : place + 2], strict=False
            ):
                found += paired_sets(first, second, column, depth)
            return found

        yield from RoundAudit(this).leaks(k, distribution_size, pairs)


def partnership(rng, rounds, *, partners=("A", "B", "C"), kinds=("head", "teacher"), themes=2):
    """People who answer in some of so many rounds, as one list per round.

    In each cell of partner and role some answer always, some only once. A few change their partner in between.
    """
    found = [[] for _ in range(rounds)]
    number = 0
    for partner in partners:
        for kind in kinds:
            steady = int(rng.choice((0, 1, 3, 6, 9, 14)))
            for habit in [range(rounds)] * steady + [
                [place] for place in range(rounds) for _ in range(int(rng.choice((0, 0, 1, 3, 6))))
            ]:
                number += 1
                for place in habit:
                    moved = partners[rng.integers(len(partners))] if rng.random() < 0.03 else partner
                    found[place].append((f"p{number}", moved, kind, _row(rng, themes)))
    return found


def _row(rng, themes):
    return [
        int(answer)
        for answer in rng.choice((1, 2, 3, 4, 5, DK, 0), p=(0.19,) * 5 + (0.03, 0.02), size=themes)
    ]


def generator(seed):
    return np.random.default_rng(seed)
