"""The cases of the design, each turned into a call of what the product uses (tests/replay)."""

from pathlib import Path

import pytest

from tests.replay.rules import RULES
from tests.replay.running import cases, outcome

FOLDER = Path(__file__).parents[2]
SHARED = cases(str(FOLDER / "vectors" / "disclosure-cases.json"))
MORE = cases(str(FOLDER / "replay" / "more-cases.json"))


@pytest.mark.parametrize("case", [*SHARED, *MORE], ids=lambda case: case["name"])
def test_case_of_the_design(case):
    found = outcome(case, "case")
    assert found.passed, found


def test_every_case_of_the_design_is_here_and_every_rule_is_known():
    assert len(SHARED) == 23
    assert {case["rule"] for case in SHARED} == RULES.keys()
