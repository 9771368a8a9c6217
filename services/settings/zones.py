"""The time zones that a clinic can be in, as people look for them."""

from functools import cache
from zoneinfo import available_timezones

from babel.dates import get_timezone_location

from services.core import i18n

_OTHERS = ("Etc", "SystemV", "US", "Canada", "Brazil", "Chile", "Mexico", "posix", "right")


def zones() -> dict[str, str]:
    """Return every zone with a name such as 'New York · America/New_York'."""
    return _zones(i18n.language())


@cache
def _zones(_language: str) -> dict[str, str]:
    return {
        name: f"{get_timezone_location(name, locale=i18n.locale(), return_city=True)} · {name}"
        for name in sorted(available_timezones())
        if "/" in name and name.partition("/")[0] not in _OTHERS
    } | {"UTC": "UTC"}
