"""A pet's doses, and what each of them means today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.base import Status
from models.pets import Pet
from models.vaccinations import Dose, Source, VaccineType
from services import access, settings
from services.access import Actor, system, visible
from services.core import clock
from services.records import reading
from services.records.paging import Page, Place, Wanted, placed
from services.vaccinations.status import State, states

ALL = Wanted()
PAGE = 20  # doses
_FOR_ALL = ("product_name", "manufacturer", "batch", "site", "route", "notes", "source")
_FOR_STAFF = ("staff_notes", "void", "version")


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
    status: Status = Status.PUBLISHED
    source: Source = Source.CLINIC
    void: bool = False
    staff_notes: str = ""  # empty for customers
    version: int = 1


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
    found = [one for one in known(db, actor, [pet]) if _wants(wanted, one)]
    order = sorted(found, key=lambda one: one.place, reverse=True)
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


@dataclass(frozen=True)
class Known:
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


def known(
    db: Session, actor: Actor, pets: Iterable[Pet], soon_days: int | None = None
) -> list[Known]:
    """Read the dates of all doses of some pets: each dose's state depends on the others.

    What is not published settles nothing: a draft is told by itself and the published ones.

    Args:
        soon_days: How far ahead "soon" reaches; by default as the settings say.
    """
    by_id = {pet.id: pet for pet in pets}
    if not by_id:
        return []
    columns: list[Any] = [
        col(Dose.id),
        col(Dose.pet_id),
        col(Dose.vaccine_type_id),
        col(Dose.status),
        col(Dose.planned_on),
        col(Dose.given_on),
        col(Dose.valid_until),
        col(Dose.created_at),
    ]
    query = visible(actor, Dose).where(col(Dose.pet_id).in_(by_id)).with_only_columns(*columns)
    groups: dict[tuple[UUID, UUID], list[Any]] = {}
    for row in access.rows(db, query):
        groups.setdefault((row.pet_id, row.vaccine_type_id), []).append(row)
    soon = settings.load(db).due_soon_days if soon_days is None else soon_days
    found: list[Known] = []
    for (pet_id, _type_id), doses in groups.items():
        # Nothing is due for a pet that died.
        today = date.min if by_id[pet_id].deceased_on else clock.today()
        for dose, state in _told(doses, today, soon):
            plan = dose.given_on is None and dose.planned_on is not None
            found.append(Known(dose, state, fulfilled=plan and state is State.GIVEN))
    return found


def _told(doses: Sequence[Any], today: date, soon: int) -> Iterable[tuple[Any, State]]:
    published = [dose for dose in doses if dose.status is Status.PUBLISHED]
    yield from zip(published, states(published, today, soon), strict=True)
    for dose in doses:
        if dose.status is not Status.PUBLISHED:
            yield dose, states([*published, dose], today, soon)[-1]


def _moment(dose: Any) -> date:
    return dose.given_on or dose.planned_on or dose.valid_until or dose.created_at.date()


def _wants(wanted: Wanted, known: Known) -> bool:
    moment = known.place[0]
    return (
        not known.fulfilled
        and wanted.type_id in (None, known.dose.vaccine_type_id)
        and (wanted.since is None or moment >= wanted.since)
        and (wanted.until is None or moment <= wanted.until)
    )


def _given(db: Session, actor: Actor, chosen: Sequence[Known]) -> list[Given]:
    """Read the rest of the doses of one page; what is the staff's alone is not even fetched."""
    named = settings.load(db).show_record_author or actor.is_staff
    names = {row.id: row.name for row in db.exec(system(VaccineType))}
    wanted = [*_FOR_ALL, *(_FOR_STAFF if actor.is_staff else ())]
    columns: list[Any] = [col(Dose.id), col(Dose.author_name), *(getattr(Dose, n) for n in wanted)]
    query = visible(actor, Dose).where(col(Dose.id).in_([one.dose.id for one in chosen]))
    rest = {row.id: row for row in access.rows(db, query.with_only_columns(*columns))}
    return [
        Given(
            id=known.dose.id,
            vaccine_type_id=known.dose.vaccine_type_id,
            type=names[known.dose.vaccine_type_id],
            state=known.state,
            moment=_moment(known.dose),
            planned_on=known.dose.planned_on,
            given_on=known.dose.given_on,
            valid_until=known.dose.valid_until,
            author=rest[known.dose.id].author_name if named else "",
            status=known.dose.status,
            **{name: getattr(rest[known.dose.id], name) for name in wanted},
        )
        for known in chosen
    ]
