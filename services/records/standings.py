"""How far a record has come: what staff narrow their lists down by, and see beside each line."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, false
from sqlmodel import col

from models.base import Status
from models.records import Amendment, MedicalRecord
from services.access import Actor, visible
from services.core.i18n import translate as _

_WORDS: dict[str, Callable[[], str]] = {
    "draft": lambda: _("Draft"),
    "published": lambda: _("Published"),
    "amended": lambda: _("Amended"),
    "changing": lambda: _("Changes not published yet"),
    "private": lambda: _("Kept in the clinic"),
}


def choices() -> list[tuple[str, str]]:
    """List what can be asked for, and how it reads."""
    return [(key, word()) for key, word in _WORDS.items()]


def condition(actor: Actor, standing: str) -> ColumnElement[bool] | None:
    """Return what narrows a query of records down; None where nothing was asked for.

    Customers see what is published and nothing else, whatever they ask for.
    """
    if not standing or not actor.is_staff:
        return None
    waiting = visible(actor, Amendment).with_only_columns(col(Amendment.record_id))
    asked: dict[str, Any] = {
        "draft": col(MedicalRecord.status) == Status.DRAFT,
        "published": col(MedicalRecord.status) == Status.PUBLISHED,
        "private": col(MedicalRecord.status) == Status.PRIVATE,
        "amended": col(MedicalRecord.amended_at).is_not(None),
        "changing": col(MedicalRecord.id).in_(waiting),
    }
    return asked.get(standing, false())
