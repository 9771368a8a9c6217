"""Comparing the waiting rows with the portal's, and writing what differs."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Enum, Table, insert, update
from sqlmodel import Session, col

from models.base import Status
from models.customers import Customer
from models.merging import Merged
from models.pets import Pet
from models.records import MedicalRecord
from services.access import rows, system, visible
from services.core import clock
from services.importing.lists import IMPORT, Lists
from services.importing.report import Report
from services.importing.sheet import Sheet
from services.importing.staging import Staged, Staging

BATCH = 500
_PARENTS: dict[str, type[Customer] | type[Pet]] = {"customers": Customer, "pets": Pet}
_UNSEEN = {"pet_id", "staff_notes", "status"}  # changing these is no amendment


class Merge:
    """One file's rows on their way into the portal, or only compared with it."""

    def __init__(self, db: Session, sheet: Sheet, lists: Lists, report: Report) -> None:
        """Prepare; `lists` knows whether anything may be written."""
        self._db, self._sheet, self._lists, self._report = db, sheet, lists, report
        tables: Any = sheet.model
        self._table: Table = tables.__table__
        self._empty = {  # what the database itself would not fill in
            name: given.get_default(call_default_factory=True)
            for name, given in sheet.model.model_fields.items()
            if not given.is_required() and not self._table.c[name].default
        }
        self._load = {column.name: _loader(column.type) for column in self._table.columns}

    def run(self, staging: Staging, went: Callable[[int], None]) -> None:
        """Go through the waiting rows; tell `went` how many have been done."""
        for batch in staging.batches(self._sheet.name, BATCH):
            there = self._there(batch)
            parents = self._parents(batch)
            fresh: list[dict[str, Any]] = []
            for staged in batch:
                values = self._values(staged.values) | self._linked(staged, parents)
                old = there.get(staged.key)
                if old is None:
                    fresh.append(self._new(staged, values))
                else:
                    self._compare(staged, old, values)
            self._insert(fresh)
            went(len(batch))

    def _there(self, batch: Sequence[Staged]) -> dict[str, Any]:
        query: Any = everything(self._sheet.model).with_only_columns(*self._table.columns)
        keys = [staged.key for staged in batch]
        found = rows(self._db, query.where(self._table.c.external_id.in_(keys)))
        return {row.external_id: row for row in found}

    def _parents(self, batch: Sequence[Staged]) -> dict[str, dict[str, UUID]]:
        return {
            column: ids(self._db, parent, {staged.links[column] for staged in batch})
            for column, parent in self._sheet.parents.items()
        }

    def _linked(self, staged: Staged, parents: dict[str, dict[str, UUID]]) -> dict[str, Any]:
        """Turn names of other rows into their ids; None while they are not in the portal."""
        return {
            column: parents[column].get(name) if column in parents else self._lists.id(column, name)
            for column, name in staged.links.items()
        }

    def _values(self, waiting: dict[str, Any]) -> dict[str, Any]:
        return {name: self._load[name](value) for name, value in waiting.items()}

    def _new(self, staged: Staged, values: dict[str, Any]) -> dict[str, Any]:
        self._report.new[self._sheet.name] += 1
        initial = self._empty | self._values(staged.initial)
        row = initial | values | {"external_id": staged.key}
        if "home_location_id" in row and row["home_location_id"] is None:
            row["home_location_id"] = self._lists.first_location
        if self._sheet.model is MedicalRecord and row.get("status") == Status.PUBLISHED:
            row["published_at"] = clock.now()
        return row

    def _compare(self, staged: Staged, old: Any, values: dict[str, Any]) -> None:
        differs = {name: now for name, now in values.items() if getattr(old, name) != now}
        if "kind" in differs:
            said = f"is {old.kind} in the portal; the kind of a record does not change."
            self._report.complain(self._sheet.file, staged.line, "kind", said)
        if not differs:
            self._report.same[self._sheet.name] += 1
            return
        self._report.changed[self._sheet.name] += 1
        if self._sheet.model is MedicalRecord:
            differs |= _stamps(old, differs)
        if self._lists.write:
            ours = self._table.c.id == old.id
            self._db.connection().execute(update(self._table).where(ours).values(differs))

    def _insert(self, fresh: list[dict[str, Any]]) -> None:
        if not self._lists.write:
            return
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for row in fresh:
            alike.setdefault(tuple(sorted(row)), []).append(row)
        for group in alike.values():
            self._db.connection().execute(insert(self._table), group)


def ids(db: Session, sheet: str, keys: Iterable[str]) -> dict[str, UUID]:
    """Find the portal's ids of customers or pets by the clinic's own."""
    model = _PARENTS[sheet]
    columns: list[Any] = [col(model.external_id), col(model.id)]
    query: Any = everything(model).with_only_columns(*columns)
    wanted = list(keys)
    found = rows(db, query.where(col(model.external_id).in_(wanted)))
    kind = model.__name__.lower()
    gone = system(Merged).where(col(Merged.kind) == kind, col(Merged.external_id).in_(wanted))
    survivors = {row.external_id: row.into_id for row in db.exec(gone) if row.external_id}
    return survivors | dict(tuple(row) for row in found)


def leave_merged(db: Session, staging: Staging) -> None:
    """Leave out the rows of customers and pets that were merged into another in the portal."""
    for sheet, model in _PARENTS.items():
        mine: Any = col(model.external_id)
        kept = everything(model).with_only_columns(mine).where(mine.is_not(None))
        gone = system(Merged).where(
            col(Merged.kind) == model.__name__.lower(), col(Merged.external_id).not_in(kept)
        )
        for row in db.exec(gone):
            staging.leave(sheet, row.external_id or "")


def everything(model: Any) -> Any:
    """Select from a table whoever its rows belong to."""
    return system(Customer) if model is Customer else visible(IMPORT, model)


def _stamps(old: Any, differs: dict[str, Any]) -> dict[str, datetime]:
    """Note when a record was published or, if customers could read it before, amended."""
    if differs.get("status") == Status.PUBLISHED and old.published_at is None:
        return {"published_at": clock.now()}
    if old.status == Status.PUBLISHED and differs.keys() - _UNSEEN:
        return {"amended_at": clock.now()}
    return {}


def _loader(kind: Any) -> Callable[[Any], Any]:
    """Return what turns a waiting value into what its column holds."""
    if isinstance(kind, Date):
        return lambda value: value and date.fromisoformat(value)
    if isinstance(kind, Enum):
        return lambda value: value and kind.enum_class(value)  # pyright: ignore
    if type(kind).__name__ == "UTCDateTime":
        return lambda value: value and datetime.fromisoformat(value)
    return lambda value: value
