"""The papers that customers or staff handed in."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import JSON, Column, Field, Index, UniqueConstraint

from models.base import Hideable, Owned, StaffOnly, choice


class DocumentState(StrEnum):
    """Where a document is between the customer and the pet's file."""

    RECEIVED = "received"
    IN_REVIEW = "in_review"
    ACCEPTED = "accepted"
    SENT_BACK = "sent_back"


WAITING = (DocumentState.RECEIVED, DocumentState.IN_REVIEW)  # for somebody to look at them


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
    mail_id: UUID | None = Field(default=None, foreign_key="receivedmail.id", index=True)
    # Digest of a picture written anew, which is handed out in place of the one that came in.
    whole: str = Field(default="", max_length=64, sa_column_kwargs={"server_default": ""})
    # A PDF that would run, start or hide something where it is opened.
    active: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    # What whoever handed it in says that it proves: types of vaccine, and until when, if known.
    proposed: dict[str, str] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False, server_default="{}")
    )


class DocumentPage(Owned, table=True):
    """A page of a document, drawn; reached by way of its document only."""

    __table_args__ = (UniqueConstraint("document_id", "number"),)

    document_id: UUID = Field(foreign_key="document.id", ondelete="CASCADE")
    number: int  # from 1
    file: str = Field(max_length=64)  # SHA-256 of a JPEG without anything but its pixels
    width: int  # px
    height: int


class ReadingState(StrEnum):
    """How far the reading of a document's text has come."""

    WAITING = "waiting"
    READ = "read"
    FAILED = "failed"


class DocumentReading(Owned, StaffOnly, table=True):
    """What was found in the text of a document, to be offered to whoever reviews it."""

    document_id: UUID = Field(foreign_key="document.id", ondelete="CASCADE", unique=True)
    state: ReadingState = Field(
        default=ReadingState.WAITING, sa_type=choice(ReadingState), index=True
    )
    tries: int = 0
    found: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]")
    )
