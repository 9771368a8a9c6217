"""The clinic's own lists that rows refer to by name: species, subtypes, vaccines, locations."""

from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session, col

from models.pets import Species
from models.records import Subtype
from models.staff import Location
from models.vaccinations import VaccineType
from services import lists, staff
from services.access import Actor, Permission, rows, system
from services.importing.entries import SEPARATOR
from services.records import kinds
from services.vaccinations import catalogue

IMPORT = Actor(uuid4(), uuid4(), "Import", frozenset(Permission))  # the operator, who may do all


class Lists:
    """Names and ids. A subtype or vaccine that is not there yet is made if `write` is set."""

    def __init__(self, db: Session, *, write: bool) -> None:
        """Read the lists; if they may be written, start from those that ship."""
        self.write = write
        self.missed: dict[str, dict[str, None]] = {}
        self._db = db
        self.first_location: UUID | None = None
        if write:
            lists.seed(db)
            self.first_location = staff.first_location(db).id
        self._ids: dict[str, dict[str, UUID]] = {
            "species_id": self._read(Species, "key"),
            "vaccine_type_id": self._read(VaccineType, "name"),
            "home_location_id": self._read(Location, "name"),
            "subtype_id": {
                f"{row.kind}{SEPARATOR}{row.name}": row.id for row in db.exec(system(Subtype))
            },
        }

    def id(self, column: str, name: str) -> UUID | None:
        """Return the id of what is called so; None if it is not there and may not be made."""
        found = self._ids[column].get(name)
        if found is None and column in {"subtype_id", "vaccine_type_id"}:
            self.missed.setdefault(column, {})[name] = None
            if self.write:
                found = self._ids[column][name] = self._make(column, name)
        return found

    def spelling(self) -> list[str]:
        """Say which names are new to the portal, since they may be misspelt ones."""
        shipped = {shipped.name for shipped in catalogue.SHIPPED} | {
            f"{kind.key}{SEPARATOR}{name}"
            for kind in kinds.KINDS.values()
            for name in kind.subtypes
        }
        notes: list[str] = []
        for column, names in self.missed.items():
            what = "subtypes" if column == "subtype_id" else "vaccines"
            new = [name.rpartition(SEPARATOR)[2] for name in names if name not in shipped]
            if new:
                notes.append(f"new {what}, please check the spelling: {', '.join(new[:20])}")
        return notes

    def _read(self, model: Any, name: str) -> dict[str, UUID]:
        query: Any = system(model).with_only_columns(getattr(model, name), col(model.id))
        return {row[0]: row[1] for row in rows(self._db, query)}

    def _make(self, column: str, name: str) -> UUID:
        if column == "subtype_id":
            kind, _, label = name.partition(SEPARATOR)
            made = Subtype(kind=kind, name=label, color=kinds.KINDS[kind].color)
        else:
            made = VaccineType(name=name, position=len(self._ids[column]))
        self._db.add(made)
        self._db.flush()
        return made.id
