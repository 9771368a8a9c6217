"""The clinic's panels, markers and reference ranges."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.laboratory import Marker, Panel, PanelMarker, ReferenceRange
from models.pets import Pet, Species
from services import access, shipping
from services.access import system
from services.laboratory import shipped
from services.laboratory.shipped import ShippedMarker, ShippedPanel


@dataclass(frozen=True)
class Span:
    """Where a marker's values lie in healthy animals of one species, in one unit."""

    unit: str
    low: float | None
    high: float | None
    expected: str


@dataclass(frozen=True)
class Offer:
    """A marker as it is offered for one pet."""

    key: str
    name: str  # in English where it ships
    unit: str
    words: Sequence[str]  # that may stand in place of a number
    spans: Sequence[Span]  # of the pet's species


@dataclass(frozen=True)
class Sheet:
    """A panel as it is offered for one pet."""

    name: str
    specimen: str
    markers: Sequence[Offer]


def seed(db: Session) -> None:
    """Offer what ships and was never offered; what the clinic made of the rest stays.

    Ranges come for species that are there. A marker that is new joins its panel.
    """
    species = {row.key: row for row in db.exec(system(Species))}
    panels = {row.name: row for row in db.exec(system(Panel))}
    there = {row.key: row for row in db.exec(system(Marker))}
    offered = shipped.panels()
    keys = [marker.key for panel in offered for marker in panel.markers]
    new_markers = shipping.fresh(db, "marker", keys)
    new_panels = shipping.fresh(db, "panel", [panel.name for panel in offered])
    for position, told in enumerate(offered):
        if told.name in new_panels and told.name not in panels:
            panels[told.name] = _add_panel(db, told, position)
        for place, marker in enumerate(told.markers):
            if marker.key not in new_markers or marker.key in there:
                continue
            row = there[marker.key] = _add_marker(db, marker, species)
            if panel := panels.get(told.name):
                db.add(PanelMarker(panel_id=panel.id, marker_id=row.id, position=place))
    db.flush()


def offered(db: Session, pet: Pet) -> list[Sheet]:
    """List the panels for a pet's species, each with its markers and their ranges."""
    species = db.exec(system(Species).where(col(Species.id) == pet.species_id)).one()
    shown = system(Panel).where(col(Panel.retired).is_(False))
    panels = [
        panel
        for panel in db.exec(shown.order_by(col(Panel.position), col(Panel.name)))
        if not panel.species or species.key in panel.species
    ]
    markers, members = offers(db, pet), _members(db)
    return [
        Sheet(
            panel.name,
            panel.specimen,
            [markers[key] for key in members.get(panel.id, ()) if key in markers],
        )
        for panel in panels
    ]


def offers(db: Session, pet: Pet) -> dict[str, Offer]:
    """Return every marker that is not retired, by its key, with the ranges for a pet's species."""
    spans: dict[UUID, list[Span]] = {}
    ranges = system(ReferenceRange).where(col(ReferenceRange.species_id) == pet.species_id)
    for row in db.exec(ranges.order_by(col(ReferenceRange.unit))):
        spans.setdefault(row.marker_id, []).append(Span(row.unit, row.low, row.high, row.expected))
    shown = system(Marker).where(col(Marker.retired).is_(False))
    return {
        row.key: Offer(row.key, row.name, row.unit, tuple(row.words), spans.get(row.id, ()))
        for row in db.exec(shown.order_by(col(Marker.name)))
    }


def _members(db: Session) -> dict[UUID, list[str]]:
    columns: list[Any] = [col(PanelMarker.panel_id), col(Marker.key)]
    query = (
        system(PanelMarker)
        .join(Marker, col(PanelMarker.marker_id) == col(Marker.id))
        .order_by(col(PanelMarker.position), col(Marker.name))
        .with_only_columns(*columns)
    )
    found: dict[UUID, list[str]] = {}
    for row in access.rows(db, query):
        found.setdefault(row.panel_id, []).append(row.key)
    return found


def _add_panel(db: Session, told: ShippedPanel, position: int) -> Panel:
    panel = Panel(
        name=told.name,
        specimen=told.specimen,
        species=list(shipped.SPECIES),
        source=told.source,
        position=position,
    )
    db.add(panel)
    db.flush()
    return panel


def _add_marker(db: Session, told: ShippedMarker, species: dict[str, Species]) -> Marker:
    words = [told.expected] if told.expected else []
    row = Marker(key=told.key, name=told.name, unit=told.unit, words=words)
    db.add(row)
    db.flush()
    for place, key in enumerate(shipped.SPECIES):
        if key in species:
            low, high = told.ranges[place] if told.ranges else (None, None)
            db.add(
                ReferenceRange(
                    marker_id=row.id,
                    species_id=species[key].id,
                    unit=told.unit,
                    low=low,
                    high=high,
                    expected=told.expected,
                )
            )
    return row
