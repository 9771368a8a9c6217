"""E-mails that came in for the address for documents."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import JSON, Column, Field, Index, UniqueConstraint

from models.base import Record, choice


class Trouble(StrEnum):
    """Why an e-mail waits for the staff."""

    NONE = ""
    STRANGER = "stranger"  # no customer has this address
    UNPROVEN = "unproven"  # it may come from somebody else than it says
    NO_PAPERS = "no papers"  # nothing of it could be filed
    TOO_LARGE = "too large"
    UNREADABLE = "unreadable"


class ReceivedMail(Record, table=True):
    """An e-mail, and what became of it. Customers see their documents, never this."""

    __table_args__ = (Index("ix_receivedmail_waiting", "settled_at", "created_at"),)

    key: str = Field(max_length=64, unique=True)  # SHA-256; the same e-mail again has the same
    sender: str = Field(default="", max_length=254)  # as it says; empty: nobody, or several
    subject: str = Field(default="", max_length=200)
    text: str = ""
    proven: bool = False  # that the sender's domain stands for the sender
    automatic: bool = False  # no person sent it, so none is answered
    trouble: Trouble = Field(default=Trouble.NONE, sa_type=choice(Trouble))
    customer_id: UUID | None = Field(default=None, foreign_key="customer.id", index=True)
    filed: int = 0  # documents that came of it
    # What was not taken: {"name", "message", "values"}, as services/core/errors.py words it.
    refused: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]")
    )
    settled_at: datetime | None = None  # None: it waits for the staff


class StrayPaper(Record, table=True):
    """A paper of an e-mail that is filed under nobody yet."""

    mail_id: UUID = Field(foreign_key="receivedmail.id", index=True, ondelete="CASCADE")
    file: str = Field(max_length=64)  # SHA-256 of the content
    name: str = Field(max_length=150)
    media_type: str = Field(max_length=40)
    size_bytes: int
    whole: str = Field(default="", max_length=64)  # digest of a picture written anew
    active: bool = False  # a PDF that would run, start or hide something where it is opened


class StrayPage(Record, table=True):
    """A page of such a paper, drawn."""

    __table_args__ = (UniqueConstraint("paper_id", "number"),)

    paper_id: UUID = Field(foreign_key="straypaper.id", ondelete="CASCADE")
    number: int  # from 1
    file: str = Field(max_length=64)  # SHA-256 of a JPEG without anything but its pixels
    width: int  # px
    height: int


class MailboxPlace(Record, table=True):
    """How far a mailbox has been read."""

    mailbox: str = Field(max_length=64, unique=True)  # SHA-256 of server, user and folder
    validity: int  # while this stays the same, numbers mean the same e-mails (RFC 9051, 2.3.1.1)
    last_number: int  # of the e-mails that were taken
