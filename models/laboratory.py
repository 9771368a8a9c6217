"""The values of laboratory records."""

from uuid import UUID

from sqlmodel import Field, Index

from models.base import OfRecord


class LabValue(OfRecord, table=True):
    """One marker's value, with the reference range as it was on that day.

    A value is a number or, such as 'negative', a word. Whether it is low or high is computed.
    """

    __table_args__ = (Index("ix_labvalue_trend", "pet_id", "marker"),)

    pet_id: UUID = Field(foreign_key="pet.id")  # the record's, for trends
    position: int = 0
    marker: str = Field(max_length=40)  # such as ALT
    name: str = Field(max_length=80)  # such as Alanine aminotransferase
    number: float | None = None
    comparator: str = Field(default="", max_length=1)  # '<' or '>' beyond what can be measured
    text: str = Field(default="", max_length=80)
    unit: str = Field(default="", max_length=20)
    low: float | None = None
    high: float | None = None
