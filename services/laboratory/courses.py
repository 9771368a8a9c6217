"""How a marker develops in one pet: every value of it, each unit by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col

from models.laboratory import LabValue
from models.pets import Pet
from models.records import MedicalRecord
from services import access
from services.access import Actor, visible
from services.core.errors import NotFound
from services.laboratory import values
from services.laboratory.values import ORDER, Flag, Reading, Trend
from services.records import reading

_FURTHEST = 2000  # values that a course looks back


@dataclass(frozen=True)
class Stand:
    """One value of a course, with its range as it was on that day."""

    record_id: UUID
    day: date
    shown: str
    read: Reading | None  # None: a word
    unit: str
    low: float | None
    high: float | None
    range: str
    flag: Flag
    trend: Trend  # against the one before in the same unit


@dataclass(frozen=True)
class Course:
    """All values of one marker in one pet's file, oldest first."""

    marker: str
    name: str
    lines: Sequence[tuple[str, Sequence[Stand]]]  # the numbers, by unit; newest unit first
    words: Sequence[Stand]


@dataclass(frozen=True)
class Followed:
    """A marker that was measured in a pet, and how often."""

    marker: str
    name: str
    count: int


def followed(db: Session, actor: Actor, pet_id: UUID) -> list[Followed]:
    """List the markers that were measured in a pet, by their names.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: No such pet for the actor, or the clinic does not show laboratory records.
    """
    reading.allowed(db, actor, "laboratory")
    access.find(db, actor, Pet, pet_id)
    columns: list[Any] = [
        col(LabValue.marker),
        func.max(col(LabValue.name)).label("name"),
        func.count().label("times"),
    ]
    query = (
        visible(actor, LabValue)
        .where(col(LabValue.pet_id) == pet_id)
        .group_by(col(LabValue.marker))
        .with_only_columns(*columns)
    )
    found = [
        Followed(row.marker, values.say(row.name), row.times) for row in access.rows(db, query)
    ]
    return sorted(found, key=lambda one: one.name.casefold())


def course(db: Session, actor: Actor, pet_id: UUID, marker: str) -> Course:
    """Return how a marker develops in a pet.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: No such pet for the actor, it was never measured in it, or the clinic does
            not show laboratory records.
    """
    reading.allowed(db, actor, "laboratory")
    access.find(db, actor, Pet, pet_id)
    query = (
        visible(actor, LabValue)
        .join(MedicalRecord, col(LabValue.record_id) == col(MedicalRecord.id))
        .where(col(LabValue.pet_id) == pet_id, col(LabValue.marker) == marker)
        .order_by(*(part.desc() for part in ORDER))
        .limit(_FURTHEST)
        .with_only_columns(LabValue, col(MedicalRecord.happened_on))
    )
    rows = list(access.pairs(db, query))[::-1]
    if not rows:
        raise NotFound
    lines: dict[str, list[Stand]] = {}
    words: list[Stand] = []
    for value, day in rows:
        kept = words if value.number is None else lines.setdefault(value.unit, [])
        kept.append(_stand(value, day, kept[-1] if kept else None))
    newest = sorted(lines, key=lambda unit: lines[unit][-1].day, reverse=True)
    name = values.say(rows[-1][0].name)
    return Course(marker, name, [(unit, lines[unit]) for unit in newest], words)


def _stand(value: LabValue, day: date, before: Stand | None) -> Stand:
    read = values.reading_of(value)
    past = before.read if before else None
    return Stand(
        record_id=value.record_id,
        day=day,
        shown=values.told(value),
        read=read,
        unit=value.unit,
        low=value.low,
        high=value.high,
        range=values.span(value.low, value.high) or values.say(value.expected),
        flag=values.flag(read, value.low, value.high) if read else Flag.NONE,
        trend=values.trend(read, past) if read and past else Trend.NONE,
    )
