"""Many rows put into a table at once: values are converted by column, and indexes built last."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from sqlmodel import Session, SQLModel

_BATCH = 10_000
Fields = dict[str, Any]


@contextmanager
def unindexed(db: Session) -> Iterator[None]:
    """Leave the indexes aside that only make reading quicker, while tables are filled."""
    connection = db.connection()
    # A gibibyte holds the keys that every row changes; with SQLite's 2 MiB this takes forever.
    connection.exec_driver_sql("PRAGMA cache_size = -1048576")
    tables = SQLModel.metadata.tables.values()
    indexes = [index for table in tables for index in table.indexes if not index.unique]
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)


def put(db: Session, model: type[SQLModel], count: int, make: Callable[[int], Fields]) -> None:
    """Insert many rows; what they all have in common comes from one row of the model.

    Args:
        make: Says what is particular about the row with a number, always by the same names.
    """
    rows = (make(number) for number in range(count))
    first = next(rows)
    common = {
        name: field.get_default(call_default_factory=True)
        for name, field in model.model_fields.items()
        if not field.is_required() and name != "id" and name not in first
    }
    names = [*common, *first]
    converters = _converters(db, model, names)
    same = tuple(convert(common[name]) for name, convert in zip(common, converters, strict=False))
    own = converters[len(common) :]
    values = (
        same + tuple(convert(value) for convert, value in zip(own, row.values(), strict=True))
        for row in chain([first], rows)
    )
    statement = _insert(model, names)
    while batch := list(islice(values, _BATCH)):
        db.connection().exec_driver_sql(statement, batch)


def _insert(model: type[SQLModel], names: list[str]) -> str:
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {model.__tablename__} ({', '.join(names)}) VALUES ({marks})"


def _converters(db: Session, model: type[SQLModel], names: list[str]) -> list[Callable]:
    """Return, for each column, what turns a value into the one that SQLite keeps."""
    dialect, columns = db.connection().dialect, SQLModel.metadata.tables[model.__tablename__].c
    found = (columns[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names)
    return [convert or (lambda value: value) for convert in found]
