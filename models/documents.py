"""The papers that customers or staff handed in."""

from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Index

from models.base import Hideable, Owned, choice


class DocumentState(StrEnum):
    """Where a document is between the customer and the pet's file."""

    RECEIVED = "received"
    IN_REVIEW = "in_review"
    ACCEPTED = "accepted"
    SENT_BACK = "sent_back"


class Document(Owned, Hideable, table=True):
    """One file of one customer, about one pet or none in particular."""

    __table_args__ = (Index("ix_document_review", "from_clinic", "state", "created_at"),)

    pet_id: UUID | None = Field(default=None, foreign_key="pet.id", index=True)
    file: str = Field(max_length=64)  # SHA-256 of the content
    name: str = Field(max_length=150)
    media_type: str = Field(max_length=40)
    size_bytes: int
    state: DocumentState = Field(default=DocumentState.RECEIVED, sa_type=choice(DocumentState))
    reason: str = Field(default="", max_length=500)  # why it was sent back, and what to do
    from_clinic: bool = False
