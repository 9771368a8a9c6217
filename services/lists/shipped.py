"""Filling the clinic's lists with what ships."""

from sqlmodel import Session

from services import pets, vaccinations
from services.laboratory import catalogue
from services.records import kinds


def seed(db: Session) -> None:
    """Offer everything that ships and was never offered; what the clinic changed stays."""
    pets.seed_species(db)
    db.flush()
    kinds.seed_subtypes(db)
    vaccinations.seed(db)
    catalogue.seed(db)
