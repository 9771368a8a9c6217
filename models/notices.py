"""Everything that leaves the portal waits here first."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Index, UniqueConstraint, text

from models.base import Record, Versioned, utc_now


class NoticeState(StrEnum):
    """How far a notice has come."""

    QUEUED = "queued"
    CLAIMED = "claimed"  # a worker writes it
    SENDING = "sending"  # from here on it may have gone, whatever happens to the worker
    SENT = "sent"  # the provider has taken it
    DELIVERED = "delivered"  # the provider says that it has arrived
    BOUNCED = "bounced"  # the provider says that it has come back
    FAILED = "failed"
    EXPIRED = "expired"  # its time was over before it could be sent
    UNKNOWN = "unknown"  # the answer was lost; sending again could say it twice
    DROPPED = "dropped"  # there was nobody to tell


_NOT_ARRIVED = "state IN ('failed', 'bounced')"  # as services/notices/reporting.py writes it


class OutboxEntry(Record, table=True):
    """One notice: an e-mail or an SMS, written in the transaction of its cause.

    `body` is encrypted under the portal's key while it holds a code, and blanked afterwards.
    """

    __table_args__ = (
        Index("ix_outboxentry_due", "state", "due_at"),
        Index("ix_outboxentry_log", "created_at", "id"),
        Index("ix_outboxentry_theirs", "customer_id", "created_at"),
        Index("ix_outboxentry_about", "about_id", "created_at"),
        Index("ix_outboxentry_failed", "settled_at", sqlite_where=text(_NOT_ARRIVED)),
    )

    kind: str = Field(max_length=40)
    channel: str = Field(max_length=8)  # email, sms
    address: str = Field(max_length=254)
    about_id: UUID | None = None  # what it is about, for kinds composed at sending
    customer_id: UUID | None = Field(default=None, foreign_key="customer.id")
    language: str = Field(default="", max_length=5)
    subject: str = Field(default="", max_length=200)
    body: str = ""
    encrypted: bool = False
    state: str = Field(default=NoticeState.QUEUED, max_length=10)  # a NoticeState
    tries: int = 0  # that were begun; 0 until the notice was composed
    due_at: datetime = Field(default_factory=utc_now)
    expires_at: datetime | None = None  # never sent afterwards
    claimed_at: datetime | None = None
    settled_at: datetime | None = None
    provider_id: str = Field(default="", max_length=120)
    error: str = Field(default="", max_length=200)
    seen_to_at: datetime | None = None  # somebody has dealt with its failure otherwise
    seen_to_by: str = Field(default="", max_length=120)  # as their name was then


class NoticeWording(Record, Versioned, table=True):
    """How the clinic writes a notice instead of how the portal ships it.

    Text with named places such as {clinic_name}. An SMS has no subject.
    """

    __table_args__ = (UniqueConstraint("notice", "channel", "language"),)

    notice: str = Field(max_length=40)
    channel: str = Field(max_length=8)
    language: str = Field(max_length=5)
    subject: str = Field(default="", max_length=200)
    body: str
