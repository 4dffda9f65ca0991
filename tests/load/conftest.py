"""A site on each engine with a round that is open, and the figures of each run said at the end."""

from contextlib import ExitStack

import pytest

from tests.load.crowd import gathered
from tests.support import story
from tests.support.effort import EFFORT
from tests.support.server import serving, wait_for_the_disk


@pytest.fixture
def site(database_urls, tmp_path):
    """A running site on this test's engine, with nothing in it; the disk is waited for as in earnest."""
    with database_urls(tmp_path) as url:
        wait_for_the_disk(url)
        with serving(tmp_path, url) as server:
            yield server


@pytest.fixture
def crowd(site):
    """Gathers people who have started in a round of the site; their connections are closed at the end."""
    with site.database.writing() as session:
        asked = story.open_round(session, story.account(session))
    with ExitStack() as leaving:
        yield lambda size: leaving.enter_context(gathered(site.url, asked, size))


@pytest.fixture
def report(request):
    """Says a line about this run below the results of the tests."""
    return lambda line: request.node.user_properties.append(("load", f"{request.node.name}: {line}"))


def pytest_terminal_summary(terminalreporter):
    lines = [
        line
        for report in terminalreporter.stats.get("passed", [])
        for name, line in report.user_properties
        if name == "load"
    ]
    if lines:
        terminalreporter.section(f"load, with an effort of {EFFORT}")
        for line in lines:
            terminalreporter.line(line)
