"""The clinic's pets as staff go through them: by species, and those they opened last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, tuple_
from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from models.customers import Customer
from models.pets import Pet, PetOpening, Species
from services import access, settings
from services.access import Actor, Permission, require, system, visible
from services.core import clock
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.pets import profiles
from services.pets.profiles import Card
from services.pets.species import drawing

Place = tuple[str, UUID]  # name, id
REMEMBERED = 8  # pets that a staff member has opened


@dataclass(frozen=True)
class Kept:
    """How many living pets of a species there are."""

    key: str
    drawing: str
    name: str  # in the reader's language
    count: int


@dataclass(frozen=True)
class Line:
    """A pet and whose it is."""

    card: Card
    owner_id: UUID
    owner: str
    opened_at: datetime | None = None  # by the actor


@dataclass(frozen=True)
class Page:
    """Pets in the order of their names, and where the next page begins."""

    lines: Sequence[Line]
    next: Place | None


def counts(db: Session, actor: Actor) -> list[Kept]:
    """Count the living pets of each species that has any, in the clinic's order.

    Raises:
        Forbidden: The actor may not view records.
        NotFound: It is a customer who asks.
    """
    _require_staff(actor)
    kinds = db.exec(system(Species).order_by(col(Species.position), col(Species.name))).all()
    living = visible(actor, Pet).where(
        col(Pet.species_id).in_([kind.id for kind in kinds]), col(Pet.deceased_on).is_(None)
    )
    columns: list[Any] = [col(Pet.species_id), func.count()]
    grouped = living.with_only_columns(*columns).group_by(col(Pet.species_id))
    there: dict[UUID, int] = {row[0]: row[1] for row in access.rows(db, grouped)}
    return [
        Kept(kind.key, drawing(kind.key, kind.drawing), _(kind.name), there[kind.id])
        for kind in kinds
        if kind.id in there
    ]


def of_species(
    db: Session, actor: Actor, key: str, after: Place | None = None, limit: int | None = None
) -> Page:
    """List the living pets of a species by name.

    Raises:
        Forbidden: The actor may not view records.
        NotFound: It is a customer who asks, or there is no such species.
    """
    _require_staff(actor)
    species = db.exec(system(Species).where(col(Species.key) == key)).one_or_none()
    if species is None:
        raise NotFound
    limit = limit or settings.load(db).page_size
    order = (col(Pet.name), col(Pet.id))
    rows = visible(actor, Pet).where(
        col(Pet.species_id) == species.id, col(Pet.deceased_on).is_(None)
    )
    if after:
        rows = rows.where(tuple_(*order) > after)
    found = db.exec(rows.order_by(*order).limit(limit + 1)).all()
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    return Page(_lines(db, shown), (last.name, last.id) if last else None)


def note_opening(db: Session, actor: Actor, pet_id: UUID) -> None:
    """Remember that a staff member has opened a pet's file, and forget all but the latest."""
    known = _opened_by(actor).where(col(PetOpening.pet_id) == pet_id)
    row = db.exec(known).one_or_none()
    if row is None:
        row = PetOpening(staff_member_id=actor.id, pet_id=pet_id, opened_at=clock.now())
    row.opened_at = clock.now()
    db.add(row)
    db.flush()
    for older in db.exec(_opened_by(actor).offset(REMEMBERED)).all():
        db.delete(older)


def opened_last(db: Session, actor: Actor) -> list[Line]:
    """List the pets whose files the actor has opened, the latest first.

    Raises:
        Forbidden: The actor may not view records.
        NotFound: It is a customer who asks.
    """
    _require_staff(actor)
    opened = {row.pet_id: row.opened_at for row in db.exec(_opened_by(actor))}
    pets = {pet.id: pet for pet in db.exec(visible(actor, Pet).where(col(Pet.id).in_(opened)))}
    return _lines(db, [pets[pet_id] for pet_id in opened if pet_id in pets], opened)


def _require_staff(actor: Actor) -> None:
    require(actor, Permission.VIEW_RECORDS)
    if not actor.is_staff:
        raise NotFound


def _opened_by(actor: Actor) -> SelectOfScalar[PetOpening]:
    theirs = visible(actor, PetOpening).where(col(PetOpening.staff_member_id) == actor.id)
    return theirs.order_by(col(PetOpening.opened_at).desc(), col(PetOpening.id))


def _lines(
    db: Session, pets: Sequence[Pet], opened: dict[UUID, datetime] | None = None
) -> list[Line]:
    kinds = {row.id: row for row in db.exec(system(Species))}
    wanted = system(Customer).where(col(Customer.id).in_({pet.customer_id for pet in pets}))
    owners = {row.id: row.name for row in db.exec(wanted)}
    return [
        Line(
            card=profiles.card(pet, kinds[pet.species_id]),
            owner_id=pet.customer_id,
            owner=owners[pet.customer_id],
            opened_at=opened[pet.id] if opened else None,
        )
        for pet in pets
    ]
