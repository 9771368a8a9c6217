"""Who works at the clinic and where, and what each group of them may do."""

from datetime import datetime
from uuid import UUID

from sqlmodel import JSON, Column, Field, SQLModel

from models.base import Record, Versioned


class Location(Record, Versioned, table=True):
    """A branch of the clinic; there is always at least one. The lowest position is the first."""

    name: str = Field(max_length=80, unique=True)
    position: int = 0
    street: str = Field(default="", max_length=120)
    postal_code: str = Field(default="", max_length=20)
    city: str = Field(default="", max_length=80)
    phone: str = Field(default="", max_length=32)


class Group(Record, Versioned, table=True):
    """A named set of permissions, such as Veterinarians."""

    name: str = Field(max_length=60, unique=True)
    permissions: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    notices: dict[str, str] = Field(  # local or global, by event; one that is left out is off
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )


class StaffMember(Record, Versioned, table=True):
    """Somebody who works at the clinic.

    `totp_secret` is encrypted with the portal's key (services/core/tokens.py).
    """

    name: str = Field(max_length=120)
    email: str = Field(max_length=254, unique=True)
    title: str = Field(default="", max_length=60)  # such as Veterinarian
    password_hash: str = Field(default="", max_length=200)
    totp_secret: str = Field(default="", max_length=200)
    totp_step: int = 0  # the time step of the last code that was used; earlier ones are refused
    next_totp_secret: str = Field(default="", max_length=200)  # until a code proves it
    wants_email: bool = False  # of what the bell shows
    disabled_at: datetime | None = None


class GroupMembership(SQLModel, table=True):
    """A staff member is in a group."""

    staff_member_id: UUID = Field(foreign_key="staffmember.id", primary_key=True)
    group_id: UUID = Field(foreign_key="group.id", primary_key=True, index=True)


class LocationMembership(SQLModel, table=True):
    """A staff member works at a location."""

    staff_member_id: UUID = Field(foreign_key="staffmember.id", primary_key=True)
    location_id: UUID = Field(foreign_key="location.id", primary_key=True, index=True)
