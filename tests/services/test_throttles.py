"""Failures counted in the database."""

from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from pet.db.models import Throttle
from pet.services import throttles
from pet.services.throttles import LINK_MISSES, SIGN_IN, SIGN_IN_ACCOUNT, SIGN_IN_ADDRESS, STARTS
from tests.support.factories import NOW

KEY = "k" * 64


def seconds(**time):
    return timedelta(**time).total_seconds()


def wait(database, now):
    with database.reading() as db:
        return throttles.wait(db, KEY, now=now).total_seconds()


def count(database, rule, now, times=1):
    for _time in range(times):
        with database.writing() as db:
            throttles.count(db, KEY, rule, now=now)


def test_the_values_of_the_design():
    assert (SIGN_IN.free, SIGN_IN.longest) == (5, timedelta(minutes=15))
    assert (SIGN_IN_ADDRESS.free, SIGN_IN_ADDRESS.longest) == (50, timedelta(seconds=30))
    assert SIGN_IN_ADDRESS.window == timedelta(hours=1)
    assert (SIGN_IN_ACCOUNT.free, SIGN_IN_ACCOUNT.longest) == (100, timedelta(minutes=15))
    assert (STARTS.most, STARTS.window) == (600, timedelta(hours=1))
    assert (LINK_MISSES.most, LINK_MISSES.window) == (30, timedelta(minutes=10))


def test_a_quota_blocks_until_its_window_ends(database):
    count(database, LINK_MISSES, NOW, 29)
    assert wait(database, NOW) == 0
    count(database, LINK_MISSES, NOW + timedelta(minutes=4))
    assert wait(database, NOW + timedelta(minutes=4)) == seconds(minutes=6)
    assert wait(database, NOW + timedelta(minutes=10)) == 0
    count(database, LINK_MISSES, NOW + timedelta(minutes=10))
    assert wait(database, NOW + timedelta(minutes=10)) == 0


def test_a_success_is_no_failure(database):
    count(database, SIGN_IN_ADDRESS, NOW, 50)
    assert wait(database, NOW) == 1
    with database.writing() as db:
        throttles.take_back(db, KEY, SIGN_IN_ADDRESS, now=NOW)
    assert wait(database, NOW) == 0
    count(database, SIGN_IN_ADDRESS, NOW)
    assert wait(database, NOW) == 1


def test_waits_double_up_to_a_quarter_of_an_hour(database):
    waits, now = [], NOW
    for _failure in range(17):
        count(database, SIGN_IN, now)
        waits.append(wait(database, now))
        now += timedelta(seconds=waits[-1])
    assert waits == [0] * 4 + [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


def test_a_thousand_failures_wait_no_longer(database):
    with database.writing() as db:
        throttles.count(db, KEY, SIGN_IN, now=NOW)
        db.get_one(Throttle, KEY).failures = 1000
    count(database, SIGN_IN, NOW)
    assert wait(database, NOW) == 900


def test_a_day_without_a_failure_forgets_them(database):
    count(database, SIGN_IN, NOW, 6)
    later = NOW + timedelta(hours=23)
    count(database, SIGN_IN, later)
    assert wait(database, later) == 4
    count(database, SIGN_IN, later + timedelta(days=1))
    assert wait(database, later + timedelta(days=1)) == 0


def test_a_success_forgets_failures_in_a_row(database):
    count(database, SIGN_IN, NOW, 6)
    with database.writing() as db:
        throttles.forget(db, KEY)
    assert wait(database, NOW) == 0


def test_what_no_rule_looks_at_is_swept(database):
    with database.writing() as db:
        throttles.count(db, "old", LINK_MISSES, now=NOW - timedelta(days=1, seconds=1))
        throttles.count(db, "new", LINK_MISSES, now=NOW - timedelta(days=1))
        throttles.sweep(db, now=NOW)
        assert db.scalars(select(Throttle.key)).all() == ["new"]


def test_failures_at_once_are_all_counted(database):
    threads = [Thread(target=count, args=(database, LINK_MISSES, NOW, 5)) for _n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as db:
        assert db.get_one(Throttle, KEY).failures == 30
    assert wait(database, NOW) == seconds(minutes=10)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("", ""),
        (None, ""),
        ("unix:", "unix:"),
    ],
)
def test_what_counts_as_one_network(address, network):
    assert throttles.network(address) == network


def test_names_of_counters_need_the_secret_and_tell_nothing():
    names = {
        throttles.key(secret, *parts)
        for secret in ("one", "two")
        for parts in (("a", "bc"), ("ab", "c"), ("abc",))
    }
    assert (len(names), {len(name) for name in names}) == (6, {64})
