"""How much is asked, in words."""

import pytest

from pet.words import effort


@pytest.mark.parametrize(
    ("least", "most", "text"),
    [(5, 5, "about 5 minutes"), (1, 1, "about one minute"), (5, 16, "5 to 16 minutes")],
)
def test_minutes(least, most, text):
    assert effort.minutes(least, most) == text


def test_statements():
    assert [effort.statements(n) for n in ([36], [1], [8, 36, 20])] == [
        "36 statements",
        "one statement",
        "8 to 36 statements",
    ]
