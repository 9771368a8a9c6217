"""Vaccinations: what a pet was given, what is planned, and what is due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.pets import Pet
from models.vaccinations import Dose, VaccineType
from services import access, settings
from services.access import Actor, system, visible
from services.core import clock
from services.records import reading
from services.records.paging import Page, Place, Wanted, placed
from services.vaccinations.catalogue import months_after, seed, valid_until
from services.vaccinations.status import State, in_words, states

__all__ = [
    "Due",
    "Given",
    "State",
    "due",
    "due_of",
    "listed",
    "months_after",
    "seed",
    "types",
    "valid_until",
]

ALL = Wanted()
PAGE = 20  # doses
_URGENCY = {State.OVERDUE: 0, State.DUE_SOON: 1, State.PLANNED: 2, State.GIVEN: 3}


@dataclass(frozen=True)
class Given:
    """A dose with all that its reader may know."""

    id: UUID
    vaccine_type_id: UUID
    type: str  # in English where shipped
    state: State
    moment: date  # given, planned, or where neither is known valid until
    product_name: str
    manufacturer: str
    batch: str
    planned_on: date | None
    given_on: date | None
    valid_until: date | None
    site: str
    route: str
    notes: str
    author: str


@dataclass(frozen=True)
class Due:
    """A vaccination that somebody should see to."""

    pet_id: UUID
    vaccine_type_id: UUID
    type: str
    on: date
    state: State  # planned, due soon or overdue
    words: str  # such as 'in 12 days', in the reader's language
    dose_id: UUID


def listed(
    db: Session, actor: Actor, pet_id: UUID, wanted: Wanted = ALL, limit: int = PAGE
) -> Page[Given]:
    """List a pet's doses, newest first; a plan that was fulfilled by another dose is left out.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: No such pet for the actor, or the clinic does not show vaccinations.
    """
    reading.allowed(db, actor, "vaccination")
    pet = access.find(db, actor, Pet, pet_id)
    known = _known(db, actor, [pet])
    order = sorted(
        (one for one in known if _wants(wanted, one)), key=lambda one: one.place, reverse=True
    )
    if wanted.after:
        cut = [one for one in order if one.place > wanted.after]
        more, chosen = len(cut) > limit, cut[-limit:]
    else:
        cut = [one for one in order if not wanted.before or one.place < wanted.before]
        more, chosen = len(cut) > limit, cut[:limit]
    return placed(_given(db, actor, chosen), wanted, more=more)


def types(db: Session, actor: Actor, pet_id: UUID) -> list[VaccineType]:
    """List the vaccine types that a pet has doses of, in the clinic's order."""
    had = visible(actor, Dose).where(col(Dose.pet_id) == pet_id)
    ids = had.with_only_columns(col(Dose.vaccine_type_id))
    return list(
        db.exec(
            system(VaccineType)
            .where(col(VaccineType.id).in_(ids))
            .order_by(col(VaccineType.position), col(VaccineType.name))
        )
    )


def due(db: Session, actor: Actor, pet_id: UUID) -> list[Due]:
    """List what a pet is to be vaccinated against next, the most pressing first.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: No such pet for the actor, or the clinic does not show vaccinations.
    """
    return due_of(db, actor, [access.find(db, actor, Pet, pet_id)])


def due_of(db: Session, actor: Actor, pets: Sequence[Pet]) -> list[Due]:
    """List the same for several pets that the actor was shown; nothing is due for the dead.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: The clinic does not show vaccinations.
    """
    reading.allowed(db, actor, "vaccination")
    names = {row.id: row.name for row in db.exec(system(VaccineType))}
    pressing: dict[tuple[UUID, UUID], _Known] = {}
    for known in _known(db, actor, [pet for pet in pets if not pet.deceased_on]):
        key = known.dose.pet_id, known.dose.vaccine_type_id
        if known.state is not State.GIVEN and (
            key not in pressing or known.urgency < pressing[key].urgency
        ):
            pressing[key] = known
    today = clock.today()
    return [
        Due(
            pet_id=known.dose.pet_id,
            vaccine_type_id=known.dose.vaccine_type_id,
            type=names[known.dose.vaccine_type_id],
            on=known.on,
            state=known.state,
            words=in_words(known.on, today),
            dose_id=known.dose.id,
        )
        for known in sorted(pressing.values(), key=lambda one: one.urgency)
    ]


