"""Days and moments in words."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from pet import language
from pet.errors import PetError
from pet.words import dates


def test_a_day_has_its_name():
    assert dates.day(date(2026, 11, 27)) == "Friday 27 November 2026"


def test_a_plain_day_has_none():
    assert dates.plain(date(2026, 11, 27)) == "27 November 2026"


def test_a_moment_is_told_in_utc_where_no_zone_is_set():
    late = datetime(2026, 11, 27, 23, 30, tzinfo=timezone(timedelta(hours=-3)))
    assert dates.moment(late) == "Saturday 28 November 2026 at 02:30 (UTC)"
    assert dates.day(late) == "Saturday 28 November 2026"


def test_a_moment_is_told_in_the_zone_of_the_partnership_and_says_which():
    summer, winter = (datetime(2026, month, 27, 23, 30, tzinfo=UTC) for month in (7, 11))
    with dates.in_zone("Europe/London"):
        assert dates.moment(summer) == "Tuesday 28 July 2026 at 00:30 (London time)"
        assert dates.moment(winter) == "Friday 27 November 2026 at 23:30 (London time)"
        assert dates.month(summer) == "July 2026"
    with dates.in_zone("Pacific/Auckland"):
        assert dates.day(winter) == "Saturday 28 November 2026"
    assert dates.moment(winter) == "Friday 27 November 2026 at 23:30 (UTC)"


def test_names_of_days_follow_the_language():
    with language.use("de"):
        assert (
            dates.moment(datetime(2026, 11, 27, 17, 5, tzinfo=UTC))
            == "Freitag 27 November 2026 at 17:05 (UTC)"
        )


@pytest.mark.parametrize("name", ["Nowhere/At all", "", "../../etc/passwd", "a" * 300])
def test_a_zone_that_is_not_known_is_utc(name):
    assert dates.zone_called(name).utcoffset(datetime(2026, 7, 1, tzinfo=UTC)) == timedelta(0)


def test_what_is_typed_is_read_by_the_clocks_of_the_zone():
    with dates.in_zone("Europe/London"):
        assert dates.read(date(2026, 7, 1), time(17)) == datetime(2026, 7, 1, 16, tzinfo=UTC)
        assert dates.read(date(2026, 12, 1), time(17)) == datetime(2026, 12, 1, 17, tzinfo=UTC)
    assert dates.read(date(2026, 7, 1), time(17)) == datetime(2026, 7, 1, 17, tzinfo=UTC)


def test_a_time_that_never_comes_or_comes_twice_is_answered_with_a_sentence():
    with dates.in_zone("Europe/London"):
        with pytest.raises(PetError, match=r"go forward .* 01:30 does not come"):
            dates.read(date(2026, 3, 29), time(1, 30))
        with pytest.raises(PetError, match=r"go back .* 01:30 comes twice"):
            dates.read(date(2026, 10, 25), time(1, 30))
        assert dates.read(date(2026, 10, 25), time(2)) == datetime(2026, 10, 25, 2, tzinfo=UTC)
        assert dates.read(date(2026, 3, 29), time(2)) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_days_later_at_an_hour_skips_what_the_clocks_leave_out():
    start = datetime(2026, 3, 28, 12, tzinfo=UTC)
    with dates.in_zone("Europe/London"):
        assert dates.near(start, 1, time(8)) == datetime(2026, 3, 29, 7, tzinfo=UTC)
        assert dates.near(start, 1, time(1)) == datetime(2026, 3, 29, 1, tzinfo=UTC)
