"""The drafts in a pet's file, of every kind, and publishing several of them at once (ADMIN-5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, or_

from models.base import Status
from models.measurements import Measurement
from models.pets import Pet
from models.records import Amendment, MedicalRecord
from models.vaccinations import Dose, VaccineType
from services import access, settings
from services.access import Actor, Permission, require, visible
from services.core import clock, units
from services.core.errors import Faulty, Invalid
from services.core.i18n import translate as _
from services.editing import Stale
from services.measurements import writing as measuring
from services.records import publishing
from services.records import writing as records
from services.vaccinations import doses

_STAYS = "incident"  # the kind that never leaves the clinic
_MOST = 100  # of one sort that are listed at once


@dataclass(frozen=True)
class Draft:
    """An entry that no customer sees yet, or a change that none sees yet."""

    id: UUID
    version: int
    sort: str  # record, dose, measurement
    label: str  # of its kind
    title: str
    on: date
    author: str
    changing: bool = False  # the entry itself is shown already


def waiting(db: Session, actor: Actor, pet_id: UUID) -> list[Draft]:
    """List what the actor may publish in a pet's file, the oldest first.

    Raises:
        Forbidden: The actor does not read records.
        NotFound: No such pet.
    """
    require(actor, Permission.VIEW_RECORDS)
    pet = access.find(db, actor, Pet, pet_id)
    found = [*_records(db, actor, pet), *_doses(db, actor, pet), *_measurements(db, actor, pet)]
    return sorted(found, key=lambda one: (one.on, one.label, one.id))


def publish(
    db: Session, actor: Actor, pet_id: UUID, versions: Mapping[UUID, int], *, notify: bool
) -> int:
    """Publish several drafts of a pet at once, or none.

    Args:
        versions: Of each chosen draft, as it was when the list was shown.
        notify: Tell the customer once that there is something new.

    Returns:
        How many were published; what somebody else has published meanwhile is left out.

    Raises:
        Forbidden: The actor may not write one of these kinds.
        NotFound: No such pet.
        Faulty: Some cannot be published as they are; each fault's `field` is the draft's id.
    """
    pet = access.find(db, actor, Pet, pet_id)
    there = {draft.id: draft for draft in waiting(db, actor, pet_id)}
    chosen = [there[one] for one in versions if one in there]
    faults: list[Invalid] = []
    for draft in chosen:
        try:
            _publish(db, actor, draft, versions[draft.id], notify=notify)
        except Stale as stale:
            faults.append(
                Invalid(
                    "{name} has changed this meanwhile. Please look at it again.",
                    str(draft.id),
                    name=stale.by,
                )
            )
        except Invalid as fault:
            faults.append(Invalid(fault.message, str(draft.id), **fault.values))
    if faults:
        raise Faulty(faults)
    if chosen and notify:
        publishing.announce(db, pet)
    return len(chosen)


def _publish(db: Session, actor: Actor, draft: Draft, version: int, *, notify: bool) -> None:
    if draft.sort == "record":
        publishing.publish(db, actor, draft.id, version, notify=notify)
    elif draft.sort == "dose":
        doses.publish(db, actor, draft.id, version)
    else:
        measuring.publish(db, actor, draft.id, version)


def _records(db: Session, actor: Actor, pet: Pet) -> list[Draft]:
    kinds = {kind.key: kind for kind in records.offered(db, actor) if kind.key != _STAYS}
    changing = visible(actor, Amendment).with_only_columns(col(Amendment.record_id))
    query = visible(actor, MedicalRecord).where(
        col(MedicalRecord.pet_id) == pet.id,
        col(MedicalRecord.kind).in_(kinds),
        or_(
            col(MedicalRecord.status) == Status.DRAFT,
            (col(MedicalRecord.status) == Status.PUBLISHED) & col(MedicalRecord.id).in_(changing),
        ),
    )
    rows = db.exec(query.order_by(col(MedicalRecord.happened_on)).limit(_MOST))
    return [
        Draft(
            id=row.id,
            version=row.version,
            sort="record",
            label=kinds[row.kind].label(),
            title=row.title,
            on=row.happened_on,
            author=row.author_name,
            changing=row.status is Status.PUBLISHED,
        )
        for row in rows
    ]


def _doses(db: Session, actor: Actor, pet: Pet) -> list[Draft]:
    if not _may(db, actor, Permission.WRITE_VACCINATIONS, "vaccination"):
        return []
    query: Any = (
        visible(actor, Dose)
        .join(VaccineType, col(VaccineType.id) == Dose.vaccine_type_id)
        .where(col(Dose.pet_id) == pet.id, col(Dose.status) == Status.DRAFT)
        .order_by(col(Dose.created_at))
        .limit(_MOST)
        .add_columns(col(VaccineType.name))
    )
    return [
        Draft(
            id=dose.id,
            version=dose.version,
            sort="dose",
            label=_("Vaccination"),
            title=_(name),
            on=dose.given_on or dose.planned_on or dose.valid_until or clock.today(),
            author=dose.author_name,
        )
        for dose, name in access.pairs(db, query)
    ]


def _measurements(db: Session, actor: Actor, pet: Pet) -> list[Draft]:
    kinds = {"weight": _("Weight"), "temperature": _("Temperature")}
    now = settings.load(db)
    shown = {"weight": now.weight_unit, "temperature": now.temperature_unit}
    may = [kind for kind in kinds if _may(db, actor, Permission.WRITE_MEASUREMENTS, kind)]
    query = visible(actor, Measurement).where(
        col(Measurement.pet_id) == pet.id,
        col(Measurement.quantity).in_(may),
        col(Measurement.status) == Status.DRAFT,
    )
    return [
        Draft(
            id=row.id,
            version=row.version,
            sort="measurement",
            label=kinds[row.quantity],
            title=units.say(row, shown[row.quantity]),
            on=clock.local(row.measured_at).date(),
            author=row.author_name,
        )
        for row in db.exec(query.order_by(col(Measurement.measured_at)).limit(_MOST))
    ]


def _may(db: Session, actor: Actor, permission: Permission, kind: str) -> bool:
    return permission in actor.permissions and settings.load(db).shows(kind)
