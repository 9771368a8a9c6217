"""A pet's medical records: one table for all kinds, and what is attached to them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import JSON, CheckConstraint, Column, Field, Index, UniqueConstraint, text

from models.base import (
    OfPet,
    OfRecord,
    Publishable,
    Record,
    StaffOnly,
    Status,
    Versioned,
    choice,
)


class Subtype(Record, Versioned, table=True):
    """The clinic's own division of a kind, such as surgery among the clinical notes."""

    __table_args__ = (UniqueConstraint("kind", "name"),)

    kind: str = Field(max_length=20)
    name: str = Field(max_length=60)
    color: str = Field(max_length=7)
    position: int = 0
    retired: bool = False


class Term(Record, Versioned, table=True):
    """A diagnosis or a treatment as the clinic words it, offered while a record is written."""

    __table_args__ = (UniqueConstraint("kind", "name"),)

    kind: str = Field(max_length=20)
    name: str = Field(max_length=160)
    retired: bool = False


class Visit(OfPet, StaffOnly, table=True):
    """One time that the pet was at the clinic; records of that day belong together."""

    __table_args__ = (Index("ix_visit_pet", "pet_id", "happened_on"),)

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
        Index("ix_medicalrecord_term", "kind", "title"),
        Index("ix_medicalrecord_drafts", "created_at", sqlite_where=text("status = 'draft'")),
    )

    kind: str = Field(max_length=20)
    subtype_id: UUID | None = Field(default=None, foreign_key="subtype.id", index=True)
    title: str = Field(max_length=160)
    happened_on: date
    author_id: UUID | None = Field(default=None, foreign_key="staffmember.id")
    author_name: str = Field(default="", max_length=120)  # as it was then
    notes: str = ""
    staff_notes: str = ""
    details: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    visit_id: UUID | None = Field(default=None, foreign_key="visit.id", index=True)
    published_at: datetime | None = None
    amended_at: datetime | None = None
    external_id: str | None = Field(default=None, max_length=64, unique=True)  # of an import


class Amendment(OfRecord, StaffOnly, table=True):
    """What is being changed about a record that is not a draft, until it is made known.

    `values` is a sheet (services/records/sheets.py).
    """

    __table_args__ = (UniqueConstraint("record_id"),)

    values: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    started_by: str = Field(default="", max_length=120)


class Revision(OfRecord, StaffOnly, table=True):
    """A record as it was before it was amended or withdrawn. `created_at` is when that happened."""

    __table_args__ = (UniqueConstraint("record_id", "number"),)

    number: int  # 1, 2, 3 within the record
    status: Status = Field(sa_type=choice(Status))
    replaced_by: str = Field(default="", max_length=120)  # as their name was then
    values: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Attachment(OfRecord, Publishable, table=True):
    """A file that belongs to a record: a picture, a PDF, a DICOM file.

    A draft is shown once its record is published again; a private one was taken off it.
    """

    status: Status = Field(default=Status.PUBLISHED, sa_type=choice(Status))
    file: str = Field(max_length=64)  # SHA-256 of the content
    shown: str = Field(default="", max_length=64)  # of the picture that is shown in its place
    name: str = Field(max_length=150)
    media_type: str = Field(max_length=40)
    size_bytes: int
    width: int = 0  # pixels; 0 where it is no picture
    height: int = 0
    position: int = 0
