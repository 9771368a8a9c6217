"""Time. Kept in UTC; shown in the clinic's own zone and in the reader's language."""

from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta

from models.base import utc_now as now
from services.core.i18n import locale
from services.core.i18n import translate as _

__all__ = [
    "ago",
    "coming",
    "day",
    "field",
    "local",
    "local_zone",
    "long_date",
    "midnight",
    "moment",
    "now",
    "short_date",
    "time",
    "today",
    "typed",
    "use_zone",
]

_zone = ZoneInfo("UTC")


def local_zone(name: str) -> ZoneInfo:
    """Look a zone up.

    Raises:
        ValueError: There is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"no time zone is called {name!r}") from None


def use_zone(name: str) -> None:
    """Show times in this zone from now on; services/settings calls it."""
    global _zone
    _zone = local_zone(name)


def local(moment: datetime) -> datetime:
    """Move a moment into the clinic's zone."""
    return moment.astimezone(_zone)


def today() -> date:
    """Return the clinic's calendar day."""
    return local(now()).date()


def midnight(day: date) -> datetime:
    """Return the moment at which a day of the clinic's calendar begins."""
    return datetime(day.year, day.month, day.day, tzinfo=_zone).astimezone(UTC)


def typed(written: str) -> datetime:
    """Read day and time as a field of a form holds them, in the clinic's zone.

    Raises:
        ValueError: It is no day and time.
    """
    there = datetime.fromisoformat(written)
    return (there if there.tzinfo else there.replace(tzinfo=_zone)).astimezone(UTC)


def field(moment: datetime) -> str:
    """Write day and time as a field of a form holds them, in the clinic's zone."""
    return local(moment).strftime("%Y-%m-%dT%H:%M")


def time(moment: datetime) -> str:
    """Write the time of day, such as '2:05 PM' or '14:05'."""
    there = local(moment)
    return _time(there.hour, there.minute, locale())


def short_date(day: date) -> str:
    """Write a date, such as 'Mar 4, 2025'."""
    return _written(day, "medium", locale())


def long_date(day: date) -> str:
    """Write a date in full, such as 'March 4, 2025'."""
    return _written(day, "long", locale())


def day(moment: datetime) -> str:
    """Write the day: 'Today', 'Yesterday' or a date."""
    there = local(moment).date()
    if there == today():
        return _("Today")
    if there == today() - timedelta(days=1):
        return _("Yesterday")
    return short_date(there)


def moment(moment: datetime) -> str:
    """Write day and time."""
    return f"{day(moment)}, {time(moment)}"


def coming(moment: datetime) -> str:
    """Write a moment that is still to come: 'today, 2:05 PM', or with the weekday within a week."""
    there = local(moment).date()
    if there == today():
        return _("today, {time}", time=time(moment))
    if there == today() + timedelta(days=1):
        return _("tomorrow, {time}", time=time(moment))
    if there < today() + timedelta(days=7):
        return f"{format_date(there, 'EEEE', locale=locale())}, {time(moment)}"
    return f"{short_date(there)}, {time(moment)}"


def ago(moment: datetime) -> str:
    """Write how long ago something was, such as '3 days ago'."""
    since = min(moment - now(), timedelta(minutes=-1))
    return format_timedelta(since, granularity="minute", add_direction=True, locale=locale())


@lru_cache(4_000)  # a chart alone writes hundreds, and the next page the same ones
def _written(day: date, length: Literal["medium", "long"], language: Locale) -> str:
    return format_date(day, length, locale=language)


@lru_cache(4_000)  # a list writes one in each line, and is written again with every change
def _time(hour: int, minute: int, language: Locale) -> str:
    return format_time(clock_time(hour, minute), "short", locale=language)
