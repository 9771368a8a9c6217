"""What a dose means today, from dates alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from services.core.i18n import plural
from services.core.i18n import translate as _

_MANY_DAYS = 60  # more are said in months


class State(StrEnum):
    """What a dose means today (REC-10)."""

    PLANNED = "planned"
    DUE_SOON = "due soon"
    OVERDUE = "overdue"
    GIVEN = "given"


class Dates(Protocol):
    """The dates of a dose, which alone decide its state."""

    @property
    def planned_on(self) -> date | None:
        """The day it is to be given."""
        ...

    @property
    def given_on(self) -> date | None:
        """The day it was given; unknown where only a certificate is known."""
        ...

    @property
    def valid_until(self) -> date | None:
        """The last day it protects, after which the next is due."""
        ...


def states(doses: Sequence[Dates], today: date, due_soon_days: int) -> list[State]:
    """Tell what each dose of one vaccine type means today.

    A dose planned or due within `due_soon_days` is due soon; on the day after, it is overdue,
    unless something was given since. A plan that was fulfilled so counts as given; nor is a
    dose due whose pet an older one still protects, and longer (IMM-4).
    """
    latest = _Latest.of(doses, today)
    found: list[State] = []
    for dose in doses:
        on = None if latest.settles(dose) else _next(dose)
        found.append(_state(on, today, due_soon_days, given=not _is_plan(dose)))
    return found


def in_words(on: date, today: date) -> str:
    """Say how far away a due date is, such as 'in 12 days' or '3 days overdue'."""
    days = (on - today).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    months = abs(days) * 12 // 365
    if days > _MANY_DAYS:
        return plural("in {count} month", "in {count} months", months)
    if days > 0:
        return plural("in {count} day", "in {count} days", days)
    if days < -_MANY_DAYS:
        return plural("{count} month overdue", "{count} months overdue", months)
    return plural("{count} day overdue", "{count} days overdue", -days)


@dataclass(frozen=True)
class _Latest:
    """The newest doses of a type: what the others are measured by."""

    given: tuple[date, date]  # the newest of known date: given, valid until
    certified: date  # of those of unknown date, the one that is valid longest
    valid: date  # of all
    today: date

    @classmethod
    def of(cls, doses: Iterable[Dates], today: date) -> "_Latest":
        given = [dose for dose in doses if not _is_plan(dose)]
        known = [(dose.given_on, _end(dose)) for dose in given if dose.given_on]
        return cls(
            given=max(known, default=(date.min, date.min)),
            certified=max((_end(dose) for dose in given if not dose.given_on), default=date.min),
            valid=max((_end(dose) for dose in given), default=date.min),
            today=today,
        )

    def settles(self, dose: Dates) -> bool:
        """Tell whether another dose has been given since, so that this one is due no more."""
        if _is_plan(dose):
            return dose.planned_on is not None and self.given[0] >= dose.planned_on
        if self.today <= self.valid > _end(dose):
            return True
        if dose.given_on:
            return self.given > (dose.given_on, _end(dose)) or self.certified > _end(dose)
        return self.valid > _end(dose)


def _is_plan(dose: Dates) -> bool:
    return dose.given_on is None and dose.planned_on is not None


def _end(dose: Dates) -> date:
    return dose.valid_until or date.max


def _next(dose: Dates) -> date | None:
    return dose.planned_on if _is_plan(dose) else dose.valid_until


def _state(on: date | None, today: date, due_soon_days: int, *, given: bool) -> State:
    if on is None:
        return State.GIVEN
    if on < today:
        return State.OVERDUE
    if on <= today + timedelta(days=due_soon_days):
        return State.DUE_SOON
    return State.GIVEN if given else State.PLANNED
