"""What tables share: an unguessable id, a moment of creation in UTC, and whose they are.

The base a table inherits from decides who may see its rows (services/access.py).
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Enum
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def utc_now() -> datetime:
    """Return the present moment. The portal's only clock; services call it clock.now()."""
    return datetime.now(UTC)


def choice(of: type[StrEnum]) -> Any:
    """Keep a word as it reads; SQLAlchemy would keep the member's name, in capitals."""
    return Enum(of, values_callable=_words, native_enum=False, create_constraint=False, length=12)


def _words(of: type[StrEnum]) -> list[str]:
    return [member.value for member in of]


class Status(StrEnum):
    """How far an entry in a pet's file has come; customers see published ones only."""

    DRAFT = "draft"
    PUBLISHED = "published"
    PRIVATE = "private"


class Record(SQLModel):
    """A row with an unguessable id. SQLModel keeps its moments in aware UTC."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    created_at: datetime = Field(default_factory=utc_now)


class Owned(Record):
    """A row that belongs to one customer."""

    customer_id: UUID = Field(foreign_key="customer.id", index=True)


class OfPet(Record):
    """A row of a pet's file; it belongs to whoever owns the pet now, so a transfer moves it."""

    pet_id: UUID = Field(foreign_key="pet.id")


class OfRecord(Record):
    """A part of a medical record, seen by whoever sees the record."""

    record_id: UUID = Field(foreign_key="medicalrecord.id", index=True)


class Publishable(SQLModel):
    """Says whether an entry may leave the clinic. Without a reason it may not."""

    status: Status = Field(default=Status.DRAFT, sa_type=choice(Status))


class Hideable(SQLModel):
    """Says whether customers may see a row that is theirs."""

    customer_may_see: bool = False


class StaffOnly(SQLModel):
    """A part of a pet's file that no customer sees, whatever becomes of the rest."""


class Versioned(SQLModel):
    """Counts its changes, so that who saves over somebody else's is told (services/editing.py)."""

    version: int = 1
    changed_at: datetime | None = None
    changed_by: str = Field(default="", max_length=120)  # as their name was then
