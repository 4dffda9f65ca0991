"""Days and moments as people read them, in the language in use."""

from datetime import UTC, date, datetime

from babel.dates import format_date, format_time

from pet.language import gettext as _
from pet.language import locale


def day(value: date) -> str:
    """A day with its name, as in `Friday 27 November 2026`; of a moment, the day in UTC."""
    if isinstance(value, datetime):
        value = value.astimezone(UTC).date()
    return _(
        "{weekday} {day}",
        weekday=format_date(value, "EEEE", locale=locale()),
        day=format_date(value, "d MMMM y", locale=locale()),
    )


def moment(value: datetime) -> str:
    """A day and a time, as in `Friday 27 November 2026 at 17:00 (UTC)`."""
    time = format_time(value.astimezone(UTC), "HH:mm", tzinfo=UTC, locale=locale())
    return _("{day} at {time} (UTC)", day=day(value), time=time)
