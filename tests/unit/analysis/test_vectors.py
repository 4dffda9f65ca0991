"""The published and independently computed test vectors, replayed through what the product uses (tests/replay)."""

from pathlib import Path

import pytest

from tests.replay.measures import MEASURES
from tests.replay.running import cases, outcome

FOLDER = Path(__file__).parents[2]
SHARED = cases(str(FOLDER / "vectors" / "agreement-vectors.json"))
MORE = cases(str(FOLDER / "replay" / "more-vectors.json"))


@pytest.mark.parametrize("vector", [*SHARED, *MORE], ids=lambda vector: vector["name"])
def test_vector(vector):
    found = outcome(vector, "vector")
    assert found.passed, found


def test_every_vector_of_the_design_is_here_and_every_measure_is_known():
    assert len(SHARED) == 66
    assert {vector["measure"] for vector in SHARED} <= MEASURES.keys()
