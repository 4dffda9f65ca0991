"""Random partnerships: partners, roles and answers of every kind, and what their rounds have promised."""

from dataclasses import dataclass

import numpy as np

from pet.analysis.kinds import WordsKind
from pet.analysis.options import Breakdown, Mode, Options, Weighting
from pet.analysis.ratings import Comment
from tests.support.rounds import BLANK, DK, NA, NOT_ASKED, framework, ratings

POINTS = 5
THEMES = 4
LEADING = {"head": True, "deputy": True}
ROLE_NAMES = ("head", "deputy", "teacher", "governor", "parent")
LARGEST_PARTNER = 12


@dataclass(frozen=True)
class Partnership:
    """A round before it is evaluated.

    Attributes:
        people: partner (or `None`), role (or `None`) and answers of each.
        matrix: the same as the product takes it.
        comments: what they wrote; the text says who wrote it, so that the attacker's judge can count heads.
        options: what was promised.
        leading: the roles that lead.
        asked: by theme the roles it is put to; who has no role is asked everything.
        earlier: the round before, if there was one.
    """

    people: list
    matrix: object
    comments: list
    options: Options
    leading: frozenset
    asked: dict
    earlier: "Partnership | None" = None


def invented(seed, *, partners=(2, 40), themes=THEMES, framed=None, roles=None, options=None, answering=None):
    """The partnership with this number.

    Args:
        seed: which.
        partners: the fewest and the most partners.
        themes: how many themes its framework has.
        framed: the framework, if it is given.
        roles: the roles people may have, each with whether it leads; by default one to five.
        options: fields of `Options` that are fixed.
        answering: makes somebody's answers (the generator, whether they lead, and what they would have answered).
    """
    rng = np.random.default_rng(seed)
    roles = _roles(rng) if roles is None else roles
    framed = framed or framework(themes, points=POINTS, roles=roles)
    names = [f"P{number:02}" for number in range(rng.integers(partners[0], partners[1], endpoint=True))]
    chances = _chances(rng, roles)
    asked = {theme.id: _asked(rng, roles) for theme in framed.themes}
    habit = _habit(rng)
    people = []
    for name in names:
        for _ in range(_size(rng)):
            role = (
                str(rng.choice(list(roles), p=chances)) if roles and rng.random() > habit["no_role"] else None
            )
            partner = name if rng.random() > habit["no_partner"] else None
            people.append((partner, role))
    if rng.random() < 0.5:  # one lead for each partner: the usual partnership, and the most dangerous
        people = _one_lead_each(people, roles)
    people = [
        (
            partner,
            role,
            [_answer(rng, habit) if role is None or role in who else NOT_ASKED for who in asked.values()],
        )
        for partner, role in people
    ]
    if answering is not None:
        people = [
            (partner, role, answering(rng, roles.get(role, False), row)) for partner, role, row in people
        ]
    matrix = ratings(people, framed=framed, roles=roles)
    return Partnership(
        people=people,
        matrix=matrix,
        comments=_comments(rng, people, framed),
        options=_options(rng, len(people), options or {}),
        leading=frozenset(role for role, leads in roles.items() if leads),
        asked=asked,
    )


def _roles(rng):
    chosen = rng.permutation(ROLE_NAMES)[: rng.integers(1, 5, endpoint=True)]
    leads = rng.random() < 0.7
    return {str(name): bool(leads and LEADING.get(str(name), False)) for name in chosen}


def _chances(rng, roles):
    return rng.dirichlet(np.full(len(roles), rng.choice((0.4, 1.0, 5.0)))) if roles else []


def _asked(rng, roles):
    """The roles a theme is put to: mostly all."""
    if rng.random() < 0.6 or len(roles) < 2:
        return frozenset(roles)
    return frozenset(rng.permutation(list(roles))[: rng.integers(1, len(roles))].tolist())


def _habit(rng):
    return {
        "no_role": rng.choice((0.0, 0.0, 0.05)),
        "no_partner": rng.choice((0.0, 0.0, 0.05)),
        "unsure": rng.choice((0.0, 0.05, 0.4)),
        "gap": rng.choice((0.0, 0.1, 0.4)),
    }


def _size(rng):
    """Partners of one to twelve people, often very small ones beside larger."""
    return int(rng.choice((rng.integers(1, 4), rng.integers(1, LARGEST_PARTNER, endpoint=True))))


def _answer(rng, habit):
    draw = rng.random()
    if draw < habit["unsure"]:
        return DK
    if draw < habit["unsure"] + habit["gap"]:
        return BLANK if rng.random() < 0.5 else NA
    return int(rng.integers(1, POINTS, endpoint=True))


def _one_lead_each(people, roles):
    leads = next((role for role, leads in roles.items() if leads), None)
    others = [role for role in roles if role != leads]
    if leads is None or not others:
        return people
    seen, found = set(), []
    for partner, role in people:
        first = partner not in seen
        seen.add(partner)
        usual = role if role != leads else others[0]
        found.append((partner, None if role is None else leads if first else usual))
    return found


def _comments(rng, people, framed):
    """What people wrote, wherever they were asked: on themes, on areas, and to the open questions."""
    places = [(theme.id, None, [theme.id]) for theme in framed.themes]
    places += [(area.id, WordsKind.EVIDENCE, [theme.id for theme in area.themes]) for area in framed.areas]
    places += [(question.id, WordsKind.OPEN, []) for question in framed.open_questions]
    often = rng.choice((0.03, 0.3))
    columns = {theme: place for place, theme in enumerate(framed.theme_ids)}
    return [
        Comment(part, f"person {row} on {part}", row, kind)
        for row, (_, _, answers) in enumerate(people)
        for part, kind, of in places
        if rng.random() < often and (not of or any(answers[columns[theme]] != NOT_ASKED for theme in of))
    ]


def _options(rng, people, fixed):
    given = {
        "title": "Invented",
        "mode": Mode.CONFIDENTIAL if rng.random() < 0.8 else Mode.ANONYMOUS,
        "smallest_group": int(rng.choice((3, 5, 7, 10))),
        "small_partnership": bool(rng.random() < 0.5),
        "first_comparison": Breakdown.ROLE if rng.random() < 0.5 else Breakdown.PARTNER,
        "weighting": Weighting.PEOPLE if rng.random() < 0.5 else Weighting.PARTNERS,
        "invited": people + int(rng.integers(0, 4)) if rng.random() < 0.5 else None,
    }
    return Options(**{**given, **fixed})
