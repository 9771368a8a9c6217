"""Reading the cells of one row. What is wrong is noted, so that a row tells all at once."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import TypeVar

from services.core import clock
from services.importing.rules import DateOrder

T = TypeVar("T")

_EARLIEST = 1900  # year
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_ORDERED = {
    "iso": _ISO,
    "dmy": re.compile(r"(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})"),
    "mdy": re.compile(r"(?P<m>\d{1,2})[./-](?P<d>\d{1,2})[./-](?P<y>\d{4})"),
}
_WRITTEN = {"iso": "2024-12-31", "dmy": "31.12.2024", "mdy": "12/31/2024"}
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_YES_NO = {
    **dict.fromkeys(("yes", "y", "true", "1", "x", "ja", "j"), True),
    **dict.fromkeys(("no", "n", "false", "0", "nein"), False),
}
_NOON = time(12)


class Cells:
    """The cells of one row by column, and what is wrong with them."""

    def __init__(self, given: Mapping[str, str], order: DateOrder, today: date) -> None:
        """Take the cells of a row.

        Args:
            order: How dates are written besides 2024-12-31.
        """
        self._given, self._order, self._today = given, order, today
        self.problems: list[tuple[str, str]] = []  # column, text

    def has(self, column: str) -> bool:
        """Tell whether the file has the column."""
        return column in self._given

    def raw(self, column: str) -> str:
        """Return a cell as it is; one of a column that is not there is empty."""
        return self._given.get(column, "")

    def starting(self, prefix: str) -> dict[str, str]:
        """Return the filled cells of the columns with a prefix, by the rest of their names."""
        found = self._given.items()
        return {
            name[len(prefix) :]: cell for name, cell in found if cell and name.startswith(prefix)
        }

    def wrong(self, column: str, text: str) -> None:
        """Note what is wrong with a cell."""
        self.problems.append((column, text))

    def text(self, column: str, limit: int) -> str:
        """Read a text of so many characters."""
        cell = self.raw(column)
        if len(cell) > limit:
            self.wrong(column, f"has {len(cell)} characters; {limit} is the most.")
        return cell

    def needed(self, column: str, limit: int) -> str:
        """Read a text that must not be empty."""
        cell = self.text(column, limit)
        if not cell:
            self.wrong(column, "is empty.")
        return cell

    def yes(self, column: str) -> bool | None:
        """Read yes or no; None if it is empty."""
        return self.one_of(column, _YES_NO)

    def one_of(self, column: str, words: Mapping[str, T]) -> T | None:
        """Read one of so many words, in upper or lower case; None if it is empty."""
        cell = self.raw(column)
        if not cell:
            return None
        found = words.get(cell.casefold())
        if found is None:
            self.wrong(column, f"{_short(cell)} is not known here; use {_choices(words)}.")
        return found

    def past(self, column: str) -> date | None:
        """Read a day that has come already; None if it is empty."""
        day = self.day(column)
        if day and day > self._today:
            self.wrong(column, f"{self.raw(column)} lies in the future.")
        return day

    def day(self, column: str) -> date | None:
        """Read a day; None if it is empty."""
        cell = self.raw(column)
        return self._day(column, cell) if cell else None

    def moment(self, column: str) -> datetime | None:
        """Read a day with or without a time in the clinic's zone; noon if there is none."""
        cell = self.raw(column)
        if not cell:
            return None
        day_part, _, time_part = cell.replace("T", " ").partition(" ")
        day, clock_time = self._day(column, day_part), _time(time_part)
        if clock_time is None:
            self.wrong(column, f"{_short(cell)} has no time such as 14:30 after the date.")
        if day is None or clock_time is None:
            return None
        zone = clock.local(clock.now()).tzinfo
        moment = datetime.combine(day, clock_time, zone).astimezone(UTC)
        if moment > clock.now():
            self.wrong(column, f"{cell} lies in the future.")
        return moment

    def _day(self, column: str, cell: str) -> date | None:
        found = _ISO.fullmatch(cell) or _ORDERED[self._order].fullmatch(cell)
        if found is None:
            self.wrong(column, f"{_short(cell)} is no date such as {_WRITTEN[self._order]}.")
            return None
        try:
            day = date(*(int(found[part]) for part in "ymd"))
        except ValueError:
            self.wrong(column, f"there is no such day as {cell}.")
            return None
        if day.year < _EARLIEST:
            self.wrong(column, f"{cell} lies before {_EARLIEST}.")
        return day


def _time(cell: str) -> time | None:
    if not cell:
        return _NOON
    found = _TIME.fullmatch(cell)
    try:
        hour, minute, second = (int(part or 0) for part in found.groups()) if found else (24, 0, 0)
        return time(hour, minute, second)
    except ValueError:
        return None


def _choices(words: Mapping[str, object]) -> str:
    """List one word for each meaning."""
    first: dict[object, str] = {}
    for word, meaning in words.items():
        first.setdefault(meaning, word)
    return ", ".join(first.values())


def _short(cell: str) -> str:
    return repr(cell if len(cell) <= 40 else f"{cell[:40]}…")
