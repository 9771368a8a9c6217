"""What the clinic has changed from the shipped settings."""

from typing import Any

from sqlmodel import JSON, Column, Field

from models.base import Record, Versioned


class Setting(Versioned, Record, table=True):
    """One setting; services/settings knows its type, default and meaning."""

    key: str = Field(max_length=60, unique=True)
    value: Any = Field(sa_column=Column(JSON, nullable=False))
