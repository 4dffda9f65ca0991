"""The power goes while many people save: whatever was acknowledged is there afterwards, and the site comes back."""

import random
import threading

import pytest

from tests.load import kept
from tests.load.crowd import at_once
from tests.support.effort import EFFORT

pytestmark = pytest.mark.enable_socket
ROUNDS = min(20, 2 * EFFORT)
PEOPLE = min(200, 100 * EFFORT)
BACK_WITHIN = 5 * 6  # seconds: the promise is 5 on a machine that does nothing else


def test_no_acknowledged_value_is_lost_when_everything_is_killed(site, crowd, report):
    people = crowd(PEOPLE)
    chance = random.Random(9)  # noqa: S311 -- the same moments in every run
    back = []
    for _ in range(ROUNDS):
        save_until_killed(site, people, chance.uniform(0.8, 2.5))
        back.append(site.start())
        assert kept.unsound(site.database) == []
        assert kept.losses(site.database, people) == []
        send_again(people)
        assert kept.losses(site.database, people) == []
    saves = sum(len(person.seconds) for person in people)
    report(f"{ROUNDS} rounds, {PEOPLE} people, {saves} saves acknowledged, back within {max(back):.1f} s")
    assert max(back) <= BACK_WITHIN
    assert [refused for person in people for refused in person.refused] == []


def save_until_killed(site, people, seconds):
    """Everybody saves without a pause until the site is gone."""
    death = threading.Timer(seconds, site.kill)
    death.start()
    at_once(save_until_lost, people)
    death.join()


def save_until_lost(person):
    while person.save():
        pass


def send_again(people):
    """The same saves once more, as pages do that had no reply; then they have one."""
    at_once(lambda person: person.send_pending(), people, threads=16)
    assert [person.public_id for person in people if person.pending] == []
