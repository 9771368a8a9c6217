"""Threads between a customer and the clinic, the messages in them, and who has read how far."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, Index, UniqueConstraint, text

from models.base import Owned, Publishable, Record, StaffOnly, Versioned, utc_now


class Thread(Owned, table=True):
    """One conversation, about one pet or general."""

    __table_args__ = (
        Index(
            "ix_thread_unanswered",
            "asked_at",
            sqlite_where=text("asked_at IS NOT NULL AND closed_at IS NULL"),
        ),
        Index(
            "ix_thread_assigned",
            "assigned_to_id",
            sqlite_where=text("assigned_to_id IS NOT NULL AND closed_at IS NULL"),
        ),
    )

    topic: str = Field(max_length=120)
    pet_id: UUID | None = Field(default=None, foreign_key="pet.id", index=True)
    last_position: int = 0
    last_message_at: datetime = Field(default_factory=utc_now, index=True)
    asked_at: datetime | None = None  # since when the customer waits; None: the clinic has answered
    closed_at: datetime | None = None
    assigned_to_id: UUID | None = Field(default=None, foreign_key="staffmember.id")


class Message(Owned, table=True):
    """One entry in a thread, as plain text; empty where it is only files.

    `position` counts 1, 2, 3 within the thread: an order that no clock can upset.
    `client_key` is made in the browser, so that sending twice makes one message.
    """

    __table_args__ = (
        UniqueConstraint("thread_id", "position"),
        UniqueConstraint("author_id", "client_key"),
        Index("ix_message_rate", "author_id", "created_at"),
    )

    thread_id: UUID = Field(foreign_key="thread.id")
    position: int
    author_id: UUID  # a customer or a staff member
    author_name: str = Field(max_length=120)
    from_clinic: bool
    body: str
    client_key: str = Field(max_length=64)
    file_count: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    seen_at: datetime | None = None  # when somebody of the other side first saw it


class ReadMark(Owned, table=True):
    """How far one reader has read one thread. Unread is derived from it and never stored."""

    __table_args__ = (
        UniqueConstraint("thread_id", "reader_id"),
        Index("ix_readmark_reader", "reader_id"),
    )

    thread_id: UUID = Field(foreign_key="thread.id")
    reader_id: UUID
    from_clinic: bool
    position: int = 0


class ThreadNote(Owned, StaffOnly, table=True):
    """What staff tell each other beside a thread. It has no position in it: none must be missing.

    `after_position` is how far the thread had come.
    """

    __table_args__ = (
        UniqueConstraint("author_id", "client_key"),
        Index("ix_threadnote_place", "thread_id", "after_position"),
    )

    thread_id: UUID = Field(foreign_key="thread.id")
    after_position: int
    author_id: UUID = Field(foreign_key="staffmember.id")
    author_name: str = Field(max_length=120)
    body: str
    client_key: str = Field(max_length=64)
    file_count: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class MessageFile(Owned, Publishable, table=True):
    """A picture or a PDF in a message or a note, or on its way into one.

    Of a picture only what was written anew is kept, so that nothing tells where it was taken.
    What staff have not sent yet is a draft, what stands in a note is private: no customer sees it.
    """

    __table_args__ = (Index("ix_messagefile_author", "author_id", "created_at"),)

    author_id: UUID  # a customer or a staff member; until it is sent, it is theirs alone
    message_id: UUID | None = Field(default=None, foreign_key="message.id", index=True)
    note_id: UUID | None = Field(default=None, foreign_key="threadnote.id", index=True)
    position: int = 0  # in its message, from 1
    file: str = Field(max_length=64)  # SHA-256 of the content
    small: str = Field(default="", max_length=64)  # of a small picture of it
    name: str = Field(max_length=150)
    media_type: str = Field(max_length=40)
    size_bytes: int
    width: int = 0  # pixels; 0 where it is no picture
    height: int = 0


class SavedReply(Record, Versioned, table=True):
    """A text that staff send often. Words in braces stand for the customer, the pet, the clinic."""

    name: str = Field(max_length=60, unique=True)
    body: str
