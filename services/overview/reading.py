"""What a pet's overview and the customer's search show."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col

from models.pets import Pet
from services import settings, vaccinations
from services.access import Actor, Permission, find, require, visible
from services.overview.entries import Entry, Scope, Wanted, newest
from services.vaccinations import Due

PUBLISHED = Wanted()
RECENT = 10  # entries on the overview before "show all"


@dataclass(frozen=True)
class Overview:
    """What a pet's overview shows below its head."""

    due: list[Due]
    recent: list[Entry]
    more: bool  # whether there are older entries


def summary(
    db: Session, actor: Actor, pet_id: UUID, limit: int = RECENT, wanted: Wanted = PUBLISHED
) -> Overview:
    """Return what a pet is due for, and the newest entries in its file.

    Raises:
        NotFound: No such pet, or not theirs.
    """
    require(actor, Permission.VIEW_RECORDS)
    pet, in_force = find(db, actor, Pet, pet_id), settings.load(db)
    entries = newest(db, Scope(actor, [pet.id], wanted, in_force), limit + 1)
    due = vaccinations.due_of(db, actor, [pet]) if in_force.shows("vaccination") else []
    return Overview(due, entries[:limit], more=len(entries) > limit)


def search(
    db: Session, actor: Actor, wanted: Wanted, limit: int
) -> tuple[list[Entry], dict[UUID, str]]:
    """Find published entries in the files of the customer's own pets, newest first.

    Returns:
        The entries, and the names of the pets they are about.
    """
    require(actor, Permission.VIEW_RECORDS)
    own = visible(actor, Pet).where(Pet.customer_id == actor.customer_id)
    scope = Scope(actor, own.with_only_columns(col(Pet.id)), wanted, settings.load(db))
    found = newest(db, scope, limit)
    named = own.where(col(Pet.id).in_({entry.pet_id for entry in found}))
    return found, {pet.id: pet.name for pet in db.exec(named)}


def kinds_shown(db: Session, _actor: Actor) -> list[str]:
    """List the kinds that can be searched for: those the clinic has switched on."""
    in_force = settings.load(db)
    return [kind for kind in settings.RECORD_TYPES if in_force.shows(kind)]
