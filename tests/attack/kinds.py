"""Partnerships of every kind: plain ones, small ones, ones of a habit in long rounds, and ones that were asked before."""

from dataclasses import replace

import numpy as np

from pet.analysis.kinds import WordsKind
from pet.analysis.options import Mode, Weighting
from tests.attack.partnerships import POINTS, invented
from tests.support.rounds import DK, ratings

LONG = (10, 12)
LEADING = {"head": True, "teacher": False, "governor": False}
KINDS = 6
"""One in so many is of each of the special kinds; the others are plain."""


def partnership(seed):
    """The partnership with this number, of the kind whose turn it is."""
    made = {1: before_and_now, 2: small, 3: of_a_habit, 4: before_and_now}.get(seed % KINDS, invented)
    return made(seed)


def small(seed):
    """Under ten people or a few more, so that everybody together are a summary or bins."""
    return invented(seed, partners=(2, 4), options={"smallest_group": 3})


def of_a_habit(seed):
    """Ten themes or twelve, and people who answer kindly, all the same or without a doubt, as people do."""
    rng = np.random.default_rng((seed, 1))
    roles = LEADING if rng.random() < 0.5 else None
    kind, alike, sure, apart = rng.random(4) < (0.4, 0.4, 0.5, 0.4)

    def answering(own, leads, row):
        given = [answer for answer in row if answer > 0]
        if alike and given and own.random() < 0.4:
            row = [given[0] if answer > 0 else answer for answer in row]
        if kind:
            row = [POINTS if answer > 0 and own.random() < 0.97 else answer for answer in row]
        if apart:
            row = [answer if answer < 1 else 5 if leads else min(answer, 3) for answer in row]
        return [int(own.integers(3, 5)) if sure and answer == DK else answer for answer in row]

    themes = int(rng.choice(LONG))
    made = invented(seed, partners=(2, 12), themes=themes, roles=roles, answering=answering)
    told = [one for one in made.comments if (one.kind, one.part_id) != (WordsKind.EVIDENCE, "a1")]
    return replace(made, comments=told)


def before_and_now(seed, *, framed=None, roles=None, partners=(2, 6)):
    """Two rounds of mostly the same people, with one promise."""
    options = {"mode": Mode.CONFIDENTIAL, "title": "Then", "invited": None}
    if seed // KINDS % 3:
        options |= {"weighting": Weighting.PEOPLE, "smallest_group": 3}
    then = invented(seed, partners=partners, framed=framed, roles=roles, options=options)
    rng = np.random.default_rng((seed, 2))
    stays = rng.random(len(then.people)) < rng.choice((0.0, 0.5, 0.8, 1.0))
    turn = int(rng.integers(0, 3))  # how far the answers went
    found = [(f"a{place}", then.people[place]) for place in np.flatnonzero(stays).tolist()]
    new = rng.integers(len(then.people), size=rng.choice((0, 0, 1, 4, 8, 16))).tolist()
    found += [(f"b{number}", then.people[like]) for number, like in enumerate(new)]
    if len(found) < 2:
        found = [(f"a{place}", person) for place, person in enumerate(then.people)]
    people = [
        (partner, role, [_later(rng, answer, turn) for answer in row]) for _, (partner, role, row) in found
    ]
    matrix = ratings(people, framed=then.matrix.framework, roles=dict.fromkeys(_names(then), False))
    now = replace(
        then,
        people=people,
        matrix=replace(matrix, persons=tuple(person for person, _ in found)),
        comments=[],
        options=replace(then.options, title="Now", invited=len(people) + int(rng.integers(0, 3))),
    )
    persons = tuple(f"a{place}" for place in range(len(then.people)))
    return replace(now, earlier=replace(then, matrix=replace(then.matrix, persons=persons)))


def _names(then):
    return {role for _, role, _ in then.people} - {None}


def _later(rng, answer, turn):
    if answer < 1 or rng.random() < 0.4:
        return answer
    return int(np.clip(answer + rng.integers(-1, 2) + turn, 1, POINTS))
