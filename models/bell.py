"""What happened that some of the staff want to be told of, and who has read it."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, Index, SQLModel, text

from models.base import Record, utc_now


class StaffNotification(Record, table=True):
    """Something that the bell shows until somebody has acted on it (AUTH-27).

    Who is told is not kept: it follows from the groups and locations as they are at reading.
    """

    __table_args__ = (
        Index("ix_staffnotification_open", "happened_at", sqlite_where=text("acted_at IS NULL")),
        Index("ix_staffnotification_unmailed", "id", sqlite_where=text("NOT mailed")),
    )

    event: str = Field(max_length=40)  # one of services.bell.Told
    customer_id: UUID | None = Field(default=None, foreign_key="customer.id", index=True)
    about_id: UUID | None = Field(default=None, index=True)  # a thread, a document, a notice, a pet
    happened_at: datetime = Field(default_factory=utc_now)  # again: the last time
    acted_at: datetime | None = None
    mailed: bool = False  # whether those who want e-mail have been sent one


class NotificationMark(SQLModel, table=True):
    """How far a staff member has read a notification; what happens again is new again."""

    notification_id: UUID = Field(
        foreign_key="staffnotification.id", primary_key=True, ondelete="CASCADE"
    )
    staff_member_id: UUID = Field(foreign_key="staffmember.id", primary_key=True, index=True)
    read_at: datetime