@dataclass(frozen=True)
class _Known:
    """A dose's dates and what they mean today; no more of it is read than that."""

    dose: Any
    state: State
    fulfilled: bool  # a plan that another dose made good

    @property
    def on(self) -> date:
        """When it is due."""
        return self.dose.planned_on if self.planned else self.dose.valid_until

    @property
    def planned(self) -> bool:
        """Whether it is to be given yet."""
        return self.dose.given_on is None and self.dose.planned_on is not None

    @property
    def place(self) -> Place:
        """Where it stands in the list."""
        return _moment(self.dose), self.dose.id

    @property
    def urgency(self) -> tuple[int, date, UUID]:
        """What is to be seen to first."""
        return _URGENCY[self.state], self.on, self.dose.id


def _known(db: Session, actor: Actor, pets: Iterable[Pet]) -> list[_Known]:
    """Read the dates of all doses of some pets: each dose's state depends on the others."""
    by_id = {pet.id: pet for pet in pets}
    if not by_id:
        return []
    columns: list[Any] = [
        col(Dose.id),
        col(Dose.pet_id),
        col(Dose.vaccine_type_id),
        col(Dose.planned_on),
        col(Dose.given_on),
        col(Dose.valid_until),
        col(Dose.created_at),
    ]
    query = visible(actor, Dose).where(col(Dose.pet_id).in_(by_id)).with_only_columns(*columns)
    groups: dict[tuple[UUID, UUID], list[Any]] = {}
    for row in access.rows(db, query):
        groups.setdefault((row.pet_id, row.vaccine_type_id), []).append(row)
    soon = settings.load(db).due_soon_days
    known: list[_Known] = []
    for (pet_id, _type_id), doses in groups.items():
        # Nothing is due for a pet that died.
        today = date.min if by_id[pet_id].deceased_on else clock.today()
        for dose, state in zip(doses, states(doses, today, soon), strict=True):
            plan = dose.given_on is None and dose.planned_on is not None
            known.append(_Known(dose, state, fulfilled=plan and state is State.GIVEN))
    return known


def _moment(dose: Any) -> date:
    return dose.given_on or dose.planned_on or dose.valid_until or dose.created_at.date()


def _wants(wanted: Wanted, known: _Known) -> bool:
    moment = known.place[0]
    return (
        not known.fulfilled
        and wanted.type_id in (None, known.dose.vaccine_type_id)
        and (wanted.since is None or moment >= wanted.since)
        and (wanted.until is None or moment <= wanted.until)
    )


def _given(db: Session, actor: Actor, chosen: Sequence[_Known]) -> list[Given]:
    """Read the rest of the doses of one page; what is the staff's alone is not even fetched."""
    now = settings.load(db)
    names = {row.id: row.name for row in db.exec(system(VaccineType))}
    columns: list[Any] = [
        col(Dose.id),
        col(Dose.product_name),
        col(Dose.manufacturer),
        col(Dose.batch),
        col(Dose.site),
        col(Dose.route),
        col(Dose.notes),
        col(Dose.author_name),
    ]
    query = visible(actor, Dose).where(col(Dose.id).in_([one.dose.id for one in chosen]))
    rest = {row.id: row for row in access.rows(db, query.with_only_columns(*columns))}
    return [
        Given(
            id=known.dose.id,
            vaccine_type_id=known.dose.vaccine_type_id,
            type=names[known.dose.vaccine_type_id],
            state=known.state,
            moment=_moment(known.dose),
            product_name=rest[known.dose.id].product_name,
            manufacturer=rest[known.dose.id].manufacturer,
            batch=rest[known.dose.id].batch,
            planned_on=known.dose.planned_on,
            given_on=known.dose.given_on,
            valid_until=known.dose.valid_until,
            site=rest[known.dose.id].site,
            route=rest[known.dose.id].route,
            notes=rest[known.dose.id].notes,
            author=rest[known.dose.id].author_name if now.show_record_author else "",
        )
        for known in chosen
    ]
