"""What a file of an import may hold, and what becomes of one row of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from models.base import Record
from services.importing.cells import Cells
from services.importing.rules import Rules


@dataclass(frozen=True)
class Entry:
    """One row, checked, in the form it waits in until it is written.

    `values` are set always, `initial` on a new row only. `links` are columns that hold the id of
    a row of another table, with the name that row is known by.
    """

    key: str  # external_id
    values: dict[str, Any]
    initial: dict[str, Any] = field(default_factory=dict[str, Any])
    links: dict[str, str] = field(default_factory=dict[str, str])
    unique: dict[str, str] = field(default_factory=dict[str, str])  # no two rows may share these


@dataclass(frozen=True)
class Sheet:
    """One file: its columns, the table it fills, and how a row is read."""

    name: str
    model: type[Record]
    key: str  # the column that holds the clinic's own id
    required: tuple[str, ...]
    optional: tuple[str, ...]
    read: Callable[[Cells, Rules], Entry]
    prefix: str = "\n"  # of columns that the row's kind defines
    parents: Mapping[str, str] = field(default_factory=dict[str, str])  # link: name of its sheet

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.name}.csv"

    def knows(self, column: str) -> bool:
        """Tell whether a column means something here."""
        return column in self.required or column in self.optional or column.startswith(self.prefix)
