"""What was merged away: which customers and pets there once were, and what became of them."""

from typing import Any
from uuid import UUID

from sqlmodel import JSON, Column, Field

from models.base import Record


class Merged(Record, table=True):
    """A customer or pet whose row is gone because it was the same as another.

    `was` holds the row as it stood, and whatever could not stand beside the survivor's: nothing
    is lost by merging. It is the staff's and reaches no customer.
    """

    kind: str = Field(max_length=10)  # the table
    merged_id: UUID = Field(unique=True)
    into_id: UUID = Field(index=True)  # the survivor, also after it was merged in turn
    external_id: str | None = Field(default=None, max_length=64, index=True)  # of an import
    merged_by: str = Field(default="", max_length=120)
    was: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
