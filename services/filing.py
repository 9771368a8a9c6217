"""Which files the database still names, and removing those that it names no more."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Session, SQLModel

from services.core import files

# A backup copies the database first and the files afterwards: what it names must still be there.
GRACE = timedelta(days=1)
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


def named(db: Session) -> set[str]:
    """List every file that any row names, whichever table it stands in."""
    columns = [column for column in _columns() if getattr(column.type, "length", None) == 64]
    return {digest for column in columns for digest in _digests(db, column)}


def forget_unneeded(db: Session) -> int:
    """Remove the files that no row has named for a day; return how many.

    A file is noted down when it is first met without a row, and goes a day later.
    """
    known = named(db)
    lost = {digest for digest in files.every() if digest not in known}
    if lost:  # former rows are kept as JSON
        kept = [column for column in _columns() if isinstance(column.type, JSON)]
        lost -= {digest for column in kept for digest in _digests(db, column)}
    files.note_unneeded(lost)
    return sum(files.remove(digest, GRACE.total_seconds()) for digest in lost)


def _columns() -> Iterator[Column[Any]]:
    for table in SQLModel.metadata.sorted_tables:
        yield from table.columns


def _digests(db: Session, column: Column[Any]) -> Iterator[str]:
    query = column.table.select().with_only_columns(column).where(column.is_not(None))
    for (value,) in db.connection().execute(query.execution_options(yield_per=1000)):
        yield from _DIGEST.findall(value if isinstance(value, str) else str(value))
