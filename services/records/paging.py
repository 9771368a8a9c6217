"""Long lists, one page at a time, newest first. A page costs the same however long the list is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import tuple_
from sqlmodel import Session

from services import access
from services.core.typed import maybe_day, maybe_id

RowT = TypeVar("RowT")
Place = tuple[date, UUID] | tuple[datetime, UUID]  # of an entry: its moment, then its id


@dataclass(frozen=True)
class Wanted:
    """Which part of a list: all of it, or what lies between two days, or past a place."""

    type_id: UUID | None = None  # the subtype of a record, the type of a dose
    type: str = ""  # what a record's kind is divided by, such as medication
    since: date | None = None
    until: date | None = None
    before: Place | None = None  # only what is older than this
    after: Place | None = None  # only what is newer than this
    standing: str = ""  # how far a record has come; for staff (services/records/standings.py)


@dataclass(frozen=True)
class Page(Generic[RowT]):
    """Entries, newest first, and where the pages beside this one begin."""

    rows: Sequence[RowT]
    older: Place | None  # ask for what is before it
    newer: Place | None  # ask for what is after it


NOTHING: Page[Any] = Page((), None, None)


def narrowed(kind: str, since: str, until: str, standing: str = "") -> Wanted:
    """Read what a list is narrowed down to; what is no day narrows nothing.

    Args:
        kind: An id, or a word that a record's kind is divided by.
    """
    type_id = maybe_id(kind)
    return Wanted(
        type_id=type_id,
        type="" if type_id else kind,
        since=maybe_day(since),
        until=maybe_day(until),
        standing=standing,
    )


def page(db: Session, query: Any, keys: tuple[Any, Any], wanted: Wanted, limit: int) -> Page[Any]:
    """Read one page of a query.

    Args:
        keys: The columns of moment and id. The rows must carry them under the names
            `moment` and `id`.
    """
    place = tuple_(*keys)
    if wanted.after:
        query = query.where(place > wanted.after).order_by(*(key.asc() for key in keys))
    else:
        query = query.order_by(*(key.desc() for key in keys))
        query = query.where(place < wanted.before) if wanted.before else query
    found = access.rows(db, query.limit(limit + 1))
    more, shown = len(found) > limit, list(found[:limit])
    if wanted.after:
        shown.reverse()
    return placed(shown, wanted, more=more)


def placed(shown: Sequence[Any], wanted: Wanted, *, more: bool) -> Page[Any]:
    """Note where the pages beside this one begin.

    Args:
        more: Whether there is more in the direction of reading.
    """
    if not shown:
        return NOTHING
    first, last = shown[0], shown[-1]
    older = more if not wanted.after else True
    newer = more if wanted.after else bool(wanted.before)
    return Page(
        shown,
        older=(last.moment, last.id) if older else None,
        newer=(first.moment, first.id) if newer else None,
    )
