"""Browsers that take notices by Web Push."""

from uuid import UUID

from sqlmodel import Field

from models.base import Record


class PushSubscription(Record, table=True):
    """One browser that one person wants to be told on.

    It ends with its session; on a remembered device it goes on when the session ends by itself.
    Neither is a reference: sessions and devices are forgotten in time, whatever is left here.
    """

    endpoint: str = Field(max_length=1000, unique=True)  # whoever knows it can send nothing
    public_key: str = Field(max_length=100)  # the browser's, base64url; RFC 8291
    secret: str = Field(max_length=40)  # shared with the browser alone, base64url; RFC 8291
    customer_id: UUID | None = Field(default=None, foreign_key="customer.id", index=True)
    staff_member_id: UUID | None = Field(default=None, foreign_key="staffmember.id", index=True)
    session_id: UUID = Field(index=True)
    device_id: UUID | None = Field(default=None, index=True)
