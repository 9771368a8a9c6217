"""What pets are required to have, and how they stand with it: the one truth about cover.

Only published doses count, for the staff as for the customer: what nobody stands behind yet, or
what a customer is not to know of, can neither cover a pet nor show in its colour.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.base import Status
from models.documents import WAITING, Document
from models.pets import Pet, Species
from models.vaccinations import Dose, Exemption, Immunization, VaccineType
from services import access, settings
from services.access import Actor, Permission, require, system, visible
from services.core import clock
from services.core.i18n import translate as _
from services.vaccinations import coverage
from services.vaccinations.coverage import Color, Cover, Standing

RECORD_TYPE = "vaccination"
_WANTING = (Standing.EXPIRES_SOON, Standing.EXPIRED, Standing.MISSING)


@dataclass(frozen=True)
class Need:
    """A required vaccine type, and how one pet stands with it today."""

    pet_id: UUID
    vaccine_type_id: UUID
    type: str  # in English where shipped
    cover: Cover
    standing: Standing
    waits: bool = False  # for somebody to look at a document of the customer's that may settle it


@dataclass(frozen=True)
class Shield:
    """A pet's colour, and why (IMM-3)."""

    color: Color
    words: str  # in the reader's language


@dataclass(frozen=True)
class _Animal:
    """What decides which vaccine types a pet needs, and from when."""

    id: UUID
    customer_id: UUID
    species: str  # its key
    born_on: date | None


def needs(
    db: Session, actor: Actor, pet_ids: Collection[UUID], soon_days: int | None = None
) -> list[Need]:
    """List how pets stand with what their species requires, in the clinic's order of types.

    Nothing is required of a pet that died. What a customer has handed in and nobody has looked
    at yet is "in review", for them alone: the staff see what is known. "Soon" reaches as far
    ahead as the settings say, or so many days.

    Raises:
        Forbidden: The actor may not read records.
    """
    require(actor, Permission.VIEW_RECORDS)
    now, today = settings.load(db), clock.today()
    if not pet_ids or not now.shows(RECORD_TYPE):
        return []
    required = [kind for kind in types(db) if kind.required]
    if not required:
        return []
    animals = _animals(db, actor, pet_ids)
    doses = _doses(db, actor, animals)
    exempt = _exemptions(db, actor, animals)
    waiting = _in_review(db, actor, animals)
    soon = now.due_soon_days if soon_days is None else soon_days
    found: list[Need] = []
    for animal in animals:
        for kind in required:
            if animal.species in kind.species:
                key = animal.id, kind.id
                cover = Cover(
                    doses=tuple(doses.get(key, ())),
                    exempt_until=exempt.get(key),
                    required_from=_required_from(animal, kind),
                )
                stands = coverage.standing(cover, today, soon)
                waits = animal.id in waiting and stands in _WANTING
                if waits and not actor.is_staff:
                    stands = Standing.IN_REVIEW
                found.append(Need(animal.id, kind.id, kind.name, cover, stands, waits))
    return found


def shields(db: Session, actor: Actor, pet_ids: Collection[UUID]) -> dict[UUID, Shield]:
    """Tell the colours of a page of pets, in as many statements as for one.

    A pet that died has none; nor is there any for who may not read records, or where the clinic
    shows no vaccinations.
    """
    if not actor.is_staff or Permission.VIEW_RECORDS not in actor.permissions:
        return {}
    now, today = settings.load(db), clock.today()
    if not pet_ids or not now.shows(RECORD_TYPE):
        return {}
    of_pet: dict[UUID, list[Need]] = {row.id: [] for row in _animals(db, actor, pet_ids)}
    for need in needs(db, actor, pet_ids):
        of_pet[need.pet_id].append(need)
    return {pet_id: _shield(wanted, today, now.due_soon_days) for pet_id, wanted in of_pet.items()}


def covered(db: Session, actor: Actor, pet_id: UUID, first: date, last: date) -> bool:
    """Tell whether every required type is covered on every day of an interval (IMM-7).

    Args:
        last: Not before `first`; that day is asked about, too.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: No such pet for the actor.
    """
    access.find(db, actor, Pet, pet_id)
    wanted = needs(db, actor, [pet_id])
    return all(coverage.covered(need.cover, first, last) for need in wanted)


def excused(
    db: Session, actor: Actor, pet_ids: Collection[UUID]
) -> tuple[set[UUID], set[tuple[UUID, UUID]]]:
    """Find whom nobody is to press: pets a document waits for, and pet and type that are exempt.

    Raises:
        Forbidden: The actor may not read records.
    """
    require(actor, Permission.VIEW_RECORDS)
    animals, today = _animals(db, actor, pet_ids), clock.today()
    exempt = _exemptions(db, actor, animals).items()
    return _in_review(db, actor, animals), {key for key, until in exempt if until >= today}


