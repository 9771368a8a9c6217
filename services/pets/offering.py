"""The species and breeds that are offered for a pet."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col

from models.pets import Breed, Species
from services.access import system


def species(db: Session, kept: UUID | None = None) -> Sequence[Species]:
    """List the species that a pet can be of.

    Args:
        kept: The one that it is of, which stays even where the clinic offers it no longer.
    """
    offered = system(Species).where(~col(Species.retired) | (col(Species.id) == kept))
    return db.exec(offered.order_by(col(Species.position), col(Species.name))).all()


def breeds(
    db: Session, species_id: UUID, text: str = "", limit: int | None = None
) -> Sequence[str]:
    """List the breeds that are offered for a species and hold a text."""
    named = system(Breed).where(
        col(Breed.species_id) == species_id,
        ~col(Breed.retired),
        col(Breed.name).icontains(text[:60], autoescape=True),
    )
    return [breed.name for breed in db.exec(named.order_by(col(Breed.name)).limit(limit))]
