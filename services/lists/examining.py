"""What the laboratory examines: the markers of a panel, and where their values lie in health.

A value keeps the range that it was written with; what changes here is for the values to come.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from models.laboratory import Marker, Panel, PanelMarker, ReferenceRange
from models.pets import Species
from services import editing
from services.access import Actor, system
from services.core import units
from services.core.errors import Faulty, Invalid, NotFound
from services.core.text import clean
from services.laboratory import entering
from services.lists import changing, reading

MOST = 100  # markers of one panel, and ranges of one marker
TEXTS = {"unit": 20, "expected": 80, "source": 200}
ENDS = ("low", "high")
NEW = "new"  # the line of a range that is being added


@dataclass(frozen=True)
class Range:
    """A marker's range for one species, in one unit."""

    row: ReferenceRange
    species: Species


@dataclass(frozen=True)
class Ranges:
    """A marker with its ranges."""

    marker: Marker
    ranges: Sequence[Range]
    species: Sequence[Species]
    sources: Sequence[str]  # of the panels that it is part of, for ranges that name none


def members(db: Session, actor: Actor, panel_id: UUID) -> list[Marker]:
    """List the markers of a panel in their order, retired ones too.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such panel.
    """
    reading.entry(db, actor, "panels", panel_id)
    query = (
        system(Marker)
        .join(PanelMarker, col(PanelMarker.marker_id) == col(Marker.id))
        .where(col(PanelMarker.panel_id) == panel_id)
        .order_by(col(PanelMarker.position), col(Marker.name))
    )
    return list(db.exec(query))


def arrange(db: Session, actor: Actor, panel_id: UUID, marker_ids: Sequence[UUID]) -> None:
    """Have a panel hold these markers, in this order.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such panel, or no such marker.
        Invalid: There are too many.
    """
    _listing, panel = reading.entry(db, actor, "panels", panel_id)
    wanted = list(dict.fromkeys(marker_ids))
    if len(wanted) > MOST:
        raise Invalid("Please keep to {limit} markers in one panel.", limit=MOST)
    known = db.exec(system(Marker).where(col(Marker.id).in_(wanted))).all()
    if len(known) != len(wanted):
        raise NotFound
    held = {row.marker_id: row for row in db.exec(_places(panel_id))}
    for gone in held.keys() - set(wanted):
        db.delete(held[gone])
    for position, marker_id in enumerate(wanted):
        if row := held.get(marker_id):
            row.position = position
        else:
            db.add(PanelMarker(panel_id=panel_id, marker_id=marker_id, position=position))
    db.flush()
    changing.told(db, actor, panel, list="panels", markers=len(wanted))


def ranges(db: Session, actor: Actor, marker_id: UUID) -> Ranges:
    """Return a marker's ranges, by species and unit.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such marker.
    """
    _listing, marker = reading.entry(db, actor, "markers", marker_id)
    species = db.exec(system(Species).order_by(col(Species.position), col(Species.name))).all()
    rows = db.exec(_of(marker_id).order_by(col(ReferenceRange.unit))).all()
    found = [Range(row, one) for one in species for row in rows if row.species_id == one.id]
    panels = (
        system(Panel)
        .join(PanelMarker, col(PanelMarker.panel_id) == col(Panel.id))
        .where(col(PanelMarker.marker_id) == marker_id, col(Panel.source) != "")
    )
    sources = [panel.source for panel in db.exec(panels.order_by(col(Panel.position)))]
    return Ranges(marker, found, [one for one in species if not one.retired], sources)


