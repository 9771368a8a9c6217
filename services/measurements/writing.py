"""Writing down weights and temperatures: by the clinic, and by customers at home."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.base import Status
from models.measurements import Measurement, Quantity
from models.pets import Pet
from services import access, audit, editing, live, settings
from services.access import Actor, Permission, require, visible
from services.audit import Event
from services.core import clock, units
from services.core.errors import Forbidden, Invalid, Question
from services.core.i18n import translate as _
from services.measurements import plausible
from services.measurements.plausible import Candidate
from services.records import reading

_AHEAD = timedelta(minutes=10)  # a phone's clock may be that wrong
_NOTES = 500  # characters


@dataclass(frozen=True)
class Said:
    """What its writer has said about a measurement, beside its value."""

    sure: bool = False  # was asked about an unusual value, and said that it is right
    agreed: str | None = None  # to which question; None where nobody can be asked
    key: str = ""  # the same for one form however often it is sent; each value is added once


@dataclass(frozen=True)
class Typed:
    """A measurement as somebody typed it."""

    quantity: Quantity
    number: str  # such as 4.2 or 4,2
    unit: str
    measured_at: datetime
    notes: str = ""
    status: Status = Status.PUBLISHED  # customers' own are published always


def may_measure(db: Session, actor: Actor, pet: Pet) -> bool:
    """Tell whether a customer may note down what they measure of their own pet at home."""
    alive = pet.deceased_on is None
    return not actor.is_staff and alive and settings.load(db).allow_customer_measurements


def begun(db: Session, actor: Actor, pet_id: UUID, quantity: Quantity) -> str:
    """Return the unit that a new measurement starts with: the one that the clinic writes down.

    Raises:
        Forbidden: The actor may not; or customers may not at this clinic.
        NotFound: No such pet for the actor, or the clinic keeps no such measurements.
    """
    _may_write(db, actor, pet_id, quantity)
    now = settings.load(db)
    return now.weight_unit if quantity is Quantity.WEIGHT else now.temperature_unit


def opened(db: Session, actor: Actor, measurement_id: UUID) -> Measurement:
    """Fetch a measurement to correct it; customers correct only what they measured themselves.

    Raises:
        Forbidden: The actor may not write measurements; or customers may not at this clinic.
        NotFound: No such measurement, or the clinic keeps none.
    """
    return _theirs_to_change(db, actor, measurement_id)[0]


def add(
    db: Session, actor: Actor, pet_id: UUID, typed: Typed, said: Said | None = None
) -> Measurement:
    """Note down a weight or temperature; one by a customer is marked as measured at home.

    Raises:
        Forbidden: The actor may not; or customers may not at this clinic.
        NotFound: No such pet for the actor, or the clinic keeps no such measurements.
        Invalid: A field does not fit; `field` names it.
        plausible.Doubtful: The value is unusual, and the writer is not yet sure of it.
        Question: A colleague has written down the same, and it is not agreed to do so again.
    """
    pet, told = _may_write(db, actor, pet_id, typed.quantity), said or Said()
    value = (typed.quantity, typed.number, typed.unit, typed.measured_at.isoformat())
    new_id = editing.id_of(actor, f"{pet.id} {' '.join(value)}", told.key)
    if again := db.exec(visible(actor, Measurement).where(Measurement.id == new_id)).first():
        return again
    row = Measurement(
        id=new_id,
        pet_id=pet.id,
        quantity=typed.quantity,
        at_home=not actor.is_staff,
        measured_by_id=actor.customer_id,
        author_name=actor.name,
        changed_by=actor.name,
        **_columns(actor, typed),
    )
    new = Candidate(row.quantity, row.value, row.measured_at)
    _check(db, actor, pet, new, sure=told.sure)
    if actor.is_staff and told.agreed is not None and (same := _same(db, actor, row)):
        _doubt(same).settle(told.agreed)
    db.add(row)
    db.flush()
    audit.record(db, actor, Event.MEASUREMENT_SAVED, row, quantity=typed.quantity)
    live.publish(db, live.Changed(pet.customer_id))
    return row


def correct(
    db: Session,
    actor: Actor,
    measurement_id: UUID,
    version: int,
    typed: Typed,
    *,
    sure: bool = False,
) -> Measurement:
    """Correct a measurement; who took it stays as it was. Customers correct only their own.

    Args:
        version: Of the row as it was when its form was opened.

    Raises:
        Forbidden: The actor may not write measurements.
        NotFound: No such measurement, or the clinic keeps none.
        Invalid: A field does not fit; `field` names it.
        plausible.Doubtful: The value is unusual, and the writer is not yet sure of it.
        editing.Stale: Somebody else has corrected it since.
    """
    row, pet = _theirs_to_change(db, actor, measurement_id)
    values = _columns(actor, replace(typed, quantity=row.quantity))
    new = Candidate(row.quantity, values["value"], typed.measured_at, row.id)
    _check(db, actor, pet, new, sure=sure)
    _change(db, actor, (row, pet), version, values)
    return row


def publish(db: Session, actor: Actor, measurement_id: UUID, version: int) -> None:
    """Show the customer a measurement that was written as a draft.

    Raises:
        Forbidden: The actor may not write measurements.
        NotFound: No such measurement, or the clinic keeps none.
        editing.Stale: Somebody else has corrected it since.
    """
    found = _theirs_to_change(db, actor, measurement_id)
    _change(db, actor, found, version, {"status": Status.PUBLISHED})


def remove(db: Session, actor: Actor, measurement_id: UUID) -> None:
    """Take out a measurement that should not be there.

    Raises:
        Forbidden: The actor may not write measurements.
        NotFound: No such measurement, or the clinic keeps none.
    """
    row, pet = _theirs_to_change(db, actor, measurement_id)
    audit.record(db, actor, Event.MEASUREMENT_REMOVED, row, quantity=row.quantity)
    db.delete(row)
    db.flush()
    live.publish(db, live.Changed(pet.customer_id))


def _may_write(db: Session, actor: Actor, pet_id: UUID, quantity: Quantity) -> Pet:
    reading.allowed(db, actor, quantity)
    pet = access.find(db, actor, Pet, pet_id)
    if actor.is_staff:
        require(actor, Permission.WRITE_MEASUREMENTS)
    elif not may_measure(db, actor, pet):
        raise Forbidden("The clinic takes no measurements from home at present.")
    return pet


def _theirs_to_change(db: Session, actor: Actor, id: UUID) -> tuple[Measurement, Pet]:
    if actor.is_staff:
        require(actor, Permission.WRITE_MEASUREMENTS)
    row = access.find(db, actor, Measurement, id)
    pet = _may_write(db, actor, row.pet_id, row.quantity)
    if not actor.is_staff and row.measured_by_id != actor.customer_id:
        raise Forbidden("The clinic has written this down. Please tell them what is wrong.")
    return row, pet


def _change(
    db: Session,
    actor: Actor,
    found: tuple[Measurement, Pet],
    version: int,
    values: dict[str, Any],
) -> None:
    row, pet = found
    changed = editing.change(row, actor, version, values)
    if changed:
        db.flush()
        audit.record(db, actor, Event.MEASUREMENT_SAVED, row, fields=sorted(changed))
        live.publish(db, live.Changed(pet.customer_id))


def _check(db: Session, actor: Actor, pet: Pet, new: Candidate, *, sure: bool) -> None:
    try:
        plausible.check(db, actor, pet, new)
    except plausible.Doubtful:
        if not sure:
            raise


def _same(db: Session, actor: Actor, new: Measurement) -> Measurement | None:
    """Find the same value of the same day, written down by somebody else."""
    begins = clock.midnight(clock.local(new.measured_at).date())
    query = visible(actor, Measurement).where(
        Measurement.pet_id == new.pet_id,
        Measurement.quantity == new.quantity,
        Measurement.value == new.value,
        col(Measurement.measured_at).between(begins, begins + timedelta(days=1)),
        Measurement.author_name != new.author_name,
    )
    return db.exec(query.order_by(col(Measurement.created_at).desc()).limit(1)).first()


def _doubt(same: Measurement) -> Question:
    return Question(
        "{name} has written down the same value for that day already: {moment}. Enter it again?",
        name=same.author_name or _("Somebody"),
        moment=clock.moment(same.created_at),
    )


def _columns(actor: Actor, typed: Typed) -> dict[str, Any]:
    if typed.unit not in units.UNITS[typed.quantity]:
        raise Invalid("There is no unit called {unit}.", "unit", unit=typed.unit)
    number = units.plain(typed.number)
    if len(number) > 12:
        raise Invalid("Please enter a number such as 4.2.", "value")
    if typed.measured_at > clock.now() + _AHEAD:
        raise Invalid("This lies in the future.", "measured_at")
    notes = typed.notes.strip()
    if len(notes) > _NOTES:
        raise Invalid("Please keep this under {limit} characters.", "notes", limit=_NOTES)
    return {
        "value": units.base(number, typed.unit),
        "typed": number,
        "typed_unit": typed.unit,
        "measured_at": typed.measured_at,
        "notes": notes,
        "status": typed.status if actor.is_staff else Status.PUBLISHED,
    }
