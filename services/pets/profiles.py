"""A customer's pets as cards, and what stands at the head of a pet's file."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func

from models.base import Status
from models.documents import Document
from models.measurements import Measurement, Quantity
from models.pets import Alert, Pet, Species
from services import settings
from services.access import Actor, Permission, find, pairs, require, rows, visible
from services.core import clock, units
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.pets import words
from services.pets.species import drawing
from services.settings import Settings

PAGE = 60  # pets on the dashboard before "show more"

TABS = {  # in the order they are shown, with the type of record that each depends on
    "overview": "",
    "notes": "note",
    "diagnoses": "diagnosis",
    "imaging": "imaging",
    "laboratory": "laboratory",
    "treatments": "treatment",
    "vaccinations": "vaccination",
    "weight": "weight",
    "temperature": "temperature",
    "documents": "",
    "messages": "",
}


@dataclass(frozen=True)
class Card:
    """A pet as its customer's dashboard shows it."""

    id: UUID
    name: str
    photo: str  # SHA-256, or empty
    drawing: str  # of its species
    species: str
    breed: str
    sex: str
    age: str
    detail: str  # what tells it from another: the end of its chip number, or its markings
    deceased: bool


@dataclass(frozen=True)
class Caution:
    """An alert or allergy that the reader may see."""

    text: str
    allergy: bool


@dataclass(frozen=True)
class Header:
    """What stands at the head of a pet's file. What is not known is empty."""

    card: Card
    color: str  # of the species
    markings: str
    born: str
    died: str
    microchip: str
    passport: str
    weight: str
    weighed_on: str
    cautions: list[Caution]


def listed(db: Session, actor: Actor, limit: int = PAGE) -> list[Card]:
    """List the customer's own pets: the living by name, then those they remember."""
    require(actor, Permission.VIEW_RECORDS)
    return _cards(db, actor, actor.customer_id, limit)


def of(db: Session, actor: Actor, customer_id: UUID) -> list[Card]:
    """List a customer's pets for the staff, in the same order.

    Raises:
        Forbidden: The actor may not view records.
        NotFound: It is a customer who asks.
    """
    require(actor, Permission.VIEW_RECORDS)
    if not actor.is_staff:
        raise NotFound
    return _cards(db, actor, customer_id, PAGE)


def header(db: Session, actor: Actor, pet_id: UUID) -> Header:
    """Return the head of a pet's file.

    Raises:
        NotFound: No such pet, or not theirs.
    """
    require(actor, Permission.VIEW_RECORDS)
    query = visible(actor, Pet).join(Species, col(Species.id) == Pet.species_id)
    found = pairs(db, query.where(Pet.id == pet_id).add_columns(Species))
    if not found:
        raise NotFound
    pet, species = found[0]
    weight, weighed_on = _newest_weight(db, actor, pet_id)
    return Header(
        card=card(pet, species),
        color=species.color,
        markings=pet.color,
        born=_born(pet),
        died=clock.long_date(pet.deceased_on) if pet.deceased_on else "",
        microchip=_chip(pet),
        passport=pet.passport_number,
        weight=weight,
        weighed_on=weighed_on,
        cautions=_cautions(db, actor, pet_id),
    )


def photo(db: Session, actor: Actor, pet_id: UUID) -> str:
    """Return the SHA-256 of a pet's photo.

    Raises:
        NotFound: No such pet, not theirs, or it has no photo.
    """
    require(actor, Permission.VIEW_RECORDS)
    digest = find(db, actor, Pet, pet_id).photo
    if not digest:
        raise NotFound
    return digest


def tabs(in_force: Settings, *, has_documents: bool) -> list[str]:
    """List the tabs of a pet's file that the clinic's settings show."""
    shown = dict.fromkeys(TABS, True)
    shown["documents"] = in_force.allow_document_upload or has_documents
    shown["messages"] = in_force.messaging_mode != "disabled"
    return [tab for tab, kind in TABS.items() if shown[tab] and (not kind or in_force.shows(kind))]


def has_documents(db: Session, actor: Actor, pet_id: UUID) -> bool:
    """Tell whether the actor sees any document about a pet."""
    about = visible(actor, Document).where(Document.pet_id == pet_id)
    return bool(rows(db, about.with_only_columns(col(Document.id)).limit(1)))


def _cards(db: Session, actor: Actor, customer_id: UUID | None, limit: int) -> list[Card]:
    gone = col(Pet.deceased_on).is_not(None)
    query = (
        visible(actor, Pet)
        .where(Pet.customer_id == customer_id)
        .join(Species, col(Species.id) == Pet.species_id)
        .order_by(gone, func.lower(Pet.name), col(Pet.id))
        .limit(limit)
    )
    return [card(pet, species) for pet, species in pairs(db, query.add_columns(Species))]


def card(pet: Pet, species: Species) -> Card:
    """Write a pet as a card shows it."""
    return Card(
        id=pet.id,
        name=pet.name,
        photo=pet.photo,
        drawing=drawing(species.key, species.drawing),
        species=_(species.name),
        breed=pet.breed,
        sex=words.sex(pet),
        age=_age(pet),
        detail=_detail(pet),
        deceased=pet.deceased_on is not None,
    )


def _age(pet: Pet) -> str:
    if not pet.born_on:
        return ""
    return words.age(pet.born_on, pet.deceased_on or clock.today(), estimated=pet.born_estimated)


def _born(pet: Pet) -> str:
    if not pet.born_on:
        return ""
    born: date = pet.born_on
    return _("about {year}", year=born.year) if pet.born_estimated else clock.long_date(born)


def _detail(pet: Pet) -> str:
    if chip := _chip(pet):
        return _("Chip ending in {digits}", digits=chip[-4:])
    return pet.color


def _chip(pet: Pet) -> str:
    return pet.microchip or pet.disputed_microchip


def _newest_weight(db: Session, actor: Actor, pet_id: UUID) -> tuple[str, str]:
    in_force = settings.load(db)
    if not in_force.shows("weight"):
        return "", ""
    newest = db.exec(
        visible(actor, Measurement)
        .where(
            Measurement.pet_id == pet_id,
            Measurement.quantity == Quantity.WEIGHT,
            Measurement.status == Status.PUBLISHED,
        )
        .order_by(col(Measurement.measured_at).desc())
        .limit(1)
    ).first()
    if newest is None:
        return "", ""
    return units.say(newest, in_force.weight_unit), clock.day(newest.measured_at)


def _cautions(db: Session, actor: Actor, pet_id: UUID) -> list[Caution]:
    marked = visible(actor, Alert).where(Alert.pet_id == pet_id, col(Alert.customer_may_see))
    ordered = marked.order_by(col(Alert.allergy).desc(), col(Alert.created_at))
    return [Caution(alert.text, alert.allergy) for alert in db.exec(ordered)]
