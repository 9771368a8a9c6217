"""What to say of a value that does not fit its setting."""

from collections.abc import Callable

from services.core.errors import Invalid
from services.settings.registry import Editor
from services.settings.rows import ROWS
from services.settings.values import RECORD_TYPES, WEEKDAYS, Settings


def _address(key: str) -> Invalid:
    return Invalid("Please enter an e-mail address such as name@example.com.", key)


def _color(key: str) -> Invalid:
    return Invalid("Please enter a colour such as #0d6b5b.", key)


def _span(key: str) -> Invalid:
    return Invalid(
        "Please enter times such as 08:30-12:00, 14:00-18:00, or leave the day empty.", key
    )


def _days_off(key: str) -> Invalid:
    return Invalid("Please enter days such as 2026-11-26 or 12-25, separated by commas.", key)


def _time(key: str) -> Invalid:
    return Invalid("Please enter a time such as 21:00.", key)


def _days(key: str) -> Invalid:
    return Invalid("Please enter at most 8 numbers of days, such as -30, 0, 14.", key)


def _countries(key: str) -> Invalid:
    return Invalid("Please enter codes of countries, such as US, CA.", key)


_EXAMPLES: dict[str, Callable[[str], Invalid]] = {
    "clinic_email": _address,
    "documents_email": _address,
    "messaging_admin_address": _address,
    "lead_address": _address,
    "accent_color": _color,
    "record_colors": _color,
    "opening_hours": _span,
    "closed_days": _days_off,
    "quiet_from": _time,
    "quiet_until": _time,
    "reminder_days": _days,
    "sms_countries": _countries,
}


def refusal(key: str, kind: str, part: str = "") -> Invalid:
    """Say in plain words what is wrong with a setting's value, and what to do.

    Args:
        kind: Of pydantic's error, such as `string_too_long`.
        part: Of a setting that has several, such as `monday`.
    """
    row = ROWS[key]
    if row.editor is Editor.NUMBER:
        low, high = bounds(key)
        return Invalid("Please enter a number from {low} to {high}.", key, low=low, high=high)
    if kind == "string_too_long":
        return Invalid("Please keep this under {limit} characters.", key, limit=longest(key))
    if kind == "string_too_short":
        return Invalid("Please write something first.", key)
    if key in _EXAMPLES:
        named = part in (*WEEKDAYS, *RECORD_TYPES)
        return _EXAMPLES[key](f"{key}.{part}" if named else key)
    return Invalid("Please choose one of the values that are offered.", key)


def bounds(key: str) -> tuple[int, int]:
    """Return the least and the greatest value of a number."""
    limits = Settings.model_fields[key].metadata
    low = next(limit.ge for limit in limits if hasattr(limit, "ge"))
    return low, next(limit.le for limit in limits if hasattr(limit, "le"))


def longest(key: str) -> int:
    """Return how many characters a text may have; 0 where nothing says."""
    limits = Settings.model_fields[key].metadata
    return next((limit.max_length for limit in limits if hasattr(limit, "max_length")), 0)
