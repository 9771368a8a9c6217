"""Two rows that are one: whatever refers to the one that goes refers to the other from then on.

Which columns refer to a row is read from the tables themselves, so that a new table is moved
without anybody thinking of it.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    and_,
    delete,
    exists,
    false,
    not_,
    or_,
    update,
)
from sqlmodel import Session, SQLModel, col

from models.base import Versioned
from models.merging import Merged
from services import editing
from services.access import Actor, system

# Columns that hold a customer's id beside those of other people and things, so without a
# foreign key. tests/services/test_merging.py asks about every new one.
_LOOSE = {
    "customer": (
        ("message", "author_id"),
        ("messagefile", "author_id"),
        ("readmark", "reader_id"),
        ("outboxentry", "about_id"),
    ),
    "pet": (("staffnotification", "about_id"),),
}


def references(kind: str) -> list[Column[Any]]:
    """List the columns that refer to rows of a table."""
    tables = SQLModel.metadata.tables
    keyed = [
        column
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == kind for key in column.foreign_keys)
    ]
    return keyed + [tables[name].c[column] for name, column in _LOOSE.get(kind, ())]


def merge(
    db: Session,
    actor: Actor,
    survivor: SQLModel,
    other: SQLModel,
    values: Mapping[str, Any] | None = None,
) -> dict[str, int]:
    """Have everything of the other refer to the survivor, note what was, and delete the other.

    What cannot stand beside the survivor's, because there may be only one such row, is kept in
    the note.

    Args:
        survivor, other: Rows of one table, with an id.
        values: What the survivor reads from then on, by column; set when the other is gone, for
            some may stand only once. It is noted who changed it, and when.

    Returns:
        How many rows were moved, by table.
    """
    db.flush()
    moved, aside = _move(db, survivor, other)
    _note(db, actor, _kind(survivor), (survivor, other), aside)
    db.delete(other)
    db.flush()
    db.expire_all()
    db.refresh(survivor)
    if isinstance(survivor, Versioned) and values is not None:
        for name, value in values.items():
            setattr(survivor, name, value)
        editing.note(survivor, actor)
        db.flush()
    return moved


def survivor_of(db: Session, kind: str, id: UUID) -> UUID | None:
    """Return what a row was merged into, if it was."""
    gone = system(Merged).where(col(Merged.kind) == kind, col(Merged.merged_id) == id)
    row = db.exec(gone).first()
    return row.into_id if row else None


def gone_into(db: Session, id: UUID) -> list[UUID]:
    """List the ids of what was merged into a row."""
    return [row.merged_id for row in db.exec(system(Merged).where(col(Merged.into_id) == id))]


def _move(
    db: Session, survivor: SQLModel, other: SQLModel
) -> tuple[dict[str, int], dict[str, list[Any]]]:
    """Return how many rows were moved, by table, and those that cannot stand beside others."""
    here, there = _id(survivor), _id(other)
    aside: dict[str, list[Any]] = {}
    moved: dict[str, int] = {}
    for column in references(_kind(survivor)):
        table = column.table
        second = and_(column == there, or_(*_second(column, here)))
        if column.foreign_keys:  # else its rows are somebody's all the same, and stay as they are
            aside.setdefault(table.name, []).extend(_take_out(db, table, second))
        ours = and_(column == there, not_(second))
        done = db.connection().execute(update(table).where(ours).values({column.name: here}))
        moved[table.name] = moved.get(table.name, 0) + done.rowcount
    return {name: count for name, count in moved.items() if count}, aside


def _note(
    db: Session, actor: Actor, kind: str, pair: tuple[Any, Any], aside: dict[str, list[Any]]
) -> None:
    survivor, other = pair
    for row in db.exec(system(Merged).where(col(Merged.into_id) == other.id)):
        row.into_id = survivor.id
    was = {"row": other.model_dump(), "aside": {name: rows for name, rows in aside.items() if rows}}
    db.add(
        Merged(
            kind=kind,
            merged_id=other.id,
            into_id=survivor.id,
            external_id=getattr(other, "external_id", None),
            merged_by=actor.name,
            was=json.loads(json.dumps(was, default=str)),
        )
    )


def _second(column: Column[Any], here: UUID) -> Iterator[ColumnElement[bool]]:
    """Say which rows would be second where there may be only one such row."""
    yield false()
    table = column.table
    for others in _unique_with(column):
        twin = table.alias()
        same = [twin.c[name] == table.c[name] for name in others]
        yield exists().where(twin.c[column.name] == here, *same)


def _take_out(db: Session, table: Table, which: ColumnElement[bool]) -> list[dict[str, Any]]:
    taken = [dict(row) for row in db.connection().execute(table.select().where(which)).mappings()]
    if taken:
        db.connection().execute(delete(table).where(which))
    return taken


def _unique_with(column: Column[Any]) -> Iterator[list[str]]:
    """Name, for each rule that a column's values be unique, the other columns of the rule."""
    rules: list[Any] = [column.table.primary_key, *column.table.constraints, *column.table.indexes]
    for rule in rules:
        unique = getattr(rule, "unique", False) or isinstance(
            rule, UniqueConstraint | PrimaryKeyConstraint
        )
        names = [other.name for other in rule.columns]
        if unique and column.name in names:
            yield [name for name in names if name != column.name]


def _kind(row: SQLModel) -> str:
    return type(row).__name__.lower()


def _id(row: Any) -> UUID:
    return row.id
