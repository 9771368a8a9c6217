"""Making two entries of a list one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.laboratory import Panel
from models.pets import Species
from models.records import Amendment, MedicalRecord, Revision
from models.vaccinations import VaccineType
from services import audit, live, merging
from services.access import Actor, system, visible
from services.audit import Event
from services.core.errors import Conflict
from services.lists import changing, reading, using
from services.lists.registry import Listing


@dataclass(frozen=True)
class Plan:
    """What merging two entries would do."""

    listing: Listing
    row: Any  # that goes
    survivor: Any
    moves: Mapping[str, int]  # rows that use the survivor from then on, by table


def outlook(db: Session, actor: Actor, key: str, id: UUID, into: UUID) -> Plan:
    """Tell what merging would do, and change nothing.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such list or entry.
        Conflict: The two do not belong together.
    """
    listing, row, survivor = _pair(db, actor, key, id, into)
    return Plan(listing, row, survivor, using.used(db, listing, [row])[row.id])


def merge(db: Session, actor: Actor, key: str, id: UUID, into: UUID) -> Any:
    """Make two entries one: whatever uses the first uses the second from then on.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such list or entry.
        Conflict: The two do not belong together.
    """
    listing, row, survivor = _pair(db, actor, key, id, into)
    names = getattr(row, listing.text), getattr(survivor, listing.text)
    changing.rename(db, listing, row, listing.named, names)
    _rename_unfinished(db, actor, listing, row, survivor)
    if isinstance(row, Species):
        _rename_species(db, row.key, survivor.key)
    merging.merge(db, actor, survivor, row)
    audit.record(db, actor, Event.TERMS_MERGED, survivor, list=key, merged=id)
    live.publish(db, live.SettingsChanged())
    return survivor


def _pair(db: Session, actor: Actor, key: str, id: UUID, into: UUID) -> tuple[Listing, Any, Any]:
    listing, row = reading.entry(db, actor, key, id)
    _same, survivor = reading.entry(db, actor, key, into)
    parts = [getattr(one, listing.within, None) for one in (row, survivor)]
    if row.id == survivor.id or (listing.within and parts[0] != parts[1]):
        raise Conflict("These two cannot be merged.")
    return listing, row, survivor


def _rename_species(db: Session, was: str, now: str) -> None:
    for model in (VaccineType, Panel):
        for row in db.exec(system(model)):
            if was in row.species:
                row.species = list(dict.fromkeys(now if one == was else one for one in row.species))
    db.flush()


def _rename_unfinished(
    db: Session, actor: Actor, listing: Listing, row: Any, survivor: Any
) -> None:
    """Have what is being changed about records, and what they were before, find the survivor."""
    if listing.key == "subtypes":
        for model in (Amendment, Revision):
            held: Any = col(model.values)["subtype_id"].as_string()
            for kept in db.exec(visible(actor, model).where(held == str(row.id))):
                kept.values = kept.values | {"subtype_id": str(survivor.id)}
    if (MedicalRecord, "title") in listing.named:
        held = col(Amendment.values)["title"].as_string()
        query = visible(actor, Amendment).join(
            MedicalRecord, col(MedicalRecord.id) == Amendment.record_id
        )
        same = query.where(held == row.name, col(MedicalRecord.kind) == row.kind)
        for kept in db.exec(same):
            kept.values = kept.values | {"title": survivor.name}
    if listing.key == "markers":
        for kept in db.exec(visible(actor, Amendment)):
            kept.values = kept.values | _renamed(kept.values, row.key, survivor.key)
    db.flush()


def _renamed(values: Mapping[str, Any], was: str, now: str) -> dict[str, Any]:
    """Return the laboratory values of a record that is being changed, under another marker."""
    if "values" not in values:
        return {}
    lines = values["values"]
    return {"values": [one | {"marker": now} if one["marker"] == was else one for one in lines]}
