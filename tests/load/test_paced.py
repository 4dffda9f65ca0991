"""L1 and L4: people answer at an even pace while pages are opened; nothing fails and nothing is lost."""

import pytest

from tests.load import kept, paced
from tests.support.effort import EFFORT

pytestmark = pytest.mark.enable_socket
SECONDS = min(60, 5 * EFFORT)
PEOPLE = min(200, 50 * EFFORT)


def test_everything_acknowledged_to_a_paced_crowd_is_kept(site, crowd, report):
    people = crowd(PEOPLE)
    run = paced.run(people, seconds=SECONDS, saves_a_second=25, pages_a_second=10)
    report(f"{PEOPLE} people, {SECONDS} s: {run}")
    assert run.refused == []
    assert run.lost == []
    assert len(run.saves) >= 25 * SECONDS - PEOPLE
    assert kept.losses(site.database, people) == []
    assert kept.unsound(site.database) == []
