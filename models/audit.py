"""The trail of who did what. It is only ever added to."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import JSON, Column, Field, Index, SQLModel

from models.base import utc_now


class AuditEvent(SQLModel, table=True):
    """One thing that happened, chained to the one before by its hash (services/audit).

    Ids only, and no foreign keys: the trail outlives what it tells of. Never what was written
    about a pet or a person. Triggers of the migration refuse to change or delete a row.
    """

    __table_args__ = (
        Index("ix_auditevent_actor", "actor_id", "number"),
        Index("ix_auditevent_subject", "subject_id", "number"),
        Index("ix_auditevent_customer", "customer_id", "number"),
        Index("ix_auditevent_pet", "pet_id", "number"),
        Index("ix_auditevent_event", "event", "number"),
    )

    number: int = Field(primary_key=True)  # without gaps, from 1
    at: datetime = Field(default_factory=utc_now, index=True)
    event: str = Field(max_length=40)
    actor_kind: str = Field(max_length=10)  # staff, customer, nobody, system
    actor_id: UUID | None = None
    origin: str = Field(default="", max_length=64)  # the address they came from
    subject_kind: str = Field(default="", max_length=30)  # the table
    subject_id: UUID | None = None
    customer_id: UUID | None = None  # whose data it was
    pet_id: UUID | None = None
    details: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    previous_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64, unique=True)
