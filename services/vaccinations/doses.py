"""Writing doses down: given, planned, corrected, and taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.base import Status
from models.pets import Pet, Species
from models.vaccinations import Dose, Product, Source, VaccineType
from services import access, audit, editing, live
from services.access import Actor, Permission, require, system, visible
from services.audit import Event
from services.core import clock
from services.core.errors import Conflict, Invalid
from services.records import reading
from services.vaccinations import catalogue, requirements, twice

FIRST_YEAR, LAST_YEAR = 1980, 2199  # what lies outside was mistyped
LIMITS = {  # characters
    "product_name": 80,
    "manufacturer": 80,
    "batch": 40,
    "site": 60,
    "route": 40,
    "notes": 2000,
    "staff_notes": 2000,
}


@dataclass(frozen=True)
class Typed:
    """A dose as somebody typed it."""

    vaccine_type_id: UUID | None = None
    product_name: str = ""
    manufacturer: str = ""  # empty: the product's
    batch: str = ""
    planned_on: date | None = None
    given_on: date | None = None
    valid_until: date | None = None  # None: computed from the product, else from the type
    site: str = ""
    route: str = ""
    notes: str = ""
    staff_notes: str = ""
    status: Status = Status.PUBLISHED


@dataclass(frozen=True)
class Choices:
    """What the form of a dose offers."""

    types: Sequence[VaccineType]
    products: Sequence[Product]


def choices(db: Session, actor: Actor, pet_id: UUID, kept: UUID | None = None) -> Choices:
    """List the vaccine types in use for a pet's species, and the products there are of them.

    A species that the clinic has no types for is offered them all.

    Args:
        kept: The type of the dose that is corrected, which stays even where it is retired.

    Raises:
        Forbidden: The actor may not write vaccinations.
        NotFound: No such pet, or the clinic keeps no vaccinations.
    """
    _may_write(db, actor)
    pet = access.find(db, actor, Pet, pet_id)
    species = db.exec(system(Species).where(col(Species.id) == pet.species_id)).one()
    types = requirements.types(db, kept)
    own = [kind for kind in types if species.key in kind.species]
    fitting = [kind for kind in types if kind in own or kind.id == kept] if own else types
    order = system(Product).where(~col(Product.retired)).order_by(col(Product.name))
    ids = {kind.id for kind in fitting}
    return Choices(fitting, [row for row in db.exec(order) if row.vaccine_type_id in ids])


def opened(db: Session, actor: Actor, dose_id: UUID) -> Dose:
    """Fetch a dose to correct it.

    Raises:
        Forbidden: The actor may not write vaccinations.
        NotFound: No such dose, or the clinic keeps no vaccinations.
    """
    _may_write(db, actor)
    return access.find(db, actor, Dose, dose_id)


def add(
    db: Session,
    actor: Actor,
    pet_id: UUID,
    typed: Typed,
    *,
    key: str = "",
    agreed: str | None = None,
) -> Dose:
    """Note down a dose that was given, or is planned.

    Args:
        key: The same for one form however often it is sent; a dose of a day is added once.
        agreed: To which question the person has agreed; None where nobody can be asked.

    Raises:
        Forbidden: The actor may not write vaccinations.
        NotFound: No such pet, or the clinic keeps no vaccinations.
        Invalid: A field does not fit; `field` names it.
        Question: The pet has the same already, and they have not agreed to enter it again.
    """
    _may_write(db, actor)
    pet = access.find(db, actor, Pet, pet_id)
    what = f"dose {pet.id} {typed.vaccine_type_id} {typed.given_on} {typed.planned_on}"
    new_id = editing.id_of(actor, what, key)
    if again := db.exec(visible(actor, Dose).where(col(Dose.id) == new_id)).first():
        return again
    if typed.given_on is None and typed.planned_on is None:
        raise Invalid("Please say on which day it was given, or is planned.", "given_on")
    values = _columns(db, pet, typed, None)
    if agreed is not None and (same := twice.find(db, actor, pet, values)):
        twice.doubt(same).settle(agreed)
    row = Dose(id=new_id, pet_id=pet.id, author_name=actor.name, changed_by=actor.name, **values)
    db.add(row)
    db.flush()
    audit.record(db, actor, Event.DOSE_SAVED, row, status=row.status)
    live.publish(db, live.Changed(pet.customer_id))
    return row


def correct(db: Session, actor: Actor, dose_id: UUID, version: int, typed: Typed) -> Dose:
    """Correct a dose, or note that a planned one was given; who wrote it first stays named.

    Args:
        version: Of the row as it was when its form was opened.

    Raises:
        Forbidden: The actor may not write vaccinations.
        NotFound: No such dose, or the clinic keeps no vaccinations.
        Conflict: It was taken back as a mistake.
        Invalid: A field does not fit; `field` names it.
        editing.Stale: Somebody else has corrected it since.
    """
    row = opened(db, actor, dose_id)
    _refuse_void(row)
    pet = access.find(db, actor, Pet, row.pet_id)
    certified = row.source is Source.CERTIFICATE and typed.valid_until
    if not (typed.given_on or typed.planned_on or certified):
        raise Invalid("Please say on which day it was given, or is planned.", "given_on")
    _change(
        db, actor, row, version, _columns(db, pet, typed, row.vaccine_type_id), Event.DOSE_SAVED
    )
    return row


def publish(db: Session, actor: Actor, dose_id: UUID, version: int) -> None:
    """Show the customer a dose that was written as a draft.

    Raises:
        Forbidden: The actor may not write vaccinations.
        NotFound: No such dose, or the clinic keeps no vaccinations.
        Conflict: It was taken back as a mistake.
        editing.Stale: Somebody else has corrected it since.
    """
    row = opened(db, actor, dose_id)
    _refuse_void(row)
    _change(db, actor, row, version, {"status": Status.PUBLISHED}, Event.DOSE_SAVED)


def void(db: Session, actor: Actor, dose_id: UUID, version: int) -> None:
    """Take back a dose that was entered by mistake: it stays for the staff, and counts no more.

    Raises:
        Forbidden: The actor may not write vaccinations.
        NotFound: No such dose, or the clinic keeps no vaccinations.
        Conflict: It was taken back already.
        editing.Stale: Somebody else has corrected it since.
    """
    row = opened(db, actor, dose_id)
    _refuse_void(row)
    values = {"status": Status.PRIVATE, "void": True}
    _change(db, actor, row, version, values, Event.DOSE_VOIDED)


def foresee(
    db: Session, actor: Actor, vaccine_type_id: UUID | None, product: str, given_on: date | None
) -> tuple[str, date | None]:
    """Tell whose product it is, and until when a dose of it would protect.

    Raises:
        Forbidden: The actor may not write vaccinations.
        NotFound: The clinic keeps no vaccinations.
    """
    _may_write(db, actor)
    named = db.exec(system(Product).where(col(Product.name) == product.strip())).first()
    kind = db.exec(system(VaccineType).where(col(VaccineType.id) == vaccine_type_id)).first()
    maker = named.manufacturer if named else ""
    if kind is None or given_on is None:
        return maker, None
    in_years(given_on, "given_on")
    return maker, catalogue.valid_until(db, kind.id, product.strip(), given_on)


def in_years(day: date | None, field: str) -> None:
    """Refuse a day whose year was mistyped.

    Raises:
        Invalid: It lies outside of all that a clinic keeps.
    """
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Invalid("Please check the year.", field)


def _may_write(db: Session, actor: Actor) -> None:
    require(actor, Permission.WRITE_VACCINATIONS)
    reading.allowed(db, actor, requirements.RECORD_TYPE)


def _refuse_void(row: Dose) -> None:
    if row.void:
        raise Conflict("This dose was taken back as a mistake.")


def _change(
    db: Session, actor: Actor, row: Dose, version: int, values: dict[str, Any], event: Event
) -> None:
    changed = editing.change(row, actor, version, values)
    if changed:
        db.flush()
        audit.record(db, actor, event, row, fields=sorted(changed))
        pet = access.find(db, actor, Pet, row.pet_id)
        live.publish(db, live.Changed(pet.customer_id))


def _columns(db: Session, pet: Pet, typed: Typed, kept: UUID | None) -> dict[str, Any]:
    offered = requirements.types(db, kept)
    kind = next((one for one in offered if one.id == typed.vaccine_type_id), None)
    if kind is None:
        raise Invalid("Please choose a vaccine.", "vaccine_type_id")
    _check_days(pet, typed)
    texts = {name: _text(getattr(typed, name), name, limit) for name, limit in LIMITS.items()}
    product = db.exec(system(Product).where(col(Product.name) == texts["product_name"])).first()
    if product and not texts["manufacturer"]:
        texts["manufacturer"] = product.manufacturer
    return {
        "vaccine_type_id": kind.id,
        "planned_on": typed.planned_on,
        "given_on": typed.given_on,
        "valid_until": _valid_until(db, kind, texts["product_name"], typed),
        "status": typed.status,
        **texts,
    }


def _valid_until(db: Session, kind: VaccineType, product: str, typed: Typed) -> date | None:
    if typed.given_on is None:
        return None if typed.planned_on else typed.valid_until
    computed = catalogue.valid_until(db, kind.id, product, typed.given_on)
    return typed.valid_until or computed


def _check_days(pet: Pet, typed: Typed) -> None:
    for field in ("given_on", "planned_on", "valid_until"):
        in_years(getattr(typed, field), field)
    if typed.given_on and typed.given_on > clock.today():
        raise Invalid("This lies in the future. Please enter it as planned.", "given_on")
    if typed.given_on and pet.born_on and not pet.born_estimated and typed.given_on < pet.born_on:
        raise Invalid("This lies before the pet's birth.", "given_on")
    if typed.given_on and typed.valid_until and typed.valid_until < typed.given_on:
        raise Invalid("This lies before the day it was given.", "valid_until")


def _text(typed: str, field: str, limit: int) -> str:
    told = typed.strip()
    if len(told) > limit:
        raise Invalid("Please keep this under {limit} characters.", field, limit=limit)
    return told
