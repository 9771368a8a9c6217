"""Where checked rows wait until all files have been read: a database of its own, on the disk.

It has no name and is gone when it is closed or the process dies. So memory stays flat however
large the files are, and the portal's own database is not locked while they are read.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from pysqlite3 import dbapi2 as sqlite  # pyright: ignore[reportMissingTypeStubs]

from services.core.config import config
from services.importing.sheet import Entry, Sheet

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -16000;
CREATE TABLE staged (place INTEGER PRIMARY KEY, sheet, key, line, body, UNIQUE (sheet, key));
CREATE TABLE known (sheet, key, PRIMARY KEY (sheet, key)) WITHOUT ROWID;
CREATE TABLE gone (sheet, key, PRIMARY KEY (sheet, key)) WITHOUT ROWID;
CREATE TABLE claims (what, value, key, line, PRIMARY KEY (what, value)) WITHOUT ROWID;
BEGIN;
"""


@dataclass(frozen=True)
class Staged:
    """A row that waits; see sheet.Entry."""

    key: str
    line: int
    values: dict[str, Any]
    initial: dict[str, Any]
    links: dict[str, str]


class Staging:
    """The waiting rows, and what tells whether a row fits the others."""

    def __init__(self) -> None:
        driver: Any = sqlite
        descriptor, path = mkstemp(prefix=".import-", dir=config().data_dir)
        os.close(descriptor)
        self._db: Any = driver.connect(path, isolation_level=None)
        self._db.executescript(_TABLES)
        self.left = Counter[str]()  # how many rows were left out, by sheet
        Path(path).unlink()  # the system keeps it until it is closed, and no longer

    def __enter__(self) -> "Staging":
        return self

    def __exit__(self, *_fault: object) -> None:
        self._db.close()

    def know(self, sheet: str, key: str) -> None:
        """Let rows refer to this one: it is in the portal, or in a file but wrong."""
        self._db.execute("INSERT OR IGNORE INTO known VALUES (?, ?)", (sheet, key))

    def knows_any(self) -> bool:
        """Tell whether anything was imported before."""
        return self._db.execute("SELECT 1 FROM known").fetchone() is not None

    def leave(self, sheet: str, key: str) -> None:
        """Leave out this row: in the portal it was merged into another, which stays as it is."""
        self._db.execute("INSERT OR IGNORE INTO gone VALUES (?, ?)", (sheet, key))
        self.know(sheet, key)

    def leaves(self, sheet: str, key: str) -> bool:
        """Tell whether a row is left out."""
        asks = "SELECT 1 FROM gone WHERE sheet = ? AND key = ?"
        return self._db.execute(asks, (sheet, key)).fetchone() is not None

    def hold(self, what: str, value: str, key: str) -> None:
        """Note that a row of the portal has this contact or chip; `key` may be empty."""
        self._db.execute("INSERT OR IGNORE INTO claims VALUES (?, ?, ?, 0)", (what, value, key))

    def add(self, sheet: Sheet, line: int, entry: Entry) -> Iterator[tuple[str, str]]:
        """Take a row in, and yield what does not fit: the column and why."""
        body = json.dumps((entry.values, entry.initial, entry.links), default=str)
        row = (sheet.name, entry.key, line, body)
        insert = "INSERT OR IGNORE INTO staged VALUES (NULL, ?, ?, ?, ?)"
        if not self._db.execute(insert, row).rowcount:
            where = "SELECT line FROM staged WHERE sheet = ? AND key = ?"
            first = self._db.execute(where, row[:2]).fetchone()[0]
            yield sheet.key, f"is the same as in line {first}."
        for what, value in entry.unique.items():
            if said := self._claim(what, value, entry.key, line):
                yield what, said
        for column, parent in sheet.parents.items():
            name = entry.links[column]
            if name and not self._has(parent, name):
                yield column, f"there is no {name[:70]!r} in {parent}.csv or in the portal."

    def batches(self, sheet: str, size: int) -> Iterator[list[Staged]]:
        """Yield the waiting rows of a file in its order."""
        # The + keeps SQLite from an index that it would have to sort by place, in memory.
        asks = "SELECT key, line, body FROM staged WHERE +sheet = ? ORDER BY place"
        cursor = self._db.execute(asks, (sheet,))
        while batch := cursor.fetchmany(size):
            yield [Staged(key, line, *json.loads(body)) for key, line, body in batch]

    def _claim(self, what: str, value: str, key: str, line: int) -> str:
        insert = "INSERT OR IGNORE INTO claims VALUES (?, ?, ?, ?)"
        if self._db.execute(insert, (what, value, key, line)).rowcount:
            return ""
        holds = "SELECT key, line FROM claims WHERE what = ? AND value = ?"
        holder, first = self._db.execute(holds, (what, value)).fetchone()
        if holder == key:
            return ""
        if first:
            return f"is the same as in line {first}; no two can share it."
        whose = f"the one with the id {holder!r}" if holder else "one that was not imported"
        return f"belongs to another in the portal already: {whose}."

    def _has(self, sheet: str, key: str) -> bool:
        asks = (
            "SELECT 1 FROM staged WHERE sheet = :sheet AND key = :key"
            " UNION ALL SELECT 1 FROM known WHERE sheet = :sheet AND key = :key"
        )
        return self._db.execute(asks, {"sheet": sheet, "key": key}).fetchone() is not None
