"""The people who own pets."""

from datetime import datetime
from uuid import UUID

from sqlmodel import JSON, CheckConstraint, Column, Field, Index, text

from models.base import Record, Versioned


class Customer(Record, Versioned, table=True):
    """Somebody who owns pets and signs in by a code sent to a contact on file.

    `email` and `phone` are kept as services/core/contacts.py writes them: lower case, and E.164.
    `declined` holds kinds of notices with their channel, such as `record_published.email`.
    `notes` and `icons` are the staff's and reach no customer.
    """

    __table_args__ = (
        CheckConstraint("email IS NOT NULL OR phone IS NOT NULL", name="a_contact"),
        Index("ix_customer_names", "last_name", "first_name", "id"),
        Index(
            "ix_customer_disabled",
            "last_name",
            "first_name",
            "id",
            sqlite_where=text("disabled_at IS NOT NULL"),
        ),
    )

    first_name: str = Field(max_length=60)
    last_name: str = Field(default="", max_length=60)
    email: str | None = Field(default=None, max_length=254, unique=True)
    phone: str | None = Field(default=None, max_length=16, unique=True)
    street: str = Field(default="", max_length=120)
    postal_code: str = Field(default="", max_length=20)
    city: str = Field(default="", max_length=80)
    language: str = Field(default="", max_length=5)  # empty: the clinic's
    home_location_id: UUID = Field(foreign_key="location.id", index=True)
    declines_email: bool = False  # all but codes and what concerns the account's safety
    declines_sms: bool = False
    declined: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    quiet_hours: str = Field(default="", max_length=11)  # 22:00-07:00; none; empty: the clinic's
    notes: str = ""
    icons: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    disabled_at: datetime | None = None
    external_id: str | None = Field(default=None, max_length=64, unique=True)  # of an import

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()
