"""Days and moments as people read them, in the language and the time zone in use.

The zone is that of the partnership a page or a letter is about: `use_zone` sets it for what follows, `in_zone` for a
block. Without one it is UTC.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_time, get_timezone_location

from pet.errors import PetError
from pet.language import gettext as _
from pet.language import locale

EVERYWHERE = "UTC"
_zone: ContextVar[str] = ContextVar("zone", default=EVERYWHERE)


def zone_called(name: str) -> ZoneInfo:
    """The time zone of this name; UTC where this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(EVERYWHERE)


def use_zone(name: str) -> None:
    """From here on tell days and moments in this time zone."""
    _zone.set(name)


@contextmanager
def in_zone(name: str) -> Iterator[None]:
    """Tell days and moments in this time zone inside the block."""
    token = _zone.set(name)
    try:
        yield
    finally:
        _zone.reset(token)


def here(value: datetime) -> datetime:
    """The moment by the clocks of the zone in use."""
    return value.astimezone(zone_called(_zone.get()))


def zone_name() -> str:
    """What the zone in use is called, as in `London time`, or `UTC`."""
    if _zone.get() == EVERYWHERE:
        return EVERYWHERE
    return _("{place} time", place=get_timezone_location(_zone.get(), locale=locale(), return_city=True))


def day(value: date) -> str:
    """A day with its name, as in `Friday 27 November 2026`; of a moment, the day in the zone in use."""
    if isinstance(value, datetime):
        value = here(value).date()
    return _(
        "{weekday} {day}",
        weekday=format_date(value, "EEEE", locale=locale()),
        day=format_date(value, "d MMMM y", locale=locale()),
    )


def plain(value: date) -> str:
    """A day without its name, as in `27 November 2026`."""
    return _("{day}", day=format_date(value, "d MMMM y", locale=locale()))


def month(value: datetime) -> str:
    """The month of a moment, as in `November 2026`."""
    return format_date(here(value).date(), "LLLL y", locale=locale())


def moment(value: datetime) -> str:
    """A day and a time, as in `Friday 27 November 2026 at 17:00 (London time)`."""
    clock = here(value)
    said = format_time(clock.time(), "HH:mm", locale=locale())
    return _("{day} at {time} ({zone})", day=day(value), time=said, zone=zone_name())


def read(on: date, at: time) -> datetime:
    """The moment in UTC at which the clocks of the zone in use show this.

    Raises:
        PetError: on this day they never show it, or they show it twice; a sentence says what to do.
    """
    zone = zone_called(_zone.get())
    first, second = (datetime.combine(on, at, tzinfo=zone).replace(fold=fold) for fold in (0, 1))
    back = first.astimezone(UTC).astimezone(zone)
    if back.replace(tzinfo=None) != first.replace(tzinfo=None):
        raise PetError(
            _(
                "On {day} clocks go forward in this time zone, and {time} does not come. Choose another time.",
                day=day(on),
                time=at.strftime("%H:%M"),
            )
        )
    if first.utcoffset() != second.utcoffset():
        raise PetError(
            _(
                "On {day} clocks go back in this time zone, and {time} comes twice. Choose another time.",
                day=day(on),
                time=at.strftime("%H:%M"),
            )
        )
    return first.astimezone(UTC)


def first(on: date, at: time) -> datetime:
    """The moment in UTC at which the clocks of the zone in use show this for the first time.

    Where they never show it, they are taken as they were before they were changed.
    """
    return datetime.combine(on, at, tzinfo=zone_called(_zone.get())).astimezone(UTC)


def near(value: datetime, days: int, at: time) -> datetime:
    """So many days after a moment, when the clocks of the zone in use show `at`, or the next full hour that is clear."""
    on = here(value).date() + timedelta(days=days)
    for hour in range(at.hour, 24):
        try:
            return read(on, at.replace(hour=hour))
        except PetError:
            continue
    return datetime.combine(on, at, tzinfo=UTC)
