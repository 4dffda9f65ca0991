"""A statement as those may have read it who wrote on it: which wordings, and whose."""

import pytest

from pet.frameworks.model import Role, Text, Theme
from pet.services.wordings import statements


def text(words):
    return Text((("en", words),))


ROLES = tuple(
    Role(id=name, label=text(name), plural=text(f"{name}s"), leads=False)
    for name in ("head", "teacher", "pupil")
)


@pytest.mark.parametrize(
    ("own", "asked_of", "roles", "said"),
    [
        ({}, (), ROLES, ["All of us."]),
        ({"pupil": "You."}, (), ROLES, ["As put to pupils: You.", "As put to everybody else: All of us."]),
        (
            {"head": "I.", "pupil": "You.", "teacher": "I."},
            (),
            ROLES,
            ["As put to heads and teachers: I.", "As put to pupils: You."],
        ),
        ({"pupil": "You."}, ("pupil",), ROLES, ["You."]),
        ({"pupil": "You."}, ("head",), ROLES, ["All of us."]),
        ({"pupil": "All of us."}, (), ROLES, ["All of us."]),
        ({"pupil": "You."}, (), (), ["All of us."]),
    ],
)
def test_each_wording_that_was_read_stands_there_with_who_read_it(own, asked_of, roles, said):
    theme = Theme(
        id="t",
        title=text("Theme"),
        topic=text("the topic"),
        statement=text("All of us."),
        asked_of=asked_of,
        wordings={role: text(words) for role, words in own.items()},
    )
    assert list(statements(theme, roles)) == said
