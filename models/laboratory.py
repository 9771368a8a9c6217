"""The laboratory: what can be examined, and the values of records."""

from uuid import UUID

from sqlmodel import JSON, Column, Field, Index, SQLModel, UniqueConstraint

from models.base import OfRecord, Record, Versioned


class Panel(Record, Versioned, table=True):
    """What a laboratory reports together, such as a complete blood count."""

    name: str = Field(max_length=80, unique=True)  # in English where shipped; translated
    specimen: str = Field(default="blood", max_length=12)  # as of a laboratory record
    species: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    source: str = Field(default="", max_length=500)  # of its ranges
    position: int = 0
    retired: bool = False


class Marker(Record, Versioned, table=True):
    """What is measured, such as ALT. Values of one key are compared with each other."""

    key: str = Field(max_length=40, unique=True)
    name: str = Field(max_length=80)  # in English where shipped; translated
    unit: str = Field(default="", max_length=20)  # that is offered first
    words: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    retired: bool = False


class PanelMarker(SQLModel, table=True):
    """A marker is part of a panel."""

    panel_id: UUID = Field(foreign_key="panel.id", primary_key=True)
    marker_id: UUID = Field(foreign_key="marker.id", primary_key=True, index=True)
    position: int = 0


class ReferenceRange(Record, table=True):
    """Where a marker's values lie in healthy animals of a species, in one unit."""

    __table_args__ = (UniqueConstraint("marker_id", "species_id", "unit"),)

    marker_id: UUID = Field(foreign_key="marker.id")
    species_id: UUID = Field(foreign_key="species.id", index=True)
    unit: str = Field(default="", max_length=20)
    low: float | None = None
    high: float | None = None
    expected: str = Field(default="", max_length=80)  # where it is no number, such as negative
    source: str = Field(default="", max_length=200)  # empty: the panel's


class LabValue(OfRecord, table=True):
    """One marker's value, with the reference range as it was on that day.

    A value is a number or, such as 'negative', a word. Whether it is low or high is computed.
    """

    __table_args__ = (Index("ix_labvalue_trend", "pet_id", "marker"),)

    pet_id: UUID = Field(foreign_key="pet.id")  # the record's, for trends
    position: int = 0
    marker: str = Field(max_length=40, index=True)  # the key of a Marker, such as ALT
    name: str = Field(max_length=80)  # such as Alanine aminotransferase
    number: float | None = None
    typed: str = Field(default="", max_length=24)  # the number's digits; empty: all it has
    comparator: str = Field(default="", max_length=1)  # '<' or '>' beyond what can be measured
    text: str = Field(default="", max_length=80)
    unit: str = Field(default="", max_length=20)
    low: float | None = None
    high: float | None = None
    expected: str = Field(default="", max_length=80)  # in place of a range, such as negative
