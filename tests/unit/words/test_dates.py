"""Days and moments in words."""

from datetime import UTC, date, datetime, timedelta, timezone

from pet import language
from pet.words import dates


def test_a_day_has_its_name():
    assert dates.day(date(2026, 11, 27)) == "Friday 27 November 2026"


def test_a_moment_is_told_in_utc():
    late = datetime(2026, 11, 27, 23, 30, tzinfo=timezone(timedelta(hours=-3)))
    assert dates.moment(late) == "Saturday 28 November 2026 at 02:30 (UTC)"
    assert dates.day(late) == "Saturday 28 November 2026"


def test_names_of_days_follow_the_language():
    with language.use("de"):
        assert (
            dates.moment(datetime(2026, 11, 27, 17, 5, tzinfo=UTC))
            == "Freitag 27 November 2026 at 17:05 (UTC)"
        )
