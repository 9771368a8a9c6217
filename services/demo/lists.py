"""The clinic's own lists: what ships, and the vaccines for other species that this clinic added."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from models.pets import Species
from models.records import Subtype
from models.vaccinations import VaccineType
from services import lists
from services.access import system
from services.demo.book import Book, stable

_ADDED = (
    ("RHDV2", ["rabbit"], False, 12, 10),
    ("Tetanus (horse)", ["horse"], True, 24, 26),
    ("West Nile virus", ["horse"], False, 12, 26),
    ("Distemper (ferret)", ["ferret"], True, 12, 8),
    ("Rabies (ferret)", ["ferret"], True, 12, 12),
)


@dataclass(frozen=True)
class Lists:
    """The ids of the lists' entries, by what they are called."""

    species: dict[str, UUID]
    subtypes: dict[tuple[str, str], UUID]
    vaccines: dict[str, VaccineType]


def prepare(db: Session, book: Book, since: datetime) -> Lists:
    """Put the shipped lists into the database, and note down what the clinic added."""
    lists.seed(db)
    species = {row.key: row.id for row in db.exec(system(Species))}
    subtypes = {(row.kind, row.name): row.id for row in db.exec(system(Subtype))}
    vaccines = {row.name: row for row in db.exec(system(VaccineType))}
    for position, (name, kinds, required, months, weeks) in enumerate(_ADDED, len(vaccines)):
        vaccines[name] = book.add(
            VaccineType(
                id=stable("vaccine", name),
                created_at=since,
                name=name,
                species=kinds,
                required=required,
                valid_months=months,
                minimum_age_weeks=weeks,
                position=position,
            )
        )
    return Lists(species, subtypes, vaccines)
