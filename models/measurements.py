"""Weights and temperatures."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Index

from models.base import OfPet, Publishable, Status, Versioned, choice


class Quantity(StrEnum):
    """What was measured."""

    WEIGHT = "weight"
    TEMPERATURE = "temperature"


class Measurement(OfPet, Publishable, Versioned, table=True):
    """One weight or temperature: as it was typed, and in the unit that all are compared in."""

    __table_args__ = (
        Index("ix_measurement_series", "pet_id", "quantity", "status", "measured_at"),
    )

    status: Status = Field(default=Status.PUBLISHED, sa_type=choice(Status))
    quantity: Quantity = Field(sa_type=choice(Quantity))
    value: float  # grams, or degrees Celsius
    typed: str = Field(max_length=12)
    typed_unit: str = Field(max_length=4)  # kg, g, lb, oz, °C, °F
    measured_at: datetime
    at_home: bool = False  # by the customer
    measured_by_id: UUID | None = Field(  # the customer who may correct it
        default=None, foreign_key="customer.id", index=True
    )
    author_name: str = Field(default="", max_length=120)
    notes: str = Field(default="", max_length=500)
    external_id: str | None = Field(default=None, max_length=64, unique=True)  # of an import
