"""Weights and temperatures: the list of them, and what a chart of them needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col

from models.base import Status
from models.measurements import Measurement, Quantity
from models.pets import Pet, Species
from services import access, settings
from services.access import Actor, system, visible
from services.core import clock, units
from services.core.units import base
from services.measurements import breeds
from services.records import reading
from services.records.paging import Page, Wanted, page

__all__ = ["Measured", "Series", "base", "latest", "listed", "series"]

ALL = Wanted()
PAGE = 20  # measurements
POINTS = 400  # on a chart; the eye sees no more
_FURTHEST = 4000  # measurements that a chart looks back


@dataclass(frozen=True)
class Measured:
    """One weight or temperature, written in the unit of the clinic."""

    id: UUID
    moment: datetime
    number: str
    unit: str
    typed: str  # with its unit, where it was typed in another one
    at_home: bool
    measured_by_id: UUID | None  # the customer, if they measured it
    author: str
    notes: str
    status: Status


@dataclass(frozen=True)
class Series:
    """What a chart shows: all measurements, or so many of them evenly."""

    unit: str
    points: Sequence[tuple[datetime, float, bool]]  # oldest first, in that unit; whether at home
    low: float | None  # what an adult of the breed usually weighs, in that unit
    high: float | None


def listed(
    db: Session,
    actor: Actor,
    pet_id: UUID,
    quantity: Quantity,
    wanted: Wanted = ALL,
    limit: int = PAGE,
) -> Page[Measured]:
    """List a pet's measurements, newest first.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: No such pet for the actor, or the clinic does not show such measurements.
    """
    _allowed(db, actor, pet_id, quantity)
    columns: list[Any] = [
        col(Measurement.id),
        col(Measurement.measured_at).label("moment"),
        col(Measurement.value),
        col(Measurement.typed),
        col(Measurement.typed_unit),
        col(Measurement.at_home),
        col(Measurement.measured_by_id),
        col(Measurement.author_name),
        col(Measurement.notes),
        col(Measurement.status),
    ]
    query = _of(actor, pet_id, quantity).with_only_columns(*columns)
    if wanted.since:
        query = query.where(col(Measurement.measured_at) >= clock.midnight(wanted.since))
    if wanted.until:
        next_day = wanted.until + timedelta(days=1)
        query = query.where(col(Measurement.measured_at) < clock.midnight(next_day))
    keys = col(Measurement.measured_at), col(Measurement.id)
    found = page(db, query, keys, wanted, limit)
    unit = _unit(db, actor, pet_id, quantity)
    authors = settings.load(db).show_record_author
    return Page(
        [_measured(row, unit, authors=authors) for row in found.rows], found.older, found.newer
    )


def latest(db: Session, actor: Actor, pet_id: UUID, quantity: Quantity) -> Measured | None:
    """Return a pet's newest measurement, if it has one.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: No such pet for the actor, or the clinic does not show such measurements.
    """
    rows = listed(db, actor, pet_id, quantity, limit=1).rows
    return rows[0] if rows else None


def series(db: Session, actor: Actor, pet_id: UUID, quantity: Quantity) -> Series:
    """Return what a chart of a pet's measurements shows.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: No such pet for the actor, or the clinic does not show such measurements.
    """
    pet = _allowed(db, actor, pet_id, quantity)
    columns: list[Any] = [
        col(Measurement.measured_at),
        col(Measurement.value),
        col(Measurement.at_home),
    ]
    query = (
        _of(actor, pet_id, quantity)
        .with_only_columns(*columns)
        .order_by(col(Measurement.measured_at).desc(), col(Measurement.id).desc())
        .limit(_FURTHEST)
    )
    rows = list(access.rows(db, query))[::-1]
    unit = _unit(db, actor, pet_id, quantity)
    band = _band(db, pet) if quantity is Quantity.WEIGHT and rows else None
    return Series(
        unit=unit,
        points=[
            (row.measured_at, units.within(row.value, unit), row.at_home) for row in _evenly(rows)
        ],
        low=units.within(band.low_g, unit) if band else None,
        high=units.within(band.high_g, unit) if band else None,
    )


def _allowed(db: Session, actor: Actor, pet_id: UUID, quantity: Quantity) -> Pet:
    reading.allowed(db, actor, quantity)
    return access.find(db, actor, Pet, pet_id)


def _of(actor: Actor, pet_id: UUID, quantity: Quantity) -> Any:
    return visible(actor, Measurement).where(
        col(Measurement.pet_id) == pet_id, col(Measurement.quantity) == quantity
    )


def _unit(db: Session, actor: Actor, pet_id: UUID, quantity: Quantity) -> str:
    """Choose one unit for all of a pet's values, so that they compare at a glance."""
    now = settings.load(db)
    if quantity is Quantity.TEMPERATURE:
        return now.temperature_unit
    heaviest = _of(actor, pet_id, quantity).with_only_columns(func.max(col(Measurement.value)))
    return units.suited(access.rows(db, heaviest)[0][0] or 0, now.weight_unit)


def _band(db: Session, pet: Pet) -> breeds.Band | None:
    species = db.exec(system(Species).where(col(Species.id) == pet.species_id)).one()
    return breeds.band(species.key, pet.breed, pet.sex)


def _evenly(rows: list[Any]) -> list[Any]:
    if len(rows) <= POINTS:
        return rows
    return [rows[step * (len(rows) - 1) // (POINTS - 1)] for step in range(POINTS)]


def _measured(row: Any, unit: str, *, authors: bool) -> Measured:
    other = row.typed_unit != unit
    return Measured(
        id=row.id,
        moment=row.moment,
        number=units.write(row.value, row.typed, row.typed_unit, unit),
        unit=unit,
        typed=f"{units.as_typed(row.typed)} {row.typed_unit}" if other else "",
        at_home=row.at_home,
        measured_by_id=row.measured_by_id,
        author=row.author_name if authors and not row.at_home else "",
        notes=row.notes,
        status=row.status,
    )
