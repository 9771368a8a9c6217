"""Until when a pet is covered against one vaccine type, from dates alone.

A day is covered when a dose protects on it, when an exemption is in force, or when the pet is too
young for the vaccine: a clinic that sets a minimum age asks for nothing before it, and a pup that
cannot be vaccinated yet is no omission. As with a dose, the end of an exemption, or of being too
young, is foreseen: on the day after, something has to have been done.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from services.vaccinations.status import Dates

Span = tuple[date, date]  # first and last day; date.min and date.max: without end


class Color(IntEnum):
    """Of a pet's shield (IMM-3); the higher the worse."""

    GREEN = 0
    YELLOW = 1
    RED = 2


class Standing(StrEnum):
    """How a pet stands with one vaccine type (IMM-5)."""

    VALID = "valid"
    EXPIRES_SOON = "expires soon"
    EXPIRED = "expired"
    IN_REVIEW = "in review"
    MISSING = "missing"
    EXEMPT = "exempt"
    TOO_YOUNG = "too young"


@dataclass(frozen=True)
class Cover:
    """What covers a pet against one vaccine type."""

    doses: tuple[Span, ...] = ()  # from the day given, or for ever back, until the last day valid
    exempt_until: date | None = None
    required_from: date | None = None  # the day it is old enough; None: required at once

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every stretch of days on which nothing is wanting, in no order."""
        found = list(self.doses)
        if self.exempt_until:
            found.append((date.min, self.exempt_until))
        if self.required_from and self.required_from > date.min:
            found.append((date.min, self.required_from - timedelta(days=1)))
        return tuple(found)

    @property
    def expires_on(self) -> date | None:
        """The last day that any dose protects; date.max: for ever, None: there is no dose."""
        return max((last for _first, last in self.doses), default=None)


def span(dose: Dates) -> Span | None:
    """Return the days on which a dose protects; None: it was not given yet.

    Of a certificate only the end is known. A dose without an end needs no other.
    """
    if dose.given_on:
        return dose.given_on, dose.valid_until or date.max
    if dose.planned_on is None and dose.valid_until:
        return date.min, dose.valid_until
    return None


def covered(cover: Cover, first: date, last: date) -> bool:
    """Tell whether every day from first to last is covered (IMM-7)."""
    reach = covered_until(cover.spans, first)
    return reach is not None and reach >= last


def covered_until(spans: tuple[Span, ...], day: date) -> date | None:
    """Return the last day of the unbroken cover that begins on a day; None: it is not covered."""
    reached: date | None = None
    for first, last in sorted(spans):
        wanted = day if reached is None else _after(reached)
        if first > wanted:
            break
        if last >= wanted:
            reached = last
    return reached


def standing(cover: Cover, today: date, due_soon_days: int) -> Standing:
    """Tell how a pet stands today."""
    protected = covered_until(cover.doses, today)
    if protected and protected > soon(today, due_soon_days):
        return Standing.VALID
    if cover.exempt_until and cover.exempt_until >= today:
        return Standing.EXEMPT
    if protected:
        return Standing.EXPIRES_SOON
    if cover.required_from and cover.required_from > today:
        return Standing.TOO_YOUNG
    begun = any(first <= today for first, _last in cover.doses)
    return Standing.EXPIRED if begun else Standing.MISSING


def color(cover: Cover, today: date, due_soon_days: int) -> Color:
    """Tell what one required type does to the shield."""
    reach = covered_until(cover.spans, today)
    if reach is None:
        return Color.RED
    return Color.YELLOW if reach <= soon(today, due_soon_days) else Color.GREEN


def soon(today: date, due_soon_days: int) -> date:
    """Return the last of the days that count as soon."""
    return today + timedelta(days=due_soon_days)


def _after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)
