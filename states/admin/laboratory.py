"""What can be examined in the pet whose laboratory record is being written."""

from dataclasses import dataclass, field

import reflex as rx
from sqlmodel import Session

from models.pets import Pet
from services import access
from services.access import Actor
from services.laboratory import catalogue, values
from services.records import writing
from states.base import StaffState, identifier


@dataclass(frozen=True)
class SpanRow:
    """A reference range, its ends as they are typed."""

    unit: str
    low: str
    high: str
    expected: str


@dataclass(frozen=True)
class OfferRow:
    """A marker that can be added."""

    key: str
    name: str  # as it is kept
    label: str  # as it reads
    unit: str
    words: list[str] = field(default_factory=list)
    spans: list[SpanRow] = field(default_factory=list)


@dataclass(frozen=True)
class PanelRow:
    """A panel that can be laid out."""

    name: str
    label: str
    markers: list[str] = field(default_factory=list)


class ValueGridState(StaffState):
    """The panels and markers for the species of the record's pet."""

    panels: list[PanelRow] = []
    markers: list[OfferRow] = []

    @rx.event
    async def load(self):
        """Read what the clinic examines, for the record in the address."""
        record_id = identifier(self._in_address("record_id"))
        self.panels, self.markers = await self._read(_offered, record_id)


def _offered(db: Session, actor: Actor, record_id: object) -> tuple[list[PanelRow], list[OfferRow]]:
    record = writing.find(db, actor, identifier(record_id))
    pet = access.find(db, actor, Pet, record.pet_id)
    panels = [
        PanelRow(sheet.name, values.say(sheet.name), [one.key for one in sheet.markers])
        for sheet in catalogue.offered(db, pet)
    ]
    markers = [_row(offer) for offer in catalogue.offers(db, pet).values()]
    return panels, sorted(markers, key=lambda row: row.label.casefold())


def _row(offer: catalogue.Offer) -> OfferRow:
    return OfferRow(
        key=offer.key,
        name=offer.name,
        label=values.say(offer.name),
        unit=offer.unit,
        words=[values.say(word) for word in offer.words],
        spans=[
            SpanRow(span.unit, _end(span.low), _end(span.high), span.expected)
            for span in offer.spans
        ],
    )


def _end(number: float | None) -> str:
    return "" if number is None else f"{number:g}"
