"""Invented rounds: people as rows of partner, role and answers, for tests of `evaluate`."""

import numpy as np

from pet.analysis.ratings import Grouping, NoRating, Ratings
from pet.frameworks.model import Area, Component, Framework, OpenQuestion, Role, Scale, Text, Theme

DK, NA, BLANK, NOT_ASKED = (
    NoRating.DONT_KNOW,
    NoRating.NOT_APPLICABLE,
    NoRating.UNANSWERED,
    NoRating.NOT_ASKED,
)
ROLES = {"head": True, "deputy": True, "teacher": False, "governor": False}


def text(words):
    return Text((("en", words),))


def framework(themes=1, *, per_area=3, per_component=2, points=5, roles=ROLES):
    """A framework of this many themes `t1`, `t2`, …, three to an area `a1`, two areas to a component `c1`."""
    ids = [f"t{number}" for number in range(1, themes + 1)]
    made = [
        Theme(name, *[text(f"{what} of {name}") for what in ("Title", "Topic", "Statement")]) for name in ids
    ]
    areas = [
        Area(
            f"a{1 + start // per_area}",
            text("Area"),
            text("Question?"),
            tuple(made[start : start + per_area]),
        )
        for start in range(0, themes, per_area)
    ]
    return Framework(
        key="invented",
        version=1,
        language="en",
        title=text("Invented"),
        purpose=text("For nobody."),
        scale=Scale(tuple(text(f"Point {p}") for p in range(1, points + 1)), text("Unsure"), text("Not us")),
        roles=tuple(Role(key, text(key), text(key), leads) for key, leads in roles.items()),
        components=tuple(
            Component(
                f"c{1 + start // per_component}",
                text("Component"),
                text("Purpose."),
                tuple(areas[start : start + per_component]),
            )
            for start in range(0, len(areas), per_component)
        ),
        forms={},
        open_questions=tuple(OpenQuestion(key, text(f"Question {key}?")) for key in ("q1", "q2")),
    )


def ratings(people, themes=None, *, points=5, roles=ROLES, framed=None):
    """`Ratings` of people given as (partner or None, role or None, answers of each theme).

    A column of partners or roles is left out where nobody has one.
    """
    rows = [list(answers) for _, _, answers in people]
    framed = framed or framework(themes or len(rows[0]), points=points, roles=roles)
    values = np.array(rows, dtype=np.int8).reshape(len(rows), len(framed.themes))
    return Ratings(
        framework=framed,
        values=values,
        partners=grouping([partner for partner, _, _ in people]),
        roles=grouping([role for _, role, _ in people], roles),
    )


def grouping(members, roles=None):
    """A `Grouping` with the groups in order of their names, or `None` where no group is known."""
    names = tuple(sorted({member for member in members if member is not None}))
    if not names:
        return None
    index = [names.index(member) if member is not None else -1 for member in members]
    role_ids = tuple(name if name in roles else None for name in names) if roles is not None else ()
    return Grouping(names, np.array(index, dtype=np.intp), role_ids)


def group(partner, answers, role=None):
    """People of one partner (and role) who each gave one of these answers to the one theme there is."""
    return [(partner, role, [answer]) for answer in answers]
