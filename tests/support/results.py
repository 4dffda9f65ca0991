"""Frameworks and results for tests of charts: made from counts per theme, evaluated by the real method."""

from dataclasses import dataclass

import numpy as np

from pet.analysis.evaluate import evaluate
from pet.analysis.options import Mode, Options
from pet.analysis.ratings import Grouping, NoRating, Ratings
from pet.frameworks.model import Area, Component, Framework, Role, Scale, Text, Theme

WORDS = {
    3: ("No", "Partly", "Yes"),
    4: ("Not at all", "A little", "Mostly", "Fully"),
    5: ("Strongly disagree", "Disagree", "In between", "Agree", "Strongly agree"),
    6: ("Never", "Seldom", "Now and then", "Often", "Mostly", "Always"),
    7: ("Lowest", "Lower", "Low", "Middle", "High", "Higher", "Highest"),
}
TITLES = (
    "Purpose and ambition",
    "Relationships and trust",
    "Leadership and governance",
    "Participation and voice",
    "Joint learning",
    "Capacity and resources",
    "Impact and improvement",
    "Öffentlichkeitsarbeit und Zusammenarbeit",
    "Verantwortlichkeitsbereiche",
    "Finance",
    "Evaluation",
    "Communication with families",
    "Premises",
)
ROLES = (("head", "Headteacher", "headteachers", True), ("teacher", "Teacher", "teachers", False))
TWO_CAMPS = (7, 8, 3, 14, 9)
STRENGTH = (0, 0, 3, 24, 16)
CHALLENGE = (11, 24, 5, 2, 0)
MIDDLE = (2, 5, 20, 9, 3)


def text(words):
    return Text((("en", words),))


def framework(points=5, components=7, areas=1, themes=2, titles=TITLES):
    """Components named by `titles`, with themes `c1a1t1`, `c1a1t2`, …"""
    return Framework(
        key="charted",
        version=1,
        language="en",
        title=text("Charted"),
        purpose=text("For tests of charts."),
        scale=Scale(tuple(map(text, WORDS[points])), text("Don’t know"), text("Doesn’t apply")),
        roles=tuple(Role(key, text(label), text(plural), leads) for key, label, plural, leads in ROLES),
        components=tuple(_component(c, titles[c - 1], areas, themes) for c in range(1, components + 1)),
        forms={},
        open_questions=(),
    )


def _component(c, title, areas, themes):
    return Component(
        f"c{c}", text(title), text("Why."), tuple(_area(c, a, title, themes) for a in range(1, areas + 1))
    )


def _area(c, a, title, themes):
    name = text(title if a == 1 else f"{title} {a}")
    made = tuple(
        Theme(
            f"c{c}a{a}t{t}",
            text(f"{title}: theme {t}"),
            text(f"{title.lower()}, theme {t}"),
            text("So it is."),
        )
        for t in range(1, themes + 1)
    )
    return Area(f"c{c}a{a}", name, text("What about it?"), made)


@dataclass(frozen=True)
class Answers:
    """The answers of one group: counts per point, and how many don't know, the same on every theme but those given."""

    counts: tuple[int, ...]
    dont_know: int = 0

    def column(self):
        rated = [point for point, count in enumerate(self.counts, start=1) for _ in range(count)]
        return rated + [NoRating.DONT_KNOW] * self.dont_know


def result(of, everywhere, *, on=None, partners=None, roles=None, **options):
    """Evaluate a round.

    `everywhere` and the values of `on` (by theme id) are `Answers`, or maps of group name to `Answers` where
    the round has groups; `partners` or `roles` then says which kind. Shorter columns are filled with blanks.
    """
    columns = [(on or {}).get(theme.id, everywhere) for theme in of.themes]
    names = list(everywhere) if isinstance(everywhere, dict) else [None]
    parts = [[column[name] if name is not None else column for name in names] for column in columns]
    sizes = [max(len(parts[t][g].column()) for t in range(len(parts))) for g in range(len(names))]
    values = np.array(
        [
            [cell for g in range(len(names)) for cell in _filled(parts[t][g].column(), sizes[g])]
            for t in range(len(parts))
        ],
        dtype=np.int8,
    ).T
    grouping = _grouping(names, sizes, partners=bool(partners)) if names != [None] else None
    ratings = Ratings(of, values, partners=grouping if partners else None, roles=grouping if roles else None)
    return evaluate(ratings, options=Options(title="Autumn 2026", **options))


def _filled(column, size):
    return column + [NoRating.UNANSWERED] * (size - len(column))


def _grouping(names, sizes, *, partners):
    members = np.repeat(np.arange(len(names)), sizes)
    known = tuple(key for key, *_ in ROLES)
    ids = () if partners else tuple(name if name in known else None for name in names)
    return Grouping(tuple(names), members, ids)


def open_round(of, partners=("Ashgrove", "Beck Lane", "Cotterill", "Dene")):
    """Four partners with one signed sheet each."""
    single = [
        Answers(tuple(int(point == n % of.scale.size) for point in range(of.scale.size)))
        for n in range(len(partners))
    ]
    return result(of, dict(zip(partners, single, strict=True)), partners=True, mode=Mode.OPEN)
