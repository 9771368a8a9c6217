"""Laboratory values: whether they are low or high, and whether they went up or down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import inf, isfinite
from typing import Any
from uuid import UUID

from babel.numbers import format_decimal
from sqlalchemy import Date, func
from sqlmodel import Session, col

from models.laboratory import LabValue
from models.records import MedicalRecord
from services import access
from services.access import Actor, visible
from services.core.i18n import locale
from services.core.i18n import translate as _
from services.laboratory import shipped
from services.records import reading

# The order of a marker's values in a pet's file; the list and the course must agree on it.
ORDER = (col(MedicalRecord.happened_on), col(MedicalRecord.id), col(LabValue.position))


class Flag(StrEnum):
    """Where a value lies in its reference range; NONE where that cannot be told."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    NONE = ""


class Trend(StrEnum):
    """How a value compares with the one before; NONE where there is none or it cannot be told."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    NONE = ""


@dataclass(frozen=True)
class Reading:
    """A number as the analyser gave it: exact, or only known to lie below or above."""

    number: float
    comparator: str = ""

    @property
    def above(self) -> float:
        """What the true value is at least; it is more where there is a comparator."""
        return -inf if self.comparator == "<" else self.number

    @property
    def below(self) -> float:
        """What the true value is at most; it is less where there is a comparator."""
        return inf if self.comparator == ">" else self.number


@dataclass(frozen=True)
class _Before:
    """The number before a value, and how it was shown."""

    read: Reading
    shown: str
    on: date


@dataclass(frozen=True)
class Result:
    """One marker's value in a record, with what it means."""

    marker: str
    name: str
    shown: str  # such as '<0.5' or 'negative'
    unit: str
    range: str  # such as 0.5 to 1.8, or negative; empty without one
    flag: Flag
    trend: Trend
    previous: str  # the value before in the same unit, as it was shown; empty without one
    previous_on: date | None


def results(db: Session, actor: Actor, record_ids: Sequence[UUID]) -> dict[UUID, list[Result]]:
    """Return the values of some laboratory records, in the laboratory's order.

    A value is compared with the one before it in the pet's file in the same unit.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: The clinic does not show laboratory records.
    """
    reading.allowed(db, actor, "laboratory")
    if not record_ids:
        return {}
    query = (
        visible(actor, LabValue)
        .where(col(LabValue.record_id).in_(record_ids))
        .order_by(col(LabValue.position), col(LabValue.name))
    )
    values = db.exec(query).all()
    before = _before(db, actor, values)
    found: dict[UUID, list[Result]] = {}
    for value in values:
        found.setdefault(value.record_id, []).append(_result(value, before.get(value.id)))
    return found


def flag(read: Reading, low: float | None, high: float | None) -> Flag:
    """Tell where a value lies; both ends of the range belong to it.

    '<0.5' is low where the range begins at 0.5, and says nothing where it begins at 0.2.
    """
    if (low is None and high is None) or not isfinite(read.number):
        return Flag.NONE
    # No concentration is below nothing: a range from 0 has no lower end.
    bottom = -inf if low is None or (low == 0 and read.comparator == "<") else low
    top = inf if high is None else high
    strict = bool(read.comparator)
    if read.below < bottom or (strict and read.below == bottom):
        return Flag.LOW
    if read.above > top or (strict and read.above == top):
        return Flag.HIGH
    return Flag.NORMAL if bottom <= read.above and read.below <= top else Flag.NONE


def trend(now: Reading, before: Reading) -> Trend:
    """Compare two values of one marker and unit; where the two may overlap, nothing is said."""
    if not now.comparator and not before.comparator:
        if now.number == before.number:
            return Trend.SAME
        return Trend.UP if now.number > before.number else Trend.DOWN
    if now.above >= before.below:
        return Trend.UP
    return Trend.DOWN if now.below <= before.above else Trend.NONE


def write(number: float, comparator: str = "", typed: str = "") -> str:
    """Write a value with every digit it has, so that no arrow seems to contradict it.

    Args:
        typed: The number as it was typed; its zeros at the end tell how exact it is.
    """
    exact = Decimal(typed or repr(number))
    places = max(0, -int(exact.as_tuple().exponent)) if typed else 0
    pattern = "#,##0." + "0" * places + "#" * (16 - places)
    digits = format_decimal(exact, pattern, locale=locale(), decimal_quantization=False)
    return f"{comparator}{digits}"


def told(value: LabValue) -> str:
    """Write a value: its number, or the word that stands in place of one."""
    if value.number is None:
        return say(value.text)
    return write(value.number, value.comparator, value.typed)


def say(text: str) -> str:
    """Translate a name or word that ships; what somebody typed stays as it is."""
    return _(text) if text in shipped.texts() else text


def reading_of(value: LabValue) -> Reading | None:
    """Return the number of a value; None where there is a word."""
    return None if value.number is None else Reading(value.number, value.comparator)


def _result(value: LabValue, before: _Before | None) -> Result:
    read = reading_of(value)
    before = before if read else None
    return Result(
        marker=value.marker,
        name=say(value.name),
        shown=told(value),
        unit=value.unit,
        range=span(value.low, value.high) or say(value.expected),
        flag=flag(read, value.low, value.high) if read else Flag.NONE,
        trend=trend(read, before.read) if read and before else Trend.NONE,
        previous=before.shown if before else "",
        previous_on=before.on if before else None,
    )


def span(low: float | None, high: float | None) -> str:
    """Write a reference range, such as 0.5 to 1.8; empty where there is none."""
    if low is not None and high is not None:
        return f"{write(low)}\u2013{write(high)}"
    if low is not None:
        return f"\u2265 {write(low)}"
    return "" if high is None else f"\u2264 {write(high)}"


def _before(db: Session, actor: Actor, values: Sequence[LabValue]) -> dict[UUID, _Before]:
    """Find, for each value, the number before it in that pet's file."""
    numbers = [value for value in values if value.number is not None]
    if not numbers:
        return {}
    ordered: dict[str, Any] = {
        "partition_by": (col(LabValue.pet_id), col(LabValue.marker), col(LabValue.unit)),
        "order_by": ORDER,
    }
    columns: list[Any] = [
        col(LabValue.id),
        func.lag(col(LabValue.number)).over(**ordered).label("number"),
        func.lag(col(LabValue.comparator)).over(**ordered).label("comparator"),
        func.lag(col(LabValue.typed)).over(**ordered).label("typed"),
        func.lag(col(MedicalRecord.happened_on), type_=Date).over(**ordered).label("happened_on"),
    ]
    file = (
        visible(actor, LabValue)
        .join(MedicalRecord, col(LabValue.record_id) == col(MedicalRecord.id))
        .where(
            col(LabValue.pet_id).in_({value.pet_id for value in numbers}),
            col(LabValue.marker).in_({value.marker for value in numbers}),
            col(LabValue.number).is_not(None),
        )
        .with_only_columns(*columns)
    )
    wanted = {value.id for value in numbers}
    return {
        row.id: _Before(
            Reading(row.number, row.comparator or ""),
            write(row.number, row.comparator or "", row.typed or ""),
            row.happened_on,
        )
        for row in access.rows(db, file)
        if row.id in wanted and row.number is not None
    }
