"""Invented rounds for tests of whole reports: seeded answers with every pattern somewhere, hostile ones as well."""

from dataclasses import replace

import numpy as np

from pet.analysis.evaluate import evaluate
from pet.analysis.kinds import WordsKind
from pet.analysis.options import Mode, Options
from pet.analysis.ratings import Comment, Grouping, NoRating, Ratings
from tests.support import invented

HOSTILE = (
    "<b>unbalanced <img src='/x.png'/> & <para>",
    "nul\x00 bell\x07 mark\ufeff odd\ufffe lone\ud800 turned \u202eround",
    "שלום 漢字 😀 👩\u200d👩\u200d👧 → ✓ Łódź",
    "w" * 150,
    "漢" * 90,
    "many words " * 12,
    "{braces} {0} %s $x_1$ \\n",
)
SHAPES = (
    (0.0, 0.02, 0.08, 0.5, 0.4),
    (0.25, 0.25, 0.05, 0.25, 0.2),
    (0.4, 0.45, 0.1, 0.05, 0.0),
    (0.05, 0.2, 0.5, 0.2, 0.05),
    (0.2, 0.2, 0.2, 0.2, 0.2),
)


def ratings(framework, people, *, seed=1, partners=("North", "South", "East"), roles=True, unsure=True):
    """Answers of so many people; every seventh theme is one that many cannot judge."""
    random = np.random.default_rng(seed)
    size = framework.scale.size
    columns = []
    for number, _theme in enumerate(framework.themes):
        shape = np.interp(np.linspace(0, 4, size), range(5), SHAPES[number % len(SHAPES)])
        column = random.choice(np.arange(1, size + 1), size=people, p=shape / shape.sum())
        if unsure and number % 7 == 5:
            column[random.random(people) < 0.45] = NoRating.DONT_KNOW
        columns.append(column)
    role_names = tuple(role.id for role in framework.roles)
    return Ratings(
        framework=framework,
        values=np.array(columns).T,
        partners=Grouping(partners, np.arange(people) % len(partners)) if partners else None,
        roles=Grouping(role_names, np.arange(people) * len(role_names) // people, role_names)
        if roles
        else None,
    )


def result(framework, people, *, comments=(), mode=Mode.CONFIDENTIAL, small=False, **fields):
    """The evaluated round."""
    options = Options(title="Invented round", mode=mode, small_partnership=small)
    return evaluate(ratings(framework, people, **fields), comments, options)


def comments(framework, texts, each=3):
    """So many comments on every theme, taken from the texts in turn."""
    number = iter(range(10**6))
    return [
        Comment(theme.id, texts[next(number) % len(texts)]) for theme in framework.themes for _ in range(each)
    ]


def words(framework, texts, each=3):
    """So many answers to “How do we know?” on every area and to every open question, taken from the texts in turn."""
    number = iter(range(10**6))
    places = [(WordsKind.EVIDENCE, area.id) for area in framework.areas]
    places += [(WordsKind.OPEN, question.id) for question in framework.open_questions]
    return [
        Comment(part, texts[next(number) % len(texts)], kind=kind)
        for kind, part in places
        for _ in range(each)
    ]


def reworded(framework, words):
    """The framework with every title, topic, statement, question, purpose, label and point from `words(number)`."""
    number = iter(range(10**6))

    def text():
        return invented.text(words(next(number)))

    def theme(old):
        return replace(old, title=text(), topic=text(), statement=text())

    def area(old):
        return replace(old, title=text(), question=text(), themes=tuple(map(theme, old.themes)))

    def component(old):
        return replace(old, title=text(), purpose=text(), areas=tuple(map(area, old.areas)))

    scale = framework.scale
    return replace(
        framework,
        title=text(),
        components=tuple(map(component, framework.components)),
        scale=replace(
            scale, points=tuple(text() for _ in scale.points), dont_know=text(), not_applicable=text()
        ),
        roles=tuple(replace(role, label=text(), plural=text()) for role in framework.roles),
        open_questions=tuple(replace(question, text=text()) for question in framework.open_questions),
    )