def types(db: Session, kept: UUID | None = None) -> list[VaccineType]:
    """List the vaccine types in use, in the clinic's order.

    Args:
        kept: One that stays even where it is retired.
    """
    order = col(VaccineType.position), col(VaccineType.name)
    offered = ~col(VaccineType.retired) | (col(VaccineType.id) == kept)
    return list(db.exec(system(VaccineType).where(offered).order_by(*order)))


def _shield(wanted: Iterable[Need], today: date, due_soon_days: int) -> Shield:
    colors = {need: coverage.color(need.cover, today, due_soon_days) for need in wanted}
    worst = max(colors.values(), default=Color.GREEN)
    about = [_about(need) for need in colors if colors[need] is worst is not Color.GREEN]
    if not colors:
        return Shield(worst, _("No vaccine is required"))
    return Shield(worst, ", ".join(about) or _("All required vaccines valid"))


def _about(need: Need) -> str:
    words = {
        Standing.EXPIRED: _("{vaccine} expired"),
        Standing.MISSING: _("{vaccine} missing"),
        Standing.EXPIRES_SOON: _("{vaccine} expires soon"),
        Standing.EXEMPT: _("{vaccine}: exemption ends soon"),
        Standing.TOO_YOUNG: _("{vaccine} needed soon"),
    }
    return words[need.standing].format(vaccine=_(need.type))


def _animals(db: Session, actor: Actor, pet_ids: Collection[UUID]) -> list[_Animal]:
    columns: list[Any] = [
        col(Pet.id),
        col(Pet.customer_id),
        col(Species.key),
        col(Pet.born_on),
    ]
    query = (
        visible(actor, Pet)
        .join(Species, col(Species.id) == Pet.species_id)
        .where(col(Pet.id).in_(pet_ids), col(Pet.deceased_on).is_(None))
    )
    return [_Animal(*row) for row in access.rows(db, query.with_only_columns(*columns))]


def _doses(
    db: Session, actor: Actor, animals: Iterable[_Animal]
) -> dict[tuple[UUID, UUID], list[coverage.Span]]:
    columns: list[Any] = [
        col(Dose.pet_id),
        col(Dose.vaccine_type_id),
        col(Dose.planned_on),
        col(Dose.given_on),
        col(Dose.valid_until),
    ]
    query = visible(actor, Dose).where(
        col(Dose.pet_id).in_([animal.id for animal in animals]),
        col(Dose.status) == Status.PUBLISHED,
    )
    found: dict[tuple[UUID, UUID], list[coverage.Span]] = {}
    for row in access.rows(db, query.with_only_columns(*columns)):
        if span := coverage.span(row):
            found.setdefault((row.pet_id, row.vaccine_type_id), []).append(span)
    return found


def _exemptions(
    db: Session, actor: Actor, animals: Iterable[_Animal]
) -> dict[tuple[UUID, UUID], date]:
    """Read until when pets are exempt; why is the staff's alone and not even fetched."""
    columns: list[Any] = [
        col(Immunization.pet_id),
        col(Immunization.vaccine_type_id),
        col(Immunization.exempt_until),
    ]
    query = visible(actor, Immunization).where(
        col(Immunization.pet_id).in_([animal.id for animal in animals]),
        col(Immunization.exemption) != Exemption.NONE,
    )
    return {
        (row.pet_id, row.vaccine_type_id): row.exempt_until
        for row in access.rows(db, query.with_only_columns(*columns))
    }


def _in_review(db: Session, actor: Actor, animals: Iterable[_Animal]) -> set[UUID]:
    """Find the pets that a document of their customer waits for; one about no pet is for all."""
    of_pet = {animal.id: animal.customer_id for animal in animals}
    query = visible(actor, Document).where(
        col(Document.customer_id).in_(set(of_pet.values())),
        col(Document.state).in_(WAITING),
        col(Document.customer_may_see),
        ~col(Document.from_clinic),
    )
    columns = col(Document.customer_id), col(Document.pet_id)
    found = access.rows(db, query.with_only_columns(*columns).distinct())
    about = {(customer_id, pet_id) for customer_id, pet_id in found}
    return {pet for pet, owner in of_pet.items() if about & {(owner, None), (owner, pet)}}


def _required_from(animal: _Animal, kind: VaccineType) -> date | None:
    if animal.born_on is None or not kind.minimum_age_weeks:
        return None
    return animal.born_on + timedelta(weeks=kind.minimum_age_weeks)
