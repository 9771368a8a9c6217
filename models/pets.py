"""The pets, and the lists their species and breeds come from."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import JSON, Column, Field, Index, UniqueConstraint, text

from models.base import Hideable, OfPet, Owned, Record, StaffOnly, Versioned, choice


class Sex(StrEnum):
    """Of a pet; whether it is neutered is a field of its own."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


class Species(Record, Versioned, table=True):
    """A kind of animal that the clinic treats. `drawing` names its icon in assets/species."""

    key: str = Field(max_length=40, unique=True)  # what other lists and imports call it
    name: str = Field(max_length=40)  # in English where shipped; translated by the catalogue
    color: str = Field(max_length=7)
    drawing: str = Field(default="", max_length=20)  # empty: the one called as the key
    position: int = 0
    retired: bool = False


class Breed(Record, Versioned, table=True):
    """A breed that is offered for a species."""

    __table_args__ = (UniqueConstraint("species_id", "name"),)

    species_id: UUID = Field(foreign_key="species.id")
    name: str = Field(max_length=60)
    retired: bool = False


class Pet(Owned, Versioned, table=True):
    """One animal of one customer. `notes` and `icons` are the staff's and reach no customer."""

    __table_args__ = (
        Index(
            "ix_pet_living", "species_id", "name", "id", sqlite_where=text("deceased_on IS NULL")
        ),
        Index("ix_pet_born", "born_on", sqlite_where=text("deceased_on IS NULL")),
        Index("ix_pet_species", "species_id", "deceased_on"),  # they are counted without their rows
    )

    name: str = Field(max_length=60)
    species_id: UUID = Field(foreign_key="species.id")
    breed: str = Field(default="", max_length=60)
    sex: Sex = Field(default=Sex.UNKNOWN, sa_type=choice(Sex))
    neutered: bool | None = None  # None: not known
    born_on: date | None = None
    born_estimated: bool = False
    color: str = Field(default="", max_length=120)  # colour and markings
    microchip: str | None = Field(default=None, max_length=15, unique=True)  # ISO 11784/11785
    disputed_microchip: str = Field(default="", max_length=15)  # typed by the customer, another's
    passport_number: str = Field(default="", max_length=40)
    photo: str = Field(default="", max_length=64)  # SHA-256 of the file
    deceased_on: date | None = None
    added_by_customer: bool = False
    notes: str = ""
    icons: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    external_id: str | None = Field(default=None, max_length=64, unique=True)  # of an import


class Alert(OfPet, Hideable, table=True):
    """Something to know before touching the pet: an allergy, or another warning."""

    allergy: bool = False
    text: str = Field(max_length=200)


class PetChange(OfPet, table=True):
    """One field of a pet that its customer has changed: what it was, and what it is since then."""

    __table_args__ = (Index("ix_petchange_of", "pet_id", "created_at"),)

    field: str = Field(max_length=20)
    before: str = Field(default="", max_length=120)
    after: str = Field(default="", max_length=120)
    changed_by: str = Field(max_length=120)  # as their name was then


class PetOpening(OfPet, StaffOnly, table=True):
    """A pet's file that a staff member has opened lately; only their latest are kept."""

    __table_args__ = (UniqueConstraint("staff_member_id", "pet_id"),)

    staff_member_id: UUID = Field(foreign_key="staffmember.id")
    opened_at: datetime
