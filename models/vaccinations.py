"""Vaccine types, products, and the doses pets were or will be given."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import JSON, Column, Field, Index, UniqueConstraint

from models.base import OfPet, Publishable, Record, StaffOnly, Status, Versioned, choice


class Source(StrEnum):
    """Where a dose is known from."""

    CLINIC = "clinic"
    CERTIFICATE = "certificate"  # only until when it protects; staff typed it in


class Exemption(StrEnum):
    """Why a pet need not have what is required."""

    NONE = ""
    MEDICAL = "medical"
    WAIVED = "waived"


class VaccineType(Record, Versioned, table=True):
    """What is protected against, such as rabies; the clinic sets them."""

    name: str = Field(max_length=80, unique=True)
    species: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    required: bool = False
    valid_months: int = 12
    minimum_age_weeks: int = 0
    position: int = 0
    retired: bool = False


class Manufacturer(Record, Versioned, table=True):
    """Who makes vaccines; products and doses carry the name as it was."""

    name: str = Field(max_length=80, unique=True)
    retired: bool = False


class Product(Record, Versioned, table=True):
    """A vaccine that can be bought, with the interval that its maker states."""

    name: str = Field(max_length=80, unique=True)
    manufacturer: str = Field(default="", max_length=80)
    vaccine_type_id: UUID = Field(foreign_key="vaccinetype.id", index=True)
    valid_months: int = 12
    retired: bool = False


class Dose(OfPet, Publishable, Versioned, table=True):
    """One vaccination, planned or given. Its status today is computed, never stored."""

    __table_args__ = (
        Index("ix_dose_file", "pet_id", "vaccine_type_id", "status", "given_on"),
        Index("ix_dose_until", "valid_until"),
        Index("ix_dose_planned", "planned_on"),
    )

    status: Status = Field(default=Status.PUBLISHED, sa_type=choice(Status))
    vaccine_type_id: UUID = Field(foreign_key="vaccinetype.id", index=True)
    product_name: str = Field(default="", max_length=80, index=True)
    manufacturer: str = Field(default="", max_length=80, index=True)
    batch: str = Field(default="", max_length=40)
    planned_on: date | None = None
    given_on: date | None = None
    valid_until: date | None = None
    site: str = Field(default="", max_length=60)
    route: str = Field(default="", max_length=40)
    notes: str = ""
    staff_notes: str = ""
    author_name: str = Field(default="", max_length=120)
    source: Source = Field(default=Source.CLINIC, sa_type=choice(Source))
    void: bool = False  # entered by mistake; then private for good, and it counts for nothing
    external_id: str | None = Field(default=None, max_length=64, unique=True)  # of an import


class Immunization(OfPet, Versioned, table=True):
    """What the staff noted about one vaccine type of a pet. Note and reason reach no customer.

    The expiration date is not here: it is that of a dose.
    """

    __table_args__ = (
        UniqueConstraint("pet_id", "vaccine_type_id"),
        Index("ix_immunization_until", "exempt_until"),
    )

    vaccine_type_id: UUID = Field(foreign_key="vaccinetype.id", index=True)
    note: str = Field(default="", max_length=500)
    exemption: Exemption = Field(default=Exemption.NONE, sa_type=choice(Exemption))
    reason: str = Field(default="", max_length=300)
    exempt_until: date | None = None  # that day included


class DoseReminder(OfPet, StaffOnly, table=True):
    """One step of the reminders of one vaccination: written with its notice, so never twice."""

    __table_args__ = (UniqueConstraint("pet_id", "vaccine_type_id", "due_on", "step"),)

    vaccine_type_id: UUID = Field(foreign_key="vaccinetype.id", index=True)
    due_on: date
    step: int  # days before (-) or after that day, as the settings had it
    notice_id: UUID = Field(index=True)  # what the notices of all channels are about
