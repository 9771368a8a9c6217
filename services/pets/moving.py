"""Pets that are one and the same, and pets that go to another customer (PET-6, PET-9)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col

from models.documents import Document
from models.pets import Pet, Sex
from services import audit, customers, editing, live, merging
from services.access import Actor, Permission, find, require, visible
from services.audit import Event
from services.core.errors import Conflict

_FILLED = (  # what the survivor lacks is taken from the other
    "breed",
    "color",
    "microchip",
    "passport_number",
    "photo",
    "neutered",
    "deceased_on",
    "external_id",
)


def merge(db: Session, actor: Actor, pet_id: UUID, other_id: UUID) -> Pet:
    """Make two pets one: the whole file of the other becomes the survivor's.

    Raises:
        Forbidden: The actor may not manage pets.
        NotFound: There is no such pet.
        Conflict: It is one and the same, of another species, or another customer's.
    """
    require(actor, Permission.MANAGE_PETS)
    survivor, other = find(db, actor, Pet, pet_id), find(db, actor, Pet, other_id)
    if survivor.id == other.id:
        raise Conflict("This is the same pet.")
    if survivor.species_id != other.species_id:
        raise Conflict("These are animals of two species.")
    if survivor.customer_id != other.customer_id:
        raise Conflict("These belong to two customers. Transfer one first, or merge them.")
    values = taken(survivor, other) | _joined(survivor, other)
    moved = merging.merge(db, actor, survivor, other, values)
    audit.record(db, actor, Event.PETS_MERGED, survivor, merged=other_id, moved=moved)
    live.publish(db, live.Changed(survivor.customer_id))
    return survivor


def transfer(db: Session, actor: Actor, pet_id: UUID, customer_id: UUID) -> Pet:
    """Give a pet to another customer, with its whole file.

    The former owner keeps what they wrote: their threads, and the documents they handed in. Their
    open tabs lose the rest at once.

    Raises:
        Forbidden: The actor may not manage pets.
        NotFound: There is no such pet or customer.
        Conflict: It is theirs already.
    """
    require(actor, Permission.MANAGE_PETS)
    pet = find(db, actor, Pet, pet_id)
    former, owner = pet.customer_id, customers.get(db, actor, customer_id)
    if owner.id == former:
        raise Conflict("This pet belongs to that customer already.")
    audit.record(db, actor, Event.PET_TRANSFERRED, pet, to=owner.id)
    pet.customer_id = owner.id
    editing.note(pet, actor)
    db.flush()
    papers = update(Document).where(
        col(Document.pet_id) == pet.id,
        col(Document.customer_id) == former,
        col(Document.from_clinic),
    )
    db.exec(papers.values(customer_id=owner.id))
    audit.record(db, actor, Event.PET_TRANSFERRED, pet, former=former)
    live.publish(db, live.Changed(former))
    live.publish(db, live.Changed(owner.id))
    return pet


def alike(db: Session, actor: Actor, pet: Pet) -> Sequence[Pet]:
    """List the other pets of the same customer and species: what a pet can be merged with."""
    same = visible(actor, Pet).where(
        Pet.customer_id == pet.customer_id, Pet.species_id == pet.species_id, Pet.id != pet.id
    )
    return db.exec(same.order_by(col(Pet.name)).limit(50)).all()


def taken(survivor: Pet, other: Pet) -> dict[str, Any]:
    """Return what the survivor lacks and the other has."""
    values = {
        name: getattr(other, name)
        for name in _FILLED
        if getattr(other, name) not in (None, "") and getattr(survivor, name) in (None, "")
    }
    if survivor.born_on is None and other.born_on:
        values |= {"born_on": other.born_on, "born_estimated": other.born_estimated}
    if survivor.sex is Sex.UNKNOWN:
        values["sex"] = other.sex
    return values


def _joined(survivor: Pet, other: Pet) -> dict[str, Any]:
    return {
        "notes": "\n\n".join(part for part in (survivor.notes, other.notes) if part),
        "icons": list(dict.fromkeys([*survivor.icons, *other.icons])),
    }
