"""The clinic's own lists: what ships, and the vaccines for other species that this clinic added."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from models.pets import Species
from models.records import Subtype
from models.vaccinations import VaccineType
from services.access import system
from services.demo.book import Book, stable
from services.pets import seed_species

_SUBTYPES = (
    ("note", "General examination", "#0d6b5b"),
    ("note", "Visit", "#2563a8"),
    ("note", "Phone call", "#8a6100"),
    ("note", "Surgery", "#b3261e"),
    ("note", "Discharge", "#6a4fb3"),
)
_SHIPPED = (
    ("Rabies", ["dog", "cat"], True, 12, 12),
    ("DHPP", ["dog"], True, 12, 6),
    ("Bordetella", ["dog"], False, 12, 8),
    ("Leptospirosis", ["dog"], False, 12, 8),
    ("FVRCP", ["cat"], True, 12, 6),
    ("FeLV", ["cat"], False, 12, 8),
)
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
    seed_species(db)
    db.flush()
    species = {row.key: row.id for row in db.exec(system(Species))}
    subtypes = {
        (kind, name): book.add(
            Subtype(
                id=stable("subtype", kind, name),
                created_at=since,
                kind=kind,
                name=name,
                color=color,
            )
        ).id
        for kind, name, color in _SUBTYPES
    }
    vaccines = {
        name: book.add(
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
        for position, (name, kinds, required, months, weeks) in enumerate((*_SHIPPED, *_ADDED))
    }
    return Lists(species, subtypes, vaccines)
