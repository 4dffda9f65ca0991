"""Several results of the same people: two snapshots of one round (R6), and two rounds side by side (R7)."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from pet.analysis import pairing, snapshots
from pet.analysis.change import Earlier
from pet.analysis.evaluate import evaluate
from pet.analysis.kinds import Basis
from pet.analysis.options import Breakdown, Mode, Weighting
from tests.attack.partnerships import invented
from tests.support.auditor import isolated
from tests.support.effort import EFFORT
from tests.support.rounds import ratings

K = 3
FIXED = {"smallest_group": K, "weighting": Weighting.PEOPLE, "mode": Mode.CONFIDENTIAL, "invited": None}
PARTNERS = (2, 4)


def places(result, cells):
    """Sets of cells (partner, role, …) that the groups shown are made of, and everybody."""
    yield set(cells)
    for place, breakdown in ((0, Breakdown.PARTNER), (1, Breakdown.ROLE)):
        for group in result.groups.get(breakdown, ()):
            if group.shown:
                yield {cell for cell in cells if cell[place] == group.name}


def changed(seed):
    """A round, and the same after some changed their answers and some came."""
    before = invented(seed, partners=PARTNERS, options=FIXED)
    rng = np.random.default_rng(seed)
    some = set(rng.permutation(len(before.people))[: rng.choice((0, 1, 2, 4, 8))].tolist())
    people = [
        (partner, role, [5 if answer == 1 else 1 if answer > 0 else answer for answer in row])
        if n in some
        else (partner, role, row)
        for n, (partner, role, row) in enumerate(before.people)
    ]
    more = rng.choice((0, 0, 1, 3, 6))
    people += [before.people[int(rng.integers(len(before.people)))] for _ in range(more)]
    return before, people, some


def both_published(seed):
    """What somebody can tell of who changed, where both results are published; nothing where they are not."""
    before, people, some = changed(seed)
    matrix = ratings(people, framed=before.matrix.framework, roles={})
    first, second = (evaluate(one, options=before.options) for one in (before.matrix, matrix))
    if first.withheld or second.withheld:
        return []
    then = {str(n): 1 for n in range(len(before.people))}
    now = {str(n): 1 + (n in some) for n in range(len(people))}
    taken = [snapshots.snapshot(first, before.matrix, then), snapshots.snapshot(second, matrix, now)]
    if not (snapshots.may_publish(taken[:1], taken[1], K) and snapshots.shows_the_same(*taken)):
        return []
    cells = Counter()
    for n, (partner, role, _) in enumerate(people):
        for state in ("was", "is") if n in some else ("is",) if n >= len(before.people) else ("both",):
            cells[partner, role, state] += 1
    sets = list(places(first, [cell for cell in cells if cell[2] != "is"]))
    sets += places(second, [cell for cell in cells if cell[2] != "was"])
    return isolated(sets, cells, K)


def two_rounds(seed):
    """Two rounds of mostly the same people, the later one set beside the earlier."""
    then = invented(seed, partners=PARTNERS, options=FIXED)
    rng = np.random.default_rng(seed)
    stay = max(0, len(then.people) - int(rng.choice((0, 1, 2, 3, 6))))
    more = int(rng.choice((0, 1, 2, 3, 6)))
    people = then.people[:stay] + [then.people[int(rng.integers(len(then.people)))] for _ in range(more)]
    first = replace(then.matrix, persons=tuple(f"a{n}" for n in range(len(then.people))))
    now = ratings(people, framed=then.matrix.framework, roles={})
    second = replace(now, persons=tuple(f"a{n}" if n < stay else f"b{n}" for n in range(len(people))))
    earlier = Earlier(first, evaluate(first, options=then.options))
    result = evaluate(second, options=then.options, earlier=earlier)
    return [(earlier.result, then.people, stay), (result, people, stay)]


def pairs_told(seed):
    """What can be told of a few from the pairs and the groups that are shown, in either round."""
    both = two_rounds(seed)
    change = both[1][0].change
    if change is None or change.basis is not Basis.PAIRED or any(one.withheld for one, _, _ in both):
        return []
    found = []
    for result, people, stay in both:
        cells = Counter((partner, role, n < stay) for n, (partner, role, _) in enumerate(people))
        sets = [*places(result, cells), {cell for cell in cells if cell[2]}]
        found += isolated(sets, cells, K)
    return found


SEEDS = range(60 * EFFORT)


def test_two_snapshots_tell_of_nobody_who_changed():
    assert {seed: found for seed in SEEDS if (found := both_published(seed))} == {}


def test_pairs_beside_the_groups_tell_of_nobody():
    assert {seed: found for seed in SEEDS if (found := pairs_told(seed))} == {}
    bases = {change.basis for seed in range(60) if (change := two_rounds(seed)[1][0].change)}
    assert bases == set(Basis)


@pytest.mark.parametrize(
    ("module", "rule", "attack"),
    [(snapshots, "may_publish", both_published), (pairing, "pairs_safe", pairs_told)],
    ids=["R6 snapshots", "R7 rounds"],
)
def test_with_the_rule_switched_off_somebody_is_found(module, rule, attack, monkeypatch):
    monkeypatch.setattr(module, rule, lambda *_: True)
    assert any(attack(seed) for seed in range(60))
