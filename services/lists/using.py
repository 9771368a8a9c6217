"""What uses the entries of the clinic's lists."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session

from models.laboratory import Panel
from models.vaccinations import VaccineType
from services import access, merging
from services.access import system
from services.lists.registry import Listing

PARTS = frozenset({"breed", "panelmarker", "referencerange"})  # of an entry; they do not use it


def used(db: Session, listing: Listing, rows: Sequence[Any]) -> dict[UUID, dict[str, int]]:
    """Count what uses some entries, by table."""
    found: dict[UUID, dict[str, int]] = {row.id: {} for row in rows}
    for column in merging.references(listing.model.__name__.lower()):
        query = column.table.select().where(column.in_(found)).group_by(column)
        for used_id, count in access.rows(db, query.with_only_columns(column, func.count())):
            _count(found[used_id], column.table.name, count)
    for model, name in listing.named:
        counts = _named(db, listing, model, name, rows)
        for row in rows:
            _count(found[row.id], model.__name__.lower(), counts.get(_place(listing, row), 0))
    if listing.key == "species":
        _count_keys(db, rows, found)
    return found


def _count_keys(db: Session, rows: Sequence[Any], found: dict[UUID, dict[str, int]]) -> None:
    """Count the entries of other lists that are for a species."""
    for model in (VaccineType, Panel):
        held = [key for other in db.exec(system(model)) for key in other.species]
        for row in rows:
            _count(found[row.id], model.__name__.lower(), held.count(row.key))


def _count(counts: dict[str, int], table: str, more: int) -> None:
    if more:
        counts[table] = counts.get(table, 0) + more


def _named(
    db: Session, listing: Listing, model: type[Any], name: str, rows: Sequence[Any]
) -> dict[tuple[Any, ...], int]:
    """Count the rows that hold the entries' names, by name and part."""
    table = model.__table__
    columns = [table.c[name], *(table.c[theirs] for theirs in listing.parted.values())]
    query = table.select().where(
        columns[0].in_([getattr(row, listing.text) for row in rows]),
        *(
            table.c[theirs].in_([getattr(row, ours) for row in rows])
            for ours, theirs in listing.parted.items()
        ),
    )
    counted = query.with_only_columns(*columns, func.count()).group_by(*columns)
    return {tuple(row[:-1]): row[-1] for row in access.rows(db, counted)}


def _place(listing: Listing, row: Any) -> tuple[Any, ...]:
    return (getattr(row, listing.text), *(getattr(row, ours) for ours in listing.parted))
