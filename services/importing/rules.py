"""What the rows of an import are read by: the clinic's settings and lists, and today."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlmodel import Session, col

from models.records import Subtype
from models.staff import Location
from models.vaccinations import Product, VaccineType
from services import settings
from services.access import system
from services.core import clock
from services.pets import species_words
from services.records import kinds
from services.vaccinations import catalogue

DateOrder = Literal["iso", "dmy", "mdy"]


@dataclass(frozen=True)
class Rules:
    """How to read cells. Lists are keyed by what people write, in lower case."""

    date_order: DateOrder
    today: date
    country: str
    language: str
    weight_unit: str
    temperature_unit: str
    species: dict[str, str]  # → key
    subtypes: dict[tuple[str, str], str]  # (kind, name) → name as the clinic writes it
    locations: dict[str, str]
    vaccines: dict[str, str]
    valid_months: dict[str, int]  # of products, and of vaccines by their name


def load(db: Session, date_order: DateOrder) -> Rules:
    """Read the clinic's settings and lists; what ships counts, even if it is not there yet."""
    now = settings.load(db)
    shipped = {
        (kind.key, name.casefold()): name for kind in kinds.KINDS.values() for name in kind.subtypes
    }
    there = {(row.kind, row.name.casefold()): row.name for row in db.exec(system(Subtype))}
    vaccines, months = _vaccines(db)
    places = system(Location).order_by(col(Location.position), col(Location.created_at))
    return Rules(
        date_order=date_order,
        today=clock.today(),
        country=now.country,
        language=now.language,
        weight_unit=now.weight_unit,
        temperature_unit=now.temperature_unit,
        species=species_words.by_word(db),
        subtypes=shipped | there,
        locations={place.name.casefold(): place.name for place in db.exec(places)},
        vaccines=vaccines,
        valid_months=months,
    )


def _vaccines(db: Session) -> tuple[dict[str, str], dict[str, int]]:
    names, months = dict[str, str](), dict[str, int]()
    for shipped in catalogue.SHIPPED:
        names[shipped.name.casefold()] = shipped.name
        months[shipped.name.casefold()] = shipped.valid_months
        months |= {name.casefold(): given for name, given in shipped.products.items()}
    for row in db.exec(system(VaccineType)):
        names[row.name.casefold()] = row.name
        months[row.name.casefold()] = row.valid_months
    months |= {row.name.casefold(): row.valid_months for row in db.exec(system(Product))}
    return names, months
