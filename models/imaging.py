"""What the clinic's machines have made: studies of series of instances, each a file of a record.

Source: DICOM PS3.3, section 7 (the model of the real world).
"""

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import JSON, Column, Field, UniqueConstraint

from models.base import OfRecord


class Study(OfRecord, table=True):
    """One examination of an animal. What the file says of whose it is stays with the staff."""

    __table_args__ = (UniqueConstraint("record_id", "uid"),)

    record_id: UUID = Field(foreign_key="medicalrecord.id", ondelete="CASCADE", index=True)
    uid: str = Field(max_length=64)
    taken_on: date | None = None
    description: str = Field(default="", max_length=64)
    animal: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    accepted_by: str = Field(  # who has said that it is of this pet, and may be shown
        default="", max_length=120, sa_column_kwargs={"server_default": ""}
    )


class Series(OfRecord, table=True):
    """Images of a study that were made together, such as the slices of one scan."""

    __table_args__ = (UniqueConstraint("study_id", "uid"),)

    record_id: UUID = Field(foreign_key="medicalrecord.id", ondelete="CASCADE", index=True)
    study_id: UUID = Field(foreign_key="study.id", ondelete="CASCADE", index=True)
    uid: str = Field(max_length=64)
    number: int = 0
    description: str = Field(default="", max_length=64)


class Instance(OfRecord, table=True):
    """One DICOM file. It is seen by whoever sees the attachment that holds it.

    `image` is what the viewer is told (services/decoding/dicom/describing.py); it is empty, and
    `code` says why, where the file cannot be shown.
    """

    __table_args__ = (UniqueConstraint("series_id", "uid"),)

    record_id: UUID = Field(foreign_key="medicalrecord.id", ondelete="CASCADE", index=True)
    series_id: UUID = Field(foreign_key="series.id", ondelete="CASCADE", index=True)
    attachment_id: UUID = Field(foreign_key="attachment.id", ondelete="CASCADE", unique=True)
    uid: str = Field(max_length=64)
    number: int = 0
    slice_at: float | None = None  # mm along the normal of the series
    burned_in: str = Field(default="", max_length=3)  # as the file says: YES, NO or nothing
    code: str = Field(default="", max_length=20)
    image: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class KeyImage(OfRecord, table=True):
    """A frame that the vet wants the customer to look at, and what they say of it."""

    __table_args__ = (UniqueConstraint("attachment_id", "frame"),)

    record_id: UUID = Field(foreign_key="medicalrecord.id", ondelete="CASCADE", index=True)
    attachment_id: UUID = Field(foreign_key="attachment.id", ondelete="CASCADE")
    frame: int = 0  # the first is 0
    note: str = Field(default="", max_length=500)
    position: int = 0
