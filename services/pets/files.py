"""A pet's file as staff open it: what customers never see, and that it was opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.customers import Customer
from models.pets import Alert, Pet, PetChange
from services import audit, merging
from services.access import Actor, Permission, find, require, system, visible
from services.audit import Event
from services.core.errors import NotFound
from services.pets import browsing, owning


@dataclass(frozen=True)
class Warned:
    """An alert or allergy, and whether customers see it."""

    id: UUID
    text: str
    allergy: bool
    customer_may_see: bool


@dataclass(frozen=True)
class File:
    """What staff see of a pet besides what its customer sees."""

    pet: Pet
    owner: Customer
    alerts: list[Warned]
    changes: Sequence[PetChange]  # by the customer, newest first
    claimed: Pet | None  # the other pet that has the microchip which the customer typed


def file(db: Session, actor: Actor, pet_id: UUID) -> File:
    """Return a pet's file for the staff; one that was merged away is found as the survivor.

    Raises:
        Forbidden: The actor may not view records.
        NotFound: There is no such pet, or it is a customer who asks.
    """
    require(actor, Permission.VIEW_RECORDS)
    if not actor.is_staff:
        raise NotFound
    pet = find(db, actor, Pet, merging.survivor_of(db, "pet", pet_id) or pet_id)
    owner = db.exec(system(Customer).where(col(Customer.id) == pet.customer_id)).one()
    changes = owning.changes(db, actor, pet.id)
    return File(pet, owner, alerts(db, actor, pet.id), changes, _claimed(db, actor, pet))


def opened(db: Session, actor: Actor, pet_id: UUID) -> File:
    """Return a pet's file that a staff member opens, and note that they did (PRIV-6).

    Raises:
        Forbidden: The actor may not view records.
        NotFound: There is no such pet, or it is a customer who asks.
    """
    found = file(db, actor, pet_id)
    audit.record(db, actor, Event.PET_FILE_VIEWED, found.pet)
    browsing.note_opening(db, actor, found.pet.id)
    return found


def _claimed(db: Session, actor: Actor, pet: Pet) -> Pet | None:
    if not pet.disputed_microchip:
        return None
    return db.exec(visible(actor, Pet).where(Pet.microchip == pet.disputed_microchip)).first()


def alerts(db: Session, actor: Actor, pet_id: UUID) -> list[Warned]:
    """List a pet's alerts that the actor may see, allergies first."""
    order: list[Any] = [col(Alert.allergy).desc(), col(Alert.created_at)]
    rows = visible(actor, Alert).where(Alert.pet_id == pet_id).order_by(*order)
    return [Warned(row.id, row.text, row.allergy, row.customer_may_see) for row in db.exec(rows)]