def set_ranges(
    db: Session, actor: Actor, marker_id: UUID, version: int, typed: Mapping[str, Any]
) -> Ranges:
    """Change a marker's ranges, take some away, and add one. Values that are written keep theirs.

    Args:
        version: Of the marker as it was when the form was opened.
        typed: By field: the range's id (or `new`), a point, and what it is of the range. A range
            whose `gone` is ticked goes. A new one comes with a species.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: There is no such marker.
        Faulty: Values do not fit, or there is such a range; `field` names each.
        editing.Stale: Somebody else has changed the marker or its ranges since.
    """
    found = ranges(db, actor, marker_id)
    held = {str(one.row.id): one.row for one in found.ranges}
    current = fields(found)
    given = {name: value for name, value in typed.items() if name in current}
    changed = editing.compare(found.marker, version, current, given)
    faults: list[Invalid] = []
    for key in dict.fromkeys(name.split(".")[0] for name in changed):
        line = {name: typed.get(f"{key}.{name}") for name in (*TEXTS, *ENDS, "species", "gone")}
        try:
            _put(db, found, held.get(key), line)
        except Invalid as fault:
            faults.append(Invalid(fault.message, f"{key}.{fault.field}", **fault.values))
    if faults:
        raise Faulty(faults)
    if changed:
        editing.note(found.marker, actor)
        db.flush()
        changing.told(db, actor, found.marker, list="markers", fields=["ranges"])
    return ranges(db, actor, marker_id)


def fields(found: Ranges) -> dict[str, Any]:
    """Write a marker's ranges as the fields of one form, with an empty line for another."""
    lines = {str(one.row.id): one.row for one in found.ranges}
    values: dict[str, Any] = {}
    for key, row in lines.items():
        values |= {f"{key}.{name}": getattr(row, name) for name in TEXTS}
        values |= {f"{key}.{name}": entering.digits(getattr(row, name)) for name in ENDS}
        values[f"{key}.gone"] = False
    empty = {f"{NEW}.{name}": "" for name in ("species", *TEXTS, *ENDS)}
    return values | empty | {f"{NEW}.unit": found.marker.unit}


def _put(db: Session, found: Ranges, row: ReferenceRange | None, line: Mapping[str, Any]) -> None:
    if row and line["gone"] is True:
        db.delete(row)
        db.flush()
        return
    values = _checked(found, line)
    species_id = row.species_id if row else _species(found, _told(line, "species"))
    twin = _of(found.marker.id).where(
        col(ReferenceRange.species_id) == species_id, col(ReferenceRange.unit) == values["unit"]
    )
    with db.no_autoflush:
        if any(other is not row for other in db.exec(twin)):
            raise Invalid("There is a range in this unit already.", "unit")
    if row is None:
        row = ReferenceRange(marker_id=found.marker.id, species_id=species_id)
        db.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    db.flush()


def _checked(found: Ranges, line: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: clean(_told(line, name), field=name, limit=limit) if _told(line, name) else ""
        for name, limit in TEXTS.items()
    }
    known = [found.marker.unit, *(one.row.unit for one in found.ranges)]
    values["unit"] = entering.spelled(values["unit"], known)
    for name in ENDS:
        values[name] = _end(_told(line, name), name)
    low, high = values["low"], values["high"]
    if low is not None and high is not None and high < low:
        raise Invalid("The highest value lies below the lowest.", "high")
    if low is None and high is None and not values["expected"]:
        raise Invalid("Please enter an end of the range, or a word.", "low")
    return values


def _end(told: str, name: str) -> float | None:
    if not told:
        return None
    try:
        return float(units.plain(told))
    except (Invalid, ValueError):
        raise Invalid("Please enter a number such as 4.2.", name) from None


def _species(found: Ranges, told: str) -> UUID:
    for one in found.species:
        if told == str(one.id):
            return one.id
    raise Invalid("Please choose one of the list.", "species")


def _told(line: Mapping[str, Any], name: str) -> str:
    value = line.get(name)
    return value.strip() if isinstance(value, str) else ""


def _of(marker_id: UUID) -> SelectOfScalar[ReferenceRange]:
    return system(ReferenceRange).where(col(ReferenceRange.marker_id) == marker_id)


def _places(panel_id: UUID) -> SelectOfScalar[PanelMarker]:
    return system(PanelMarker).where(col(PanelMarker.panel_id) == panel_id)
