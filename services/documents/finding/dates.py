"""The days that a text names, however they are written, in English and in German."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.documents.finding.lines import plain

_FIRST_YEAR = 1980
_AHEAD = 10  # years; no vaccination is said to hold longer
_SHORT_AHEAD = 20  # years ahead that a year of two digits may mean
_MONTH_FIRST = frozenset({"US", "PH", "FM", "PW", "MH", "AS", "GU", "PR", "VI", "MP"})

# As they begin, without accents; German ones where they differ.
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "mae": 3, "mrz": 3, "apr": 4, "may": 5, "mai": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12,
}  # fmt: skip
_MONTH = (
    r"(?P<month>january|januar|jan|february|februar|feb|march|marz|maerz|mar|mrz|april|apr|may|mai"
    r"|june|juni|jun|july|juli|jul|august|aug|september|sept|sep|october|oktober|oct|okt"
    r"|november|nov|december|dezember|dec|dez)(?![a-z])\.?"
)
_DAY, _YEAR = r"(?P<day>[0-3]?\d)", r"(?P<year>(?:19|20)\d\d|'?\d\d(?!\d))"
_BEFORE, _AFTER = r"(?<!\d)(?<!\d[./-])", r"(?![./-]?\d)"

_NUMERIC = re.compile(
    rf"{_BEFORE}(?P<one>\d{{1,2}})\s?(?P<by>[./-])\s?(?P<two>\d{{1,2}})\s?(?P=by)\s?{_YEAR}{_AFTER}"
)
_SORTED = re.compile(
    rf"{_BEFORE}(?P<year>(?:19|20)\d\d)(?P<by>[./-])(?P<month>\d\d?)(?P=by)(?P<day>\d\d?){_AFTER}"
)
_WORDED = (
    re.compile(rf"{_BEFORE}{_DAY}(?:st|nd|rd|th)?[\s.,/-]*{_MONTH}[\s.,/-]*{_YEAR}{_AFTER}"),
    re.compile(rf"(?<![a-z]){_MONTH}[\s.,/-]*{_DAY}(?:st|nd|rd|th)?[\s.,/-]+{_YEAR}{_AFTER}"),
)
# A figure that was taken for a letter, in between others.
_MISREAD = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1"})
_FIGURES = re.compile(r"(?<![a-z])[\doli|][\doli|\s]{0,3}[./-][\doli|./\s-]*\d[\doli|]*(?![a-z])")


@dataclass(frozen=True)
class Day:
    """A day that stands in a text."""

    start: int  # where it begins in the text
    end: int
    day: date
    other: date | None = None  # what it is if day and month were written the other way round
    by: str = ""  # what stands between its figures; empty where the order is plain
    month_first: bool | None = None  # how it was read; None where that makes no difference


def month_first(country: str) -> bool:
    """Tell whether a country writes the month before the day."""
    return country in _MONTH_FIRST


def days(text: str, *, today: date, country: str) -> list[Day]:
    """Find the days in a text, in their order.

    Args:
        country: Of the clinic, which tells how day and month are ordered where both are possible.
    """
    said = _FIGURES.sub(lambda part: part.group().translate(_MISREAD), plain(text))
    found: list[Day] = []
    for one in (*_worded(said, today), *_numeric(said, today, month_first(country))):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def settled(found: Sequence[Day]) -> list[Day]:
    """Decide about days that could be read two ways by those of the same paper that cannot."""
    return [_settled(one, found) for one in found]


def _settled(one: Day, paper: Collection[Day]) -> Day:
    sure = {day.month_first for day in paper if day.by == one.by and day.other is None} - {None}
    if one.other is None or len(sure) != 1:
        return one
    kept = one.day if one.month_first in sure else one.other
    return replace(one, day=kept, other=None)


def _worded(said: str, today: date) -> Iterator[Day]:
    for pattern in (_SORTED, *_WORDED):
        for match in pattern.finditer(said):
            named = match["month"]
            month = int(named) if named.isdecimal() else _MONTHS[named[:3]]
            if day := _day(_year(match["year"], today), month, int(match["day"]), today):
                yield Day(match.start(), match.end(), day)


def _numeric(said: str, today: date, american: bool) -> Iterator[Day]:
    for match in _NUMERIC.finditer(said):
        one, two = int(match["one"]), int(match["two"])
        year, by = _year(match["year"], today), match["by"]
        first, last = _day(year, one, two, today), _day(year, two, one, today)
        start, end = match.span()
        if by == ".":  # nobody puts points after the month's figure and then the day's
            if day := last or first:
                yield Day(start, end, day)
        elif first and last and first != last:
            day, other = (first, last) if american else (last, first)
            yield Day(start, end, day, other, by, american)
        elif day := first or last:
            yield Day(start, end, day, None, by, None if first == last else first is not None)


def _year(written: str, today: date) -> int:
    figures = int(written.lstrip("'"))
    if figures >= 100:
        return figures
    year = today.year // 100 * 100 + figures
    return year if year <= today.year + _SHORT_AHEAD else year - 100


def _day(year: int, month: int, day: int, today: date) -> date | None:
    if not _FIRST_YEAR <= year <= today.year + _AHEAD:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
