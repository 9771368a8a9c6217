"""Reading lines of the trail, be they what the portal wrote or what somebody has made of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from models.audit import AuditEvent
from services import access
from services.access import system

# A line's columns alone, which takes a third of the time; None: it is there, and makes no sense.
Numbered = tuple[int, AuditEvent | None]

_COLUMNS = [col(getattr(AuditEvent, name)) for name in AuditEvent.model_fields]
_AT_ONCE = 1000  # lines in memory
_NONSENSE = (ValueError, TypeError, AttributeError, SQLAlchemyError)  # that reading one may raise
_TEXTS = ("event", "actor_kind", "origin", "subject_kind", "previous_hash", "hash")


def all_of(db: Session) -> Iterator[Numbered]:
    """Yield every line in order, with its number."""
    query, number = system(AuditEvent).order_by(col(AuditEvent.number)), col(AuditEvent.number)
    found = chosen(db, query.limit(_AT_ONCE))
    while found:
        yield from found
        found = chosen(db, query.where(number > found[-1][0]).limit(_AT_ONCE))


def chosen(db: Session, query: SelectOfScalar[AuditEvent]) -> Sequence[Numbered]:
    """Return the lines of a query, each with its number."""
    try:
        found = access.rows(db, query.with_only_columns(*_COLUMNS))
    except _NONSENSE:
        numbers = access.rows(db, query.with_only_columns(col(AuditEvent.number)))
        return [(number, _one(db, number)) for (number,) in numbers]
    return [(row.number, row if _whole(row) else None) for row in found]


def _one(db: Session, number: int) -> AuditEvent | None:
    try:
        query = system(AuditEvent).where(col(AuditEvent.number) == number)
        [row] = access.rows(db, query.with_only_columns(*_COLUMNS))
    except _NONSENSE:
        return None
    return row if _whole(row) else None


def _whole(row: AuditEvent) -> bool:
    """Tell whether a line holds what the portal would have written; SQLite keeps anything."""
    at: Any = row.at
    details: Any = row.details
    texts = all(isinstance(getattr(row, name), str) for name in _TEXTS)
    return texts and isinstance(at, datetime) and isinstance(details, dict)
