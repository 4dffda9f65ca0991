"""A mail server of the tests' own."""

import pytest

from tests.support.sink import listening


@pytest.fixture
def sink():
    """A real mail server that keeps what it takes."""
    with listening() as sink:
        yield sink
