"""A pet's medical records: one table for all kinds, and what is attached to them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import JSON, CheckConstraint, Column, Field, Index, UniqueConstraint

from models.base import OfPet, OfRecord, Publishable, Record, Versioned


class Subtype(Record, table=True):
    """The clinic's own division of a kind, such as surgery among the clinical notes."""

    __table_args__ = (UniqueConstraint("kind", "name"),)

    kind: str = Field(max_length=20)
    name: str = Field(max_length=60)
    color: str = Field(max_length=7)
    retired: bool = False


class Visit(OfPet, table=True):
    """One time that the pet was at the clinic; records of that day belong together."""

    happened_on: date
    location_id: UUID = Field(foreign_key="location.id")
    reason: str = Field(default="", max_length=120)


class MedicalRecord(OfPet, Publishable, Versioned, table=True):
    """One dated entry in a pet's file.

    `kind` and the shape of `details` are defined in services/records/kinds.py.
    `notes` are published with the record; `staff_notes` never are.
    """

    __table_args__ = (
        CheckConstraint("kind != 'incident' OR status != 'published'", name="no_incident"),
        Index("ix_medicalrecord_timeline", "pet_id", "status", "happened_on", "created_at", "id"),
        Index("ix_medicalrecord_tab", "pet_id", "kind", "status", "happened_on", "id"),
    )

    kind: str = Field(max_length=20)
    subtype_id: UUID | None = Field(default=None, foreign_key="subtype.id")
    title: str = Field(max_length=160)
    happened_on: date
    author_id: UUID | None = Field(default=None, foreign_key="staffmember.id")
    author_name: str = Field(default="", max_length=120)  # as it was then
    notes: str = ""
    staff_notes: str = ""
    details: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    visit_id: UUID | None = Field(default=None, foreign_key="visit.id")
    published_at: datetime | None = None
    amended_at: datetime | None = None
    external_id: str | None = Field(default=None, max_length=64, unique=True)  # of an import


class Attachment(OfRecord, table=True):
    """A file that belongs to a record: a picture, a PDF, a DICOM file."""

    file: str = Field(max_length=64)  # SHA-256 of the content
    name: str = Field(max_length=150)
    media_type: str = Field(max_length=40)
    size_bytes: int
    width: int = 0  # pixels; 0 where it is no picture
    height: int = 0
    position: int = 0
